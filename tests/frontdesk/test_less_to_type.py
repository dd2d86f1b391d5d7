"""What the counter need not type twice, and what it is told after saving."""

import sqlalchemy as sa
from lxml import html

from lotse.contacts.actions import desk as desk_actions
from lotse.contacts.models import CallBack
from lotse.foundation import clock, drafts
from lotse.foundation.db import db
from tests.conftest import csrf_token
from tests.factories.clients import make_person


def test_a_call_back_takes_number_and_matter_from_what_is_known(book):
    person = make_person(phone="0171 5550123")
    db.session.commit()
    assert book(person="Özdemir, Aylin", person_id=str(person.id), call_back="y").status_code == 303
    call = db.session.scalars(sa.select(CallBack)).one()
    assert call.phone == person.phones[0].number
    assert call.about == "Wohngeld"


def test_a_number_that_may_not_be_called_is_not_taken(book):
    person = make_person(phone="0171 5550123")
    person.phones[0].may_call = False
    db.session.commit()
    answer = book(person="Özdemir, Aylin", person_id=str(person.id), call_back="y")
    assert answer.status_code == 422
    assert "Bitte die Nummer für den Rückruf eingeben." in answer.text


def test_an_agreed_appointment_is_named_and_its_card_printed_from_the_list(book, desk):
    person = make_person()
    db.session.commit()
    day = clock.today().replace(year=clock.today().year + 1)
    answer = book(person="Özdemir, Aylin", person_id=str(person.id), result="appointment",
                  appointment_on=day.isoformat(), appointment_at="10")  # fmt: skip
    assert answer.status_code == 303
    page = desk.get(answer.location).text
    assert f"Termin am {day:%d.%m.%Y}, 10:00 Uhr vereinbart" in page


def test_the_list_of_appointments_prints_the_card(office, desk):
    person, at = make_person(), clock.now()
    coming = desk_actions.arrange_appointment(
        starts_at=at.replace(hour=23, minute=59), minutes=45, by=office[0], now=at, person_id=person.id,
        site_id=office[0].site_id, with_user_id=office[0].id,
    )  # fmt: skip
    db.session.commit()
    page = desk.get("/empfang/termine").text
    assert f'action="/briefe/aus/termin/{coming.id}"' in page
    assert '<input type="hidden" name="form" value="card">' in page


def test_more_than_four_open_drafts_fold_away(desk, office):
    for number in range(6):
        typed = drafts.Typed([("note", f"Entwurf {number}")], kind="contact")
        drafts.save(key=f"{number:016d}", typed=typed, user_id=office[0].id, now=clock.now())
    db.session.commit()
    page = desk.get("/empfang/").text
    assert "<summary>3 weitere</summary>" in page
    for number in range(6):
        assert f"Entwurf {number}" in page


def test_a_call_back_and_a_persons_page_fill_in_language_and_postcode(desk, office):
    person, at = make_person(language="Türkisch", postcode="00912"), clock.now()
    call = desk_actions.ask_for_call_back(
        site_id=office[0].site_id, phone="0171 5550123", due_on=clock.today(), by=office[0], now=at, person_id=person.id
    )
    db.session.commit()
    for query in (f"person={person.id}", f"rueckruf={call.id}"):
        page = html.fromstring(desk.get(f"/empfang/?{query}").text)
        form = next(form for form in page.forms if form.get("id") == "kontakt")
        assert (form.fields["person_id"], form.fields["language"], form.fields["postcode"]) == (
            str(person.id), "Türkisch", "00912",
        )  # fmt: skip


def test_the_search_in_the_head_says_why_somebody_was_found(desk):
    make_person("Becker", "Karin", former_name="Quast", street="Wiesengrund 7", town="Musterstadt")
    db.session.commit()
    token = csrf_token(desk.get("/empfang/").text)
    found = desk.post("/suche", data={"q": "Wiesengrund", "csrf_token": token}, headers={"HX-Request": "true"}).text
    assert "Becker, Karin" in found
    assert "früher Quast · Wiesengrund 7, Musterstadt" in found


def test_a_call_back_in_a_hundred_years_is_a_slip(desk, office):
    token = csrf_token(desk.get("/empfang/rueckrufe").text)
    fields = {"call_back_phone": "0171 5550123", "call_back_on": "2126-11-23", "csrf_token": token}
    refused = desk.post("/empfang/rueckrufe", data=fields)
    assert (refused.status_code, "mehr als ein Jahr voraus" in refused.text) == (422, True)
