"""Every longer form of the counter keeps what is typed: it stands above the form again and is gone on with."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from lxml import html

from lotse.clients.models import Relation
from lotse.contacts.models import Contact
from lotse.foundation.db import db
from lotse.foundation.drafts import FormDraft
from tests.conftest import csrf_token
from tests.factories.clients import make_person

FORMS = [
    ("/empfang/kontakt/{contact}/berichtigen", {"note": "Berichtigter Text", "person": "Jemand anders"}),
    ("/personen/neu", {"last_name": "Quast", "born": "14.3.1988", "phones-1-number": "0171 555"}),
    ("/personen/{person}/bearbeiten", {"last_name": "Quast", "born": "1988", "street": "Am Markt 3"}),
    ("/personen/{person}/beziehung", {"scope": "Gesundheit", "evidence": "Betreuerausweis"}),
    ("/personen/{person}/beziehung/{relation}/nachweis", {"evidence": "Neuer Ausweis", "issued_on": "2026-01-05"}),
    ("/personen/{person}/hinweis", {"text": "Nicht über den Ehemann", "review_on": "2027-01-05"}),
    ("/empfang/rueckrufe", {"name": "Frau Quast", "call_back_on": "2027-01-05"}),
    ("/empfang/termine", {"appointment_about": "Kita-Anmeldung", "appointment_at": "9"}),
    ("/empfang/anfragen", {"text": "Wie bekomme ich einen Kita-Platz?", "name": "Önal"}),
]


@pytest.fixture
def known(book):
    person, other = make_person(phone="0171 5550123"), make_person("Betreuer", "Ines")
    relation = Relation(person_id=person.id, other_id=other.id, kind="carer", evidence="Ausweis")
    db.session.add(relation)
    db.session.commit()
    given = {"person": person.id, "relation": relation.id}
    assert book(person=person.list_name, person_id=str(person.id)).status_code == 303
    return {**given, "contact": db.session.scalar(sa.select(sa.func.max(Contact.id)))}


def drafting(page):
    """The form that keeps drafts."""
    [form] = [form for form in html.fromstring(page).forms if form.get("data-lotse-draft")]
    return form


def gone_on_with(client, address):
    """The form after a click at the draft that stands above it."""
    page = client.get(address).text
    assert "Nicht gespeichert, Entwurf vom" in page
    way = html.fromstring(page).xpath("//a[text()='Weiterschreiben']/@href")[0]
    return drafting(client.get(way, follow_redirects=True).text)


@pytest.mark.parametrize(("address", "typed"), FORMS)
def test_what_was_typed_is_gone_on_with(desk, known, address, typed):
    address = address.format(**known)
    form = drafting(desk.get(address).text)
    token = {"X-CSRFToken": csrf_token(desk.get(address).text)}
    fields = {name: value for name, value in form.form_values() if name != "csrf_token"} | typed
    assert desk.post(form.get("data-lotse-draft"), data=fields, headers=token).status_code == 200
    resumed = gone_on_with(desk, address)
    assert {name: resumed.fields[name].strip() for name in typed} == typed


def test_a_person_begun_from_the_search_is_gone_on_with_and_forgotten_once_saved(desk, known):
    token = csrf_token(desk.get("/personen/neu").text)
    form = drafting(desk.post("/personen/vorbelegt", data={"q": "Quast Ute", "csrf_token": token}).text)
    fields = {name: value for name, value in form.form_values() if name != "csrf_token"}
    desk.post(form.get("data-lotse-draft"), data=fields, headers={"X-CSRFToken": token})
    assert gone_on_with(desk, "/personen/neu").fields["last_name"] == "Quast"
    assert desk.post("/personen/neu", data={**fields, "csrf_token": token}).status_code == 303
    assert db.session.scalar(sa.select(sa.func.count()).select_from(FormDraft)) == 0


def test_somebody_with_eight_numbers_can_be_changed(desk):
    person = make_person()
    db.session.commit()
    token = csrf_token(desk.get(f"/personen/{person.id}/bearbeiten").text)
    fields = {"last_name": "Özdemir", "language": "Deutsch", "version": str(person.version), "csrf_token": token}
    numbers = {f"phones-{n}-number": f"0171 555012{n}" for n in range(8)}
    kinds = {f"phones-{n}-kind": "mobil" for n in range(8)}
    assert desk.post(f"/personen/{person.id}/bearbeiten", data={**fields, **numbers, **kinds}).status_code == 303
    assert desk.get(f"/personen/{person.id}/bearbeiten").status_code == 200


def test_after_a_refusal_the_page_goes_on_with_its_own_draft(desk, known):
    address = f"/personen/{known['person']}/beziehung"
    form = drafting(desk.get(address).text)
    token = csrf_token(desk.get(address).text)
    fields = {**dict(form.form_values()), "evidence": "Ausweis", "draft_writer": "w" * 32}
    kept = desk.post(form.get("data-lotse-draft"), data=fields, headers={"X-CSRFToken": token})
    sent = {**fields, "draft_version": kept.headers["Lotse-Draft-Version"], "csrf_token": token}
    refused = desk.post(address, data=sent)
    assert refused.status_code == 422
    again = drafting(refused.text)
    more = {**dict(again.form_values()), "evidence": "Ausweis vom Amtsgericht", "draft_writer": "v" * 32}
    kept = desk.post(again.get("data-lotse-draft"), data=more, headers={"X-CSRFToken": token})
    assert kept.headers["Lotse-Draft-Key"] == again.fields["form_key"]
    assert "Lotse-Draft-Elsewhere" not in kept.headers
