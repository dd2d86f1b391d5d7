"""A mother with a retraining, a Kita and school holidays: from the first entry to the closed gap, by keyboard."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from lotse.accounts.models import User
from lotse.accounts.rules import Role
from lotse.directory.models import Organisation
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.measures.queries.plans import plan_of
from lotse.measures.rules.check import check
from lotse.measures.rules.document import read_plan
from lotse.measures.rules.public_holidays import school_holidays
from lotse.measures.rules.writing import findings_document, plan_document
from tests.browser.checks import faults_of
from tests.factories.cases import make_case
from tests.factories.measures import make_child


@pytest.fixture(scope="module")
def mother(office) -> int:
    """The case of a mother with one child, led by the navigator; measures are entered in the browser."""
    with office.app.app_context():
        lead = db.session.scalar(sa.select(User).where(User.login == office.login_of(Role.NAVIGATOR)))
        case = make_case(lead=lead)
        make_child(case)
        db.session.add(Organisation(name="Kita Sonnenwinkel", identity="kita sonnenwinkel journey", town="Musterstadt"))
        db.session.commit()
        return case.id


def next_holidays() -> tuple[date, date]:
    """School holidays with at least three weekdays, a little ahead."""
    today = clock.today()
    for year in (today.year, today.year + 1):
        for holiday in school_holidays("HE", year) or ():
            length = (holiday.end - holiday.start).days
            if holiday.start > today + timedelta(days=7) and length >= 8 and holiday.label != "Weihnachtsferien":
                return holiday.start, holiday.end
    pytest.skip("the table of school holidays ends here")


def enter(page: Page, case_id: int, kind: str, person: str, times: str, start: date, end: date, **more: str) -> None:
    """Enter a measure as somebody does who knows the keyboard."""
    page.goto(f"/faelle/{case_id}/massnahmen/neu")
    page.locator("#kind").select_option(label=kind)
    page.locator("#person_id").select_option(label=person)
    page.locator("#label").fill(more.get("label", kind))
    if "house" in more:
        page.locator("#provider").press_sequentially(more["house"][:9])
        page.get_by_role("option", name=more["house"]).wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("#provider")).to_have_value(more["house"])
    page.locator("#starts_on").fill(start.isoformat())
    page.locator("#ends_on").fill(end.isoformat())
    page.locator("#state").select_option(label=more.get("state", "bewilligt"))
    page.locator("#weekly").press_sequentially(times)
    expect(page.locator("#zeiten-verstanden")).to_contain_text("Verstanden: ")
    if "covered" in more:
        page.get_by_label(more["covered"], exact=True).check()
        page.locator("#travel_before_min").fill("20")
        page.locator("#travel_after_min").fill("20")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/massnahmen$"))


def test_a_gap_in_the_school_holidays_is_seen_explained_and_closed(office, open_as, mother) -> None:
    today = clock.today()
    first, last = next_holidays()
    page = open_as(Role.NAVIGATOR, f"/faelle/{mother}/massnahmen")
    expect(page.get_by_text("Noch keine Maßnahme eingetragen")).to_be_visible()

    mother_name = page.locator("h1").inner_text()
    end = today + timedelta(days=500)
    enter(page, mother, "Umschulung", mother_name, "Mo-Fr 8-15:15", today, end, covered="Mia Testkind")
    expect(page.get_by_text("Betreuungslücke: Mia Testkind").first).to_be_visible()

    enter(page, mother, "Kita", "Mia Testkind", "Mo-Fr 7:30-16", today, end, house="Kita Sonnenwinkel")
    expect(page.get_by_text("Alles passt zusammen")).to_be_visible()

    page.get_by_role("link", name="Kita", exact=True).click()
    page.get_by_role("link", name="Schließzeiten und Ferien der Einrichtung").click()
    page.locator(f"input[name=ferien][value='{first.isoformat()}']").check()
    page.get_by_role("button", name="Ausgewählte übernehmen").click()
    expect(page.get_by_text("1 Ferienzeiten übernommen")).to_be_visible()

    page.goto(f"/faelle/{mother}/massnahmen?monate=12")
    expect(page.get_by_text("Betreuungslücke: Mia Testkind").first).to_be_visible()
    gap = page.locator("svg.plan a.plan-gap").first
    gap.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("nicht betreut")
    expect(page.locator("main")).to_contain_text("07:40–15:35 Uhr")
    expect(page.get_by_text("Betreuung in Ferien und an Schließtagen klären")).to_be_visible()

    enter(
        page,
        mother,
        "Ferienbetreuung",
        "Mia Testkind",
        "Mo-Fr 7:30-16",
        first,
        last,
        state="Warteliste",
        label="Ferienspiele",
    )
    expect(page.get_by_text("könnte „Ferienspiele“ schließen").first).to_be_visible()
    page.get_by_role("link", name="Ferienspiele", exact=True).click()
    page.locator("#state").select_option(label="bewilligt")
    page.get_by_role("button", name="Stand ändern").click()
    page.goto(f"/faelle/{mother}/massnahmen")
    expect(page.get_by_text("Alles passt zusammen")).to_be_visible()

    with office.app.app_context():
        plan = plan_of(mother, today)
        assert findings_document(check(read_plan(plan_document(plan)))) == {"findings": []}


MOST_KEYS = 35


class Keys:
    """The keyboard of somebody who touches no mouse; counts every key."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def type(self, text: str) -> None:
        """Type a text, one key per character."""
        for character in text:
            self.page.keyboard.press(character)
            self.pressed += 1

    def press(self, *keys: str) -> None:
        """Press keys; a chord such as Control+Enter is two."""
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += len(key.split("+"))


