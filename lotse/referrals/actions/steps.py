"""Steps of a referral by the transition table, each with its day, and what each one sets going."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.foundation.clock import local
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken
from lotse.referrals import queries
from lotse.referrals.actions.access import end_access
from lotse.referrals.actions.bundles import pass_turn
from lotse.referrals.actions.consequences import draw_consequences
from lotse.referrals.actions.events import mark, note
from lotse.referrals.actions.mails import tell_of_our_reply
from lotse.referrals.models import Referral
from lotse.referrals.queries import agreements, due, links, receivers
from lotse.referrals.rules import clocks, reasons, transitions
from lotse.referrals.rules.states import FINAL, Kind, Party, State
from lotse.referrals.rules.transitions import Step

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.directory.models import Organisation
    from lotse.disclosure.models import Consent

MAY_HELP = frozenset({State.COMPLETED, State.UNSUCCESSFUL, State.IN_PROGRESS, State.DECLINED, State.NO_RESPONSE})


class StepRefused(RuleBroken):
    """The transition table refuses the step; the message says why."""


def take_step(*, referral: Referral, step: Step, by: User | None, today: date, now: datetime) -> None:
    """Move a referral one step, if the table allows it and everything the state needs is there.

    Raises StepRefused with the reason, or FieldError for the first missing detail.
    """
    source = State(referral.state)
    refusal = transitions.refusal(Kind(referral.kind), source, step, reopened_before=referral.reopened_on is not None)
    if refusal:
        raise StepRefused(refusal)
    step = replace(step, attempts=max(step.attempts, _attempts_made(referral, step)))
    for field, sentence in transitions.missing(source, step).items():
        raise FieldError(field, sentence)
    before = queries.last_happened_on(referral.id)
    fault = transitions.date_fault(step, not_before=before, today=today)
    if fault:
        raise FieldError("happened_on", fault)
    organisation = receivers.get_organisation(referral.organisation_id)
    _apply(referral, source, step)
    _move_clock(referral, source, step, organisation, asked_on=before)
    note(
        referral, source, step.to, happened_on=step.happened_on, now=now, by=by, party=step.party, via=step.via,
        reason_code=step.reason_code, text=_words(step),
        received_on=step.received_on,
    )  # fmt: skip
    _set_clock(referral, step, organisation)
    draw_consequences(referral, step, by=by, today=today, now=now)
    if (source, step.to) in transitions.OUR_REPLIES and links.has_open_link(referral.id, now):
        tell_of_our_reply(referral=referral, organisation=organisation, now=now)
    pass_turn(referral=referral, source=source, today=today, now=now)
    if step.to in FINAL and step.to is not State.NO_RESPONSE:
        end_access(referral=referral, now=now)
    db.session.flush()


def record_answer(*, referral: Referral, steps: Sequence[Step], by: User | None, today: date, now: datetime) -> None:
    """Record what a partner answered: one form or call may hold several consecutive steps, each with its own date.

    All of them or none: after an error the referral stands as before.
    """
    with db.session.begin_nested():
        for step in steps:
            take_step(referral=referral, step=step, by=by, today=today, now=now)


def note_attempt(
    *, referral: Referral, on: date, via: str, by: User, today: date, now: datetime, text: str = ""
) -> int:
    """Note one attempt to reach the client; returns how many count by now. Three make 'not reached' possible."""
    if referral.state in FINAL or referral.sent_on is None:
        raise RuleBroken("Versuche lassen sich nur zu einer gesendeten, offenen Vermittlung festhalten.")
    if on > today:
        raise FieldError("on", "Das Datum liegt in der Zukunft.")
    if on < referral.sent_on:
        raise FieldError("on", f"Das Datum liegt vor dem Senden ({referral.sent_on:%d.%m.%Y}).")
    mark(referral, "attempt", on=on, now=now, by=by, party=Party.SENDER, via=via, text=text or None)
    db.session.flush()
    return reasons.count_attempts(queries.list_attempts(referral.id))


def confirm_effect(
    *, referral: Referral, effect: str, source: str, on: date, by: User | None, now: datetime, via: str = "system"
) -> None:
    """Stamp what the help brought, apart from how the referral ended: 'closed' is not 'helped'."""
    if referral.state not in MAY_HELP:
        raise RuleBroken("Die Wirkung lässt sich erst bestätigen, wenn die Hilfe begonnen hat oder beendet ist.")
    if on > local(now).date():
        raise FieldError("on", "Das Datum liegt in der Zukunft.")
    referral.effect, referral.effect_confirmed_on, referral.effect_confirmed_by = effect, on, source
    party = {"client": Party.CLIENT, "partner": Party.RECEIVER}.get(source, Party.SENDER)
    mark(referral, "effect", on=on, now=now, by=by, party=party, via=via, text=effect)
    db.session.flush()


def note_reminder(*, referral: Referral, number: int, today: date, now: datetime, via: str = "paper") -> None:
    """Note that the receiver was reminded for the n-th time."""
    referral.reminded = number
    mark(referral, f"reminded_{number}", on=today, now=now, via=via)
    db.session.flush()


def name_next_step(*, referral: Referral, text: str, by: User, today: date, now: datetime) -> None:
    """Say what follows a decline, a failure or silence; the referral leaves the sender's desk and the receiver's."""
    if referral.owed_since is None:
        raise RuleBroken("Für diese Vermittlung ist kein nächster Schritt offen.")
    if not text.strip():
        raise FieldError("next_step", "Bitte den nächsten Schritt nennen.")
    referral.owed_since, referral.next_step = None, text.strip()[:300]
    end_access(referral=referral, now=now)
    mark(referral, "next_step", on=today, now=now, by=by, party=Party.SENDER, text=referral.next_step)
    db.session.flush()


def withdraw_after_revocation(consent: Consent, *, by: User | None, today: date, now: datetime) -> None:
    """A consent was revoked: every open referral that rests on it is withdrawn and its access closed."""
    for referral in due.list_open_with_consent(consent.id):
        step = Step(State.WITHDRAWN, today, Party.CLIENT, reason_code="consent_revoked", note="Einwilligung widerrufen")
        take_step(referral=referral, step=step, by=by, today=today, now=now)


def _words(step: Step) -> str | None:
    return " · ".join(filter(None, (step.question, step.outcome_text, step.next_step, step.note))) or None


def _attempts_made(referral: Referral, step: Step) -> int:
    if step.reason_code != "not_reached":
        return 0
    return reasons.count_attempts(queries.list_attempts(referral.id))


def _apply(referral: Referral, source: State, step: Step) -> None:
    """Write what the step carries into the referral's own columns."""
    to = step.to
    referral.state = to
    if (to in transitions.ANSWERS or to is State.REDIRECTED) and to is not State.RECEIVED and not referral.answered_on:
        referral.answered_on = step.happened_on
    if to is State.ACCEPTED:
        referral.accepted_on, referral.partner_contact = step.happened_on, step.contact[:200]
    if step.first_appointment_on is not None:
        referral.first_appointment_on = step.first_appointment_on
    if to is State.IN_PROGRESS:
        if source in {State.COMPLETED, State.UNSUCCESSFUL}:
            referral.reopened_on, referral.ended_on, referral.outcome = step.happened_on, None, ""
        referral.first_contact_on = referral.first_contact_on or step.happened_on
    if to is State.QUESTION:
        referral.question = step.question
    if to in {State.WAITLISTED, State.PAUSED, State.ACCEPTED}:
        referral.expected_on = step.expected_on or step.until or step.follows_by
    if step.reason_code:
        referral.reason_code = step.reason_code
    if to in FINAL:
        referral.ended_on = step.happened_on
        usual = {State.COMPLETED: "received", State.NO_RESPONSE: "unknown"}.get(to, "not_received")
        referral.outcome = step.outcome or usual
        referral.outcome_text = (step.outcome_text or step.next_step or step.note)[:500]
    elif source is State.NO_RESPONSE:
        referral.ended_on, referral.outcome, referral.owed_since = None, "", None


