"""Taking down a contact through the page, as a browser does."""

import re

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.audit.models import AuditEvent
from lotse.clients.models import HouseholdMember, Person
from lotse.contacts.models import Contact
from lotse.directory.models import Concern, Guide
from lotse.foundation import drafts
from lotse.foundation.db import db
from tests.conftest import csrf_token
from tests.factories.clients import NOW, make_person
from tests.factories.frontdesk import make_concern, make_offer
from tests.factories.stored import only


def test_an_anonymous_call_is_booked_and_the_next_form_keeps_channel_and_language(book):
    answer = book(language="Türkisch", desk="Platz 2")
    assert answer.status_code == 303
    assert answer.location == "/empfang/?weg=phone&sprache=T%C3%BCrkisch&platz=Platz+2"
    contact = only(Contact)
    assert (contact.person_id, contact.duration_minutes, contact.result) == (None, 15, "advice")


def test_a_known_person_is_booked_and_seen_in_the_audit(book, app):
    person = make_person()
    db.session.commit()
    assert book(person_id=str(person.id)).status_code == 303
    assert only(Contact).person_id == person.id
    events = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.endpoint == "frontdesk.book")).all()
    assert [(event.action, event.person_id) for event in events] == [("create", person.id)]


def test_a_new_person_joins_the_household_of_a_known_one(book):
    mother = make_person()
    db.session.commit()
    answer = book(
        new_last="Özdemir", new_first="Deniz", new_born="1.5.18", home_of_id=str(mother.id), home_role="child"
    )
    assert answer.status_code == 303
    child = db.session.scalars(sa.select(Person).where(Person.first_name == "Deniz")).one()
    homes = {m.person_id: m.household_id for m in db.session.scalars(sa.select(HouseholdMember))}
    assert homes[child.id] == homes[mother.id]
    assert only(Contact).person_id == child.id


def test_somebody_known_is_asked_about_before_a_second_record_is_made(book):
    known = make_person(phone="0171 5550123")
    db.session.commit()
    fields = {"new_last": "Oezdemir", "new_first": "Aylin", "new_born": "15.3.88", "new_phone": "0171 5550123"}
    answer = book(**fields)
    assert answer.status_code == 422
    assert "Vielleicht kennen wir diese Person schon" in answer.text
    assert "Geburtsdatum weicht um eine Ziffer ab" in answer.text
    assert book(**fields, same_as=str(known.id)).status_code == 303
    assert only(Contact).person_id == known.id
    assert book(**fields, same_as="new").status_code == 303
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == 2


def test_a_double_submit_books_one_contact(desk, office):
    text = desk.get("/empfang/?weg=phone").text
    data = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]*)"', text))
    data |= {"csrf_token": csrf_token(text), "channel": "phone", "minutes": "5", "language": "Deutsch",
             "concerns": str(office[1]), "result": "advice"}  # fmt: skip
    assert [desk.post("/empfang/kontakt", data=data).status_code for _ in range(3)] == [303, 303, 303]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Contact)) == 1


def test_a_draft_is_listed_resumed_elsewhere_and_gone_after_booking(desk, office, login_as, book):
    text = desk.get("/empfang/").text
    key, address = re.search(r'data-lotse-draft="(?:/entwurf/)([0-9a-f]+)([^"]*)"', text).groups()
    assert address == "?art=contact&amp;seite=/empfang/"
    fields = {
        "note": "Nebenkosten 640 Euro",
        "person": "Özdem",
        "concerns": str(office[1]),
        "csrf_token": csrf_token(text),
    }
    assert desk.post(f"/entwurf/{key}?art=contact", data=fields).status_code == 200
    elsewhere = login_as(office[0])
    assert "Özdem" in elsewhere.get("/empfang/").text
    resumed = elsewhere.get(f"/empfang/entwurf/{key}").text
    assert "Nebenkosten 640 Euro" in resumed
    assert login_as(Role.FRONT_DESK).get(f"/empfang/entwurf/{key}").status_code == 404
    assert book(page=f"/empfang/entwurf/{key}", note="Nebenkosten 640 Euro").status_code == 303
    assert drafts.list_of(office[0].id) == []


