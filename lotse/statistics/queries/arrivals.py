"""From first contact to help: newcomers whose case was opened, appointments kept and missed, the wait for the first."""

from __future__ import annotations

from collections.abc import Collection
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
    for _, unit, way in newcomers(session, month, today):
        _count(found, unit, "neu", "", way)
    for met in appointments(session, month, region):
        _count(found, met.unit_id, "termin", "", met.outcome)
        if met.wait is not None:
            _count(found, met.unit_id, "wartezeit", str(met.wait), "n")


def _count(found: dict[int, ContactTally], unit: int, axis: str, value: str, name: str) -> None:
    for scope in {WHOLE, unit}:
        found.setdefault(scope, ContactTally()).cell(axis, value)[name] += 1


def newcomers(session: Session, month: Period, today: date) -> list[tuple[int, int, str]]:
    """Return (contact, team, what came of it) of each person's very first contact, if it lies in the month."""
    earlier = sa.orm.aliased(Contact)
    # The index of a person's contacts holds the day: no earlier contact is read itself.
    before = sa.select(sa.literal(1)).where(earlier.person_id == Contact.person_id, earlier.day < month.start)
    query: Any = (
        sa.select(Contact.id, Contact.person_id, User.unit_id, Contact.day)
        .join(User, User.id == Contact.created_by_id)
        # An outer join: otherwise SQLite begins with all unrestricted persons of the county instead of the month.
        .outerjoin(Person, Person.id == Contact.person_id)
        .where(Contact.day.between(month.start, month.end), Contact.person_id.is_not(None))
        .where(sa.not_(sa.func.coalesce(Person.restricted, sa.false())))
        .where(~before.exists())
        .order_by(Contact.day, Contact.started_at, Contact.id)
    )
    first: dict[int, tuple[int, int, date]] = {}
    for contact, person, unit, day in session.execute(query):
        first.setdefault(person, (contact, unit or 0, day))
    cases = _case_days(session, first)
    found = []
    for person, (contact, unit, day) in first.items():
        followed = any(day <= opened <= day + CASE_WITHIN for opened in cases.get(person, ()))
        way = "unripe" if day + CASE_WITHIN >= today else "converted" if followed else "alone"
        found.append((contact, unit, way))
    return found


def _case_days(session: Session, persons: Collection[int]) -> dict[int, list[date]]:
    found: dict[int, list[date]] = {}
    for part in in_parts(persons):
        query = sa.select(Case.person_id, Case.opened_on).where(Case.person_id.in_(part))
        for person, opened in session.execute(query):
            found.setdefault(person, []).append(opened)
    return found
