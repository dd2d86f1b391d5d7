"""The address of a confidential place never leaves the server: every page, list and file is read through."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from lotse.accounts.rules import CASE_WORK, Role
from lotse.directory.queries.organisations import get_organisation
from lotse.foundation.db import db
from tests.factories.accounts import make_user
from tests.factories.cases import make_case
from tests.factories.directory import make_offer, make_organisation
from tests.factories.letters import make_referral

SECRET = ("Verborgenstr", "Geheimstadt", "98765", "Schattenviertel", "51.98765", "11.23456")
ROLES = (Role.NAVIGATOR, Role.TEAM_LEAD, Role.FRONT_DESK, Role.DEPARTMENT, Role.ADMINISTRATION, Role.DATA_PROTECTION)


@pytest.fixture
def house(app):
    """A refuge with everything that could give away where it lies."""
    house = make_organisation(
        name="Schutzhaus Amsel", street="Verborgenstr. 7", postcode="98765", town="Geheimstadt",
        district="Schattenviertel", latitude=51.98765, longitude=11.23456, address_confidential=True,
    )  # fmt: skip
    make_offer(house, name="Zuflucht")
    db.session.commit()
    return house.id


def gives_away(answer):
    """Return which secrets an answer holds; a workbook is opened for it."""
    body = answer.data
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    # As words of their own: five digits also occur inside the random keys of forms.
    whole = [
        word
        for word in SECRET
        if re.search(rb"\b" + re.escape(word.encode()) + (rb"\b" if word.isdigit() else b""), body)
    ]
    return whole or [word for word in SECRET if word.encode("utf-16-le") in body]


def addresses(app, house_id, case_id, referral_id):
    """Every page that needs no id, and every page about the house, its offers, a case and a referral."""
    ids = {"organisation_id": house_id, "case_id": case_id, "referral_id": referral_id, "offer_id": 1}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" in rule.methods and rule.endpoint != "static" and rule.arguments <= set(ids):
                yield app.url_for(rule.endpoint, **{name: ids[name] for name in rule.arguments})


@pytest.mark.parametrize("role", ROLES)
def test_no_page_and_no_file_gives_the_place_away(app, house, role, login_as):
    user = make_user(role)
    worker = user if role in CASE_WORK else make_user(Role.NAVIGATOR)
    case, referral = make_case(lead=worker), make_referral(worker)
    referral.organisation_id = house
    db.session.commit()
    browser, seen, told = login_as(user), 0, {}
    for address in addresses(app, house, case.id, referral.id):
        answer = browser.get(address)
        seen += answer.status_code == 200
        if found := gives_away(answer):
            told[address] = found
    assert told == {}
    assert seen >= 5


@pytest.mark.parametrize("words", ["Geheimstadt", "Verborgenstr", "Schattenviertel", "98765"])
def test_no_search_finds_it_by_where_it_lies(house, login_as, words):
    for address in (
        f"/verzeichnis/?q={words}",
        f"/verzeichnis/?ort={words}",
    ):
        assert "Schutzhaus Amsel" not in login_as(Role.NAVIGATOR).get(address).text


def test_the_workbook_names_the_house_but_not_its_place(house, login_as):
    answer = login_as(Role.TEAM_LEAD).get("/verzeichnis/verzeichnis.xlsx")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        text = b"".join(book.read(name) for name in book.namelist())
    assert b"Schutzhaus Amsel" in text
    assert gives_away(answer) == []


def test_the_history_does_not_tell_it_either(house, login_as, submit):
    browser = login_as(Role.TEAM_LEAD)
    row = get_organisation(house)
    page = f"/verzeichnis/einrichtungen/{house}/bearbeiten"
    fields = {"name": row.name, "street": "Neuer Weg 1", "town": "Woanders", "postcode": "00001"}
    answer = submit(browser, page, {**fields, "receiver_kind": row.receiver_kind, "address_confidential": "y"})
    assert answer.status_code == 303, answer.text
    shown = browser.get(f"/verzeichnis/einrichtungen/{house}").text
    for word in ("Neuer Weg", "Woanders", *SECRET):
        assert word not in shown
