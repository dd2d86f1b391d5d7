"""Somebody picked at the counter stands right under her field, and a list of people is one key from a choice."""

from __future__ import annotations

from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Page, expect

from lotse.accounts.rules import Role

PICKED = "() => document.querySelector('[name=person_id]').value !== ''"


def top(page: Page, selector: str) -> float:
    return page.locator(selector).evaluate("node => node.getBoundingClientRect().top")


def pick(page: Page, name: str, text: str) -> None:
    """Type a name and press Enter, as on the contact screen."""
    page.locator(f"input[name={name}]").fill("")
    page.locator(f"input[name={name}]").press_sequentially(text)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [1366, 320])
def test_the_card_of_the_picked_person_stands_right_under_her_field(open_as, width) -> None:
    page = open_as(Role.FRONT_DESK, "/empfang/")
    page.set_viewport_size({"width": width, "height": 900})
    pick(page, "person", "Kaya")
    page.wait_for_function(PICKED)
    expect(page.locator("#person-karte .person-card")).to_be_visible()
    channel, field, card = (top(page, at) for at in ("#channel", "#person", "#person-karte"))
    assert channel < field < card
    assert (top(page, "[name=language]") < card) is (width > 640)


def test_enter_picks_the_first_of_a_list_wherever_a_person_is_asked_for(open_as) -> None:
    page = open_as(Role.FRONT_DESK, "/empfang/termine")
    person = page.locator("main td a[href^='/personen/']").first.get_attribute("href")
    page.goto(f"{person}/verbinden")
    pick(page, "other", "Kaya")
    page.wait_for_function("() => document.querySelector('[name=other_id]').value !== ''")
    assert page.url.endswith("/verbinden")


def test_the_language_of_the_picked_person_and_one_chosen_by_hand_ask_for_other_offers(open_as) -> None:
    page = open_as(Role.FRONT_DESK, "/empfang/")
    page.locator("label.chip", has_text="Migration und Sprache").first.click()
    expect(page.locator("#passend li").first).to_be_visible()
    with page.expect_request(asked_in("Türkisch")):
        pick(page, "person", "Kaya")
    with page.expect_request(asked_in("Arabisch")):
        page.locator("#language").select_option("Arabisch")


def asked_in(language: str):
    """Whether a request asks for the offers in this language."""
    return lambda sent: "/empfang/passend" in sent.url and f"language={quote_plus(language)}" in (sent.post_data or "")
