"""Reading contacts: who may see which, whose note may be read, their concerns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa

from lotse.accounts.acting import Reader
from lotse.accounts.models import User
from lotse.accounts.queries import granted_records, granted_when_bound, holds_grant
from lotse.accounts.rules import Role
from lotse.clients.models import Person
from lotse.clients.queries import visible_to, visible_when_bound
from lotse.contacts.models import Contact, ContactCorrection, contact_concern
from lotse.directory.models import Concern
from lotse.foundation.clock import local
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound


def within_reach(user: User, now: datetime) -> sa.ColumnElement[bool]:
    """Return the condition for seeing a contact: own, handed over, own site, own cases; never of hidden persons."""
    ways = [Contact.created_by_id == user.id, Contact.handed_to_id == user.id]
    if reach_of(user):
        ways.append(sa.true())
    else:
        ways += [Contact.site_id == user.site_id, Contact.case_id.in_(granted_records(user, "case", now))]
    return sa.and_(sa.or_(Contact.person_id.is_(None), visible_to(user, now)), sa.or_(*ways))


def reach_of(user: Reader) -> bool:
    """Whether the account reaches the contacts of all sites: leads, and those who belong to none."""
    return user.role == Role.TEAM_LEAD or user.site_id is None


def within_reach_when_bound(everywhere: bool) -> sa.ColumnElement[bool]:
    """The same condition for statements built once: run them with `accounts.queries.reader(user, now)`."""
    seen = sa.or_(Contact.person_id.is_(None), visible_when_bound())
    if everywhere:
        return seen
    user_id = sa.bindparam("user_id", type_=sa.Integer)
    ways = (
        Contact.created_by_id == user_id,
        Contact.handed_to_id == user_id,
        Contact.site_id == sa.bindparam("site_id"),
    )
    return sa.and_(seen, sa.or_(*ways, granted_when_bound("case", Contact.case_id)))


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


def concern_ids_of(contact_id: int) -> Sequence[int]:
    """Return the concerns of a contact."""
    query = sa.select(contact_concern.c.concern_id).where(contact_concern.c.contact_id == contact_id)
    return db.session.scalars(query.order_by(contact_concern.c.concern_id)).all()


def list_corrections(contact_id: int) -> Sequence[ContactCorrection]:
    """Return what was set right in a contact, the latest first."""
    query = sa.select(ContactCorrection).where(ContactCorrection.contact_id == contact_id)
    return db.session.scalars(query.order_by(ContactCorrection.id.desc())).all()


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


def first_concern_of(contact_id: int) -> int | None:
    """Return the first concern of a contact in the order of the catalogue, or None."""
    return db.session.scalar(
        sa.select(sa.func.min(contact_concern.c.concern_id)).where(contact_concern.c.contact_id == contact_id)
    )
