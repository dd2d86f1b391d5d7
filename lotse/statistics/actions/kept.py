"""Keeping what the statistics need of a record before it goes: a case when it closes, a contact when it grows old."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.accounts.queries import office_region
from lotse.statistics.actions.kept_appointments import keep_appointments
from lotse.statistics.models import KeptRow
from lotse.statistics.queries import arrivals, case_records, contact_records
from lotse.statistics.queries.appointments import appointments_beside
from lotse.statistics.rules.periods import month_of
from lotse.statistics.rules.records import REPEAT_DAYS, mark_persons, to_kept
from lotse.statistics.rules.referral_cells import EVERYTHING

LONG_AGO = date(2000, 1, 1)
AHEAD = timedelta(days=3650)
OLD = timedelta(days=300)


def keep_case(session: Session, *, case_id: int, today: date) -> None:
    """Keep an identity-free row of a case with its goals, ratings, findings and deadlines; replaces an earlier one.

    The living record counts as long as it lives; the kept row counts from the day the record is deleted.
    """
    found = case_records.case_records(session, EVERYTHING, LONG_AGO, today + AHEAD, today, case_id)
    if not found:
        return
    row = session.scalar(sa.select(KeptRow).where(KeptRow.case_id == case_id)) or KeptRow(case_id=case_id)
    content = to_kept(found[0])
    row.subject, row.content = "case", content
    row.day = date.fromisoformat(content["closed_on"] or content["opened_on"])
    session.add(row)
    session.flush()


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
        contact: way
        for month in {month_of(row.day) for row in days}
        for contact, _, way in arrivals.newcomers(session, month, today)
    }
    for (contact_id, _, _), record in zip(rows, marked, strict=True):
        if contact_id in wanted and contact_id not in known:
            kept = to_kept(replace(record, way=ways.get(contact_id, "")))
            day = record.day.replace(day=1)
            session.add(KeptRow(subject="contact", contact_id=contact_id, day=day, content=kept))
    session.flush()


def keep_old_contacts(session: Session, *, today: date) -> int:
    """Keep the contacts that may soon be deleted (the shortest retention is twelve months) and are not kept yet."""
    ids = session.scalars(contact_records.contacts_not_kept(today - OLD)).all()
    keep_contacts(session, contact_ids=ids, today=today)
    return len(ids)
