"""Booking a contact with everything that follows from it, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from lotse.cases.actions import open_case
from lotse.clients.actions.households import move_in
from lotse.clients.actions.persons import PersonData, create_person
from lotse.clients.queries.households import find_current_household_id, load_household
from lotse.contacts.actions import desk
from lotse.contacts.actions.contacts import ContactData, book_contact, hand_over, join_case
from lotse.contacts.rules import Result
from lotse.reminders.actions.reminders import set_reminder

if TYPE_CHECKING:
    from lotse.accounts.models import Unit, User
    from lotse.cases.models import Case
    from lotse.clients.models import Person
    from lotse.contacts.models import CallBack, Contact, IntentToApply, OnlineRequest


@dataclass
class Wishes:
    """What shall follow from a contact."""

    about: str = ""
    case_reason: str = ""
    unit: Unit | None = None
    appointment_at: datetime | None = None
    appointment_with_id: int | None = None
    appointment_about: str = ""
    benefit: str = ""
    wording: str = ""
    call_back_phone: str = ""
    call_back_on: date | None = None
    hand_to: User | None = None
    remind_on: date | None = None
    answers_request: OnlineRequest | None = None
    answers_call: CallBack | None = None


@dataclass
class Taken:
    """What came of it."""

    contact: Contact
    case: Case | None = None
    intent: IntentToApply | None = None
    follow_ups: list[str] = field(default_factory=list)


def write_down_person(
    *, data: PersonData, home_of: Person | None, role: str, by: User, now: datetime, today: date
) -> Person:
    """Create a person and let her live with somebody, or on her own."""
    person = create_person(data=data, by=by, now=now)
    if home_of is None:
        return person
    move_in(
        with_person=home_of, household_id=find_current_household_id(home_of.id, today), person=person, role=role,
        joined_on=today, left_on=None, today=today, now=now,
    )  # fmt: skip
    return person


def take_down(
    *, data: ContactData, person: Person | None, wishes: Wishes, by: User, now: datetime, today: date
) -> Taken:
    """Book the contact and everything that follows from it."""
    taken = Taken(book_contact(data=data, by=by, now=now))
    contact = taken.contact
    if data.result == Result.CASE and person is not None and wishes.unit is not None:
        taken.case = open_case_of(contact, person, wishes, by, now, today)
    if wishes.benefit:
        taken.intent = desk.declare_intent(
            contact=contact, benefit=wishes.benefit, wording=wishes.wording or f"Ich beantrage {wishes.benefit}.",
            by=by, declared_at=data.started_at,
        )  # fmt: skip
        taken.follow_ups.append("Antragswille festgehalten: heute noch weiterleiten")
    if data.result == Result.APPOINTMENT and wishes.appointment_at:
        desk.arrange_appointment(
            starts_at=wishes.appointment_at, minutes=45, by=by, now=now, person_id=data.person_id,
            contact_id=contact.id, with_user_id=wishes.appointment_with_id, site_id=data.site_id,
            about=wishes.appointment_about,
        )  # fmt: skip
    if wishes.call_back_phone:
        desk.ask_for_call_back(
            site_id=data.site_id, phone=wishes.call_back_phone, due_on=wishes.call_back_on or today, by=by, now=now,
            person_id=data.person_id, contact_id=contact.id, about=data.note[:120] or wishes.about,
        )  # fmt: skip
        taken.follow_ups.append("Rückruf vorgemerkt")
    if wishes.remind_on is not None:
        set_reminder(
            text=f"Nach Kontakt vom {contact.day:%d.%m.}: {wishes.about or 'nachfragen'}", due_on=wishes.remind_on,
            owner=by, by=by, now=now, person_id=data.person_id, case_id=contact.case_id, contact_id=contact.id,
        )  # fmt: skip
        taken.follow_ups.append(f"Wiedervorlage am {wishes.remind_on:%d.%m.%Y}")
    if wishes.hand_to is not None:
        hand_over(contact=contact, to=wishes.hand_to)
        taken.follow_ups.append(f"übergeben an {wishes.hand_to.name}")
    _settle_origin(contact, wishes, by, now)
    return taken


def reminder_day(weeks: str, today: date) -> date | None:
    """Return the day of the chosen reminder."""
    return today + timedelta(weeks=int(weeks)) if weeks in {"1", "2", "4", "8"} else None


def open_case_of(contact: Contact, person: Person, wishes: Wishes, by: User, now: datetime, today: date) -> Case:
    """Open the case of a contact for her person; it waits in the inbox of the team."""
    assert wishes.unit is not None
    household_id = find_current_household_id(person.id, today)
    case = open_case(
        person=person, household=load_household(household_id) if household_id else None,
        reason=wishes.case_reason or "Aus Kontakt am Empfang", unit=wishes.unit, by=by, today=today, now=now,
        site_id=contact.site_id, first_application_on=contact.day if wishes.benefit else None,
    )  # fmt: skip
    join_case(contact=contact, case_id=case.id)
    return case


def _settle_origin(contact: Contact, wishes: Wishes, by: User, now: datetime) -> None:
    if wishes.answers_request is not None:
        desk.settle_request(request=wishes.answers_request, by=by, now=now, contact_id=contact.id)
    if wishes.answers_call is not None:
        outcome = "not_reached" if contact.result == Result.NOT_REACHED else "reached"
        if outcome == "reached":
            desk.settle_call_back(call_back=wishes.answers_call, outcome=outcome, now=now)
