"""Correcting a booked contact: the wrong person, a forgotten concern, a note to add to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from lotse.contacts import rules
from lotse.contacts.models import (
    Appointment,
    CallBack,
    Contact,
    ContactCorrection,
    IntentToApply,
    contact_concern,
)  # fmt: skip
from lotse.contacts.queries import concern_ids_of
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError

if TYPE_CHECKING:
    from datetime import datetime

    from lotse.accounts.models import User
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
    result: rules.Result


def correct_contact(*, contact: Contact, correction: Correction, by: User, now: datetime) -> bool:
    """Write the correction into the contact, keep what stood there before, and say whether its person changed.

    Appointments, call-backs and wishes to apply taken down with it follow to the right person; a coming appointment is
    called off when the result is no appointment any more. Raises FieldError where the person cannot change (a case, or
    a wish to apply that would lose its name) and where a case has come of the contact.
    """
    if not correction.concern_ids and correction.result != rules.Result.NOT_REACHED:
        raise FieldError("concerns", "Bitte mindestens ein Anliegen wählen.")
    person_id = correction.person.id if correction.person else None
    moved = person_id != contact.person_id
    changes = _changes(contact, correction)
    if moved:
        _change_person(contact, person_id)
    if correction.result != contact.result:
        _change_result(contact, correction.result, now)
    contact.channel, contact.language, contact.postcode = correction.channel, correction.language, correction.postcode
    contact.note, contact.duration_minutes = correction.note, correction.duration_minutes
    flag_modified(contact, "note")  # the version counts and the summaries notice, even when only concerns changed
    _set_concerns(contact.id, correction.concern_ids)
    if changes:
        text = "; ".join(changes)
        db.session.add(ContactCorrection(contact_id=contact.id, corrected_at=now, corrected_by_id=by.id, changes=text))
    db.session.flush()
    return moved


def _changes(contact: Contact, correction: Correction) -> list[str]:
    """What is set right, each with what stood there before; of the note only that it changed."""
    person_id = correction.person.id if correction.person else None
    pairs = (
        ("Person", _record_number(contact.person_id), _record_number(person_id)),
        ("Ergebnis", rules.RESULTS[rules.Result(contact.result)], rules.RESULTS[correction.result]),
        ("Kontaktweg", rules.CHANNELS[rules.Channel(contact.channel)], rules.CHANNELS[correction.channel]),
        ("Dauer", _minutes(contact.duration_minutes), _minutes(correction.duration_minutes)),
        ("Sprache", contact.language, correction.language),
        ("PLZ", contact.postcode or "ohne", correction.postcode or "ohne"),
    )
    told = [f"{label}: {was} → {is_now}" for label, was, is_now in pairs if was != is_now]
    told += ["Anliegen geändert"] * (set(concern_ids_of(contact.id)) != set(correction.concern_ids))
    return told + ["Notiz geändert"] * (contact.note != correction.note)


def _record_number(person_id: int | None) -> str:
    return f"P-{person_id:06d}" if person_id else "anonym"


def _minutes(minutes: int | None) -> str:
    return "ohne" if minutes is None else f"{minutes} Min."


def _change_result(contact: Contact, result: rules.Result, now: datetime) -> None:
    if contact.case_id is not None and contact.result == rules.Result.CASE:
        raise FieldError("result", "Aus diesem Kontakt ist ein Fall entstanden; das Ergebnis bleibt deshalb.")
    if contact.result == rules.Result.APPOINTMENT:
        coming = (Appointment.starts_at > now, Appointment.outcome == "", Appointment.replaced_by_id.is_(None))
        for row in db.session.scalars(sa.select(Appointment).where(Appointment.contact_id == contact.id, *coming)):
            row.outcome = "cancelled"
    contact.result = result


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
