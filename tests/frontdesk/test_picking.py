"""Without a script a name is typed and sent; the answer lists who may be meant, and the tick decides."""

import re

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.clients.models import HouseholdMember, Person, PersonLink, Relation
from lotse.contacts.models import Contact
from lotse.foundation.clock import today
from lotse.foundation.db import db
from lotse.referrals.models import Referral
from tests.conftest import csrf_token
from tests.factories.accounts import make_unit, make_user
from tests.factories.clients import make_person
from tests.factories.frontdesk import make_concern, make_offer


@pytest.fixture
def desk(app, login_as):
    make_unit("team")
    user = make_user(Role.FRONT_DESK)
    make_concern()
    db.session.commit()
    return login_as(user)


@pytest.fixture
def two(app):
    """Two of one name."""
    ids = make_person("Berger", "Ute", "1.1.1960").id, make_person("Berger", "Uta", "2.2.1962").id
    db.session.commit()
    return ids


def typed_in(page, **fields):
    """The form of the page with what stands in it, as a browser sends it, and the fields given."""
    form = max(re.findall(r"<form.*?</form>", page, re.S), key=len)
    stood = []
    for tag in re.findall(r"<input[^>]*>", form):
        kind, name, value = (_of(tag, attribute) for attribute in ("type", "name", "value"))
        if name and (kind not in {"radio", "checkbox"} or " checked" in tag):
            stood.append((name, value))
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s*(.*?)</textarea>', form, re.S):
        stood.append((name, text))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        stood += [(name, value) for value in re.findall(r'<option selected[^>]*value="([^"]*)"', options)]
    return {**dict(stood), "csrf_token": csrf_token(page), **fields}


def _of(tag, attribute):
    found = re.search(f' {attribute}="([^"]*)"', tag)
    return found[1] if found else ""


def pick(page, name, number):
    assert f'name="{name}_pick" type="radio" value="{number}"' in page or f'name="{name}_pick" value="{number}"' in page
    return {f"{name}_pick": str(number)}


def contact(desk):
    page = desk.get("/empfang/").text
    concern = _of(re.search(r'<input[^>]*name="concerns"[^>]*>', page)[0], "value")
    return lambda page=page, **fields: desk.post(
        "/empfang/kontakt", data=typed_in(page, concerns=concern, minutes="15", **fields)
    )


def test_a_typed_surname_on_the_contact_form_is_answered_with_the_hits_and_nothing_is_lost(desk, two):
    book = contact(desk)
    asked = book(person="Berger", note="Fragt nach Wohngeld")
    assert asked.status_code == 422
    assert "Fragt nach Wohngeld" in asked.text
    assert "Berger, Ute" in asked.text
    assert "*02.02.1962" in asked.text
    assert db.session.scalars(sa.select(Contact)).all() == []
    assert book(asked.text, **pick(asked.text, "person", two[1])).status_code == 303
    booked = db.session.scalars(sa.select(Contact)).one()
    assert (booked.person_id, booked.note) == (two[1], "Fragt nach Wohngeld")


def test_a_name_changed_after_the_hits_were_shown_is_asked_about_anew(desk, two):
    other = make_person("Sommer", "Ilse", "3.3.1970")
    db.session.commit()
    book = contact(desk)
    asked = book(person="Berger")
    again = book(asked.text, person="Sommer", **pick(asked.text, "person", two[0]))
    assert again.status_code == 422
    assert book(again.text, **pick(again.text, "person", other.id)).status_code == 303
    assert db.session.scalars(sa.select(Contact.person_id)).one() == other.id


def test_the_number_of_the_person_before_never_counts_for_another_name(desk, two):
    book = contact(desk)
    assert book(person="Berger, Uta", person_id=str(two[0])).status_code == 422
    assert book(person="", person_id=str(two[0])).status_code == 303
    assert db.session.scalars(sa.select(Contact.person_id)).one() is None


def test_somebody_new_is_ticked_among_the_hits_and_written_down(desk, two):
    book = contact(desk)
    asked = book(person="Berger, Zita 3.5.80")
    assert "Neue Person „Berger, Zita“ anlegen" in asked.text
    assert book(asked.text, **pick(asked.text, "person", "new")).status_code == 303
    new = db.session.scalars(sa.select(Person).where(Person.first_name == "Zita")).one()
    assert (new.birth_date.isoformat(), db.session.scalars(sa.select(Contact.person_id)).one()) == (
        "1980-05-03",
        new.id,
    )


def test_the_offer_of_a_referral_is_picked_without_a_script_and_never_dropped(desk):
    offer = make_offer("Schuldnerberatung")
    db.session.commit()
    book = contact(desk)
    asked = book(result="referred", offer="schuldner")
    assert asked.status_code == 422
    answer = book(asked.text, **pick(asked.text, "offer", offer.id))
    assert f"angebot={offer.id}" in answer.location
    nowhere = contact(desk)(result="referred", offer="Gibtesnicht")
    assert nowhere.status_code == 422
    assert "Im Verzeichnis steht kein solches Angebot" in nowhere.text
    assert db.session.scalars(sa.select(Referral)).all() == []


def test_an_anonymous_contact_is_attached_and_corrected_without_a_script(desk, two):
    contact(desk)(note="Anonym")
    number = db.session.scalars(sa.select(Contact.id)).one()
    address, page = f"/empfang/kontakt/{number}/person", desk.get(f"/empfang/kontakt/{number}").text
    given = {"csrf_token": csrf_token(page), "consent_on": today().isoformat(), "person": "Berger"}
    asked = desk.post(address, data=given)
    assert asked.status_code == 422
    ticked = {**given, "person_asked": "Berger", **pick(asked.text, "person", two[0])}
    assert desk.post(address, data=ticked).status_code == 303
    address = f"/empfang/kontakt/{number}/berichtigen"
    asked = desk.post(address, data=typed_in(desk.get(address).text, person="Berger", note="Anders"))
    assert asked.status_code == 422
    assert "Anders" in asked.text
    assert desk.post(address, data=typed_in(asked.text, **pick(asked.text, "person", two[1]))).status_code == 303
    db.session.expire_all()
    assert db.session.get(Contact, number).person_id == two[1]


def test_household_relation_and_linking_are_filled_in_without_a_script(desk, two):
    kept = make_person("Winter", "Ida", "1.1.1980").id
    db.session.commit()
    for page, name, table in (
        ("haushalt", "person", HouseholdMember),
        ("beziehung", "other", Relation),
        ("verbinden", "other", PersonLink),
    ):
        address = f"/personen/{kept}/{page}"
        asked = desk.post(address, data=typed_in(desk.get(address).text, **{name: "Berger", "kind": "parent"}))
        assert asked.status_code == 422, page
        answer = desk.post(address, data=typed_in(asked.text, **pick(asked.text, name, two[0])))
        if page == "verbinden":
            answer = desk.post(address, data=typed_in(answer.text))
        assert answer.status_code == 303, page
        assert db.session.scalar(sa.select(sa.func.count()).select_from(table)) > 0


def test_hits_to_tick_never_confirm_a_protected_person(desk, two):
    db.session.get(Person, two[0]).restricted = True
    db.session.commit()
    asked = contact(desk)(person="Berger")
    assert "Berger, Uta" in asked.text
    assert "Berger, Ute" not in asked.text
    assert contact(desk)(person="Berger", person_asked="Berger", person_pick=str(two[0])).status_code == 422
