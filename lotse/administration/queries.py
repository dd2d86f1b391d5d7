"""What administrators see: open work of an account, numbers of the installation. No content of any case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from lotse.accounts import queries as account_queries
from lotse.accounts.models import Site, Unit, User
from lotse.cases.models import Case
from lotse.contacts.models import Appointment, Contact
from lotse.directory.models import Concern, Organisation
from lotse.foundation.db import db
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import OPEN
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


def open_work_of(user_id: int, now: datetime) -> OpenWork:
    """Count what an account still has to do."""
    return OpenWork(
        cases=_count(Case, Case.lead_id == user_id, Case.status != "closed"),
        reminders=_count(Reminder, Reminder.owner_id == user_id, Reminder.settled_at.is_(None)),
        handed_contacts=_count(Contact, Contact.handed_to_id == user_id, Contact.handed_done_at.is_(None)),
        appointments=_count(Appointment, *_coming(user_id, now)),
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


def list_coming_appointments(user_id: int, now: datetime) -> list[Appointment]:
    """Return the coming appointments with an account."""
    return list(db.session.scalars(sa.select(Appointment).where(*_coming(user_id, now))))


def _coming(user_id: int, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Appointment.with_user_id == user_id,
        Appointment.starts_at > now,
        Appointment.outcome == "",
        Appointment.replaced_by_id.is_(None),
    )


@dataclass(frozen=True)
class LeftInUnit:
    """What keeps a unit open: numbers only."""

    accounts: int
    cases: int
    referrals: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.accounts + self.cases + self.referrals


@dataclass(frozen=True)
class Setup:
    """Which first steps of a new installation are done, in the order of the work."""

    site: bool
    unit: bool
    concerns: bool
    directory: bool
    colleagues: bool

    @property
    def done(self) -> bool:
        """True when nothing is left to do."""
        return self.site and self.unit and self.concerns and self.directory and self.colleagues


def list_units() -> Sequence[Unit]:
    """Return all teams and departments by name, closed ones too: a name is never given twice."""
    return account_queries.list_units(closed_too=True)


def list_sites() -> Sequence[Site]:
    """Return all sites by name, closed ones too."""
    return account_queries.list_sites(closed_too=True)


def left_in_unit(unit_id: int) -> LeftInUnit:
    """Count what still belongs to a unit: open accounts, open cases, open referrals to it."""
    to_unit = sa.select(Organisation.id).where(Organisation.unit_id == unit_id)
    return LeftInUnit(
        accounts=_count(User, User.unit_id == unit_id, User.deactivated_at.is_(None)),
        cases=_count(Case, Case.unit_id == unit_id, Case.status != "closed"),
        referrals=_count(Referral, Referral.organisation_id.in_(to_unit), Referral.state.in_(OPEN)),
    )


def count_accounts_at(site_id: int) -> int:
    """Count the open accounts of a site."""
    return _count(User, User.site_id == site_id, User.deactivated_at.is_(None))


def entries_for_units(unit_id: int | None = None) -> list[tuple[int, str]]:
    """Return the directory entries that are no department's yet (and that of one unit), for choosing."""
    free = sa.or_(Organisation.unit_id.is_(None), Organisation.unit_id == unit_id)
    town = sa.case((Organisation.address_confidential, ""), else_=Organisation.town).label("town")
    query = sa.select(Organisation.id, Organisation.name, town).where(free, Organisation.closed_on.is_(None))
    rows = db.session.execute(query.order_by(Organisation.name))
    return [(row.id, f"{row.name}, {row.town}" if row.town else row.name) for row in rows]


def setup() -> Setup:
    """Return which first steps are done."""
    return Setup(
        site=_count(Site) > 0,
        unit=_count(Unit) > 0,
        concerns=_count(Concern) > 0,
        directory=_count(Organisation, Organisation.unit_id.is_(None)) > 0,
        colleagues=_count(User) > 1,
    )


def _count(model: type, *conditions: sa.ColumnElement[bool]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions)) or 0
