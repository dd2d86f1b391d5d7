"""Appointments as the statistics count them: due ones with their outcome, and the wait until a person's first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.accounts.models import User
from lotse.clients.models import Person
from lotse.contacts.models import Appointment, Contact
from lotse.foundation.clock import BERLIN, local
from lotse.foundation.workdays import count_workdays
from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.spreads import LONGEST

SETTLED = ("kept", "missed", "cancelled")


@dataclass(frozen=True)
class Met:
    """A settled appointment: its id (0 once deleted), its team, what came of it.

    The wait is that of a person's first kept one, in working days from the first contact.
    """

    id: int
    unit_id: int
    day: date
    outcome: str
    wait: int | None = None


def appointments(session: Session, month: Period, region: str) -> list[Met]:
    """Return the settled appointments of a month; those of restricted persons are in no figure."""
    return living_appointments(session, _within(month), region)


def living_appointments(session: Session, which: Any, region: str) -> list[Met]:
    """Return the settled appointments that meet a condition, with the waits that ended with them."""
    waits = _waits(session, which, region)
    query = (
        sa.select(Appointment.id, User.unit_id, Appointment.starts_at, Appointment.outcome)
        .join(User, User.id == sa.func.coalesce(Appointment.with_user_id, Appointment.created_by_id))
        .outerjoin(Person, Person.id == Appointment.person_id)
        .where(Appointment.outcome.in_(SETTLED), sa.not_(sa.func.coalesce(Person.restricted, sa.false())), which)
    )
    return [
        Met(row.id, row.unit_id or 0, local(row.starts_at).date(), row.outcome, waits.get(row.id))
        for row in session.execute(query)
    ]


def _waits(session: Session, which: Any, region: str) -> dict[int, int]:
    """Return the wait in working days by the id of each first kept appointment."""
    first = list(_first_kept(session, which))
    contacts = _first_contacts(session, {person for _, person, _ in first})
    return {
        appointment: min(count_workdays(contacts[person], day, region), LONGEST)
        for appointment, person, day in first
        if person in contacts and contacts[person] <= day
    }


def _first_kept(session: Session, which: Any) -> Iterator[tuple[int, int, date]]:
    earlier = sa.orm.aliased(Appointment)
    query = (
        sa.select(Appointment.id, Appointment.person_id, Appointment.starts_at)
        .join(Person, sa.and_(Person.id == Appointment.person_id, sa.not_(Person.restricted)))
        .where(Appointment.outcome == "kept", which)
        .where(
            ~sa.exists().where(
                earlier.person_id == Appointment.person_id,
                earlier.outcome == "kept",
                earlier.starts_at < Appointment.starts_at,
            )
        )
    )
    for appointment, person, starts_at in session.execute(query):
        if person is not None:
            yield appointment, person, local(starts_at).date()


def _first_contacts(session: Session, persons: Collection[int]) -> Mapping[int, date]:
    found: dict[int, date] = {}
    for part in in_parts(persons):
        query = sa.select(Contact.person_id, sa.func.min(Contact.day)).where(Contact.person_id.in_(part))
        found |= {row[0]: row[1] for row in session.execute(query.group_by(Contact.person_id)) if row[0]}
    return found


def _within(month: Period) -> Any:
    following = month.end + timedelta(days=1)
    start, end = datetime.combine(month.start, time(), BERLIN), datetime.combine(following, time(), BERLIN)
    return sa.and_(Appointment.starts_at >= start, Appointment.starts_at < end)


def in_parts(ids: Collection[int]) -> list[list[int]]:
    """Split ids into pieces a statement can carry."""
    wanted = sorted(ids)
    return [wanted[start : start + 5000] for start in range(0, len(wanted), 5000)]
