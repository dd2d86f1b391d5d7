"""Composed case pages: the head, the tabs, the overview."""

import pytest

from lotse.accounts.rules import Role
from tests.factories.accounts import make_user
from tests.factories.cases import make_case, make_client


@pytest.fixture
def navigator(app):
    return make_user(Role.NAVIGATOR)


def test_the_overview_says_who_leads_and_where_the_case_stands(navigator, login_as):
    case = make_case(lead=navigator, person=make_client(first_name="Aylin", last_name="Özdemir"), phase="planning")
    page = login_as(navigator).get(f"/faelle/{case.id}").text
    for words in ("Aylin Özdemir", case.number, "Planung", navigator.name, "Trennung, Mietrückstand"):
        assert words in page


def test_a_colleagues_case_and_an_unknown_one_are_the_same_404(navigator, login_as):
    case = make_case(lead=make_user(Role.NAVIGATOR))
    browser = login_as(navigator)
    foreign, unknown = browser.get(f"/faelle/{case.id}"), browser.get("/faelle/99999")
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert foreign.text == unknown.text


def test_the_list_shows_the_own_cases_and_the_inbox_hands_one_over(navigator, login_as, submit):
    mine, waiting = make_case(lead=navigator), make_case(unit=navigator.unit)
    browser = login_as(navigator)
    assert mine.number in browser.get("/faelle").text
    assert waiting.number in browser.get("/faelle?ansicht=eingang").text
    answer = submit(browser, "/faelle?ansicht=eingang", {}, to=f"/faelle/{waiting.id}/uebernehmen")
    assert answer.location == f"/faelle/{waiting.id}", answer.text
    assert waiting.number in browser.get("/faelle").text
