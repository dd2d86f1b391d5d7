"""The clocks that run without anybody looking: silence, unanswered declines, reminders to partners."""

from __future__ import annotations

from datetime import date, timedelta

from lotse.foundation.clock import now
from lotse.foundation.workdays import add_workdays
from lotse.referrals import actions, queries
from lotse.referrals.rules import clocks
from lotse.referrals.rules.states import Kind, Party, State
from lotse.referrals.rules.transitions import Step


def run_clocks(today: date) -> int:
    """Move what only the clock may move; safe to run twice a day. Returns how many referrals changed."""
    return _declare_silence(today) + _settle_declines(today) + _note_reminders(today)


def _declare_silence(today: date) -> int:
    changed = 0
    for referral in queries.list_silent(today - timedelta(days=14)):
        organisation = queries.get_organisation(referral.organisation_id)
        terms = queries.terms_of(organisation, today)
        if referral.sent_on and clocks.is_silent(
            sent_on=referral.sent_on, terms=terms, region=organisation.state, today=today
        ):
            step = Step(State.NO_RESPONSE, today, Party.SYSTEM)
            actions.take_step(referral=referral, step=step, by=None, today=today, now=now())
            changed += 1
    return changed


def _settle_declines(today: date) -> int:
    """A decline that nobody reviewed within three working days stands."""
    changed = 0
    for referral in queries.list_declines_to_settle():
        organisation = queries.get_organisation(referral.organisation_id)
        since = queries.last_happened_on(referral.id) or today
        if today > add_workdays(since, queries.terms_of(organisation, today).decline_review_days, organisation.state):
            step = Step(State.DECLINED, today, Party.SYSTEM, reason_code=referral.reason_code)
            actions.take_step(referral=referral, step=step, by=None, today=today, now=now())
            changed += 1
    return changed


def _note_reminders(today: date) -> int:
    """Note the first and second reminder when their day comes; the list of referrals shows them to the sender."""
    changed = 0
    for referral in queries.list_silent(today - timedelta(days=4)):
        if (
            referral.kind == Kind.HINT
            or referral.state not in {State.REQUESTED, State.RECEIVED}
            or not referral.sent_on
        ):
            continue
        organisation = queries.get_organisation(referral.organisation_id)
        terms = queries.terms_of(organisation, today)
        wanted = clocks.reminders_due(sent_on=referral.sent_on, terms=terms, region=organisation.state, today=today)
        if wanted > referral.reminded:
            actions.note_reminder(referral=referral, number=wanted, today=today, now=now())
            changed += 1
    return changed
