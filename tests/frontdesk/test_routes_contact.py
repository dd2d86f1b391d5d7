"""Taking down a contact through the page, as a browser does."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.audit.models import AuditEvent
from lotse.cases.models import Case
from lotse.clients.models import HouseholdMember, Person
from lotse.contacts.models import Appointment, CallBack, Contact, IntentToApply, OnlineRequest
from lotse.directory.models import Concern, Guide
from lotse.foundation import drafts
from lotse.foundation.db import db
from lotse.foundation.record_ids import record_id
from lotse.reminders.models import Reminder
from tests.conftest import csrf_token
from tests.factories.accounts import make_unit, make_user
from tests.factories.clients import NOW, make_person
from tests.factories.frontdesk import make_concern, make_offer


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


def only(model):
    return db.session.scalars(sa.select(model)).one()


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


def test_a_wish_to_apply_keeps_its_wording_and_is_to_be_forwarded_today(book, desk):
    person = make_person()
    db.session.commit()
    wish = {"wants_to_apply": "y", "benefit": "Wohngeld", "wording": "Ich will Wohngeld."}
    answer = book(person_id=str(person.id), **wish)
    intent = only(IntentToApply)
    assert (intent.wording, intent.forward_by, intent.person_id) == ("Ich will Wohngeld.", only(Contact).day, person.id)
    assert "Bestätigung drucken" in desk.get(answer.location).text
    waiting = desk.get("/empfang/antragswille").text
    assert "Ich will Wohngeld." in waiting
    desk.post(f"/empfang/antragswille/{intent.id}/weitergeleitet", data={"csrf_token": csrf_token(waiting)})
    assert "Alles weitergeleitet" in desk.get("/empfang/antragswille").text


@pytest.mark.pdf
def test_the_receipt_is_printed_and_filed(book, desk):
    person = make_person()
    db.session.commit()
    page = desk.get(book(person_id=str(person.id), wants_to_apply="y", benefit="Wohngeld").location).text
    token = {"csrf_token": csrf_token(page)}
    answer = desk.post(f"/briefe/aus/antragswille/{only(IntentToApply).id}", data=token)
    assert desk.get(f"{answer.location}/brief.pdf").data[:5] == b"%PDF-"


def test_case_appointment_call_back_and_hand_over_follow_in_one_step(book, office):
    person, colleague = make_person(), make_user(Role.NAVIGATOR, site_id=office[0].site_id)
    db.session.commit()
    book(
        person_id=str(person.id), then="case", call_back="y", call_back_phone="0171 5550123", hand_to=str(colleague.id)
    )
    case, contact = only(Case), only(Contact)
    assert (case.person_id, case.reason, contact.case_id) == (person.id, "Wohngeld", case.id)
    assert only(CallBack).person_id == person.id
    assert contact.handed_to_id == colleague.id
    book(person_id=str(person.id), result="appointment", appointment_on="2030-01-07", appointment_at="9")
    assert only(Appointment).person_id == person.id


def test_a_reminder_is_set_for_the_advisor_herself(book, office):
    book(reminder="2")
    reminder, contact = only(Reminder), only(Contact)
    assert (reminder.owner_id, reminder.contact_id) == (office[0].id, contact.id)
    assert reminder.due_on == contact.day + timedelta(weeks=2)
    assert reminder.text.endswith("Wohngeld")


def test_a_referral_goes_on_to_the_offer_with_the_concern_of_the_contact(book, desk, office):
    person, offer = make_person(), make_offer()
    db.session.commit()
    answer = book(person_id=str(person.id), result="referred", offer=offer.name, offer_id=str(offer.id))
    contact = only(Contact)
    assert answer.location.endswith(f"/neu/person/{person.id}?angebot={offer.id}&kontakt={contact.id}")
    assert f'<option selected value="{office[1]}">' in desk.get(answer.location).text
    hint = book(result="referred", offer=offer.name, offer_id=str(offer.id)).location
    assert f"/neu/hinweis?angebot={offer.id}&kontakt=" in hint
    assert desk.get(f"/vermittlungen/neu/hinweis?kontakt={contact.id + 999}").status_code == 404


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


def test_an_online_request_and_a_call_back_are_settled_by_their_contact(book, desk, office):
    page = desk.get("/empfang/anfragen").text
    desk.post(
        "/empfang/anfragen", data={"csrf_token": csrf_token(page), "name": "M.", "text": "Bitte um Hilfe mit Wohngeld"}
    )
    request = only(OnlineRequest)
    assert "Bitte um Hilfe mit Wohngeld" in desk.get(f"/empfang/?anfrage={request.id}").text
    assert book(page=f"/empfang/?anfrage={request.id}", channel="online").status_code == 303
    db.session.expire_all()
    assert only(OnlineRequest).contact_id == only(Contact).id


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
