"""Pages of one measure."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from lotse.accounts.rules import Role
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.measures.queries.measures import list_measures, list_requirements
from lotse.measures.queries.plans import plan_of
from tests.conftest import csrf_token
from tests.factories.accounts import make_user
from tests.factories.cases import DAY, make_case
from tests.factories.measures import base, make_measure


def test_a_measure_is_entered_with_times_closures_and_whom_to_look_after(file, submit):
    browser, case, child, *_ = file
    answer = submit(
        browser,
        f"{base(case)}/massnahmen/neu",
        {
            "kind": "course",
            "person_id": case.person_id,
            "label": "Deutschkurs",
            "starts_on": "11.01.2027",
            "ends_on": "30.06.2027",
            "weekly": "Sa 9–12 alle 2 Wochen",
            "closures": "Osterpause 29.03.–02.04.2027",
            "covered": [child.id],
            "travel_before_min": "15",
            "travel_after_min": "10",
            "closed_on_public_holidays": "y",
            "state": "granted",
        },
    )
    assert answer.status_code == 303, answer.text
    measure = next(m for m in list_measures(case.id) if m.label == "Deutschkurs")
    assert [(s.weekday, s.every_weeks, s.anchor_monday) for s in measure.slots] == [(5, 2, date(2027, 1, 11))]
    assert [c.label for c in measure.closures] == ["Osterpause"]
    assert [r.params["travel_before_min"] for r in list_requirements(case.id)] == [20, 15]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("ends_on", "01.01.2020", "Das Ende liegt vor dem Beginn"),
        ("ends_on", "01.01.2067", "länger als 25 Jahre"),
        ("weekly", "Mo 8–25:00", "25:00 ist keine Uhrzeit"),
        ("weekly", "Mo 22–6", "Vorschlag: Mo 22:00–24:00; Di 00:00–06:00"),
        ("weekly", "irgendwann", "verstehe ich nicht"),
        ("closures", "Ostern", "verstehe ich nicht"),
        ("closures", "Ferien 31.02.2027", "kein Datum"),
        ("starts_on", "32.01.2027", "Dieses Datum gibt es nicht"),
        ("kind", "zaubern", "[Aa]uswahl"),
    ],
)
def test_bad_input_is_refused_at_its_field_in_german(file, submit, field, value, sentence):

    browser, case, *_ = file
    good = {"kind": "course", "person_id": case.person_id, "starts_on": "11.01.2027", "weekly": "Mo 8–9"}
    answer = submit(browser, f"{base(case)}/massnahmen/neu", {**good, "state": "planned", field: value})
    assert answer.status_code == 422
    assert re.search(sentence, answer.text)
    assert len(list_measures(case.id)) == 2


def test_a_measure_is_corrected_and_a_stale_form_is_refused(file, submit):
    browser, case, _, _, kita, _ = file
    page = f"{base(case)}/massnahmen/{kita.id}/bearbeiten"
    data = {
        "kind": "kita",
        "person_id": kita.person_id,
        "label": "Kita Amsel",
        "starts_on": "07.12.2026",
        "ends_on": "31.12.2030",
        "weekly": "Mo–Fr 7–13",
        "state": "granted",
        "closed_on_public_holidays": "y",
    }
    assert submit(browser, page, {**data, "version": "99"}).status_code == 409
    assert submit(browser, page, data).status_code == 303
    assert "Alles passt zusammen" in browser.get(f"{base(case)}/massnahmen").text


def test_the_state_moves_on_and_the_page_says_what_is_missing(file, submit):
    browser, case, _, course, *_ = file
    page = f"{base(case)}/massnahmen/{course.id}"
    assert "gefährdet" in browser.get(page).text
    answer = submit(browser, page, {"state": "paused"}, to=f"{page}/stand")
    assert answer.status_code == 303
    assert "pausiert" in browser.get(page).text
    assert submit(browser, page, {"state": "declined"}, to=f"{page}/stand").status_code == 422


def test_two_people_change_the_state_and_the_second_is_told_what_it_is_now(file):
    browser, case, _, course, *_ = file
    page = f"{base(case)}/massnahmen/{course.id}"
    token = csrf_token(browser.get(page).text)
    said = {"csrf_token": token, "seen": course.state, "on": ""}
    assert browser.post(f"{page}/stand", data={**said, "state": "paused"}).status_code == 303
    late = browser.post(f"{page}/stand", data={**said, "state": "broken_off"})
    assert late.status_code == 409
    assert "Er ist jetzt „pausiert“" in late.text
    db.session.expire_all()
    assert course.state == "paused"
    again = {"csrf_token": token, "seen": "paused", "on": "", "state": "broken_off"}
    assert browser.post(f"{page}/stand", data=again).status_code == 303


def test_a_measure_starts_into_a_gap_only_with_a_waiver(file, submit):
    browser, case, _, course, _, rule = file
    page = f"{base(case)}/massnahmen/{course.id}"
    refused = submit(browser, page, {"state": "running"}, to=f"{page}/stand")
    assert refused.status_code == 422
    assert "als Ausnahme eintragen" in refused.text
    soon = clock.today() + timedelta(days=20)
    good = {"reason": "Oma hilft", "valid_until": soon.isoformat()}
    submit(
        browser,
        f"{base(case)}/massnahmen/luecken/R{rule.id}",
        good,
        to=f"{base(case)}/massnahmen/luecken/R{rule.id}/ausnahme",
    )
    assert submit(browser, page, {"state": "running"}, to=f"{page}/stand").status_code == 303


def test_typed_times_are_shown_back(file):
    browser, *_ = file
    assert "Mo–Fr 08:00–15:15" in browser.get("/massnahmen/zeiten?weekly=mo-fr+8-15:15").text
    assert "zählen einmal" in browser.get("/massnahmen/zeiten?weekly=mo+8-12;+mo+10-14").text
    assert "Vorschlag" in browser.get("/massnahmen/zeiten?weekly=mo+22-6").text
    assert browser.get("/massnahmen/zeiten").status_code == 200


def test_a_stranger_finds_nothing(file, login_as):
    _, case, _, course, _, rule = file
    stranger = login_as(Role.NAVIGATOR)
    for page in ("massnahmen", f"massnahmen/{course.id}", f"massnahmen/luecken/R{rule.id}", "massnahmen/woche"):
        assert stranger.get(f"{base(case)}/{page}").status_code == 404


def test_a_measure_of_another_case_is_not_found_here(file):
    browser, case, *_ = file
    other = make_case(lead=make_user())
    foreign = make_measure(other, label="Fremd")
    db.session.commit()
    assert browser.get(f"{base(case)}/massnahmen/{foreign.id}").status_code == 404


def test_a_closed_case_is_only_looked_at(file, submit):
    browser, case, *_ = file
    case.status, case.closed_on = "closed", DAY
    db.session.commit()
    assert browser.get(f"{base(case)}/massnahmen").status_code == 200
    assert browser.get(f"{base(case)}/massnahmen/neu").status_code == 422


def test_school_holidays_are_taken_over_once_and_used_by_every_measure_there(file, submit):
    from lotse.directory.models import Organisation
    from lotse.measures.queries.offers import closures_of

    browser, case, _, _, kita, _ = file
    house = Organisation(name="Kita Amsel", identity="amsel", state="HE")
    db.session.add(house)
    db.session.flush()
    kita.organisation_id = house.id
    db.session.commit()
    page = f"/massnahmen/schliesszeiten/{house.id}"
    text = browser.get(page).text
    assert "Sommerferien" in text
    assert submit(browser, page, {"ferien": ["2027-06-28"]}).status_code == 303
    assert submit(browser, page, {"ferien": ["2027-06-28"]}).status_code == 303
    assert [c.label for c in closures_of(house.id)] == ["Sommerferien"]
    [measure] = [m for m in plan_of(case.id, DAY).measures if m.id == f"M{kita.id}"]
    assert len(measure.closures) == 1


def test_a_time_across_midnight_is_taken_as_the_two_that_are_offered(file, submit):
    browser, case, *_ = file
    data = {"kind": "work", "person_id": case.person_id, "label": "Nachtdienst", "starts_on": "11.01.2027"}
    data |= {"state": "planned", "weekly": "Mo 22–6"}
    page = f"{base(case)}/massnahmen/neu"
    assert 'name="use_split"' in submit(browser, page, data).text
    answer = submit(browser, page, {**data, "use_split": "Mo 22:00–24:00; Di 00:00–06:00"})
    assert answer.status_code == 303
    measure = next(m for m in list_measures(case.id) if m.label == "Nachtdienst")
    assert [(s.weekday, s.from_minute, s.to_minute) for s in measure.slots] == [(0, 1320, 1440), (1, 0, 360)]
