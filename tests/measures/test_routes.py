"""Pages of measures through the browser's eyes."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from lotse.accounts.rules import Role
from lotse.foundation.db import db
from lotse.measures.actions.requirements import require_cover
from lotse.measures.queries.measures import list_measures, list_requirements
from lotse.measures.queries.plans import plan_of
from lotse.measures.rules.check import check
from tests.factories.accounts import make_user
from tests.factories.cases import AT, DAY, make_case
from tests.factories.measures import make_child, make_measure


@pytest.fixture
def file(app, login_as):
    """A signed-in navigator, her case with a course, a Kita that opens too late, and the gap between them."""
    lead = make_user(Role.NAVIGATOR)
    case = make_case(lead=lead)
    child = make_child(case)
    far = {"starts_on": date(2026, 12, 7), "ends_on": date(2030, 12, 31)}
    course = make_measure(case, "Mo–Fr 8–13", label="Umschulung", kind="retraining", **far)
    kita = make_measure(case, "Mo–Fr 8:30–13", person=child, kind="kita", label="Kita", **far)
    rule = require_cover(case_id=case.id, person_id=child.id, during=[course.id], before=20, by=None, today=DAY, now=AT)
    browser = login_as(lead)
    return browser, case, child, course, kita, rule


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
    import re

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


def test_a_measure_starts_into_a_gap_only_with_a_waiver(file, submit):
    browser, case, _, course, _, rule = file
    page = f"{base(case)}/massnahmen/{course.id}"
    refused = submit(browser, page, {"state": "running"}, to=f"{page}/stand")
    assert refused.status_code == 422
    assert "als Ausnahme eintragen" in refused.text
    soon = date.fromordinal(date.today().toordinal() + 20)  # noqa: DTZ011
    good = {"reason": "Oma hilft", "valid_until": soon.isoformat()}
    submit(
        browser,
        f"{base(case)}/massnahmen/luecken/R{rule.id}",
        good,
        to=f"{base(case)}/massnahmen/luecken/R{rule.id}/ausnahme",
    )
    assert submit(browser, page, {"state": "running"}, to=f"{page}/stand").status_code == 303


def test_a_gap_is_explained_bridged_and_back(file, submit):
    browser, case, *_, rule = file
    page = f"{base(case)}/massnahmen/luecken/R{rule.id}"
    text = browser.get(page).text
    assert "§ 23, § 24 SGB VIII" in text
    bridge = f"{base(case)}/massnahmen/luecken/R{rule.id}/ausnahme"
    refused = submit(browser, page, {"reason": "Oma", "valid_until": "01.01.2020"}, to=bridge)
    assert refused.status_code == 422
    assert "in der Vergangenheit" in refused.text
    soon = date.fromordinal(date.today().toordinal() + 20)  # noqa: DTZ011
    good = {"reason": "Oma hilft", "bridging": "holt ab", "valid_until": soon.isoformat()}
    assert submit(browser, page, good, to=bridge).status_code == 303
    assert "Oma hilft" in browser.get(f"{base(case)}/massnahmen").text
    [waiver] = case_waivers(case)
    submit(browser, page, {}, to=f"{base(case)}/ausnahmen/{waiver.id}/ende")
    assert "Oma hilft" not in browser.get(f"{base(case)}/massnahmen").text


def case_waivers(case):
    from lotse.measures.queries.measures import list_waivers

    return list_waivers([case.id])


def test_a_gap_that_closed_meanwhile_says_so(file):
    browser, case, *_ = file
    assert "keine Lücke mehr" in browser.get(f"{base(case)}/massnahmen/luecken/R999").text


def test_offers_are_ranked_by_what_they_close(file):
    from datetime import time

    from lotse.directory.models import Concern, Offer, OfferHours, Organisation

    browser, case, *_, rule = file
    concern = Concern(code="kindertagespflege", label="Kindertagespflege")
    house = Organisation(name="Tagesmutter Sonnenschein", identity="sonnenschein", state="HE")
    db.session.add_all([concern, house])
    db.session.flush()
    early = Offer(organisation_id=house.id, name="Randzeit früh", concerns=[concern])
    early.hours = [OfferHours(weekday=d, opens_at=time(7), closes_at=time(9)) for d in range(5)]
    silent = Offer(organisation_id=house.id, name="Nach Vereinbarung", concerns=[concern])
    db.session.add_all([early, silent])
    db.session.commit()
    text = browser.get(f"{base(case)}/massnahmen/luecken/R{rule.id}").text
    assert "Randzeit früh" in text
    assert "(100 %)" in text
    assert text.index("Zeiten unbekannt") < text.index("Nach Vereinbarung")


@pytest.mark.parametrize(
    ("ages", "age", "fits"),
    [
        ((None, None), 4, True),
        ((0, 2), None, True),
        ((0, 2), 2, True),
        ((0, 2), 4, False),
        ((6, 11), 5, True),
        ((6, 11), 4, False),
        ((6, 11), 12, False),
    ],
)
def test_an_offer_is_named_for_a_child_it_takes_now_or_within_the_year(ages, age, fits):
    from lotse.measures.queries.offers import takes

    assert takes(*ages, age) is fits


@pytest.mark.parametrize("kind", ["cover", "prerequisite", "no_overlap", "start_within", "weekly_limit"])
def test_each_kind_of_requirement_is_entered_and_changed(file, submit, kind):
    browser, case, child, course, kita, _ = file
    data = {
        "cover": {"person_id": child.id, "during": [course.id], "by": [kita.id]},
        "prerequisite": {"measure": course.id, "needs": "Bildungsgutschein", "available_on": "20.12.2026"},
        "no_overlap": {"person_id": case.person_id, "left": course.id, "right": kita.id, "transfer_min": "10"},
        "start_within": {"first": course.id, "second": kita.id, "max_days_after_end": "7"},
        "weekly_limit": {"person_id": case.person_id, "measures": [course.id], "hours": "14,5"},
    }[kind]
    ways = {"travel_before_min": "0", "travel_after_min": "0"} if kind == "cover" else {}
    answer = submit(browser, f"{base(case)}/verzahnung/neu?art={kind}", {**data, **ways})
    assert answer.status_code == 303, answer.text
    new = list_requirements(case.id)[-1]
    assert new.kind == kind
    page = f"{base(case)}/verzahnung/{new.id}"
    assert submit(browser, page, {**data, **ways}).status_code == 303
    before = len(list_requirements(case.id))
    assert submit(browser, page, {}, to=f"{page}/entfernen").status_code == 303
    assert len(list_requirements(case.id)) == before - 1


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


def test_typed_times_are_shown_back(file):
    browser, *_ = file
    assert "Mo–Fr 08:00–15:15" in browser.get("/massnahmen/zeiten?weekly=mo-fr+8-15:15").text
    assert "zählen einmal" in browser.get("/massnahmen/zeiten?weekly=mo+8-12;+mo+10-14").text
    assert "Vorschlag" in browser.get("/massnahmen/zeiten?weekly=mo+22-6").text
    assert browser.get("/massnahmen/zeiten").status_code == 200


def test_the_radar_holds_visible_cases_only(file, login_as):
    browser, case, *_ = file
    assert case.number in browser.get("/radar").text
    assert case.number in browser.get("/radar?ansicht=meine&art=COVER_GAP").text
    stranger = login_as(Role.NAVIGATOR)
    assert case.number not in stranger.get("/radar").text


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
