"""Ten standard tasks of the counter by keyboard alone, counted from the key events the browser really saw."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from lotse.accounts.rules import Role

COUNTING = """
  window.addEventListener("keydown", (event) => {
    if (["Control", "Shift", "Alt", "Meta"].includes(event.key)) return;
    sessionStorage.setItem("keys", 1 + Number(sessionStorage.getItem("keys") || 0));
  }, true);
"""
START = "/empfang/tag"


class Desk:
    """A page that is only touched by keys."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.of_note = 0

    def press(self, *keys: str) -> None:
        """Press keys one after the other; Strg+Enter counts one."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type a text letter by letter."""
        self.press(*text)

    def note(self, text: str) -> None:
        """Type the text of the note, which does not count."""
        self.type(text)
        self.of_note += len(text)

    def focus_is(self, name: str) -> None:
        """Wait until the focus stands in a field: an advisor sees that too."""
        self.page.wait_for_function("name => document.activeElement?.name === name", arg=name)

    def opened(self, path: str) -> None:
        """Wait for the page behind a key."""
        self.page.wait_for_url(f"**{path}*")
        self.page.wait_for_function("document.readyState === 'complete'")

    def saved(self) -> None:
        """Wait for the word that the contact is booked."""
        expect(self.page.locator(".messages")).to_contain_text("gespeichert")

    @property
    def keys(self) -> int:
        """How many keys the browser saw, without the text of the note."""
        return int(self.page.evaluate("sessionStorage.getItem('keys')")) - self.of_note


@pytest.fixture
def desk(open_as) -> Desk:
    page = open_as(Role.FRONT_DESK, START)
    page.add_init_script(COUNTING)
    page.reload()
    page.wait_for_load_state("networkidle")
    return Desk(page)


@pytest.fixture
def known(office) -> str:
    """The surname of somebody in the demo office."""
    from lotse.clients.models import Person
    from lotse.foundation.db import db

    with office.app.app_context():
        return db.session.get(Person, 3).last_name


def call(desk: Desk) -> None:
    desk.press("a")
    desk.opened("/empfang/?weg=phone")
    desk.focus_is("person")


def pick(desk: Desk, name: str) -> None:
    desk.type(name[:5].lower())
    desk.press("Enter")
    desk.focus_is("concerns")


def test_a_call_of_a_known_client_takes_at_most_twelve_keys(desk, known):
    call(desk)
    pick(desk, known)
    desk.press("1", "n")
    desk.focus_is("note")
    desk.note("Fragt nach dem Bescheid.")
    desk.press("Control+Enter")
    desk.saved()
    assert desk.keys <= 12, desk.keys


def test_an_anonymous_call_takes_at_most_six_keys(desk):
    call(desk)
    desk.press("Enter")
    desk.focus_is("concerns")
    desk.press("3", "Control+Enter")
    desk.saved()
    assert desk.keys <= 6, desk.keys


def test_a_new_walk_in_takes_at_most_forty_five_keys(desk):
    desk.press("k")
    desk.opened("/empfang/?weg=on_site")
    desk.focus_is("person")
    desk.type("zollinger-quast jana 140388")
    desk.press("ArrowUp")
    expect(desk.page.locator("[role=option][aria-selected=true]")).to_contain_text("Neue Person")
    desk.press("Enter")
    desk.focus_is("concerns")
    desk.press("2", "Control+Enter")
    desk.saved()
    assert desk.keys <= 45, desk.keys


def test_finding_a_person_takes_at_most_six_keys(desk, known):
    desk.press("/")
    desk.focus_is("q")
    desk.type(known[:4].lower())
    desk.press("Enter")
    desk.opened("/personen/")
    expect(desk.page.locator("h1")).to_contain_text(known[:4])
    assert desk.keys <= 6, desk.keys


def test_a_case_is_opened_from_a_call_with_at_most_sixteen_keys(desk, known):
    call(desk)
    pick(desk, known)
    desk.press("1", "e", "ArrowRight", "ArrowRight", "ArrowRight", "Control+Enter")
    expect(desk.page.locator(".messages")).to_contain_text("ist eröffnet")
    assert desk.keys <= 16, desk.keys


def test_an_appointment_is_agreed_with_at_most_thirty_keys(desk, known):
    call(desk)
    pick(desk, known)
    desk.press("1", "e", "ArrowRight", "ArrowRight", "Tab")
    desk.focus_is("appointment_on")
    desk.type("07012030")
    desk.press("Tab")
    if desk.page.evaluate("document.activeElement.name") == "appointment_on":
        desk.press("Tab")
    desk.focus_is("appointment_at")
    desk.type("9")
    desk.press("Control+Enter")
    desk.saved()
    assert desk.keys <= 30, desk.keys


def test_a_wish_to_apply_takes_at_most_twenty_keys(desk, known):
    call(desk)
    pick(desk, known)
    desk.press("1", "w")
    desk.focus_is("benefit")
    desk.type("Wohngeld")
    desk.press("Control+Enter")
    expect(desk.page.locator("main")).to_contain_text("Bestätigung drucken")
    assert desk.keys <= 20, desk.keys


def test_a_draft_survives_leaving_and_is_resumed_with_at_most_twelve_keys(desk):
    call(desk)
    desk.press("Enter", "n")
    desk.focus_is("note")
    desk.note("Zweite Anruferin wartet")
    expect(desk.page.locator("[data-lotse-draft-status]")).to_contain_text("Entwurf gesichert", timeout=10_000)
    desk.page.goto(START)
    desk.page.wait_for_load_state("networkidle")
    desk.press("k")
    desk.opened("/empfang/?weg=on_site")
    link = desk.page.get_by_role("link", name="Zweite Anruferin wartet")
    link.focus()
    desk.press("Enter")
    expect(desk.page.locator("[name=note]")).to_have_value("Zweite Anruferin wartet")
    desk.page.get_by_role("button", name="Verwerfen").first.wait_for(state="detached")
    assert desk.keys <= 12, desk.keys


def test_the_list_of_keys_opens_and_single_keys_can_be_switched_off(desk):
    desk.press("?")
    expect(desk.page.locator("dialog[open]")).to_contain_text("Anruf aufnehmen")
    desk.page.locator("[data-lotse-shortcuts-switch]").uncheck()
    desk.press("Escape", "a")
    assert desk.page.url.endswith(START)


def test_enter_in_a_field_never_books_by_accident(desk):
    call(desk)
    desk.type("zz")
    desk.press("Enter", "Escape", "Tab", "Tab", "Enter")
    assert "/empfang/?weg=phone" in desk.page.url
