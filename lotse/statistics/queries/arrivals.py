"""From first contact to help: newcomers whose case was opened, appointments kept and missed, the wait for the first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.accounts.models import User
from lotse.cases.models import Case
from lotse.clients.models import Person
from lotse.contacts.models import Appointment, Contact
from lotse.foundation.clock import BERLIN, local
from lotse.foundation.workdays import count_workdays
from lotse.statistics.rules.contact_tally import ContactTally
from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.referral_cells import WHOLE
from lotse.statistics.rules.spreads import LONGEST

CASE_WITHIN = timedelta(days=30)


def add_arrivals(session: Session, found: dict[int, ContactTally], month: Period, today: date, region: str) -> None:
    """Add what section 7 counts by person and appointment; restricted persons are left out of every part."""
    for _, unit, way in newcomers(session, month, today):
        _count(found, unit, "neu", "", way)
    waits = _first_kept(session, month)
    firsts = _first_contacts(session, {person for person, _, _ in waits})
    for person, unit, day in waits:
        if person in firsts and firsts[person] <= day:
            _count(found, unit, "wartezeit", str(min(count_workdays(firsts[person], day, region), LONGEST)), "n")
    for unit, outcome in _appointments(session, month):
        _count(found, unit, "termin", "", outcome)


def _count(found: dict[int, ContactTally], unit: int, axis: str, value: str, name: str) -> None:
    for scope in {WHOLE, unit}:
        found.setdefault(scope, ContactTally()).cell(axis, value)[name] += 1


def newcomers(session: Session, month: Period, today: date) -> list[tuple[int, int, str]]:
    """Return (contact, team, what came of it) of each person's very first contact, if it lies in the month."""
    earlier = sa.orm.aliased(Contact)
    query: Any = (
        sa.select(Contact.id, Contact.person_id, User.unit_id, Contact.day)
        .join(User, User.id == Contact.created_by_id)
        # An outer join: otherwise SQLite begins with all unrestricted persons of the county instead of the month.
        .outerjoin(Person, Person.id == Contact.person_id)
        .where(Contact.day.between(month.start, month.end), Contact.person_id.is_not(None))
        .where(sa.not_(sa.func.coalesce(Person.restricted, sa.false())))
        .where(~sa.exists().where(earlier.person_id == Contact.person_id, earlier.day < month.start))
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
    for part in _parts(persons):
        query = sa.select(Case.person_id, Case.opened_on).where(Case.person_id.in_(part))
        for person, opened in session.execute(query):
            found.setdefault(person, []).append(opened)
    return found


def _first_contacts(session: Session, persons: Collection[int]) -> Mapping[int, date]:
    found: dict[int, date] = {}
    for part in _parts(persons):
        query = sa.select(Contact.person_id, sa.func.min(Contact.day)).where(Contact.person_id.in_(part))
        found |= {row[0]: row[1] for row in session.execute(query.group_by(Contact.person_id)) if row[0]}
    return found


def _first_kept(session: Session, month: Period) -> list[tuple[int, int, date]]:
    """Return (person, team, day) of every first kept appointment that lies in the month."""
    earlier = sa.orm.aliased(Appointment)
    start, end = _instants(month)
    query = (
        sa.select(Appointment.person_id, User.unit_id, Appointment.starts_at)
        .join(User, User.id == sa.func.coalesce(Appointment.with_user_id, Appointment.created_by_id))
        .join(Person, sa.and_(Person.id == Appointment.person_id, sa.not_(Person.restricted)))
        .where(Appointment.outcome == "kept", Appointment.starts_at >= start, Appointment.starts_at < end)
        .where(
            ~sa.exists().where(
                earlier.person_id == Appointment.person_id,
                earlier.outcome == "kept",
                earlier.starts_at < Appointment.starts_at,
            )
        )
    )
    return [(row[0], row[1] or 0, local(row[2]).date()) for row in session.execute(query) if row[0]]


def _appointments(session: Session, month: Period) -> list[tuple[int, str]]:
    start, end = _instants(month)
    query = (
        sa.select(User.unit_id, Appointment.outcome)
        .join(User, User.id == sa.func.coalesce(Appointment.with_user_id, Appointment.created_by_id))
        .outerjoin(Person, Person.id == Appointment.person_id)
        .where(Appointment.outcome.in_(["kept", "missed", "cancelled"]))
        .where(sa.not_(sa.func.coalesce(Person.restricted, sa.false())))
        .where(Appointment.starts_at >= start, Appointment.starts_at < end)
    )
    return [(row[0] or 0, row[1]) for row in session.execute(query)]


def _instants(month: Period) -> tuple[datetime, datetime]:
    following = month.end + timedelta(days=1)
    return datetime.combine(month.start, time(), BERLIN), datetime.combine(following, time(), BERLIN)


def _parts(ids: Collection[int]) -> list[list[int]]:
    wanted = sorted(ids)
    return [wanted[start : start + 5000] for start in range(0, len(wanted), 5000)]
