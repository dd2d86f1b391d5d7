"""Ten standard tasks of the counter by keyboard alone, from "Heute" and in a county of 20,000 persons.

Counted are the key events the browser really saw; Shift and Strg alone do not count, so Strg+Enter counts one.

| task | at most |
|---|---|
| 1 call of a known client, one concern (beyond the note) | 12 |
| 2 anonymous call | 6 |
| 3 new walk-in with person | 45 |
| 4 finding a person | 6 |
| 5 a call becomes a case | 16 |
| 6 a call ends with an appointment | 32 |
| 7 a wish to apply with its receipt | 24 |
| 8 going on with an interrupted contact | 12 |
| 9 a referral to an offer, up to its letter | 28 |
| 10 a reminder for somebody who has to bring something | 20 |
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from lotse.accounts.models import User
from lotse.clients.models import Person
from lotse.clients.queries.search import find_persons
from lotse.foundation.clock import now
from lotse.foundation.db import db
from tests.browser.conftest import sign_in
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


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    return County(tmp_path_factory.mktemp("county"))


@pytest.fixture(scope="module")
def cookies(county: County, browser: Browser) -> object:
    context = browser.new_context(base_url=county.base)
    sign_in(context.new_page(), county.login)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def desk(county: County, browser: Browser, cookies) -> Iterator[Desk]:
    context = browser.new_context(
        base_url=county.base, storage_state=cookies, viewport={"width": 1366, "height": 900}, locale="de-DE",
        timezone_id="Europe/Berlin", reduced_motion="reduce",
    )  # fmt: skip
    page = context.new_page()
    page.add_init_script(COUNTING)
    page.goto(START)
    page.wait_for_load_state("networkidle")
    expect(page.locator("h1")).to_contain_text("Heute")
    yield Desk(page)
    context.close()


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


@pytest.fixture(scope="module")
def known(county) -> Known:
    return Known(county)


def call(desk: Desk) -> None:
    desk.press("a")
    desk.opened("/empfang/?weg=phone")
    desk.focus_is("person")


def pick(desk: Desk, known: Known) -> None:
    desk.type(known.typed)
    desk.press("Enter")
    desk.focus_is("concerns")
    expect(desk.page.locator("#person-karte")).to_contain_text(known.last, timeout=15_000)


def test_1_a_call_of_a_known_client_takes_at_most_twelve_keys(desk, known):
    call(desk)
    pick(desk, known)
    desk.press("1", "n")
    desk.focus_is("note")
    desk.note("Fragt nach dem Bescheid.")
    desk.press("Control+Enter")
    desk.saved()
    desk.took_at_most(12)


def test_2_an_anonymous_call_takes_at_most_six_keys(desk):
    call(desk)
    desk.press("Enter")
    desk.focus_is("concerns")
    desk.press("3", "Control+Enter")
    desk.saved()
    desk.took_at_most(6)


def test_3_a_new_walk_in_takes_at_most_forty_five_keys(desk):
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
    desk.took_at_most(45)


def test_enter_on_a_new_person_goes_to_what_is_missing_and_not_to_the_concerns(desk):
    desk.press("k")
    desk.opened("/empfang/?weg=on_site")
    desk.focus_is("person")
    desk.type("xanderhoff-quick mila")
    desk.press("ArrowUp")
    expect(desk.page.locator("[role=option][aria-selected=true]")).to_contain_text("Neue Person")
    desk.press("Enter")
    desk.focus_is("new_born")
    desk.type("14.3.88")
    expect(desk.page.locator("[name=new_born]")).to_have_value("14.3.88")
    expect(desk.page.locator("[name=concerns]:checked")).to_have_count(0)


def test_4_finding_a_person_takes_at_most_six_keys(desk, known):
    desk.press("/")
    desk.focus_is("q")
    desk.type(known.typed)
    expect(desk.page.locator("[role=option]").first).to_contain_text(known.last)
    desk.took_at_most(6)
    desk.press("Enter")
    desk.opened("/personen/")
    expect(desk.page.locator("h1")).to_contain_text(known.last)


def test_4_four_of_five_of_a_crowded_county_are_shown_after_six_keys(county):
    shown: dict[int, bool] = {}
    with county.app.app_context():
        user = db.session.get(User, 2)
        for typed, person in sample(county):
            seen = person.id in {row.id for row in find_persons(typed, user, now()).persons}
            shown[person.id] = shown.get(person.id, False) or seen
    assert sum(shown.values()) / len(shown) >= 0.75


def test_5_a_case_is_opened_from_a_call_with_at_most_sixteen_keys(desk, known):
    call(desk)
    pick(desk, known)
    desk.press("1", "e", "ArrowRight", "ArrowRight", "ArrowRight", "Control+Enter")
    expect(desk.page.locator(".messages")).to_contain_text("ist eröffnet", timeout=15_000)
    desk.took_at_most(16)


def test_6_an_appointment_is_agreed_with_at_most_thirty_two_keys(desk, known):
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
    desk.took_at_most(32)


def test_7_a_wish_to_apply_takes_at_most_twenty_four_keys(desk, known):
    call(desk)
    pick(desk, known)
    desk.press("1", "w")
    desk.focus_is("benefit")
    desk.type("Wohngeld")
    desk.press("Control+Enter")
    expect(desk.page.locator("main")).to_contain_text("Bestätigung drucken", timeout=15_000)
    desk.took_at_most(24)


def test_8_an_interrupted_contact_is_gone_on_with_after_at_most_twelve_keys(desk):
    call(desk)
    desk.press("Enter", "n")
    desk.focus_is("note")
    desk.note("Zweite Anruferin wartet")
    expect(desk.page.locator("[data-lotse-draft-status]")).to_contain_text("Entwurf gesichert", timeout=10_000)
    desk.page.wait_for_timeout(900)
    desk.press("Tab", "k")
    desk.opened("/empfang/?weg=on_site")
    desk.focus_is("person")
    for _ in range(8):
        desk.press("Shift+Tab")
        if desk.page.evaluate("document.activeElement.textContent") == "Zweite Anruferin wartet":
            break
    desk.press("Enter")
    expect(desk.page.locator("[name=note]")).to_have_value("Zweite Anruferin wartet")
    desk.took_at_most(12)


def test_9_a_referral_to_an_offer_takes_at_most_twenty_eight_keys(desk, known):
    call(desk)
    pick(desk, known)
    desk.press("1", "e", "ArrowRight", "Tab")
    desk.focus_is("offer")
    desk.type("beratung 399")
    expect(desk.page.locator("[role=option]:visible").first).to_contain_text("Beratung 399")
    desk.press("ArrowDown", "Enter", "Control+Enter")
    desk.opened("/vermittlungen/neu/person/")
    desk.took_at_most(28)


def test_10_a_reminder_takes_at_most_twenty_keys(desk, known):
    call(desk)
    pick(desk, known)
    desk.press("1", "e", "Tab")
    desk.focus_is("reminder")
    desk.press("ArrowDown", "ArrowDown", "Control+Enter")
    desk.saved()
    expect(desk.page.locator(".messages")).to_contain_text("Wiedervorlage am")
    desk.took_at_most(20)


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


def test_site_channel_and_language_are_kept_after_strg_enter(desk):
    call(desk)
    desk.press("Enter")
    desk.focus_is("concerns")
    desk.page.locator("[name=language]").select_option("Türkisch")
    desk.press("1", "Control+Enter")
    desk.saved()
    assert desk.page.locator("[name=channel]:checked").get_attribute("value") == "phone"
    assert desk.page.locator("[name=language]").input_value() == "Türkisch"
    desk.focus_is("person")
