"""What somebody was typing when the machine died stands at the form again, for its author only."""

from __future__ import annotations

import html
import re
import uuid

import pytest

from lotse.accounts.rules import Role
from lotse.foundation.db import db
from lotse.foundation.drafts import FormDraft
from tests.conftest import csrf_token
from tests.factories.accounts import make_user
from tests.factories.cases import make_case

TEXT = "Frau hat angerufen, der Bescheid ist da"


@pytest.fixture
def navigator(app):
    return make_user(Role.NAVIGATOR)


@pytest.fixture
def page(navigator) -> str:
    return f"/faelle/{make_case(lead=navigator, unit_id=navigator.unit_id).id}/notizen"


def type_note(browser, page: str, text: str = TEXT) -> str:
    """Type into the form of notes until the page saves the draft; returns its key."""
    shown = browser.get(page).text
    address = html.unescape(re.search(r'data-lotse-draft="([^"]+)"', shown).group(1))
    key = re.search(r"/entwurf/([0-9a-f]+)", address).group(1)
    token = csrf_token(shown)
    data = {"csrf_token": token, "form_key": key, "draft_version": "0", "draft_writer": uuid.uuid4().hex, "text": text}
    assert browser.post(address, data=data).status_code == 200
    return key


def test_the_form_offers_what_was_not_saved(login_as, navigator, page) -> None:
    browser = login_as(navigator)
    key = type_note(browser, page)
    shown = browser.get(page).text
    assert "Nicht gespeichert" in shown
    assert TEXT in shown
    assert f"/entwurf/{key}" in shown


def test_going_on_fills_the_form_and_saves_into_the_same_draft(login_as, navigator, page) -> None:
    browser = login_as(navigator)
    key = type_note(browser, page)
    answer = browser.get(f"/entwurf/{key}")
    assert answer.status_code == 303
    shown = browser.get(answer.location).text
    area = re.search(r'<textarea[^>]*name="text"[^>]*>(.*?)</textarea>', shown, re.S).group(1)
    assert area.strip() == TEXT
    assert f'name="form_key" type="hidden" value="{key}"' in shown
    assert 'name="draft_version" type="hidden" value="1"' in shown


def test_saving_takes_the_draft_away(login_as, navigator, page, submit) -> None:
    browser = login_as(navigator)
    key = type_note(browser, page)
    answer = submit(browser, f"{page}?entwurf={key}", {"text": TEXT, "klass": "ordinary"}, to=page)
    assert answer.status_code == 303, answer.text
    db.session.expire_all()
    assert db.session.query(FormDraft).count() == 0
    assert "Nicht gespeichert" not in browser.get(page).text


def test_throwing_it_away_leads_back_to_the_form(login_as, navigator, page) -> None:
    browser = login_as(navigator)
    key = type_note(browser, page)
    data = {"csrf_token": csrf_token(browser.get(page).text), "zurueck": "form"}
    assert browser.post(f"/entwurf/{key}/verwerfen", data=data).location == page
    assert "Nicht gespeichert" not in browser.get(page).text


def test_all_drafts_stand_in_one_list_with_their_first_words(login_as, navigator, page) -> None:
    browser = login_as(navigator)
    type_note(browser, page, "x " * 5000)
    type_note(browser, page)
    shown = browser.get("/entwurf/").text
    assert TEXT in shown
    assert len(shown) < 100_000
    assert shown.count("Weiterschreiben") == 2


def test_nobody_else_sees_opens_or_discards_it(login_as, navigator, page) -> None:
    key = type_note(login_as(navigator), page)
    other = login_as(make_user(Role.TEAM_LEAD, unit_id=navigator.unit_id))
    assert TEXT not in other.get(page).text
    assert TEXT not in other.get(f"{page}?entwurf={key}").text
    assert other.get(f"/entwurf/{key}").status_code == 404
    assert TEXT not in other.get("/entwurf/").text
    other.post(f"/entwurf/{key}/verwerfen", data={"csrf_token": csrf_token(other.get("/konto").text)})
    db.session.expire_all()
    assert db.session.query(FormDraft).count() == 1


@pytest.mark.parametrize("path", ["//boese.example/x", "https://boese.example", "/gibt/es/nicht", "/" + "x" * 600, ""])
def test_a_draft_never_leads_out_of_the_house(login_as, navigator, page, path) -> None:
    browser, key = login_as(navigator), uuid.uuid4().hex
    data = {"csrf_token": csrf_token(browser.get(page).text), "form_key": key, "text": TEXT}
    browser.post(f"/entwurf/{key}", query_string={"art": "note", "seite": path}, data=data)
    assert browser.get(f"/entwurf/{key}").location == "/entwurf/"
