"""The desk of one advisor, and a contact sent as its page stands."""

import re
from datetime import timedelta

import pytest

from lotse.accounts.rules import Role
from lotse.clients.models import Person
from lotse.contacts.actions import desk as desk_actions
from lotse.contacts.actions.contacts import ContactData, book_contact
from lotse.contacts.models import Contact
from lotse.contacts.queries import concern_ids_of
from lotse.contacts.rules import Channel, Result
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.foundation.record_ids import record_id
from lotse.reminders.actions.reminders import set_reminder
from tests.conftest import csrf_token
from tests.factories.accounts import make_unit, make_user
from tests.factories.clients import make_person
from tests.factories.frontdesk import make_concern


@pytest.fixture
def office(app):
    concern = make_concern()
    make_unit("team")
    user = make_user(Role.FRONT_DESK)
    db.session.commit()
    return user, concern.id


@pytest.fixture
def desk(office, login_as):
    return login_as(office[0])


@pytest.fixture
def book(desk, office):
    """Send the form with what a call about one concern holds, and the fields given."""

    def send(page="/empfang/?weg=phone", **fields):
        for name in ("person", "home_of"):  # as the list writes it when a hit is picked
            if (given := record_id(fields.get(f"{name}_id"))) and name not in fields:
                fields[name] = db.session.get(Person, given).list_name
        text = desk.get(page).text
        hidden = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]*)"', text))
        hidden.pop("q", None)
        at = dict(re.findall(r'<input[^>]*name="(day|at)"[^>]*value="([^"]*)"', text))
        usual = {
            "channel": "phone",
            "minutes": "15",
            "language": "Deutsch",
            "concerns": str(office[1]),
            "result": "advice",
        }
        data = {**hidden, **at, **usual, "csrf_token": csrf_token(text), "then": "next", **fields}
        return desk.post("/empfang/kontakt", data={key: value for key, value in data.items() if value is not None})

    return send


@pytest.fixture
def author(app):
    return make_user(Role.FRONT_DESK)


@pytest.fixture
def booked(author):
    """A call booked on the wrong Ms Berger, with everything that may follow from it."""
    at, wrong, concern = clock.now(), make_person("Berger", "Ute", "1.1.1960"), make_concern()
    contact = book_contact(
        data=ContactData(author.site_id, Channel.PHONE, Result.ADVICE, at, 15, person_id=wrong.id, note="Ruft an",
                         concern_ids=[concern.id]),
        by=author, now=at,
    )  # fmt: skip
    about = {"by": author, "now": at, "person_id": wrong.id, "contact_id": contact.id}
    desk_actions.arrange_appointment(starts_at=at + timedelta(days=2), minutes=45, **about)
    desk_actions.ask_for_call_back(site_id=author.site_id, phone="0399 555100", due_on=clock.today(), **about)
    desk_actions.declare_intent(contact=contact, benefit="Wohngeld", wording="Ja", by=author, declared_at=at)
    set_reminder(text="nachfragen", due_on=clock.today(), owner=author, **about)
    db.session.commit()
    return contact


@pytest.fixture
def correct(author, booked, login_as):
    """Send the page with the fields given, everything else as it stood there."""
    client, address = login_as(author), f"/empfang/kontakt/{booked.id}/berichtigen"

    def send(**fields):
        page = client.get(address).text
        hidden = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]*)"', page))
        stood = {"channel": "phone", "duration_minutes": "15", "language": "Deutsch", "note": "Ruft an"}
        stood |= {
            "result": db.session.get(Contact, booked.id).result,
            "person": "Berger, Ute",
            "person_id": str(booked.person_id),
            "concerns": [str(id_) for id_ in concern_ids_of(booked.id)],
        }
        data = {**hidden, **stood, "csrf_token": csrf_token(page), **fields}
        answer = client.post(address, data=data)
        db.session.expire_all()
        return answer

    return send
