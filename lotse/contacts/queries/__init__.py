"""Reading contacts: who may see which, whose note may be read, lists of a day and of a person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.accounts.queries import granted_records, holds_grant
from lotse.accounts.rules import Role
from lotse.clients.models import Person
from lotse.clients.queries import visible_to
from lotse.contacts.models import Contact, contact_concern
from lotse.directory.models import Concern
from lotse.foundation.clock import local
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound


@dataclass
class ContactRow:
    """A contact as a list shows it; the note is never part of a list."""

    id: int
    day: date
    started_at: datetime
    duration_minutes: int | None
    channel: str
    result: str
    desk: str
    postcode: str
    person_id: int | None
    created_by_id: int
    handed_to_id: int | None
    last_name: str | None
    first_name: str | None
    concerns: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Whom the contact was with."""
        if self.last_name is None:
            return "Anonym (Telefon)" if self.channel == "phone" else "Anonym"
        return f"{self.last_name}, {self.first_name}" if self.first_name else self.last_name


_COLUMNS = (
    Contact.id,
    Contact.day,
    Contact.started_at,
    Contact.duration_minutes,
    Contact.channel,
    Contact.result,
    Contact.desk,
    Contact.postcode,
    Contact.person_id,
    Contact.created_by_id,
    Contact.handed_to_id,
    Person.last_name,
    Person.first_name,
)


def within_reach(user: User, now: datetime) -> sa.ColumnElement[bool]:
    """Return the condition for seeing a contact: own, handed over, own site, own cases; never of hidden persons."""
    ways = [Contact.created_by_id == user.id, Contact.handed_to_id == user.id]
    if user.role == Role.TEAM_LEAD or user.site_id is None:
        ways.append(sa.true())
    else:
        ways += [Contact.site_id == user.site_id, Contact.case_id.in_(granted_records(user, "case", now))]
    return sa.and_(sa.or_(Contact.person_id.is_(None), visible_to(user, now)), sa.or_(*ways))


def get_contact(contact_id: int, user: User, now: datetime) -> Contact:
    """Return a contact within reach; unknown and forbidden alike answer 404."""
    query = (
        sa.select(Contact)
        .outerjoin(Person, Person.id == Contact.person_id)
        .where(Contact.id == contact_id, within_reach(user, now))
    )
    contact = db.session.scalar(query)
    if contact is None:
        raise NotFound
    return contact


def may_read_note(contact: Contact, user: User, now: datetime) -> bool:
    """Whether the note may be read: own, handed over, own site and day; later only in a case one works in."""
    if user.id in (contact.created_by_id, contact.handed_to_id):
        return True
    if contact.case_id is not None and holds_grant(user, "case", contact.case_id, now):
        return True
    is_today = contact.day == local(now).date()
    return user.role == Role.TEAM_LEAD or (is_today and contact.site_id == user.site_id)


def list_day(
    site_id: int | None,
    day: date,
    user: User,
    now: datetime,
    *,
    desk: str = "",
    most: int = 50,
    before_id: int | None = None,
) -> list[ContactRow]:
    """Return the contacts of a site on a day, newest first."""
    query = _listed(user, now).where(Contact.day == day).order_by(Contact.started_at.desc(), Contact.id.desc())
    if site_id is not None:
        query = query.where(Contact.site_id == site_id)
    if desk:
        query = query.where(Contact.desk == desk)
    if before_id is not None:
        query = query.where(Contact.id < before_id)
    return _with_concerns(query.limit(most))


def count_day(site_id: int | None, day: date) -> int:
    """Return how many contacts a site has had on a day."""
    query = sa.select(sa.func.count()).select_from(Contact).where(Contact.day == day)
    return db.session.scalar(query.where(Contact.site_id == site_id) if site_id is not None else query) or 0


def list_of_persons(person_ids: Collection[int], most: int = 20) -> list[ContactRow]:
    """Return the newest contacts of persons whose record has been opened."""
    query = sa.select(*_COLUMNS).outerjoin(Person, Person.id == Contact.person_id)
    query = query.where(Contact.person_id.in_(person_ids)).order_by(Contact.started_at.desc())
    return _with_concerns(query.limit(most))


def reachable_ids(contact_ids: Collection[int], user: User, now: datetime) -> set[int]:
    """Return which of these contacts the account may open."""
    query = sa.select(Contact.id).outerjoin(Person, Person.id == Contact.person_id)
    return set(db.session.scalars(query.where(Contact.id.in_(contact_ids), within_reach(user, now))))


def list_handed_to(user: User, now: datetime) -> list[ContactRow]:
    """Return the contacts handed to the account that it has not settled."""
    query = _listed(user, now).where(Contact.handed_to_id == user.id, Contact.handed_done_at.is_(None))
    return _with_concerns(query.order_by(Contact.started_at))


def count_of_persons(person_ids: Collection[int]) -> dict[int, int]:
    """Return how many contacts each person has had."""
    if not person_ids:
        return {}
    query = (
        sa.select(Contact.person_id, sa.func.count())
        .where(Contact.person_id.in_(person_ids))
        .group_by(Contact.person_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query) if row[0] is not None}


def concern_ids_of(contact_id: int) -> Sequence[int]:
    """Return the concerns of a contact."""
    query = sa.select(contact_concern.c.concern_id).where(contact_concern.c.contact_id == contact_id)
    return db.session.scalars(query.order_by(contact_concern.c.concern_id)).all()


def labels_of(contact_ids: Collection[int]) -> dict[int, list[str]]:
    """Return the labels of the concerns of each contact."""
    labels: dict[int, list[str]] = {}
    if not contact_ids:
        return labels
    query = (
        sa.select(contact_concern.c.contact_id, Concern.label)
        .join(Concern, Concern.id == contact_concern.c.concern_id)
        .where(contact_concern.c.contact_id.in_(contact_ids))
        .order_by(Concern.parent_id.is_not(None), Concern.position)
    )
    for contact_id, label in db.session.execute(query):
        labels.setdefault(contact_id, []).append(label)
    return labels


def _listed(user: User, now: datetime) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(*_COLUMNS).outerjoin(Person, Person.id == Contact.person_id).where(within_reach(user, now))


def _with_concerns(query: sa.Select[*tuple[Any, ...]]) -> list[ContactRow]:
    found: Any = db.session.execute(query)
    rows = [ContactRow(*row) for row in found]
    labels = labels_of([row.id for row in rows])
    for row in rows:
        row.concerns = labels.get(row.id, [])
    return rows


def list_desks(site_id: int | None, day: date) -> Sequence[str]:
    """Return the desks that had contacts on a day."""
    query = sa.select(Contact.desk).where(Contact.day == day, Contact.desk != "").distinct().order_by(Contact.desk)
    return db.session.scalars(query.where(Contact.site_id == site_id) if site_id is not None else query).all()
