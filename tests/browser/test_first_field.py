"""A page that is one form opens in its first field; a mistake keeps the focus; single keys hold all over the desk."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from lotse.accounts.rules import Role

PAGES = ("tag", "rueckrufe", "uebergaben", "antragswille", "anfragen", "termine")


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.name || document.activeElement.tagName")


@pytest.fixture
def someone(open_as) -> str:
    """The address of a person with an appointment."""
    page = open_as(Role.FRONT_DESK, "/empfang/termine")
    address = page.locator("main td a[href^='/personen/']").first.get_attribute("href")
    assert address
    return address


def test_every_form_around_a_person_opens_in_its_first_field(open_as, someone) -> None:
    page = open_as(Role.FRONT_DESK, "/personen/neu")
    for address, name in (
        ("/personen/neu", "last_name"),
        (f"{someone}/bearbeiten", "last_name"),
        (f"{someone}/haushalt", "person"),
        (f"{someone}/beziehung", "other"),
        (f"{someone}/verbinden", "other"),
        (f"{someone}/hinweis", "kind"),
        ("/empfang/", "person"),
    ):
        page.goto(address)
        page.wait_for_function("name => document.activeElement.name === name", arg=name)


def test_a_mistake_keeps_the_focus_and_a_list_keeps_the_keys(open_as, someone) -> None:
    page = open_as(Role.FRONT_DESK, f"{someone}/haushalt")
    page.get_by_role("button", name="Aufnehmen").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.goto("/empfang/rueckrufe")
    assert focused(page) == "BODY"


def test_the_keys_of_the_desk_hold_on_all_its_pages_and_can_be_switched_off(open_as) -> None:
    page = open_as(Role.FRONT_DESK, "/empfang/tag")
    dialog = page.locator("[data-lotse-shortcuts-dialog]")
    for name in PAGES:
        page.goto(f"/empfang/{name}")
        page.keyboard.press("?")
        expect(dialog).to_be_visible()
        expect(dialog).to_contain_text("/")
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        expect(page.locator("[data-lotse-search]")).to_be_focused()
    page.goto("/empfang/tag")
    page.keyboard.press("?")
    page.locator("[data-lotse-shortcuts-switch]").uncheck()
    page.keyboard.press("Escape")
    for key in ("k", "a", "/", "?"):
        page.keyboard.press(key)
    expect(page).to_have_url(re.compile("/empfang/tag$"))
    expect(dialog).to_be_hidden()
    assert focused(page) != "q"
