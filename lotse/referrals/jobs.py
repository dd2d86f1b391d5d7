"""The clocks that run without anybody looking: silence, unanswered declines, reminders, breaches, expired links."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from lotse.foundation.clock import now
from lotse.foundation.workdays import add_workdays
from lotse.referrals import queries
from lotse.referrals.actions import mails
from lotse.referrals.actions.events import mark
from lotse.referrals.actions.steps import note_reminder, take_step
from lotse.referrals.queries import agreements, due, links, receivers
from lotse.referrals.rules import clocks
from lotse.referrals.rules.states import Kind, Party, State
from lotse.referrals.rules.transitions import Step

if TYPE_CHECKING:
    from lotse.referrals.models import Referral


def run_clocks(today: date) -> int:
    """Move what only the clock may move; safe to run twice a day. Returns how many referrals changed."""
    return (
        _declare_silence(today)
        + _settle_declines(today)
        + _remind(today)
        + _ring_breaches(today)
        + _note_expired_links(today)
    )


def _declare_silence(today: date) -> int:
    changed = 0
    for referral in due.list_silent(today - timedelta(days=1)):
        terms, region = _terms(referral, today)
        since = referral.clock_on or referral.sent_on
        if since and clocks.is_silent(sent_on=since, terms=terms, region=region, today=today):
            step = Step(State.NO_RESPONSE, today, Party.SYSTEM)
            take_step(referral=referral, step=step, by=None, today=today, now=now())
            changed += 1
    return changed


def _settle_declines(today: date) -> int:
    """A decline that nobody reviewed within three working days stands; the next step stays owed."""
    changed = 0
    for referral in due.list_declines_to_settle():
        terms, region = _terms(referral, today)
        since = queries.last_happened_on(referral.id) or today
        if today > add_workdays(since, terms.decline_review_days, region):
            step = Step(State.DECLINED, today, Party.SYSTEM, reason_code=referral.reason_code)
            take_step(referral=referral, step=step, by=None, today=today, now=now())
            changed += 1
    return changed


def _remind(today: date) -> int:
    """Remind silent receivers on the fifth and tenth day: by mail where one is known, else the sender is told to."""
    changed = 0
    for referral in due.list_silent(today - timedelta(days=1)):
        since = referral.clock_on or referral.sent_on
        if referral.kind == Kind.HINT or since is None:
            continue
        terms, region = _terms(referral, today)
        wanted = clocks.reminders_due(sent_on=since, terms=terms, region=region, today=today)
        if wanted > referral.reminded:
            changed += _remind_once(referral, wanted, today)
    return changed


def _remind_once(referral: Referral, number: int, today: date) -> bool:
    organisation = receivers.get_organisation(referral.organisation_id)
    if mails.remind_receiver(referral=referral, organisation=organisation, number=number, now=now()):
        note_reminder(referral=referral, number=number, today=today, now=now(), via="mail")
        return True
    kind = f"remind_due_{number}"
    if queries.has_event(referral.id, kind):
        return False
    mark(referral, kind, on=today, now=now())
    mails.ring(referral=referral, what=f"{number}. Erinnerung per Brief oder Telefon", due_on=today, now=now())
    return True


def _ring_breaches(today: date) -> int:
    """Tell the sender once of every clock that ran out; the referral stands on the list until it moves."""
    changed = 0
    for referral in due.list_unrung(today):
        assert referral.next_check_on is not None
        referral.rang_for = referral.next_check_on
        what = clocks.LABELS[clocks.WHAT_RUNS.get(State(referral.state), "answer")]
        mark(referral, "overdue", on=today, now=now(), text=what)
        mails.ring(referral=referral, what=what, due_on=referral.next_check_on, now=now())
        changed += 1
    return changed


def _note_expired_links(today: date) -> int:
    """Write into the course that a link has ended by its day, once."""
    rows = links.list_just_expired(now())
    for link, referral in rows:
        link.revoked_at = link.expires_at
        mark(referral, "link_expired", on=today, now=now(), via="link")
    return len(rows)


def _terms(referral: Referral, today: date) -> tuple[clocks.Terms, str]:
    organisation = receivers.get_organisation(referral.organisation_id)
    return agreements.terms_of(organisation, referral.sent_on or today), organisation.state
