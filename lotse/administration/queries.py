"""What administrators see: open work of an account, numbers of the installation. No content of any case."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from lotse.cases.models import Case
from lotse.contacts.models import Appointment, Contact
from lotse.foundation.clock import now
from lotse.foundation.db import db
from lotse.reminders.models import Reminder


@dataclass(frozen=True)
class OpenWork:
    """What would be left behind when an account closes: numbers only."""

    cases: int
    reminders: int
    handed_contacts: int
    appointments: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.cases + self.reminders + self.handed_contacts + self.appointments


def open_work_of(user_id: int) -> OpenWork:
    """Count what an account still has to do."""

    def count(model: type, *conditions: sa.ColumnElement[bool]) -> int:
        return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions)) or 0

    return OpenWork(
        cases=count(Case, Case.lead_id == user_id, Case.status != "closed"),
        reminders=count(Reminder, Reminder.owner_id == user_id, Reminder.settled_at.is_(None)),
        handed_contacts=count(Contact, Contact.handed_to_id == user_id, Contact.handed_done_at.is_(None)),
        appointments=count(
            Appointment,
            Appointment.with_user_id == user_id,
            Appointment.starts_at > now(),
            Appointment.outcome == "",
            Appointment.replaced_by_id.is_(None),
        ),
    )


def list_led_cases(user_id: int) -> list[Case]:
    """Return the open cases an account leads, for handing them over."""
    return list(db.session.scalars(sa.select(Case).where(Case.lead_id == user_id, Case.status != "closed")))


def list_open_reminders(user_id: int) -> list[Reminder]:
    """Return the open reminders of an account."""
    return list(
        db.session.scalars(sa.select(Reminder).where(Reminder.owner_id == user_id, Reminder.settled_at.is_(None)))
    )


def list_handed_contacts(user_id: int) -> list[Contact]:
    """Return the contacts handed to an account and not done."""
    query = sa.select(Contact).where(Contact.handed_to_id == user_id, Contact.handed_done_at.is_(None))
    return list(db.session.scalars(query))


def list_coming_appointments(user_id: int) -> list[Appointment]:
    """Return the coming appointments with an account."""
    query = sa.select(Appointment).where(
        Appointment.with_user_id == user_id, Appointment.starts_at > now(), Appointment.outcome == ""
    )
    return list(db.session.scalars(query))
