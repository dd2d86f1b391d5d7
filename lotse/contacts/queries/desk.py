"""Reading what waits at the desk: call-backs, wishes to apply to be forwarded, online requests, appointments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.clients.models import Person
from lotse.clients.queries import visible_to
from lotse.contacts.models import Appointment, CallBack, IntentToApply, OnlineRequest
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound

Row = TypeVar("Row")


def list_call_backs(user: User, now: datetime) -> Sequence[CallBack]:
    """Return open call-backs of the account's site, the most urgent first."""
    query = (
        sa.select(CallBack)
        .outerjoin(Person, Person.id == CallBack.person_id)
        .where(CallBack.settled_at.is_(None), _reach(CallBack.site_id, CallBack.person_id, user, now))
        .order_by(CallBack.due_on, CallBack.id)
    )
    return db.session.scalars(query).all()


def get_call_back(call_back_id: int, user: User, now: datetime) -> CallBack:
    """Return a call-back within reach or answer 404."""
    query = (
        sa.select(CallBack)
        .outerjoin(Person, Person.id == CallBack.person_id)
        .where(CallBack.id == call_back_id, _reach(CallBack.site_id, CallBack.person_id, user, now))
    )
    return _found(db.session.scalar(query))


def list_intents_to_forward(user: User, now: datetime) -> Sequence[IntentToApply]:
    """Return wishes to apply that have not been forwarded yet, oldest first."""
    query = (
        sa.select(IntentToApply)
        .outerjoin(Person, Person.id == IntentToApply.person_id)
        .where(
            IntentToApply.forwarded_at.is_(None),
            sa.or_(IntentToApply.person_id.is_(None), visible_to(user, now)),
        )
        .order_by(IntentToApply.declared_at)
    )
    return db.session.scalars(query).all()


def list_intents_of(person_ids: Sequence[int]) -> Sequence[IntentToApply]:
    """Return the wishes to apply of a person whose record has been opened."""
    query = sa.select(IntentToApply).where(IntentToApply.person_id.in_(person_ids))
    return db.session.scalars(query.order_by(IntentToApply.declared_at.desc())).all()


def find_intents_of_contact(contact_id: int) -> Sequence[IntentToApply]:
    """Return the wishes to apply said in a contact."""
    query = sa.select(IntentToApply).where(IntentToApply.contact_id == contact_id).order_by(IntentToApply.id)
    return db.session.scalars(query).all()


def get_intent(intent_id: int, user: User, now: datetime) -> IntentToApply:
    """Return a wish to apply of a person the account may see, or answer 404."""
    query = (
        sa.select(IntentToApply)
        .outerjoin(Person, Person.id == IntentToApply.person_id)
        .where(IntentToApply.id == intent_id, sa.or_(IntentToApply.person_id.is_(None), visible_to(user, now)))
    )
    return _found(db.session.scalar(query))


def list_requests(user: User) -> Sequence[OnlineRequest]:
    """Return online requests nobody has settled, oldest first."""
    query = sa.select(OnlineRequest).where(OnlineRequest.settled_at.is_(None)).order_by(OnlineRequest.received_at)
    if user.site_id is not None:
        query = query.where(sa.or_(OnlineRequest.site_id.is_(None), OnlineRequest.site_id == user.site_id))
    return db.session.scalars(query).all()


def get_request(online_request_id: int, user: User) -> OnlineRequest:
    """Return an online request of the account's site or answer 404."""
    request = db.session.get(OnlineRequest, online_request_id)
    if request is None or (None not in (request.site_id, user.site_id) and request.site_id != user.site_id):
        raise NotFound
    return request


def list_appointments_of(person_ids: Sequence[int], now: datetime) -> Sequence[Appointment]:
    """Return coming appointments of a person whose record has been opened."""
    query = sa.select(Appointment).where(
        Appointment.person_id.in_(person_ids), Appointment.starts_at >= now, Appointment.replaced_by_id.is_(None)
    )
    return db.session.scalars(query.order_by(Appointment.starts_at)).all()


def list_appointments_between(
    from_at: datetime, until_at: datetime, user: User, now: datetime
) -> Sequence[Appointment]:
    """Return the appointments of a stretch of time at the account's site or with the account."""
    query = (
        sa.select(Appointment)
        .outerjoin(Person, Person.id == Appointment.person_id)
        .where(
            Appointment.starts_at >= from_at,
            Appointment.starts_at < until_at,
            Appointment.replaced_by_id.is_(None),
            sa.or_(Appointment.person_id.is_(None), visible_to(user, now)),
        )
        .order_by(Appointment.starts_at)
    )
    if user.site_id is not None:
        query = query.where(sa.or_(Appointment.site_id == user.site_id, Appointment.with_user_id == user.id))
    return db.session.scalars(query).all()


def get_appointment(appointment_id: int, user: User, now: datetime) -> Appointment:
    """Return an appointment of a person the account may see, or answer 404."""
    query = (
        sa.select(Appointment)
        .outerjoin(Person, Person.id == Appointment.person_id)
        .where(Appointment.id == appointment_id, sa.or_(Appointment.person_id.is_(None), visible_to(user, now)))
    )
    return _found(db.session.scalar(query))


def _reach(
    site: sa.orm.InstrumentedAttribute[int], person: sa.orm.InstrumentedAttribute[int | None], user: User, now: datetime
) -> sa.ColumnElement[bool]:
    seen = sa.or_(person.is_(None), visible_to(user, now))
    return seen if user.site_id is None else sa.and_(seen, site == user.site_id)


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFound
    return row
