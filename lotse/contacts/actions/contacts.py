"""Booking contacts, attaching persons to anonymous ones, handing them over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from lotse.contacts import rules
from lotse.contacts.models import Contact, contact_concern
from lotse.foundation.clock import local
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.clients.models import Person


class AlreadyNamed(RuleBroken):
    """The contact has a person."""

    message = "Dieser Kontakt gehört schon zu einer Person."


@dataclass(frozen=True)
class ContactData:
    """A contact as taken down at the desk."""

    site_id: int
    channel: rules.Channel
    result: rules.Result
    started_at: datetime
    duration_minutes: int | None = None
    desk: str = ""
    direction: str = "in"
    language: str = "Deutsch"
    interpreter: str = ""
    person_id: int | None = None
    case_id: int | None = None
    postcode: str = ""
    note: str = ""
    concern_ids: Collection[int] = ()


def book_contact(*, data: ContactData, by: User, now: datetime) -> Contact:
    """Book a contact; what it must hold has been judged by the rules."""
    minutes = data.duration_minutes
    contact = Contact(
        site_id=data.site_id, desk=data.desk[:30], day=local(data.started_at).date(), started_at=data.started_at,
        duration_minutes=rules.minutes_between(data.started_at, now) if minutes is None else minutes,
        channel=data.channel, direction=data.direction, language=data.language, interpreter=data.interpreter,
        person_id=data.person_id, case_id=data.case_id, postcode=data.postcode, note=data.note, result=data.result,
        created_at=now, created_by_id=by.id,
    )  # fmt: skip
    db.session.add(contact)
    db.session.flush()
    if data.concern_ids:
        rows = [{"contact_id": contact.id, "concern_id": id_} for id_ in sorted(set(data.concern_ids))]
        db.session.execute(sa.insert(contact_concern), rows)
    return contact


def attach_person(*, contact: Contact, person: Person, consent_on: date, now: datetime, today: date) -> None:
    """Give an anonymous contact its person, with the moment she agreed to be written down."""
    if contact.person_id is not None:
        raise AlreadyNamed
    if consent_on > today:
        raise FieldError("consent_on", "Die Zustimmung liegt in der Zukunft.")
    if consent_on < contact.day:
        raise FieldError("consent_on", "Die Zustimmung liegt vor dem Kontakt.")
    contact.person_id, contact.attached_at, contact.attach_consent_on = person.id, now, consent_on
    db.session.flush()


def join_case(*, contact: Contact, case_id: int) -> None:
    """Say to which case a contact belongs."""
    contact.case_id = case_id
    db.session.flush()


def hand_over(*, contact: Contact, to: User) -> None:
    """Put a contact on a colleague's list."""
    if not to.is_active:
        raise FieldError("hand_to", "Dieses Konto ist nicht mehr aktiv.")
    contact.handed_to_id, contact.handed_done_at = to.id, None
    db.session.flush()


def settle_hand_over(*, contact: Contact, now: datetime) -> None:
    """Take a contact off the list of whom it was handed to."""
    contact.handed_done_at = now
    db.session.flush()
