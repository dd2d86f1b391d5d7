"""Contacts for counting: the living records, and the kept rows of those that are gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.accounts.models import User
from lotse.clients.models import Person
from lotse.contacts.models import Contact, contact_concern
from lotse.foundation.clock import local
from lotse.statistics.models import KeptRow
from lotse.statistics.queries.live import concern_groups
from lotse.statistics.rules.records import (
    REPEAT_DAYS,
    ContactRecord,
    contact_from,
    in_scope,
    mark_first,
    mark_persons,
)
from lotse.statistics.rules.referral_facts import UNKNOWN, age_group

NO_INTERPRETER = {"", "none"}


def contact_records(session: Session, scope: str, start: date, end: date) -> list[ContactRecord]:
    """Return the contacts of a view between two days, living and kept."""
    # Repeats look back, and the first contact of a year is known only from the year's beginning.
    since = min(date(start.year, 1, 1), start) - timedelta(days=REPEAT_DAYS)
    rows = living_contacts(session, since, end)
    marked = mark_persons((person, record) for _, person, record in rows)
    seen = [(row[1], record) for row, record in zip(rows, marked, strict=True) if in_scope(record, scope)]
    living = mark_first(seen)
    kept = session.scalars(
        sa.select(KeptRow.content).where(KeptRow.contact_id.is_(None), KeptRow.day.between(start, end))
    )
    records = [*living, *(contact_from(content) for content in kept)]
    return [r for r in records if start <= r.day <= end and in_scope(r, scope)]


def days_of(contact_ids: Collection[int]) -> Any:
    """Select the days of some contacts."""
    return sa.select(Contact.id, Contact.day).where(Contact.id.in_(contact_ids))


def contacts_not_kept(before: date) -> Any:
    """Select old contacts without a kept row."""
    kept = sa.select(KeptRow.contact_id).where(KeptRow.contact_id.is_not(None))
    return sa.select(Contact.id).where(Contact.day < before, Contact.id.not_in(kept)).order_by(Contact.id).limit(5000)


def living_contacts(
    session: Session, since: date, until: date, person_id: int | None = None
) -> list[tuple[int, int | None, ContactRecord]]:
    """Return (contact, person, record) in the order of time; repeats are not marked yet."""
    query = (
        sa.select(
            Contact.id,
            Contact.person_id,
            Contact.day,
            Contact.started_at,
            Contact.site_id,
            User.unit_id,
            Contact.channel,
            Contact.result,
            Contact.language,
            Contact.interpreter,
            Person.restricted,
            Person.birth_date,
            Person.sex,
        )
        .outerjoin(Person, Person.id == Contact.person_id)
        .join(User, User.id == Contact.created_by_id)
        .where(Contact.day.between(since, until))
        .order_by(Contact.day, Contact.started_at, Contact.id)
    )
    if person_id is not None:
        query = query.where(Contact.person_id == person_id)
    areas = _areas(session, since, until)
    found = []
    for row in session.execute(query):
        record = ContactRecord(
            day=row.day,
            weekday=row.day.weekday(),
            hour=local(row.started_at).hour,
            site_id=row.site_id,
            unit_id=row.unit_id or 0,
            channel=row.channel,
            result=row.result,
            language=row.language,
            interpreted=row.interpreter not in NO_INTERPRETER,
            anonymous=row.person_id is None,
            repeated=False,
            restricted=bool(row.restricted),
            areas=tuple(sorted(areas.get(row.id, ()))),
            interpreter=row.interpreter if row.interpreter not in NO_INTERPRETER else "",
            age=age_group(row.birth_date, row.day),
            sex=row.sex or UNKNOWN,
        )
        found.append((row.id, row.person_id, record))
    return found


def _areas(session: Session, since: date, until: date) -> dict[int, set[str]]:
    groups = concern_groups(session)
    query = sa.select(contact_concern).join(Contact, Contact.id == contact_concern.c.contact_id)
    found: dict[int, set[str]] = defaultdict(set)
    for contact_id, concern_id in session.execute(query.where(Contact.day.between(since, until))):
        found[contact_id].add(groups[concern_id][0])
    return found
