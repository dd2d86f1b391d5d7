"""Due things and deadlines by keyboard alone, counted from the key events the browser really saw."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from lotse.accounts.rules import Role

COUNTING = """
  window.addEventListener("keydown", (event) => {
    if (["Control", "Shift", "Alt", "Meta"].includes(event.key)) return;
    sessionStorage.setItem("keys", 1 + Number(sessionStorage.getItem("keys") || 0));
  }, true);
"""


class Keyboard:
    """A page that is only touched by keys; counts the key events the browser saw."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        """Press keys one after the other; Strg+Enter counts one."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type a text letter by letter."""
        self.press(*text)

    def focus_is(self, name: str) -> None:
        """Wait until the focus stands in a field: a person sees that too."""
        self.page.wait_for_function("name => document.activeElement?.name === name", arg=name)

    @property
    def keys(self) -> int:
        """How many keys the browser saw since the storage was emptied."""
        return int(self.page.evaluate("sessionStorage.getItem('keys')"))


@pytest.fixture
def keyboard(open_as) -> Keyboard:
    page = open_as(Role.NAVIGATOR, "/heute")
    page.add_init_script(COUNTING)
    return Keyboard(page)


def open_list(keyboard: Keyboard) -> None:
    keyboard.page.goto("/heute")
    keyboard.page.wait_for_load_state("networkidle")
    keyboard.page.evaluate("sessionStorage.clear()")


def row_of_own(keyboard: Keyboard) -> int:
    """Return how many rows lie above the first one that can be settled here."""
    rows = keyboard.page.locator(".table--due tbody tr")
    own = [rows.nth(at).locator("input[type=checkbox]").count() for at in range(rows.count())]
    return own.index(1)


@pytest.mark.parametrize(
    ("key", "said"), [("e", "erledigt"), ("m", "verschoben"), ("w", "verschoben"), ("b", "abgegeben")]
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


def open_deadlines(keyboard: Keyboard) -> str:
    open_list(keyboard)
    address = keyboard.page.locator('a[href^="/faelle/"]').first.get_attribute("href") or ""
    case = re.match(r"/faelle/\d+", address)
    assert case
    keyboard.page.goto(f"{case[0]}/fristen")
    keyboard.page.wait_for_load_state("networkidle")
    keyboard.page.evaluate("sessionStorage.clear()")
    keyboard.focus_is("event_date")
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
