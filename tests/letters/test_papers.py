"""Papers of other slices leave the house the same way: printed by POST, kept as printed, found again."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.cases.actions import plan as plans
from lotse.foundation.db import db
from lotse.letters.models import Letter
from lotse.letters.rules.kinds import Kind
from tests.factories.accounts import make_user
from tests.factories.cases import make_case
from tests.factories.clients import make_person
from tests.factories.deadlines import make_deadline
from tests.factories.letters import NOW
from tests.pdf_checks import text_of

pytestmark = pytest.mark.pdf


@pytest.fixture
def navigator(app):
    return make_user(Role.NAVIGATOR)


@pytest.fixture
def case(navigator):
    return make_case(lead=navigator)


def press(browser, page, address):
    """Press a print button of a page and return where the letter lies."""
    form = re.search(rf'<form[^>]*action="{re.escape(address)}".*?</form>', browser.get(page).text, re.S)
    assert form, f"{page} has no button for {address}"
    hidden = dict(re.findall(r'<input[^>]*name="([^"]+)" value="([^"]*)"', form.group()))
    answer = browser.post(address, data=hidden)
    assert answer.status_code == 303, answer.text
    return answer.location


def kinds():
    return list(db.session.scalars(sa.select(Letter.kind).order_by(Letter.id)))


def test_the_week_is_printed_from_the_case_and_kept(navigator, case, login_as):
    browser = login_as(navigator)
    where = press(browser, f"/briefe/neu/fall/{case.id}", f"/briefe/aus/fall/{case.id}/wochenplan")
    assert "Ihr Wochenplan" in text_of(browser.get(f"{where}/brief.pdf").data)
    assert kinds() == [Kind.WEEK]
    assert "Wochenplan" in browser.get(f"/faelle/{case.id}/verlauf").text


@pytest.mark.parametrize(("form", "kind"), [("buero", Kind.PLAN), ("klient", Kind.PLAN_CLIENT)])
def test_a_plan_is_kept_as_it_was_on_the_day(navigator, case, login_as, form, kind):
    plans.draft_plan(case=case, introduction="So war es am ersten Tag.", by=navigator, now=NOW)
    plan = case_plan(case)
    browser = login_as(navigator)
    page = f"/faelle/{case.id}/plan/{plan.id}"
    where = press(browser, page, f"{page}/drucken/{form}")
    before = browser.get(f"{where}/brief.pdf").data
    case_plan(case).introduction = "Später geschrieben."
    db.session.commit()
    assert browser.get(f"{where}/brief.pdf").data == before
    assert kinds() == [kind]
    assert browser.get(f"{page}/drucken/{form}").status_code == 405


def test_an_unknown_version_of_a_plan_is_a_404(navigator, case, login_as, submit):
    plans.draft_plan(case=case, introduction="", by=navigator, now=NOW)
    page = f"/faelle/{case.id}/plan/{case_plan(case).id}"
    assert submit(login_as(navigator), page, {}, to=f"{page}/drucken/anders").status_code == 404


def case_plan(case):
    from lotse.cases.queries.goals import list_plans

    return list_plans(case.id)[0]


@pytest.mark.parametrize("kind", ["objection", "decision"])
@pytest.mark.parametrize("form", ["plain", "easy"])
def test_a_handout_is_kept_for_whoever_got_it_and_names_nobody(navigator, login_as, submit, kind, form):
    person = make_person(last="Unverwechselbar")
    browser = login_as(navigator)
    page = f"/briefe/neu/person/{person.id}"
    answer = submit(browser, page, {"form": form}, to=f"/briefe/aus/person/{person.id}/merkblatt/{kind}")
    assert answer.status_code == 303
    printed = text_of(browser.get(f"{answer.location}/brief.pdf").data)
    assert "keine Rechtsberatung" in printed
    assert "Unverwechselbar" not in printed
    assert ("Leicht verständlich" in printed) == (form == "easy")


def test_a_handout_for_somebody_nameless_is_only_printed(navigator, login_as):
    browser = login_as(navigator)
    assert "/briefe/merkblatt/objection.pdf" in browser.get("/briefe/").text
    answer = browser.get("/briefe/merkblatt/objection.pdf")
    assert "Widerspruch einlegen" in text_of(answer.data)
    assert browser.get("/briefe/merkblatt/notice.pdf").status_code == 404
    assert kinds() == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("widerspruch", "zur Wahrung der Frist Widerspruch"),
        ("verlaengerung", "§ 26 Abs. 7 SGB X"),
        ("untaetigkeit", "§ 88 SGG"),
    ],
)
def test_each_letter_of_the_client_prints_and_is_kept(navigator, case, login_as, submit, kind, words):
    deadline = make_deadline(case)
    browser = login_as(navigator)
    page = f"/briefe/neu/fall/{case.id}/frist/{deadline.id}?art={kind}"
    assert "Jobcenter" in browser.get(page).text
    answer = submit(browser, page, {"kind": kind, "authority": "Jobcenter Musterkreis", "subject_matter": "Wohngeld"})
    assert answer.status_code == 303, answer.text
    printed = text_of(browser.get(f"{answer.location}/brief.pdf").data)
    assert words in printed
    assert "Jobcenter Musterkreis" in printed
    assert kinds() == [Kind.CLIENT_LETTER]


def test_a_letter_of_the_client_without_an_office_is_refused_at_the_field(navigator, case, login_as, submit):
    deadline = make_deadline(case)
    browser = login_as(navigator)
    page = f"/briefe/neu/fall/{case.id}/frist/{deadline.id}"
    answer = submit(browser, page, {"kind": "widerspruch", "authority": "", "text": "bleibt stehen"})
    assert answer.status_code == 422
    assert "Bitte die Stelle nennen." in answer.text
    assert "bleibt stehen" in answer.text


def test_what_we_forward_ourselves_is_no_letter_of_the_client(navigator, case, login_as):
    deadline = make_deadline(case)
    browser = login_as(navigator)
    assert browser.get(f"/briefe/neu/fall/{case.id}/frist/{deadline.id}?art=weiterleitung").status_code == 404
    assert f"/vermittlungen/neu/fall/{case.id}" in browser.get(f"/faelle/{case.id}/fristen/{deadline.id}").text


def test_a_strangers_papers_do_not_exist(case, login_as, submit):
    deadline = make_deadline(case)
    db.session.commit()
    other = login_as(Role.NAVIGATOR)
    assert other.get(f"/briefe/neu/fall/{case.id}/frist/{deadline.id}").status_code == 404
    for address in (f"/briefe/aus/fall/{case.id}/wochenplan", f"/faelle/{case.id}/abschlussbericht"):
        assert submit(other, "/briefe/", {}, to=address).status_code == 404


def test_a_closing_report_is_kept_and_stays_with_the_file(navigator, case, login_as, submit):
    browser = login_as(navigator)
    address = f"/faelle/{case.id}/abschlussbericht"
    assert submit(browser, "/briefe/", {}, to=address).status_code == 404
    report = {"reason": "goals_reached", "report": "Die Wohnung ist gesichert.", "follow_up": "y"}
    assert submit(browser, f"/faelle/{case.id}/abschluss", report).status_code == 303
    where = press(browser, f"/faelle/{case.id}", address)
    assert "Die Wohnung ist gesichert." in text_of(browser.get(f"{where}/brief.pdf").data)
    shown = browser.get(where).text
    assert "bleibt bei den Akten" in shown
    assert "Versand festhalten" not in shown
    assert "bleibt hier" in browser.get("/briefe/").text
    assert browser.get("/briefe/?stand=offen").text.count("B-20") == 0
