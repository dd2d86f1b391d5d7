"""Somebody at the counter who touches a page only by keys, and the persons she looks for."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from lotse.accounts.models import User
from lotse.clients.models import Person
from lotse.clients.queries.search import find_persons
from lotse.foundation.clock import now
from lotse.foundation.db import db
from tests.browser.county import County

COUNTING = """
  window.addEventListener("keydown", (event) => {
    if (["Control", "Shift", "Alt", "Meta"].includes(event.key)) return;
    sessionStorage.setItem("keys", 1 + Number(sessionStorage.getItem("keys") || 0));
  }, true);
  window.addEventListener("mousedown", () => sessionStorage.setItem("mouse", "used"), true);
"""
START = "/heute"


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
        expect(self.page.locator(".messages")).to_contain_text("gespeichert", timeout=15_000)

    def took_at_most(self, keys: int) -> None:
        """Judge the count; a mouse must not have been there at all."""
        seen = self.page.evaluate("[Number(sessionStorage.getItem('keys')), sessionStorage.getItem('mouse')]")
        assert seen[0] - self.of_note <= keys, seen
        assert seen[0] > 2
        assert seen[1] is None


class Known:
    """Somebody of the county, and what an advisor types to find her."""

    def __init__(self, county: County) -> None:
        with county.app.app_context():
            user = db.session.get(User, 2)
            for typed, person in sample(county):
                hits = find_persons(typed, user, now()).persons
                if hits and hits[0].id == person.id and len(typed) == 5:
                    self.typed, self.last, self.name = typed, person.last_name, person.full_name
                    return
        pytest.fail("nobody stands first after five letters")


def sample(county: County, count: int = 300) -> Iterator[tuple[str, Person]]:
    """Random persons with the shortest ways to type them: surname, or the beginnings of both names."""
    for id_ in random.Random(5).sample(range(1, county.persons + 1), count):
        person = db.session.get(Person, id_)
        last, first = person.last_name.lower(), person.first_name.lower()
        for typed in (last[:5], f"{last[:3]} {first[:1]}", f"{last[:2]} {first[:2]}", f"{last[:1]} {first[:3]}"):
            yield typed, person


def call(desk: Desk) -> None:
    """Take a call from wherever she is."""
    desk.press("a")
    desk.opened("/empfang/?weg=phone")
    desk.focus_is("person")


def pick(desk: Desk, known: Known) -> None:
    """Pick somebody known as the person of the contact."""
    desk.type(known.typed)
    desk.press("Enter")
    desk.focus_is("concerns")
    expect(desk.page.locator("#person-karte")).to_contain_text(known.last, timeout=15_000)
