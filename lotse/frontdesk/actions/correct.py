"""Correcting a contact together with what its new result asks for and the reminders that came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.contacts.actions.corrections import Correction, correct_contact
from lotse.contacts.actions.desk import arrange_appointment
from lotse.contacts.rules import Result
from lotse.frontdesk.actions.take_down import Wishes, open_case_of
from lotse.reminders.actions.reminders import give_to_person

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.contacts.models import Contact


def correct(*, contact: Contact, correction: Correction, wishes: Wishes, by: User, now: datetime, today: date) -> bool:
    """Correct the contact; its reminders follow it to the right person. Say whether the person changed.

    A result that is new arranges its appointment or opens its case, as booking would have done.
    """
    becomes = correction.result if correction.result != contact.result else None
    moved = correct_contact(contact=contact, correction=correction, by=by, now=now)
    if moved:
        give_to_person(contact_id=contact.id, person_id=contact.person_id)
    if becomes is Result.APPOINTMENT and wishes.appointment_at:
        arrange_appointment(
            starts_at=wishes.appointment_at, minutes=45, by=by, now=now, person_id=contact.person_id,
            contact_id=contact.id, with_user_id=wishes.appointment_with_id, site_id=contact.site_id,
            about=wishes.appointment_about,
        )  # fmt: skip
    if becomes is Result.CASE and correction.person is not None and wishes.unit is not None:
        open_case_of(contact, correction.person, wishes, by, now, today)
    return moved
