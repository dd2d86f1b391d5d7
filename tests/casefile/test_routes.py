"""Composed case pages: the head, the tabs, the overview."""

from datetime import date, time, timedelta

import pytest

from lotse.accounts.rules import Role
from lotse.cases.actions import goals
from lotse.cases.models import OtherLead
from lotse.clients.models import HouseholdMember
from lotse.contacts.models import Appointment
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.measures.models import Finding, Measure
from lotse.reminders.actions.reminders import set_reminder
from tests.conftest import without_token
from tests.factories.accounts import make_user
from tests.factories.cases import AT, make_case, make_client
from tests.factories.clients import make_household


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
    assert without_token(foreign.text) == without_token(unknown.text)


def test_the_list_shows_the_own_cases_and_the_inbox_hands_one_over(navigator, login_as, submit):
    mine, waiting = make_case(lead=navigator), make_case(unit=navigator.unit)
    browser = login_as(navigator)
    assert mine.number in browser.get("/faelle").text
    assert waiting.number in browser.get("/faelle?ansicht=eingang").text
    answer = submit(browser, "/faelle?ansicht=eingang", {}, to=f"/faelle/{waiting.id}/uebernehmen")
    assert answer.location == f"/faelle/{waiting.id}", answer.text
    assert waiting.number in browser.get("/faelle").text


def test_late_goals_are_one_line_so_that_what_comes_stays_in_sight(navigator, login_as):
    case = make_case(lead=navigator)
    for number, day in enumerate((date(2026, 1, 5), date(2026, 2, 5), clock.today() + timedelta(days=9))):
        goals.set_goal(case=case, by=navigator, now=AT, topic="Thema", statement=f"Ich tue es {number}.", due_on=day)
    page = login_as(navigator).get(f"/faelle/{case.id}").text
    due = page[page.index("Als Nächstes fällig") : page.index('id="wille"')]
    assert "2 Ziele liegen über ihrem Tag" in due
    assert "Ich tue es 2." in due
    assert "Ich tue es 0." not in due


def test_a_gap_with_two_patterns_is_one_gap_in_the_head_and_on_the_overview(navigator, login_as):
    case = make_case(lead=navigator)
    day = clock.today() + timedelta(days=3)
    measure = Measure(
        case_id=case.id, person_id=case.person_id, created_at=AT, kind="course", label="Kurs", starts_on=day
    )
    db.session.add(measure)
    db.session.flush()
    for digest in ("early", "late"):
        db.session.add(
            Finding(
                case_id=case.id, measure_id=measure.id, code="COVER_GAP", digest=digest, starts_on=day, ends_on=day,
                content={}, sentence=f"Can nicht betreut: {digest}", first_seen_at=AT,
            )
        )  # fmt: skip
    db.session.commit()
    page = login_as(navigator).get(f"/faelle/{case.id}").text
    assert "1 Lücke<" in page
    assert "2 Lücken" not in page
    case.status, case.closed_on = "closed", clock.today()
    db.session.commit()
    assert "Lücke" not in login_as(navigator).get(f"/faelle/{case.id}").text


def test_somebody_belongs_to_the_household_up_to_the_last_day(navigator, login_as):
    person = make_client(first_name="Aylin")
    household = make_household(person)
    case = make_case(lead=navigator, person=person)
    case.household_id, today = household.id, clock.today()
    for name, left_on in (("Bleibt", None), ("Geht", today), ("Fort", today - timedelta(days=1))):
        stay = {"joined_on": date(2020, 1, 1), "left_on": left_on}
        db.session.add(HouseholdMember(household=household, person=make_client(first_name=name), **stay))
    db.session.commit()
    page = login_as(navigator).get(f"/faelle/{case.id}").text
    assert [name in page for name in ("Bleibt", "Geht", "Fort")] == [True, True, False]


def test_a_new_case_says_what_to_do_first(navigator, login_as, submit):
    case = make_case(lead=navigator)
    browser = login_as(navigator)
    page = browser.get(f"/faelle/{case.id}").text
    assert f"/faelle/{case.id}/aufnahme" in page
    assert f"/faelle/{case.id}/lebenslage/einschaetzen" in page
    submit(browser, f"/faelle/{case.id}/aufnahme", {"note": "Auskunft genügt"})
    assert f"/faelle/{case.id}/aufnahme" not in browser.get(f"/faelle/{case.id}").text


def test_the_inbox_tells_since_when_a_case_waits(navigator, login_as):
    case = make_case(unit=navigator.unit)
    page = login_as(navigator).get("/faelle?ansicht=eingang").text
    assert "Wartet seit" in page
    assert f'datetime="{case.opened_on}"' in page


def test_the_overview_gathers_every_slice_in_one_screen(navigator, login_as):
    case = make_case(lead=navigator, person=make_client(first_name="Aylin", last_name="Özdemir"))
    day = clock.today() + timedelta(days=3)
    made = {"case_id": case.id, "person_id": case.person_id, "created_at": AT}
    db.session.add_all(
        [
            Measure(**made, kind="course", label="Umschulung", starts_on=day),
            Appointment(
                **made, about="Beratung", created_by_id=navigator.id, uid="a@b",
                starts_at=clock.instant(day, time(10, 30)), ends_at=clock.instant(day, time(11)),
            ),
            Finding(
                case_id=case.id, code="COVER_GAP", digest="x", starts_on=day, ends_on=day, content={},
                sentence="Can nicht betreut: Mo 8-9 Uhr", first_seen_at=AT,
            ),
            OtherLead(case_id=case.id, procedure="jobcenter", organisation="Jobcenter", since=day, created_at=AT),
        ]
    )  # fmt: skip
    set_reminder(case_id=case.id, owner=navigator, text="Kita anrufen", due_on=day, by=navigator, now=AT)
    goals.set_goal(case=case, by=navigator, now=AT, topic="Beruf", statement="Ich lerne.", will="Ich will arbeiten.")
    db.session.commit()
    page = login_as(navigator).get(f"/faelle/{case.id}").text
    for words in (
        f"Lücke ab {day:%d.%m.%Y}", "Can nicht betreut", "10:30 Uhr, Beratung", "Kita anrufen", "in 3 Tagen",
        "Ich will arbeiten.", "Umschulung", f"ab <time datetime=\"{day}\"", "Jobcenter", "Phase: Klärung",
    ):  # fmt: skip
        assert words in page, words
