"""The pages: request, decision, notices on "Heute", the file with its marks in the audit, its end, the review."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from lotse.accounts.rules import Role
from lotse.audit import queries as audit
from lotse.audit.actions import chain_key
from lotse.audit.models import AuditEvent
from lotse.clients.models import Person
from lotse.emergency.models import EmergencyAccess, EmergencyNotice, EmergencyRecord
from lotse.foundation import clock
from lotse.foundation.db import db
from tests.casefile.test_statements import statements
from tests.conftest import csrf_token, without_token
from tests.factories.accounts import make_user
from tests.factories.cases import make_case
from tests.factories.emergency import REASON, ask, release

FORM = {"cause": "crisis", "reason": REASON, "hours": "1"}
PAGES = ("", "/lebenslage", "/ziele", "/massnahmen", "/vermittlungen", "/fristen", "/notizen", "/verlauf", "/steuern")


@pytest.fixture
def lead(app):
    return make_user()


@pytest.fixture
def case(lead):
    return make_case(lead=lead)


def shape(page: str) -> str:
    """A page without what names the very request: its time, its number, its keys."""
    return re.sub(r"[0-9a-f]{32}|\d\d:\d\d|/notzugriff/\d+|L-\d{4}-\d+", "", without_token(page))


def test_a_crisis_from_request_to_review(app, login_as, submit, lead, case):
    asker, boss, officer = (login_as(role) for role in (Role.NAVIGATOR, Role.TEAM_LEAD, Role.DATA_PROTECTION))
    chief = login_as(lead)
    assert asker.get(f"/faelle/{case.id}").status_code == 404
    page = submit(asker, "/notzugriff/anfragen", {**FORM, "case_number": case.number.lower()}).location
    assert asker.get(f"/faelle/{case.id}").status_code == 404
    assert page in boss.get("/heute").text
    assert submit(boss, page, {"release": "Freigeben"}, to=f"{page}/entscheidung").status_code == 303
    assert page not in boss.get("/heute").text

    shown = asker.get(f"/faelle/{case.id}")
    assert "Notzugriff bis" in shown.text
    assert 3500 < int(shown.headers["Refresh"]) < 3603
    assert page in chief.get("/heute").text
    assert "Notzugriff bis" not in chief.get(f"/faelle/{case.id}").text
    assert "Refresh" not in chief.get(f"/faelle/{case.id}").headers
    assert submit(chief, page, {}, to=f"{page}/kenntnis").status_code == 303
    assert page not in chief.get("/heute").text

    assert submit(asker, page, {}, to=f"{page}/ende").status_code == 303
    assert asker.get(f"/faelle/{case.id}").status_code == 404
    assert asker.post(f"/faelle/{case.id}/notizen").status_code in {400, 404}
    assert "1 noch nicht geprüft" in officer.get("/datenschutz/").text
    assert "Übersicht" in officer.get(page).text
    answer = submit(officer, page, {"note": "Krise belegt", "justified": "1"}, to=f"{page}/pruefung")
    assert answer.status_code == 303
    assert "berechtigt" in officer.get("/notzugriff/").text


def test_every_page_seen_is_marked_in_the_audit_and_no_other(app, login_as, lead, case):
    asker = make_user()
    release(ask(asker, case.number))
    colleague, chief = login_as(asker), login_as(lead)
    for page in PAGES:
        assert colleague.get(f"/faelle/{case.id}{page}").status_code == 200
        chief.get(f"/faelle/{case.id}{page}")
    rows = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.case_id == case.id)).all()
    marked = [row for row in rows if row.actor_id == asker.id]
    assert len(marked) == len(PAGES)
    assert {row.detail.partition(",")[0] for row in marked} == {"Notzugriff"}
    assert [row.detail for row in rows if row.actor_id == lead.id and "Notzugriff" in row.detail] == []
    assert audit.find_fault(chain_key()) is None


def test_an_unknown_number_and_a_forbidden_one_get_the_same_answers(app, login_as, submit, case):
    asker, boss = login_as(Role.NAVIGATOR), login_as(Role.TEAM_LEAD)
    seen = []
    for number in (case.number, "L-1999-9999"):
        page = submit(asker, "/notzugriff/anfragen", {**FORM, "case_number": number}).location
        seen.append((shape(asker.get(page).text), shape(boss.get(page).text)))
        submit(asker, page, {}, to=f"{page}/zurueckziehen")
    assert seen[0] == seen[1]


def test_a_request_of_others_and_one_that_is_not_look_the_same(app, login_as, case):
    access = ask(make_user(), case.number)
    stranger = login_as(Role.NAVIGATOR)
    forbidden, unknown = (stranger.get(f"/notzugriff/{i}") for i in (access.id, 999_999))
    assert forbidden.status_code == unknown.status_code == 404
    assert without_token(forbidden.text) == without_token(unknown.text)
    assert case.number not in stranger.get("/notzugriff/").text


@pytest.mark.parametrize("role", [Role.NAVIGATOR, Role.TEAM_LEAD])
def test_nobody_releases_the_own_request_by_a_direct_post(app, login_as, submit, case, role):
    make_user(Role.TEAM_LEAD)
    someone = login_as(role)
    page = submit(someone, "/notzugriff/anfragen", {**FORM, "case_number": case.number}).location
    answer = submit(someone, page, {"release": "Freigeben"}, to=f"{page}/entscheidung")
    assert answer.status_code in {403, 422}
    assert someone.get(f"/faelle/{case.id}").status_code == 404
    assert db.session.scalar(sa.select(EmergencyAccess.answer)) is None


BAD = (
    {"case_number": ""},
    {"case_number": "x" * 500},
    {"case_number": "", "last_name": "Muster"},
    {"last_name": "Muster", "first_name": "Mia", "birth_date": "31.02.2020", "case_number": ""},
    {"cause": "neugier"},
    {"hours": "9999999999999999999999"},
    {"hours": "²"},
    {"reason": "zu kurz"},
    {"reason": "a\x00b" * 20},
)


@pytest.mark.parametrize("bad", BAD)
def test_what_makes_no_sense_is_refused_at_its_field_and_stays_typed(app, login_as, submit, bad):
    answer = submit(login_as(Role.NAVIGATOR), "/notzugriff/anfragen", {**FORM, "case_number": "L-2026-0001", **bad})
    assert answer.status_code == 422
    assert "Bitte prüfen Sie Ihre Angaben" in answer.text
    assert "empfang" in answer.text.lower()


def test_an_access_costs_a_case_page_no_statement(app, login_as, lead, case):
    asker = make_user()
    release(ask(asker, case.number))
    colleague, chief = login_as(asker), login_as(lead)
    for browser in (colleague, chief):
        statements(browser, f"/faelle/{case.id}")
    # Who is not the lead is asked how she stands to the case, as ever: one more.
    assert statements(colleague, f"/faelle/{case.id}") <= statements(chief, f"/faelle/{case.id}") + 1


def test_the_list_costs_the_same_however_long(app, login_as, lead):
    officer = login_as(Role.DATA_PROTECTION)
    release(ask(make_user(), make_case(lead=lead).number))
    db.session.commit()
    statements(officer, "/notzugriff/")
    few = statements(officer, "/notzugriff/")
    for _ in range(5):
        release(ask(make_user(), make_case(lead=lead).number))
    db.session.commit()
    assert statements(officer, "/notzugriff/") <= few <= 8


def test_a_lapsed_request_is_shown_and_cannot_be_decided(app, login_as, submit, case):
    access = ask(make_user(), case.number, at=clock.now() - timedelta(hours=13))
    boss = make_user(Role.TEAM_LEAD)
    db.session.add(EmergencyNotice(access_id=access.id, user_id=boss.id, wants="told", told_at=clock.now()))
    page, browser = f"/notzugriff/{access.id}", login_as(boss)
    assert "verfallen" in browser.get(page).text
    assert submit(browser, page, {"release": "1"}, to=f"{page}/entscheidung").status_code == 422


def test_of_two_team_leads_at_once_exactly_one_decides(app, login_as, case):
    leads = [login_as(Role.TEAM_LEAD), login_as(Role.TEAM_LEAD)]
    address = f"/notzugriff/{ask(make_user(), case.number).id}"
    db.session.commit()
    tokens = [csrf_token(lead.get(address).text) for lead in leads]
    forms = [{"release": "1"}, {"refuse_it": "1", "note": "Fallführung ist da"}]
    db.session.rollback()
    at_once = Barrier(2)

    def decide(which: int) -> int:
        at_once.wait()
        data = {"csrf_token": tokens[which], **forms[which]}
        return FlaskClient.open(leads[which], f"{address}/entscheidung", method="POST", data=data).status_code

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(decide, range(2)))
    assert answers == [303, 422]
    db.session.expire_all()
    opened = db.session.scalar(sa.select(sa.func.count()).select_from(EmergencyRecord))
    assert opened == (1 if db.session.scalar(sa.select(EmergencyAccess.answer)) == "released" else 0)


def test_without_a_second_person_the_request_says_so(app, login_as, submit, case):
    answer = submit(login_as(Role.TEAM_LEAD), "/notzugriff/anfragen", {**FORM, "case_number": case.number})
    assert answer.status_code == 422
    assert "keine zweite Person" in answer.text


def test_a_restricted_file_of_a_restricted_person_opens_whole_and_her_record_stays_closed(app, login_as, case):
    case.restricted = True
    db.session.get_one(Person, case.person_id).restricted = True
    asker = make_user()
    release(ask(asker, case.number))
    browser = login_as(asker)
    assert [page for page in PAGES if browser.get(f"/faelle/{case.id}{page}").status_code != 200] == []
    assert browser.get(f"/personen/{case.person_id}").status_code == 404