def _move_clock(
    referral: Referral, source: State, step: Step, organisation: Organisation, *, asked_on: date | None
) -> None:
    """A question to us stops the receiver's clocks; a decline that is sent back starts them anew."""
    if step.to is not State.REQUESTED or referral.clock_on is None:
        return
    region = organisation.state
    if source is State.QUESTION and asked_on is not None:
        moved = clocks.after_question(referral.clock_on, asked_on=asked_on, answered_on=step.happened_on, region=region)
    elif source is State.DECLINED_PENDING:
        moved = step.happened_on
    else:
        return
    terms = agreements.terms_of(organisation, step.happened_on)
    referral.clock_on = moved
    referral.answer_due_on = clocks.answer_due(moved, terms, region, referral.urgency)


def _set_clock(referral: Referral, step: Step, organisation: Organisation) -> None:
    next_due = clocks.next_due(
        State(referral.state),
        kind=Kind(referral.kind),
        since=step.happened_on,
        sent_on=referral.clock_on or referral.sent_on,
        terms=agreements.terms_of(organisation, referral.sent_on or step.happened_on),
        region=organisation.state,
        urgency=referral.urgency,
        expected_on=step.recheck_on or step.until or step.first_appointment_on or step.follows_by,
        heard=referral.answered_on is not None,
    )
    referral.next_check_on = next_due.on if next_due else None
