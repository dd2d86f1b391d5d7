"""Pages that show the whole plan: timeline, week, radar, what if."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from lotse.accounts.rules import Role
from lotse.foundation.db import db
from lotse.measures.queries.measures import list_measures
from lotse.measures.queries.plans import plan_of
from lotse.measures.rules.check import check
from tests.factories.accounts import make_user
from tests.factories.cases import AT, DAY, make_case
from tests.factories.measures import make_measure


def base(case):
    return f"/faelle/{case.id}"


def test_the_plan_shows_gap_timeline_and_table(file):
    browser, case, *_ = file
    page = browser.get(f"{base(case)}/massnahmen").text
    assert "Betreuungslücke: Mia Testkind" in page
    assert "Mo–Fr 07:40–08:30 Uhr" in page
    assert page.count("<svg xmlns") == 1
    assert "Zeitplan als Tabelle" in page


@pytest.mark.parametrize("months", [3, 6, 12])
def test_the_timeline_zooms(file, months):
    browser, case, *_ = file
    answer = browser.get(f"{base(case)}/massnahmen?monate={months}", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.text


def test_an_unknown_zoom_is_an_unknown_page(file):
    browser, case, *_ = file
    assert browser.get(f"{base(case)}/massnahmen?monate=7").status_code == 404


def test_what_if_shows_before_saving_and_applies_when_told(file, submit):
    browser, case, _, course, kita, _ = file
    page = f"{base(case)}/massnahmen/{kita.id}/was-waere-wenn"
    text = browser.get(f"{page}?look=1&starts_on=2026-12-07&ends_on=2027-01-31").text
    assert "Veränderte Lücken" in text
    assert db.session.get(type(kita), kita.id).ends_on == date(2030, 12, 31)
    gone = browser.get(f"{base(case)}/massnahmen/{course.id}/was-waere-wenn?look=1&starts_on=2026-12-07&cancelled=y")
    assert "Geschlossene Lücken" in gone.text
    answer = submit(browser, f"{page}?look=1&starts_on=2026-12-07&ends_on=2027-01-31", {}, to=page)
    assert answer.status_code == 303
    db.session.expire_all()
    assert next(m for m in list_measures(case.id) if m.id == kita.id).ends_on == date(2027, 1, 31)


def test_a_delay_moves_those_that_wait(file, submit):
    browser, case, *_ = file
    first = make_measure(case, label="Antrag", kind="application", starts_on=DAY, ends_on=date(2026, 12, 20))
    second = make_measure(
        case, label="Kurs B", starts_on=date(2027, 1, 4), ends_on=date(2027, 1, 29), predecessor_id=first.id
    )
    db.session.commit()
    page = f"{base(case)}/massnahmen/{first.id}/was-waere-wenn"
    look = f"{page}?look=1&starts_on=2026-11-20&ends_on=2027-01-10"
    assert "Was darauf wartet, rückt nach" in browser.get(look).text
    submit(browser, look, {"mit": str(second.id)}, to=page)
    db.session.expire_all()
    moved = next(m for m in list_measures(case.id) if m.id == second.id)
    assert (moved.starts_on, moved.ends_on) == (date(2027, 1, 11), date(2027, 2, 5))


def test_the_week_shows_need_and_cover_and_prints(file):
    browser, case, child, *_ = file
    page = f"{base(case)}/massnahmen/woche?person={child.id}&montag=2026-12-09"
    text = browser.get(page).text
    assert "Woche ab 07.12.2026" in text
    assert "07:40–08:30" in text
    assert browser.get(f"{base(case)}/massnahmen/woche?person=999999").status_code == 404


@pytest.mark.pdf
def test_the_week_of_the_household_is_one_pdf(file):
    from lotse.foundation.pdf import missing_libraries
    from tests.conftest import missing_tool

    if missing_libraries():
        missing_tool("Pango for PDFs")
    browser, case, *_ = file
    page = browser.get(f"{base(case)}/massnahmen/woche?montag=2026-12-07").text
    action = re.search(r'action="(/briefe/aus/fall/[^"]*wochenplan[^"]*)"', page).group(1).replace("&amp;", "&")
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    filed = browser.post(action, data=hidden)
    assert filed.status_code == 303
    assert "Wochenplan 07.12.2026" in browser.get(filed.location).text
    assert browser.get(f"{filed.location}/brief.pdf").data.startswith(b"%PDF")


def test_the_radar_holds_visible_cases_only(file, login_as):
    browser, case, *_ = file
    assert case.number in browser.get("/radar").text
    assert case.number in browser.get("/radar?ansicht=meine&art=COVER_GAP").text
    stranger = login_as(Role.NAVIGATOR)
    assert case.number not in stranger.get("/radar").text


def test_the_export_is_what_the_screen_shows(file):
    from click.testing import CliRunner

    from lotse.cli.plan import plan as command
    from lotse.foundation import clock
    from lotse.measures.rules.writing import findings_document, plan_document

    browser, case, *_ = file
    plan = plan_of(case.id, clock.today())
    result = CliRunner().invoke(command, ["check", "-"], input=json.dumps(plan_document(plan)))
    assert json.loads(result.stdout) == findings_document(check(plan))
    page = browser.get(f"{base(case)}/massnahmen").text
    assert all(f["requirement"] in page for f in json.loads(result.stdout)["findings"])


def test_what_if_names_what_hangs_on_the_measure(file):
    from lotse.reminders.models import Reminder

    browser, case, _, course, *_ = file
    db.session.add(
        Reminder(
            text="Fahrkarte klären",
            due_on=date(2026, 12, 8),
            first_due_on=date(2026, 12, 8),
            owner_id=case.lead_id,
            case_id=case.id,
            created_at=AT,
        )
    )
    db.session.commit()
    page = f"{base(case)}/massnahmen/{course.id}/was-waere-wenn?look=1&starts_on=2026-12-14&ends_on=2030-12-31"
    text = browser.get(page).text
    assert "Das hängt daran" in text
    assert "Fahrkarte klären" in text


def test_the_plan_page_asks_the_database_a_bounded_number_of_times(file):
    browser, case, child, *_ = file
    few = statements_of(browser, f"{base(case)}/massnahmen")
    for number in range(12):
        make_measure(case, "Mo–Fr 14–15", person=child, kind="kita", label=f"Platz {number}")
    db.session.commit()
    assert statements_of(browser, f"{base(case)}/massnahmen") <= few + 1
    assert few <= 40


def statements_of(browser, path):
    import sqlalchemy as sa

    seen = []

    def note(*arguments):
        seen.append(arguments[2])

    sa.event.listen(db.engine, "before_cursor_execute", note)
    browser.get(path)
    sa.event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_an_empty_radar_and_an_empty_week_say_what_would_stand_there(app, login_as):
    lead = make_user(Role.NAVIGATOR)
    case = make_case(lead=lead)
    browser = login_as(lead)
    assert "Hier stehen Lücken, Überschneidungen" in browser.get("/radar").text
    week = f"/faelle/{case.id}/massnahmen/woche?montag=2026-12-07"
    assert "steht nichts im Plan" in browser.get(week).text
    make_measure(case, "Mo 8–12")
    assert "steht nichts im Plan" not in browser.get(week).text
