"""Reminders and tasks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from lotse.cases.models import Case
from lotse.foundation.prepared import Prepared
from lotse.referrals.models import Referral
from lotse.reminders.models import Reminder
from lotse.reminders.queries.sources.scope import OWNERS, UNTIL, is_running
from lotse.reminders.rules.items import AFTER_CLOSING, Item, Kind


def reminders(owners: list[int], until: date) -> Iterable[Item]:
    """Reminders and tasks, the only items that are settled on "Heute"."""
    for kind, id_, due_on, text, owner_id, case_id, person_id, referral_id, urgent, weeks, last in _REMINDERS.rows(
        owners=owners, until=until
    ):
        yield Item(
            Kind(kind), id_, due_on, text, owner_id, case_id, person_id, referral_id, note=_series_note(weeks, last),
            urgent=urgent,
        )  # fmt: skip


def _series_note(weeks: int | None, until: date | None) -> str:
    if not weeks:
        return ""
    every = "jede Woche" if weeks == 1 else f"alle {weeks} Wochen"
    return f"{every} bis {until:%d.%m.%Y}" if until else every


def _reminders() -> sa.SelectBase:
    row = Reminder
    columns = (
        row.kind, row.id, row.due_on, row.text, row.owner_id, row.case_id, row.person_id, row.referral_id, row.urgent,
        row.series_weeks, row.series_until,
    )  # fmt: skip
    return (
        sa.select(*columns)
        .outerjoin(Case, Case.id == row.case_id)
        .outerjoin(Referral, Referral.id == row.referral_id)
        .where(
            row.owner_id.in_(OWNERS),
            row.settled_at.is_(None),
            row.due_on <= UNTIL,
            # Nothing of a closed case is due, but the question how it went on after closing.
            sa.or_(Case.id.is_(None), Case.closed_on.is_(None), row.rule_key.startswith(AFTER_CLOSING)),
            # A reminder to ask the partner falls away when the partner has answered.
            sa.or_(Referral.id.is_(None), sa.and_(Referral.answered_on.is_(None), is_running())),
        )
    )


_REMINDERS = Prepared(_reminders)
