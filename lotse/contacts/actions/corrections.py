"""Correcting a booked contact: the wrong person, a forgotten concern, a note to add to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from lotse.contacts import rules
from lotse.contacts.models import Appointment, CallBack, Contact, IntentToApply, contact_concern
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError

if TYPE_CHECKING:
    from lotse.clients.models import Person


@dataclass(frozen=True)
class Correction:
    """A contact as it should have been taken down; `person` is none for an anonymous one."""

    person: Person | None
    channel: rules.Channel
    language: str
    postcode: str
    note: str
    duration_minutes: int | None
    concern_ids: Collection[int]


def correct_contact(*, contact: Contact, correction: Correction) -> bool:
    """Write the correction into the contact and say whether its person changed.

    Appointments, call-backs and wishes to apply taken down with it follow to the right person. Raises FieldError
    where the person cannot change: a case, or a wish to apply that would lose its name.
    """
    if not correction.concern_ids and contact.result != rules.Result.NOT_REACHED:
        raise FieldError("concerns", "Bitte mindestens ein Anliegen wählen.")
    person_id = correction.person.id if correction.person else None
    moved = person_id != contact.person_id
    if moved:
        _change_person(contact, person_id)
    contact.channel, contact.language, contact.postcode = correction.channel, correction.language, correction.postcode
    contact.note, contact.duration_minutes = correction.note, correction.duration_minutes
    flag_modified(contact, "note")  # the version counts and the summaries notice, even when only concerns changed
    _set_concerns(contact.id, correction.concern_ids)
    db.session.flush()
    return moved


def _change_person(contact: Contact, person_id: int | None) -> None:
    if contact.case_id is not None:
        raise FieldError("person", "Zu diesem Kontakt gehört ein Fall. Die Person lässt sich hier nicht mehr ändern.")
    wishes = sa.select(IntentToApply.id).where(IntentToApply.contact_id == contact.id).limit(1)
    if person_id is None and db.session.scalar(wishes) is not None:
        raise FieldError("person", "Zu diesem Kontakt gehört ein Antragswille. Er braucht den Namen einer Person.")
    contact.person_id = person_id
    if person_id is None:
        contact.attached_at = contact.attach_consent_on = None
    for follower in (Appointment, CallBack, IntentToApply):
        table: Any = follower
        for row in db.session.scalars(sa.select(table).where(table.contact_id == contact.id)):
            row.person_id = person_id


def _set_concerns(contact_id: int, concern_ids: Collection[int]) -> None:
    db.session.execute(sa.delete(contact_concern).where(contact_concern.c.contact_id == contact_id))
    rows = [{"contact_id": contact_id, "concern_id": id_} for id_ in sorted(set(concern_ids))]
    if rows:
        db.session.execute(sa.insert(contact_concern), rows)
