"""A gap that follows from a chain is bridged like any other: on the page, on the radar, and for its time only."""

from datetime import date, timedelta

import pytest

from lotse.accounts.rules import Role
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.measures.actions.findings import refresh
from lotse.measures.queries.findings import open_rows
from lotse.measures.queries.measures import list_waivers
from lotse.measures.queries.radar import leads_of, radar, units_of
from tests.factories.accounts import make_user
from tests.factories.cases import make_case
from tests.factories.measures import make_measure


@pytest.fixture
def chain(app, login_as):
    """A course that starts before the application it awaits is decided."""
    lead = make_user(Role.NAVIGATOR)
    case, today = make_case(lead=lead), clock.today()
    first = make_measure(
        case, label="Antrag", kind="application", starts_on=today, ends_on=today + timedelta(days=40), state="applied"
    )
    course = make_measure(
        case, "Mo–Fr 8–13", label="Kurs", kind="course", starts_on=today + timedelta(days=20), ends_on=date(2030, 1, 1),
        predecessor_id=first.id,
    )  # fmt: skip
    refresh(case_id=case.id, today=today, now=clock.now())
    db.session.commit()
    return login_as(lead), case, course, lead


def test_the_gap_of_a_chain_is_noticed_waived_and_back(chain, submit):
    browser, case, course, lead = chain
    page = f"/faelle/{case.id}/massnahmen/luecken/V{course.id}"
    shown = browser.get(page).text
    assert "Aus einer Kette" in shown
    assert "Überbrücken oder hinnehmen" in shown
    until = (clock.today() + timedelta(days=60)).isoformat()
    refused = submit(
        browser, page, {"reason": "", "valid_until": until, "bridging": "Gaststatus"}, to=f"{page}/ausnahme"
    )
    assert refused.status_code == 422
    assert "Gaststatus" in refused.text
    good = {"reason": "Träger nimmt vorläufig auf", "bridging": "", "valid_until": until}
    assert submit(browser, page, good, to=f"{page}/ausnahme").status_code == 303
    assert "Träger nimmt vorläufig auf" in browser.get(f"/faelle/{case.id}/massnahmen").text
    [line] = [li for li in radar(lead, clock.today(), clock.now()) if li.kind == "PREREQ_UNMET"]
    assert line.done == "überbrückt"
    [waiver] = list_waivers([case.id])
    assert submit(browser, page, {}, to=f"/faelle/{case.id}/ausnahmen/{waiver.id}/ende").status_code == 303
    assert "Überbrückt:" not in browser.get(f"/faelle/{case.id}/massnahmen").text


def test_the_gap_of_a_chain_is_taken_note_of(chain, submit):
    browser, case, course, _ = chain
    [row] = open_rows(case.id)
    assert row.key == f"V{course.id}"
    page = f"/faelle/{case.id}/massnahmen"
    assert f"/befunde/{row.id}/gesehen" in browser.get(page).text
    assert submit(browser, page, {}, to=f"/faelle/{case.id}/befunde/{row.id}/gesehen").status_code == 303
    assert f"/befunde/{row.id}/gesehen" not in browser.get(page).text


@pytest.mark.parametrize("key", ["R99999", "V99999", "X1", "R", "Vx"])
def test_a_gap_that_is_none_of_the_case_is_not_found(chain, submit, key):
    browser, case, *_ = chain
    page = f"/faelle/{case.id}/massnahmen"
    assert submit(browser, page, {}, to=f"{page}/luecken/{key}/ausnahme").status_code == 404


def test_the_radar_narrows_to_a_lead_and_to_a_unit(chain, login_as):
    _, case, _, lead = chain
    boss, other = make_user(Role.TEAM_LEAD, unit_id=lead.unit_id), make_user(Role.NAVIGATOR, unit_id=lead.unit_id)
    theirs, today = make_case(lead=other, unit=lead.unit), clock.today()
    make_measure(theirs, label="Titel", kind="permission", starts_on=today, ends_on=today + timedelta(days=9))
    db.session.commit()
    lines = radar(boss, today, clock.now())
    assert {i for i, _ in leads_of(lines)} == {lead.id, other.id}
    assert [i for i, _ in units_of(lines)] == [lead.unit_id]
    browser = login_as(boss)
    everything = browser.get("/radar").text
    assert case.number in everything
    assert theirs.number in everything
    narrowed = browser.get(f"/radar?leitung={other.id}").text
    assert theirs.number in narrowed
    assert case.number not in narrowed
    assert case.number in browser.get(f"/radar?einheit={lead.unit_id}").text
    assert case.number not in browser.get("/radar?einheit=99999").text
    assert browser.get("/radar?leitung=x&einheit=y").status_code == 200
