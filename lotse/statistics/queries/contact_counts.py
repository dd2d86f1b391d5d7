"""Contacts counted afresh, for the whole county and every team: a month, or some days of one."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.accounts.models import User
from lotse.contacts.models import Contact
from lotse.statistics.models import KeptRow
from lotse.statistics.queries.arrivals import CASE_WITHIN, add_arrivals, count, newcomers
from lotse.statistics.queries.contact_records import living_contacts
from lotse.statistics.rules.contact_tally import ContactTally, tally_contacts
from lotse.statistics.rules.periods import Period, month_of
from lotse.statistics.rules.records import ContactRecord, contact_from, mark_first, mark_persons
from lotse.statistics.rules.referral_cells import WHOLE

Tallies = dict[int, ContactTally]
FIRST, FOLLOWED = "erst", "followed"
"""The axis of a kept day's newcomers: those of whom a case was opened in time, and the others ("n")."""


def count_month(session: Session, month: Period, today: date, region: str) -> Tallies:
    """Count one month afresh, for the whole county and every team."""
    found = count_days(session, month.start, month.end)
    add_forgotten(found, forgotten(session, month), month)
    add_arrivals(session, found, month, today, region)
    return found


def count_days(session: Session, start: date, end: date) -> Tallies:
    """Count the living contacts of some days of one month, both inclusive; without what came of them."""
    rows = [(person, record) for _, person, record in living_contacts(session, start, end)]
    earlier = last_before(session, start, end)
    whole: dict[int, date] = {}
    for (person, _), day in earlier.items():
        whole[person] = max(day, whole.get(person, day))
    marked, month = mark_persons(rows, whole), month_of(start)
    found = {WHOLE: tally_contacts(marked, month)}
    for unit in {record.unit_id for record in marked}:
        mine = [(p, r) for (p, _), r in zip(rows, marked, strict=True) if r.unit_id == unit and not r.restricted]
        seen = {person: day for (person, own), day in earlier.items() if own == unit}
        found[unit] = tally_contacts(mark_first(mine, seen), month)
    return found


def count_day(session: Session, day: date) -> Tallies:
    """Count a day that is over as it is kept: with its newcomers, but not yet told what came of them."""
    found = count_days(session, day, day)
    # Even where nobody came for the first time: a day without the axis was kept before newcomers were.
    found[WHOLE].cell(FIRST)
    for newcomer in newcomers(session, day, day):
        count(found, newcomer.unit_id, FIRST, "", FOLLOWED if newcomer.followed else "n")
    return found


def add_forgotten(found: Tallies, kept: list[ContactRecord], month: Period) -> None:
    """Add the kept rows of contacts that are gone."""
    found[WHOLE].add(tally_contacts(kept, month))
    for unit in {record.unit_id for record in kept}:
        theirs = [r for r in kept if r.unit_id == unit and not r.restricted]
        found.setdefault(unit, ContactTally()).add(tally_contacts(theirs, month))


def forgotten(session: Session, month: Period) -> list[ContactRecord]:
    """Return the kept rows of the month's contacts that are gone."""
    rows = session.scalars(
        sa.select(KeptRow.content).where(KeptRow.contact_id.is_(None), KeptRow.day.between(month.start, month.end))
    )
    return [contact_from(content) for content in rows]


def last_before(session: Session, start: date, end: date) -> dict[tuple[int, int], date]:
    """Return the last contact before the first day of each person seen in these days, by team."""
    here = sa.select(Contact.person_id).where(Contact.day.between(start, end), Contact.person_id.is_not(None))
    query = (
        sa.select(Contact.person_id, User.unit_id, sa.func.max(Contact.day))
        .join(User, User.id == Contact.created_by_id)
        .where(Contact.person_id.in_(here), Contact.day < start, Contact.day >= _look_back(start))
        .group_by(Contact.person_id, User.unit_id)
    )
    return {(row[0], row[1] or 0): row[2] for row in session.execute(query) if row[0]}


def _look_back(start: date) -> date:
    """Return the first day that matters: repeats look back 30 days, first contacts to the beginning of the year."""
    return min(date(start.year, 1, 1), start) - CASE_WITHIN
