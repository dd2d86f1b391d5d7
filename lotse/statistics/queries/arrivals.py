"""From first contact to help: newcomers whose case was opened, appointments kept and missed, the wait for the first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.accounts.models import User
from lotse.cases.models import Case
from lotse.clients.models import Person
from lotse.contacts.models import Contact
from lotse.statistics.queries.appointments import appointments, in_parts
from lotse.statistics.rules.contact_tally import ContactTally
from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.referral_cells import WHOLE

CASE_WITHIN = timedelta(days=30)


def add_arrivals(session: Session, found: dict[int, ContactTally], month: Period, today: date, region: str) -> None:
    """Add what section 7 counts by person and appointment; restricted persons are left out of every part."""
    for newcomer in newcomers(session, month.start, month.end):
        count(found, newcomer.unit_id, "neu", "", newcomer.way(today))
    add_appointments(session, found, month, region)


def add_appointments(session: Session, found: dict[int, ContactTally], month: Period, region: str) -> None:
    """Add the settled appointments of a month."""
    for met in appointments(session, month, region):
        count(found, met.unit_id, "termin", "", met.outcome)
        if met.wait is not None:
            count(found, met.unit_id, "wartezeit", str(met.wait), "n")


def count(found: dict[int, ContactTally], unit: int, axis: str, value: str, name: str, n: int = 1) -> None:
    """Count in the whole county and in a team."""
    for scope in {WHOLE, unit}:
        found.setdefault(scope, ContactTally()).cell(axis, value)[name] += n


@dataclass(frozen=True)
class Newcomer:
    """A person's very first contact, and whether a case was opened in time after it."""

    contact_id: int
    unit_id: int
    day: date
    followed: bool

    def way(self, today: date) -> str:
        """Return what came of it; not told before the time is over."""
        return way_of(self.day, self.followed, today)


def way_of(day: date, followed: bool, today: date) -> str:
    """Return what came of a first contact on this day."""
    return "unripe" if day + CASE_WITHIN >= today else "converted" if followed else "alone"


def newcomers(session: Session, start: date, end: date) -> list[Newcomer]:
    """Return the very first contact of each person, if it lies between two days (both inclusive)."""
    earlier = sa.orm.aliased(Contact)
    # The index of a person's contacts holds the day: no earlier contact is read itself.
    before = sa.select(sa.literal(1)).where(earlier.person_id == Contact.person_id, earlier.day < start)
    query: Any = (
        sa.select(Contact.id, Contact.person_id, User.unit_id, Contact.day)
        .join(User, User.id == Contact.created_by_id)
        # An outer join: otherwise SQLite begins with all unrestricted persons of the county instead of the month.
        .outerjoin(Person, Person.id == Contact.person_id)
        .where(Contact.day.between(start, end), Contact.person_id.is_not(None))
        .where(sa.not_(sa.func.coalesce(Person.restricted, sa.false())))
        .where(~before.exists())
        .order_by(Contact.day, Contact.started_at, Contact.id)
    )
    first: dict[int, tuple[int, int, date]] = {}
    for contact, person, unit, day in session.execute(query):
        first.setdefault(person, (contact, unit or 0, day))
    cases = _case_days(session, first)
    return [
        Newcomer(contact, unit, day, any(day <= opened <= day + CASE_WITHIN for opened in cases.get(person, ())))
        for person, (contact, unit, day) in first.items()
    ]


def _case_days(session: Session, persons: Collection[int]) -> dict[int, list[date]]:
    found: dict[int, list[date]] = {}
    for part in in_parts(persons):
        query = sa.select(Case.person_id, Case.opened_on).where(Case.person_id.in_(part))
        for person, opened in session.execute(query):
            found.setdefault(person, []).append(opened)
    return found
