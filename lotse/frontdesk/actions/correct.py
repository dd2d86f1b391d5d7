"""Correcting a contact together with the reminders that came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lotse.contacts.actions.corrections import Correction, correct_contact
from lotse.reminders.actions.reminders import give_to_person

if TYPE_CHECKING:
    from lotse.contacts.models import Contact


def correct(*, contact: Contact, correction: Correction) -> bool:
    """Correct the contact; its reminders follow it to the right person. Say whether the person changed."""
    moved = correct_contact(contact=contact, correction=correction)
    if moved:
        give_to_person(contact_id=contact.id, person_id=contact.person_id)
    return moved
