"""Child protection through its pages: seen by the named, by nobody else, in no list."""

import re

import pytest

from lotse.accounts.rules import Role
from lotse.audit.models import AuditEvent
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.protection import queries
from lotse.protection.models import ProtectionRecord
from tests.conftest import missing_tool
from tests.factories.accounts import make_user
from tests.factories.cases import make_case, make_client

FACTS = {"text": "KANARIE: Das Kind kam ohne Jacke.", "source": "Kita", "interpretation": "Vernachlässigung?"}


@pytest.fixture
def navigator(app):
    return make_user(Role.NAVIGATOR)


@pytest.fixture
def case(navigator):
    return make_case(lead=navigator, person=make_client(first_name="Mia", last_name="Beispielkind"))


@pytest.fixture
def desk(case, navigator, login_as):
    return login_as(navigator)


@pytest.fixture
def record(case, desk, submit):
    data = {**FACTS, "child_id": case.person_id, "happened_on": clock.today().isoformat(), "urgency": "24h"}
    answer = submit(desk, f"/kinderschutz/neu?fall={case.id}", data)
    assert answer.status_code == 303, answer.text
    return db.session.scalars(db.select(ProtectionRecord)).one()


def steps(record):
    return f"/kinderschutz/{record.id}/schritt"


def assess(desk, record, submit, **fields):
    data = {
        "happened_on": clock.today().isoformat(),
        "text": "Zwei Gespräche geführt.",
        "first_id": record.opened_by_id,
        "second_id": 0,
        "second_name": "",
        "result": "latent",
        **fields,
    }
    return submit(desk, f"{steps(record)}/e", data)


def test_the_one_who_opened_it_sees_it_and_nobody_else(record, case, desk, navigator, login_as):
    assert "KANARIE" in desk.get(f"/kinderschutz/{record.id}").text
    boss = make_user(Role.TEAM_LEAD, unit_id=navigator.unit_id)
    for other in (boss, make_user(Role.NAVIGATOR), make_user(Role.FRONT_DESK)):
        browser = login_as(other)
        assert browser.get(f"/kinderschutz/{record.id}").status_code == 404
        assert "Beispielkind" not in browser.get("/kinderschutz").text
    for role in (Role.ADMINISTRATION, Role.STATISTICS, Role.DATA_PROTECTION, Role.DEPARTMENT):
        assert login_as(role).get(f"/kinderschutz/{record.id}").status_code == 403


def test_the_case_file_says_nothing_of_it(record, case, desk):
    for page in ("", "/notizen", "/verlauf", "/ziele", "/lebenslage"):
        shown = desk.get(f"/faelle/{case.id}{page}").text
        assert "KANARIE" not in shown
        assert "Jacke" not in shown


def test_the_protocol_does_not_tell_whom_it_is_about(record, desk):
    desk.get(f"/kinderschutz/{record.id}")
    rows = db.session.scalars(db.select(AuditEvent).where(AuditEvent.object_kind == "protection")).all()
    assert len(rows) == 2
    assert {(r.person_id, r.case_id) for r in rows} == {(None, None)}


def test_words_are_ciphertext_in_the_database(record):
    raw = db.session.connection().exec_driver_sql("select text, source, interpretation from protection_entry").all()
    assert not any("KANARIE" in word or "Kita" in word for row in raw for word in row)


def test_a_result_needs_two_named_assessors_and_names_may_see_the_record(record, desk, submit, login_as):
    refused = assess(desk, record, submit)
    assert refused.status_code == 422
    assert "zwei verschiedene" in refused.text
    colleague = make_user(Role.NAVIGATOR)
    db.session.commit()
    assert assess(desk, record, submit, second_id=colleague.id).status_code == 303
    assert login_as(colleague).get(f"/kinderschutz/{record.id}").status_code == 200


def test_the_advice_must_not_name_the_child(record, desk, submit):
    page = f"{steps(record)}/d"
    day = clock.today().isoformat()
    refused = submit(desk, page, {"happened_on": day, "text": "Mia ist oft müde."})
    assert refused.status_code == 422
    assert "pseudonymisiert" in refused.text
    assert submit(desk, page, {"happened_on": day, "text": "Ein Kind, sechs Jahre, ist oft müde."}).status_code == 303


def test_the_record_closes_only_after_what_its_result_asks_for(record, desk, submit):
    close = f"/kinderschutz/{record.id}/abschliessen"
    assert submit(desk, close, {"text": "fertig"}).status_code == 422
    assess(desk, record, submit, second_name="Dr. Fachkraft")
    assert "welche Hilfe" in submit(desk, close, {"text": "fertig"}).text
    day = clock.today().isoformat()
    submit(desk, f"{steps(record)}/f", {"happened_on": day, "text": "Haushaltshilfe", "control_on": day})
    assert submit(desk, close, {"text": "Hilfe greift."}).status_code == 303
    db.session.expire_all()
    assert record.closed_at is not None


def test_the_clock_is_set_anew_and_a_neutral_line_reminds(record, desk, submit, navigator):
    from lotse.reminders.models import Reminder

    assert submit(desk, f"/kinderschutz/{record.id}/frist", {"urgency": "7d"}).status_code == 303
    rows = db.session.scalars(db.select(Reminder).where(Reminder.owner_id == navigator.id)).all()
    assert {(r.person_id, r.case_id) for r in rows} == {(None, None)}
    assert not any("Mia" in r.text or "Kind" in r.text for r in rows)


def test_a_record_can_only_be_opened_from_a_case_one_may_see(case, login_as):
    browser = login_as(Role.NAVIGATOR)
    for asked in (case.id, 99999, "x", ""):
        assert browser.get(f"/kinderschutz/neu?fall={asked}").status_code == 404


def test_only_named_accounts_hold_a_grant(record, navigator):
    assert set(queries.holders(record.id, clock.now())) == {navigator.id}


@pytest.mark.pdf
def test_the_notice_is_printed_with_facts_and_without_interpretation(record, desk, submit):
    from lotse.foundation import pdf, sheets

    if pdf.missing_libraries():
        missing_tool("Pango")
    page = f"/kinderschutz/{record.id}"
    assert submit(desk, page, {}, to=f"{page}/mitteilung").status_code == 303
    address = re.search(r'href="(/kinderschutz/\d+/mitteilung/\d+\.pdf)"', desk.get(page).text).group(1)
    answer = desk.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert desk.get(address).data == answer.data
    assert desk.get(address.replace("/mitteilung/", "/mitteilung/9")).status_code == 404
    html = sheets.sheet_html(
        "protection/pdf/notice.html",
        record=record,
        child=queries.child_of(record),
        labels={},
        results={},
        office="Büro",
        clerk=make_user(Role.NAVIGATOR),
        today=clock.today(),
    )
    assert "KANARIE" in html
    assert "Vernachlässigung" not in html