def test_offers_and_guides_appear_for_the_chosen_area(desk, office):
    parent = db.session.get(Concern, office[1])
    child = make_concern("Mietzuschuss", parent)
    make_offer("Wohngeldberatung", child)
    fields = {"question": "Wie bekomme ich Wohngeld?", "competent": "Wohngeldstelle", "documents": ["Mietvertrag"]}
    db.session.add(Guide(concern_id=child.id, steps=["Antrag holen"], changed_at=NOW, **fields))
    db.session.commit()
    token = csrf_token(desk.get("/empfang/").text)
    shown = desk.post("/empfang/passend", data={"concerns": str(office[1]), "csrf_token": token}).text
    for word in ("Wohngeldberatung", "Wie bekomme ich Wohngeld?", "Mietvertrag", "Antrag holen"):
        assert word in shown, word


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"new_last": "Ö", "new_born": "31.2.1990"}, "gibt es im Kalender nicht"),
        ({"new_last": "O'Neil", "new_phone": "1" * 40}, "höchstens 15 Ziffern"),
        ({"new_last": "x" * 10_000}, "Höchstens 120 Zeichen"),
        ({"note": "x" * 20_001}, "Zeichen"),
        ({"postcode": "4414"}, "Die Postleitzahl hat 5 Ziffern"),
        ({"person": "%_' OR 1=1 --"}, "leer heißt anonym"),
        ({"concerns": None}, "mindestens ein Anliegen"),
        ({"concerns": "999999"}, "concerns"),
        ({"channel": "😀"}, "channel"),
        ({"minutes": "-3"}, "minutes"),
        ({"at": "25:99"}, "Uhrzeit"),
        ({"day": "31.02.2026"}, "Dieses Datum gibt es nicht"),
        ({"person_id": "9" * 30, "result": "case"}, "Person"),
        ({"result": "appointment"}, "Bitte Tag und Uhrzeit"),
        ({"result": "referred"}, "wohin vermittelt"),
        ({"wants_to_apply": "y"}, "Wortlaut"),
        ({"call_back": "y"}, "Nummer für den Rückruf"),
        ({"hand_to": "77777"}, "hand_to"),
        ({"language": "Klingonisch"}, "language"),
    ],
)
def test_bad_input_gets_a_sentence_at_its_place_and_nothing_is_lost(book, fields, sentence):
    answer = book(**{"note": "Bleibt stehen", **fields})
    assert answer.status_code == 422
    assert sentence in answer.text
    if "note" not in fields:
        assert "Bleibt stehen" in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Contact)) == 0


@pytest.mark.parametrize(
    "name", ["Ö", "O'Neil", "محمد", "Іваненко", "a_b%", '"Zitat"', "<script>alert(1)</script>", "😀"]
)
def test_unusual_names_are_written_down_and_shown_as_typed(book, desk, name):
    assert book(new_last=name, same_as="new").status_code == 303
    person = only(Person)
    assert person.last_name == name
    page = desk.get(f"/personen/{person.id}").text
    assert "<script>alert" not in page
    assert name.replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;").replace('"', "&#34;") in page


def test_an_anonymous_contact_gets_its_person_with_the_day_she_agreed(book, desk):
    person = make_person()
    db.session.commit()
    book()
    contact_id, person_id = only(Contact).id, person.id
    page = desk.get(f"/empfang/kontakt/{contact_id}").text
    data = {
        "csrf_token": csrf_token(page),
        "person": "Özdemir, Aylin",
        "person_id": str(person_id),
        "consent_on": only(Contact).day.isoformat(),
    }
    assert desk.post(f"/empfang/kontakt/{contact_id}/person", data=data).status_code == 303
    db.session.expire_all()
    contact = only(Contact)
    assert (contact.person_id, contact.attach_consent_on) == (person_id, contact.day)
    assert contact.attached_at is not None


def test_the_front_desk_of_another_site_sees_neither_contact_nor_note(book, login_as):
    book(note="Vertrauliches")
    contact_id = only(Contact).id
    assert login_as(Role.FRONT_DESK).get(f"/empfang/kontakt/{contact_id}").status_code == 404
    assert "Vertrauliches" in login_as(Role.TEAM_LEAD).get(f"/empfang/kontakt/{contact_id}").text
