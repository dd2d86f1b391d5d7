"""Due things and deadlines by keyboard alone, counted from the key events the browser really saw."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from lotse.accounts.rules import Role
from tests.browser.test_front_desk_keys import COUNTING, Desk


@pytest.fixture
def keyboard(open_as) -> Desk:
    page = open_as(Role.NAVIGATOR, "/heute")
    page.add_init_script(COUNTING)
    return Desk(page)


def open_list(desk: Desk) -> None:
    desk.page.goto("/heute")
    desk.page.wait_for_load_state("networkidle")
    desk.page.evaluate("sessionStorage.clear()")


def row_of_own(desk: Desk) -> int:
    """Return how many rows lie above the first one that can be settled here."""
    rows = desk.page.locator(".table--due tbody tr")
    own = [rows.nth(at).locator("input[type=checkbox]").count() for at in range(rows.count())]
    return own.index(1)


@pytest.mark.parametrize(
    ("key", "said"), [("e", "erledigt"), ("m", "verschoben"), ("w", "verschoben"), ("a", "abgegeben")]
)
def test_one_key_on_a_row_and_one_to_take_it_back(keyboard, key, said):
    open_list(keyboard)
    for _ in range(row_of_own(keyboard)):
        keyboard.press("j")
    keyboard.page.evaluate("sessionStorage.removeItem('keys')")
    keyboard.press("j", key)
    expect(keyboard.page.locator(".alert--success")).to_contain_text(said)
    assert keyboard.keys == 2
    keyboard.press("z")
    expect(keyboard.page.locator(".messages")).to_contain_text("Zurückgenommen: 1 Punkt")
    assert keyboard.keys == 3


def test_the_next_page_stands_on_the_row_that_came_up(keyboard):
    open_list(keyboard)
    for _ in range(row_of_own(keyboard) + 1):
        keyboard.press("j")
    keyboard.press("w")
    expect(keyboard.page.locator(".alert--success")).to_contain_text("1 Punkt verschoben")
    assert keyboard.page.locator("tr[aria-current=true]").count() == 1
    keyboard.press("z")
    expect(keyboard.page.locator(".messages")).to_contain_text("Zurückgenommen")


def open_deadlines(desk: Desk) -> str:
    open_list(desk)
    address = desk.page.locator('a[href^="/faelle/"]').first.get_attribute("href") or ""
    case = re.match(r"/faelle/\d+", address)
    assert case
    desk.page.goto(f"{case[0]}/fristen")
    desk.page.wait_for_load_state("networkidle")
    desk.page.evaluate("sessionStorage.clear()")
    desk.focus_is("event_date")
    return case[0]


def test_from_a_letter_by_post_to_its_deadline(keyboard):
    case = open_deadlines(keyboard)
    # Day and month alike: the order of the date field is the browser's own.
    keyboard.type("11112026")
    keyboard.press("Enter")
    keyboard.page.wait_for_url(re.compile(rf"{case}/fristen/\d+$"))
    assert keyboard.keys <= 9
    expect(keyboard.page.locator(".deadline-days")).to_contain_text("15.11.2026")
    expect(keyboard.page.locator(".deadline-days")).to_contain_text("15.12.2026")


def test_from_a_court_decision_handed_over_to_its_deadline(keyboard):
    case = open_deadlines(keyboard)
    keyboard.press("Shift+Tab")
    keyboard.focus_is("was")
    keyboard.type("Kla")
    keyboard.page.wait_for_load_state("networkidle")
    chosen = keyboard.page.locator("[name=was] option:checked").inner_text()
    assert chosen.startswith("Kla")
    keyboard.press("Tab")
    keyboard.type("11112026")
    keyboard.press("Tab", "Tab")
    keyboard.focus_is("delivery")
    keyboard.press("p")
    keyboard.press("Control+Enter")
    keyboard.page.wait_for_url(re.compile(rf"{case}/fristen/\d+$"))
    assert keyboard.keys <= 20
    expect(keyboard.page.locator(".deadline-days")).to_contain_text("11.11.2026")
