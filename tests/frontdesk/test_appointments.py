"""An appointment is agreed on from its own page, found again, moved where it stands."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.contacts.models import Appointment
from lotse.foundation.clock import local, today
from lotse.foundation.db import db
from tests.conftest import csrf_token
from tests.factories.accounts import make_user
from tests.factories.clients import make_person

PAGE = "/empfang/termine"


@pytest.fixture
def user(app):
    return make_user(Role.FRONT_DESK)


@pytest.fixture
def agree(user, login_as):
    db.session.commit()
    client = login_as(user)

    def send(**fields):
        page = client.get(PAGE).text
        key = page.split('name="form_key"')[1].split('value="')[1].split('"')[0]
        day = (today() + timedelta(days=2)).isoformat()
        usual = {"appointment_on": day, "appointment_at": "10:30", "minutes": "45", "person": ""}
        return client.post(PAGE, data={"csrf_token": csrf_token(page), "form_key": key, **usual, **fields})

    send.client = client
    return send


def only():
    return db.session.scalars(sa.select(Appointment)).one()


def test_a_meeting_with_a_person_is_agreed_on_and_stands_in_the_list_with_its_card(user, agree):
    person = make_person()
    db.session.commit()
    answer = agree(person=person.list_name, person_id=str(person.id), minutes="30", appointment_about="Mietvertrag",
                   appointment_with=str(user.id))  # fmt: skip
    assert answer.location == PAGE
    made = only()
    assert (made.person_id, made.with_user_id, made.site_id) == (person.id, user.id, user.site_id)
    assert f"{local(made.starts_at):%H:%M}" == "10:30"
    assert made.ends_at - made.starts_at == timedelta(minutes=30)
    page = agree.client.get(PAGE).text
    assert person.list_name in page
    assert "Mietvertrag" in page
    assert "Karte" in page


def test_a_meeting_without_a_person_is_possible(agree):
    assert agree().status_code == 303
    assert only().person_id is None


def test_a_name_nobody_was_picked_for_is_answered_with_the_hits(agree):
    person = make_person()
    db.session.commit()
    asked = agree(person="Özdemir", appointment_about="Mietvertrag")
    assert asked.status_code == 422
    assert "Özdemir, Aylin" in asked.text
    assert "Mietvertrag" in asked.text
    assert agree(person="Özdemir", person_asked="Özdemir", person_pick=str(person.id)).status_code == 303
    assert only().person_id == person.id


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"appointment_on": ""}, "Bitte den Tag angeben"),
        ({"appointment_on": "31.02.2027"}, "Dieses Datum gibt es nicht"),
        ({"appointment_on": "2020-01-01"}, "liegt in der Vergangenheit"),
        ({"appointment_at": ""}, "Bitte die Uhrzeit angeben"),
        ({"appointment_at": "25:99"}, "Bitte die Uhrzeit wie"),
        ({"minutes": "-5"}, "minutes"),
        ({"appointment_with": "77777"}, "appointment_with"),
        ({"person": "Niemand Soeiner"}, "Niemand gefunden"),
        ({"appointment_about": "x" * 10_000}, "Höchstens 200 Zeichen"),
    ],
)
def test_bad_input_gets_a_sentence_at_its_place(agree, fields, sentence):
    answer = agree(**fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert db.session.scalars(sa.select(Appointment)).all() == []


def test_a_meeting_far_ahead_is_shown_where_it_stands_and_moved_there(agree):
    day = today() + timedelta(days=40)
    answer = agree(appointment_on=day.isoformat(), appointment_about="Jahresgespräch")
    assert answer.location == f"{PAGE}?ab={day}"
    assert "Jahresgespräch" in agree.client.get(answer.location).text
    assert "Jahresgespräch" not in agree.client.get(PAGE).text
    number = only().id
    moving = agree.client.get(f"{answer.location}&verschieben={number}").text
    assert f"/empfang/termine/{number}/verschieben?ab={day}" in moving
    assert "Neuer Termin" not in moving


@pytest.mark.parametrize("given", ["", "gestern", "0001-01-01", "9999-12-31", "2026-13-40"])
def test_whatever_day_the_address_names_the_page_answers(agree, given):
    assert agree.client.get(f"{PAGE}?ab={given}").status_code == 200


def test_accounts_without_the_counter_have_no_such_page(app, login_as):
    client = login_as(make_user(Role.DATA_PROTECTION))
    assert client.get(PAGE).status_code in {403, 404}
    assert client.post(PAGE, data={}).status_code in {400, 403, 404}
