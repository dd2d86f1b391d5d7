"""Changing referrals: create, send through the gate, take steps, answer, withdraw, confirm the effect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import sqlalchemy as sa

from lotse.accounts import actions as accounts
from lotse.accounts.queries import get_unit
from lotse.directory.actions.offers import report_capacity
from lotse.directory.rules.capacity import Capacity
from lotse.disclosure import actions as disclosure
from lotse.disclosure.rules import Basis, Category
from lotse.foundation.check_code import make_code
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken
from lotse.referrals import queries
from lotse.referrals.models import PartnerLink, Referral, ReferralEvent
from lotse.referrals.rules import clocks, transitions
from lotse.referrals.rules.states import FINAL, Kind, Party, State
from lotse.referrals.rules.transitions import Step

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.cases.models import Case
    from lotse.clients.models import Person
    from lotse.contacts.models import Contact
    from lotse.directory.models import Organisation


class SecondReferral(RuleBroken):
    """An open referral of this person to this receiver exists; the sender must confirm a second one."""


class StepRefused(RuleBroken):
    """The transition table refuses the step; the message says why."""


def refer_client(
    *,
    kind: Kind,
    organisation: Organisation,
    by: User,
    today: date,
    now: datetime,
    person: Person | None = None,
    case: Case | None = None,
    contact: Contact | None = None,
    categories: Iterable[Category] = (),
    confirmed_second: bool = False,
    received_application_on: date | None = None,
    **details: Any,
) -> Referral:
    """Write a draft that hands a client to a receiver; nothing leaves before `send`.

    Raises FieldError when a person or the day of receipt is missing where the kind needs it, and SecondReferral when an
    open referral to the same receiver exists and nobody confirmed the second one.
    """
    if person is None and kind is not Kind.HINT:
        raise FieldError("person_id", "Ohne Person geht nur ein Hinweis.")
    if kind is Kind.APPLICATION_FORWARDING and received_application_on is None:
        raise FieldError(
            "received_application_on", "Bitte den Tag nennen, an dem der Antrag bei uns einging (§ 16 SGB I)."
        )
    if received_application_on is not None and received_application_on > today:
        raise FieldError("received_application_on", "Der Eingang liegt in der Zukunft.")
    if organisation.closed_on is not None:
        raise FieldError("organisation", "Diese Stelle gibt es nicht mehr.")
    if person is not None and not confirmed_second:
        twin = queries.find_open_twin(person.id, organisation.id, details.get("offer_id"))
        if twin is not None:
            raise SecondReferral(
                f"Es gibt schon eine offene Vermittlung an diese Stelle ({twin.number}). "
                "Bitte bestätigen, dass eine zweite nötig ist."
            )
    referral = Referral(
        number=f"neu-{uuid4().hex[:12]}",
        kind=kind,
        person_id=person.id if person else None,
        case_id=case.id if case else None,
        contact_id=contact.id if contact else None,
        organisation_id=organisation.id,
        site_id=by.site_id,
        unit_id=case.unit_id if case else by.unit_id,
        categories=sorted(str(category) for category in set(categories) | {Category.MASTER}),
        received_application_on=received_application_on,
        created_at=now,
        created_by_id=by.id,
        **details,
    )
    db.session.add(referral)
    db.session.flush()
    referral.number = f"V-{today.year}-{referral.id:05d}"
    _note(
        referral, "", State.DRAFT, happened_on=today, now=now, by=by, party=Party.SENDER, via="system", kind="created"
    )
    return referral


def send(
    *,
    referral: Referral,
    means: str,
    by: User,
    today: date,
    now: datetime,
    basis: Basis | None = None,
    fields: Sequence[str] = (),
) -> None:
    """Let a referral leave: through the gate, with clocks, reply code and, for a department, its access.

    Without a ground the referral waits for consent and GateClosed says what is missing.
    """
    organisation = queries.get_organisation(referral.organisation_id)
    if referral.kind in transitions.NEEDS_CONSENT and referral.state == State.DRAFT:
        take_step(referral=referral, step=Step(State.CONSENT_PENDING, today, Party.SENDER), by=by, today=today, now=now)
    if referral.kind == Kind.APPLICATION_FORWARDING:
        basis = basis or Basis.SGB1_16
    if referral.kind != Kind.HINT and referral.person_id is not None:
        entry = disclosure.pass_gate(
            person_id=referral.person_id,
            organisation=organisation,
            categories=frozenset(Category(name) for name in referral.categories),
            purpose=f"Vermittlung {referral.number}",
            means=means,
            by=by,
            today=today,
            now=now,
            basis=basis,
            case_id=referral.case_id,
            referral_id=referral.id,
            fields=fields,
        )
        referral.consent_id, referral.legal_basis = entry.consent_id, entry.legal_basis
    referral.means, referral.sent_on = means, today
    referral.reply_code = referral.reply_code or make_code()
    terms = queries.terms_of(organisation, today)
    referral.receipt_due_on = clocks.receipt_due(today, terms, organisation.state, referral.urgency)
    referral.answer_due_on = clocks.answer_due(today, terms, organisation.state, referral.urgency)
    take_step(referral=referral, step=Step(State.REQUESTED, today, Party.SENDER), by=by, today=today, now=now)
    if organisation.unit_id is not None and referral.kind != Kind.HINT:
        unit = get_unit(organisation.unit_id)
        accounts.grant(kind="referral", record_id=referral.id, reason="receiver", now=now, unit=unit)


def take_step(*, referral: Referral, step: Step, by: User | None, today: date, now: datetime) -> None:
    """Move a referral one step, if the table allows it and everything the state needs is there.

    Raises StepRefused with the reason, or FieldError for the first missing detail.
    """
    source = State(referral.state)
    refusal = transitions.refusal(Kind(referral.kind), source, step, reopened_before=referral.reopened_on is not None)
    if refusal:
        raise StepRefused(refusal)
    for field, sentence in transitions.missing(source, step).items():
        raise FieldError(field, sentence)
    fault = transitions.date_fault(step, not_before=queries.last_happened_on(referral.id), today=today)
    if fault:
        raise FieldError("happened_on", fault)
    _apply(referral, source, step)
    _note(
        referral, source, step.to, happened_on=step.happened_on, now=now, by=by, party=step.party, via=step.via,
        reason_code=step.reason_code, note=step.note or step.question or step.outcome_text or step.next_step or None,
    )  # fmt: skip
    _set_clock(referral, step)
    _pass_on_capacity(referral, step, by=by, today=today, now=now)
    if step.to in FINAL:
        end_access(referral=referral, now=now)
    db.session.flush()


def record_answer(*, referral: Referral, steps: Sequence[Step], by: User | None, today: date, now: datetime) -> None:
    """Record what a partner answered: one form or call may hold several consecutive steps, each with its own date."""
    for step in steps:
        take_step(referral=referral, step=step, by=by, today=today, now=now)


def confirm_effect(*, referral: Referral, effect: str, source: str, on: date, by: User | None, now: datetime) -> None:
    """Stamp what the help brought, apart from how the referral ended: 'closed' is not 'helped'."""
    if referral.state not in {
        State.COMPLETED,
        State.UNSUCCESSFUL,
        State.IN_PROGRESS,
        State.DECLINED,
        State.NO_RESPONSE,
    }:
        raise RuleBroken("Die Wirkung lässt sich erst bestätigen, wenn die Hilfe begonnen hat oder beendet ist.")
    referral.effect, referral.effect_confirmed_on, referral.effect_confirmed_by = effect, on, source
    _note(
        referral, referral.state, referral.state, happened_on=on, now=now, by=by,
        party=Party.CLIENT if source == "client" else Party.RECEIVER if source == "partner" else Party.SENDER,
        via="system", kind="effect", note=effect,
    )  # fmt: skip
    db.session.flush()


def note_reminder(*, referral: Referral, number: int, today: date, now: datetime) -> None:
    """Note that the receiver was reminded for the n-th time."""
    referral.reminded = number
    _note(
        referral, referral.state, referral.state, happened_on=today, now=now, by=None, party=Party.SYSTEM,
        via="system", kind=f"reminded_{number}",
    )  # fmt: skip
    db.session.flush()


def end_access(*, referral: Referral, now: datetime) -> None:
    """Close the receiver's ways in at once: the department's grant and the partner's links."""
    accounts.revoke_grants(kind="referral", record_id=referral.id, now=now, reason="receiver")
    db.session.execute(
        sa.update(PartnerLink)
        .where(PartnerLink.referral_id == referral.id, PartnerLink.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def withdraw_after_revocation(consent: Any, *, by: User | None, today: date, now: datetime) -> None:
    """A consent was revoked: every open referral that rests on it is withdrawn and its access closed."""
    for referral in queries.list_open_with_consent(consent.id):
        step = Step(State.WITHDRAWN, today, Party.CLIENT, reason_code="consent_revoked", note="Einwilligung widerrufen")
        take_step(referral=referral, step=step, by=by, today=today, now=now)


def _apply(referral: Referral, source: State, step: Step) -> None:
    """Write what the step carries into the referral's own columns."""
    to = step.to
    referral.state = to
    if to in transitions.ANSWERS and to is not State.RECEIVED and referral.answered_on is None:
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
        referral.outcome = step.outcome or {State.COMPLETED: "received", State.NO_RESPONSE: "unknown"}.get(
            to, "not_received"
        )
        referral.outcome_text = (step.outcome_text or step.next_step or step.note)[:500]
    elif source is State.NO_RESPONSE:
        referral.ended_on, referral.outcome = None, ""


def _pass_on_capacity(referral: Referral, step: Step, *, by: User | None, today: date, now: datetime) -> None:
    """What a partner says about its places when it declines stands in the directory from then on."""
    told = {"no_capacity": Capacity.FULL, "waiting_list_only": Capacity.WAITING_LIST}.get(step.reason_code)
    offer = queries.find_offer_named(referral.offer_id)
    if step.to is State.DECLINED_PENDING and told is not None and offer is not None:
        source = f"Ablehnung {referral.number}"
        report_capacity(
            offer=offer, capacity=told, waiting_days=offer.waiting_days, by=by, today=today, now=now, source=source
        )


def _set_clock(referral: Referral, step: Step) -> None:
    organisation = queries.get_organisation(referral.organisation_id)
    due = clocks.next_due(
        State(referral.state),
        kind=Kind(referral.kind),
        since=step.happened_on,
        sent_on=referral.sent_on,
        terms=queries.terms_of(organisation, step.happened_on),
        region=organisation.state,
        urgency=referral.urgency,
        expected_on=step.recheck_on or step.until or step.first_appointment_on or step.follows_by,
    )
    referral.next_check_on = due.on if due else None


def _note(
    referral: Referral,
    source: str,
    target: str,
    *,
    happened_on: date,
    now: datetime,
    by: User | None,
    party: Party,
    via: str,
    kind: str = "transition",
    reason_code: str = "",
    note: str | None = None,
) -> None:
    db.session.add(
        ReferralEvent(
            referral_id=referral.id,
            kind=kind,
            from_state=source,
            to_state=target,
            happened_on=happened_on,
            entered_at=now,
            by_id=by.id if by else None,
            party=party,
            via=via,
            reason_code=reason_code,
            note=note,
        )
    )


def keep_reply_code(*, referral: Referral, code: str) -> None:
    """Take over the reply code that a letter already carries; one that was given before stays."""
    referral.reply_code = referral.reply_code or code
    db.session.flush()
