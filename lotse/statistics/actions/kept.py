"""Keeping what the statistics need of a contact before it goes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.accounts.queries import office_region
from lotse.statistics.actions.kept_appointments import keep_appointments
from lotse.statistics.models import KeptRow
from lotse.statistics.queries import arrivals, contact_records
from lotse.statistics.queries.appointments import appointments_beside
from lotse.statistics.rules.periods import month_of
from lotse.statistics.rules.records import REPEAT_DAYS, mark_persons, to_kept

OLD = timedelta(days=300)


def keep_contacts(session: Session, *, contact_ids: Collection[int], today: date) -> None:
    """Keep identity-free rows of contacts that are about to be deleted, marked as the whole year has them."""
    wanted = set(contact_ids)
    keep_appointments(session, ids=appointments_beside(session, wanted), region=office_region())
    days = session.execute(contact_records.days_of(wanted)).all()
    if not days:
        return
    since = date(min(row.day for row in days).year, 1, 1) - timedelta(days=REPEAT_DAYS)
    rows = contact_records.living_contacts(session, since, max(row.day for row in days))
    marked = mark_persons((person, record) for _, person, record in rows)
    known = set(session.scalars(sa.select(KeptRow.contact_id).where(KeptRow.contact_id.in_(wanted))))
    ways = {
        newcomer.contact_id: newcomer.way(today)
        for month in {month_of(row.day) for row in days}
        for newcomer in arrivals.newcomers(session, month.start, month.end)
    }
    for (contact_id, _, _), record in zip(rows, marked, strict=True):
        if contact_id in wanted and contact_id not in known:
            kept = to_kept(replace(record, way=ways.get(contact_id, "")))
            day = record.day.replace(day=1)
            session.add(KeptRow(contact_id=contact_id, day=day, content=kept))
    session.flush()


def keep_old_contacts(session: Session, *, today: date) -> int:
    """Keep the contacts that may soon be deleted (the shortest retention is twelve months) and are not kept yet."""
    ids = session.scalars(contact_records.contacts_not_kept(today - OLD)).all()
    keep_contacts(session, contact_ids=ids, today=today)
    return len(ids)
