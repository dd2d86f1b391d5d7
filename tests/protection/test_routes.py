"""Child protection through its pages: seen by the named, by nobody else, in no list."""

import re
from datetime import timedelta

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
    answer = submit(desk, "/kinderschutz/neu", {**data, "fall": case.id})
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


def test_a_record_can_only_be_opened_from_a_case_or_person_one_may_see(case, navigator, login_as, submit):
    browser = login_as(Role.NAVIGATOR)
    hidden = make_client(restricted=True)
    db.session.commit()
    for origin in ({"fall": case.id}, {"fall": 99999}, {"fall": "x"}, {"person": hidden.id}, {"person": 99999}):
        answer = submit(browser, "/kinderschutz/neu", {**FACTS, "child_id": case.person_id, **origin})
        assert answer.status_code == 404, origin
        assert submit(browser, "/kinderschutz", origin, to="/kinderschutz/anhaltspunkte").status_code == 404


def facts_about(**fields):
    return {**FACTS, "happened_on": clock.today().isoformat(), "urgency": "today", "child_id": 0, **fields}


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.NAVIGATOR, Role.TEAM_LEAD])
def test_a_record_is_opened_at_the_person_by_everybody_who_meets_clients(role, login_as, submit):
    person, me = make_client(first_name="Ole", last_name="Beispielsohn"), make_user(role)
    db.session.commit()
    desk = login_as(me)
    form = submit(desk, "/kinderschutz", {"person": person.id}, to="/kinderschutz/anhaltspunkte")
    assert form.status_code == 200
    assert "Ole Beispielsohn" in form.text
    said = facts_about(child_id=person.id, person=person.id)
    answer = submit(desk, "/kinderschutz/neu", said)
    assert answer.status_code == 303, answer.text
    record = db.session.scalars(db.select(ProtectionRecord)).one()
    assert (record.child_id, record.case_id, record.child_name) == (person.id, None, None)
    assert set(queries.holders(record.id, clock.now())) == {me.id}
    assert "KANARIE" not in desk.get(f"/personen/{person.id}").text


def test_a_child_without_a_file_is_named_in_words(login_as, submit):
    desk = login_as(Role.FRONT_DESK)
    unnamed = submit(desk, "/kinderschutz/neu", facts_about())
    assert unnamed.status_code == 422
    assert "KANARIE" in unnamed.text
    assert "Bitte das Kind benennen" in unnamed.text
    said = facts_about(child_name="Mädchen mit rotem Rad", child_about="etwa 6 Jahre, Gartenweg 4")
    answer = submit(desk, "/kinderschutz/neu", said)
    page = desk.get(answer.location).text
    assert "Mädchen mit rotem Rad" in page
    assert "Gartenweg 4" in page
    raw = db.session.connection().exec_driver_sql("select child_name, child_about from protection_record").one()
    assert not any("rotem Rad" in word or "Gartenweg" in word for word in raw)


def test_the_door_at_the_case_and_at_the_person_leads_to_the_form(case, desk):
    for page in (f"/faelle/{case.id}/steuern", f"/personen/{case.person_id}"):
        assert 'action="/kinderschutz/anhaltspunkte"' in desk.get(page).text


def test_the_report_names_whom_it_reached_and_stands_in_the_protocol_as_a_transmission(record, desk, submit):
    page, day = f"{steps(record)}/g", clock.today().isoformat()
    refused = submit(desk, page, {"happened_on": day, "text": "Angerufen", "family_told": "y"})
    assert refused.status_code == 422
    assert "Wen im Jugendamt" in refused.text
    said = {"happened_on": day, "text": "Angerufen", "family_told": "y", "recipient": "ASD Süd, Frau Probe"}
    assert submit(desk, page, said).status_code == 303
    shown = desk.get(f"/kinderschutz/{record.id}").text
    assert "ASD Süd, Frau Probe" in shown
    assert "§ 4 Abs. 3 KKG" in shown
    row = db.session.scalars(db.select(AuditEvent).where(AuditEvent.action == "disclose")).one()
    assert (row.object_kind, row.object_id, row.person_id, row.case_id) == ("protection", record.id, None, None)


def test_an_agreed_control_stands_before_the_worker_without_a_name(record, desk, submit, navigator):
    from lotse.reminders.models import Reminder

    day = clock.today() + timedelta(days=12)
    data = {"happened_on": clock.today().isoformat(), "text": "Haushaltshilfe", "control_on": day.isoformat()}
    assert submit(desk, f"{steps(record)}/f", data).status_code == 303
    row = db.session.scalars(db.select(Reminder).where(Reminder.due_on == day)).one()
    assert (row.owner_id, row.person_id, row.case_id, "Mia" in row.text) == (navigator.id, None, None, False)


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