def test_a_measure_with_weekly_times_takes_at_most_35_keys_through_the_whole_form(open_as, mother) -> None:
    page = open_as(Role.NAVIGATOR, f"/faelle/{mother}/massnahmen/neu")
    expect(page.locator("#kind")).to_be_focused()
    # Chromium orders the parts of a date as its own language does: a day such as 1 January is the same in all
    start = next(d for n in range(1, 80) if (d := clock.today() + timedelta(days=n)).day == d.month)
    keys = Keys(page)
    keys.type("ki")
    keys.press("Tab")
    keys.type("M")
    keys.press("Tab", "Tab")
    expect(page.locator("#weekly")).to_be_focused()
    keys.type("mo-fr 8-15:15")
    expect(page.locator("#zeiten-verstanden")).to_contain_text("Verstanden: ")
    while not page.locator("#starts_on").evaluate("field => field === document.activeElement"):
        keys.press("Tab")
    keys.type(f"{start:%d%m%Y}")
    keys.press("Control+Enter")
    page.wait_for_url(re.compile(r"/massnahmen$"))
    expect(page.locator("main")).to_contain_text("Kita")
    expect(page.locator("main")).to_contain_text(f"{start:%d.%m.%Y}")
    assert keys.pressed <= MOST_KEYS


def test_the_timeline_works_without_scripts(open_as, mother) -> None:
    page = open_as(Role.NAVIGATOR, f"/faelle/{mother}/massnahmen", scripts=False)
    page.get_by_role("link", name="12 Monate").click()
    expect(page).to_have_url(re.compile("monate=12"))
    expect(page.locator("svg.plan")).to_be_visible()


def test_zooming_swaps_what_a_reload_would_show(open_as, mother) -> None:
    page = open_as(Role.NAVIGATOR, f"/faelle/{mother}/massnahmen")
    page.get_by_role("link", name="3 Monate").click()
    page.wait_for_url(re.compile("monate=3"))
    swapped = page.locator("#zeitplan svg.plan").inner_html()
    page.reload()
    assert page.locator("#zeitplan svg.plan").inner_html() == swapped


@pytest.mark.parametrize("path", ["massnahmen", "massnahmen/neu", "massnahmen/woche", "verzahnung/neu?art=cover"])
def test_pages_of_measures_are_accessible_and_fit_a_phone(open_as, mother, path) -> None:
    page = open_as(Role.NAVIGATOR, "/konto")
    faults = faults_of(page, f"/faelle/{mother}/{path}")
    assert not faults, "\n".join(faults)
