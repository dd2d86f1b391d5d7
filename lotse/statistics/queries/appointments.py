"""Appointments as the statistics count them: due ones with their outcome, and the wait until a person's first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.accounts.models import OfficeSetting, User
from lotse.accounts.queries import USUAL_REGION
from lotse.clients.models import Person
from lotse.contacts.models import Appointment, Contact
from lotse.foundation.clock import BERLIN, local
from lotse.foundation.workdays import count_workdays, is_region
from lotse.statistics.models import KeptAppointment
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
    return [*_living(session, _within(month), region), *_gone(session, month)]


def appointments_of(session: Session, ids: Collection[int], region: str) -> list[Met]:
    """Return the settled ones among these appointments."""
    return [met for part in in_parts(ids) for met in _living(session, Appointment.id.in_(part), region)]


def appointments_beside(session: Session, contact_ids: Collection[int]) -> list[int]:
    """Return the settled appointments of the persons of these contacts: their waits began with one of them."""
    found = list[int]()
    for part in in_parts(contact_ids):
        persons = sa.select(Contact.person_id).where(Contact.id.in_(part), Contact.person_id.is_not(None))
        query = sa.select(Appointment.id).where(Appointment.person_id.in_(persons), Appointment.outcome.in_(SETTLED))
        found += session.scalars(query)
    return sorted(set(found))


def region_within_flush(session: Session) -> str:
    """Return what `office_region` returns, without the flush it begins with: for use inside one."""
    found = session.scalar(sa.select(OfficeSetting.value).where(OfficeSetting.key == "land"))
    return str(found) if found and is_region(str(found)) else USUAL_REGION


def deleted_appointments(items: Iterable[object]) -> list[int]:
    """Return the ids of the appointments among objects a session is about to delete."""
    return [item.id for item in items if isinstance(item, Appointment)]


def _living(session: Session, which: Any, region: str) -> list[Met]:
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


def _gone(session: Session, month: Period) -> list[Met]:
    kept = sa.select(KeptAppointment).where(
        KeptAppointment.appointment_id.is_(None), KeptAppointment.month.between(month.start, month.end)
    )
    return [Met(0, row.unit_id, row.month, row.outcome, row.wait) for row in session.scalars(kept)]


def appointments_not_kept(before: datetime) -> sa.Select[int]:
    """Select settled appointments before an instant that have no kept row, the oldest first."""
    kept = sa.select(KeptAppointment.appointment_id).where(KeptAppointment.appointment_id.is_not(None))
    return (
        sa.select(Appointment.id)
        .where(Appointment.outcome.in_(SETTLED), Appointment.starts_at < before, Appointment.id.not_in(kept))
        .order_by(Appointment.starts_at)
        .limit(5000)
    )


def _waits(session: Session, which: Any, region: str) -> dict[int, int]:
    """Return the wait in working days by the id of each first kept appointment.

    A kept wait goes before a counted one: the first contact it began with may have been deleted since.
    """
    first = list(_first_kept(session, which))
    contacts = _first_contacts(session, {person for _, person, _ in first})
    counted = {
        appointment: min(count_workdays(contacts[person], day, region), LONGEST)
        for appointment, person, day in first
        if person in contacts and contacts[person] <= day
    }
    return counted | _kept_waits(session, [appointment for appointment, _, _ in first])


def _kept_waits(session: Session, ids: Collection[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part in in_parts(ids):
        query = sa.select(KeptAppointment.appointment_id, KeptAppointment.wait)
        query = query.where(KeptAppointment.appointment_id.in_(part), KeptAppointment.wait.is_not(None))
        found |= {row[0]: row[1] for row in session.execute(query) if row[0] and row[1] is not None}
    return found


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
