"""Reminders and tasks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from lotse.cases.models import Case
from lotse.foundation.db import db
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import FINAL
from lotse.reminders.models import Reminder
from lotse.reminders.rules.items import Item, Kind


def reminders(owners: list[int], until: date) -> Iterable[Item]:
    """Reminders and tasks, the only items that are settled on "Heute"."""
    query = (
        sa.select(Reminder)
        .outerjoin(Case, Case.id == Reminder.case_id)
        .outerjoin(Referral, Referral.id == Reminder.referral_id)
        .where(
            Reminder.owner_id.in_(owners),
            Reminder.settled_at.is_(None),
            Reminder.due_on <= until,
            sa.or_(Case.id.is_(None), Case.status != "closed"),
            # A reminder to ask the partner falls away when the partner has answered.
            sa.or_(Referral.id.is_(None), sa.and_(Referral.answered_on.is_(None), Referral.state.not_in(FINAL))),
        )
    )
    for row in db.session.scalars(query):
        yield Item(
            Kind(row.kind), row.id, row.due_on, row.text, row.owner_id, row.case_id, row.person_id, row.referral_id,
            note=_series_note(row), urgent=row.urgent,
        )  # fmt: skip


def _series_note(row: Reminder) -> str:
    if not row.series_weeks:
        return ""
    every = "jede Woche" if row.series_weeks == 1 else f"alle {row.series_weeks} Wochen"
    return f"{every} bis {row.series_until:%d.%m.%Y}" if row.series_until else every
