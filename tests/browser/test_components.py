"""The behaviours that JavaScript adds, on the style page: keys, chips, combobox, menus, theme, errors, sticky bars."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from lotse.accounts.rules import Role
from tests.browser.checks import COVERED

ANSWER = """
<li role="option" data-value="1" data-label="Adler, Uta">Adler, Uta <small>*14.03.1988</small></li>
<li role="option" data-value="2" data-label="Adler, Veit">Adler, Veit <small>*02.11.1961</small></li>"""


@pytest.fixture
def style(open_as) -> Page:
    page = open_as(Role.NAVIGATOR, "/stil")
    page.wait_for_load_state("load")
    page.evaluate("document.activeElement.blur()")
    return page


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.id")


def test_slash_goes_to_the_search_when_there_is_one(style: Page) -> None:
    style.keyboard.press("/")
    assert focused(style) == "globale-suche"


def test_a_digit_picks_the_chip_but_not_while_typing(style: Page) -> None:
    fifth = style.locator("[data-lotse-chips] input").nth(4)
    style.keyboard.press("5")
    expect(fifth).to_be_checked()
    style.locator("#note").fill("")
    style.locator("#note").press("5")
    expect(fifth).to_be_checked()
    assert style.locator("#note").input_value() == "5"


def test_single_keys_can_be_switched_off_and_stay_off(style: Page) -> None:
    style.keyboard.press("?")
    switch = style.locator("[data-lotse-shortcuts-switch]")
    switch.uncheck()
    style.keyboard.press("Escape")
    style.reload()
    style.evaluate("document.activeElement.blur()")
    style.keyboard.press("?")
    expect(style.locator("#tastenkuerzel")).not_to_be_visible()
    style.keyboard.press("5")
    expect(style.locator("[data-lotse-chips] input").nth(4)).not_to_be_checked()


def test_the_combobox_is_worked_with_arrows_and_enter(style: Page) -> None:
    style.route("**/treffer-test", lambda route: route.fulfill(body=ANSWER, content_type="text/html"))
    style.evaluate("document.querySelector('main [data-lotse-combobox]').dataset.lotseCombobox = '/treffer-test'")
    field = style.locator("#name")
    field.press_sequentially("adl")
    expect(style.locator("#name-list [role=option]")).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "name-list-1")
    field.press("Enter")
    assert field.input_value() == "Adler, Veit"
    assert style.locator("#name_id").input_value() == "2"
    field.press("Backspace")
    assert style.locator("#name_id").input_value() == ""


def test_a_list_that_comes_late_takes_nothing_back(style: Page) -> None:
    held: list[Route] = []
    style.evaluate("document.querySelector('main [data-lotse-combobox]').dataset.lotseCombobox = '/treffer-test'")
    style.route("**/treffer-test", lambda route: route.fulfill(body=ANSWER, content_type="text/html"))
    field, options = style.locator("#name"), style.locator("#name-list [role=option]")
    field.press_sequentially("adl")
    expect(options).to_have_count(2)
    style.unroute("**/treffer-test")
    style.route("**/treffer-test", lambda route: held.append(route))
    field.press("e")
    late(style, held)
    field.press("ArrowDown")
    held.pop().fulfill(body=ANSWER.replace("1988", "1989"), content_type="text/html")
    expect(options.first).to_contain_text("1989")
    expect(field).to_have_attribute("aria-activedescendant", "name-list-0")
    field.press("r")
    late(style, held)
    field.press("Enter")
    assert field.input_value() == "Adler, Uta"
    held.pop().fulfill(body=ANSWER, content_type="text/html")
    style.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    expect(style.locator("#name-list")).to_be_hidden()
    assert style.locator("#name_id").input_value() == "1"


def late(page: Page, held: list[Route]) -> None:
    """Wait until the combobox has asked and its answer is held back."""
    while not held:
        page.evaluate("new Promise(requestAnimationFrame)")


def test_escape_closes_the_list_and_keeps_the_text(style: Page) -> None:
    style.route("**/treffer-test", lambda route: route.fulfill(body=ANSWER, content_type="text/html"))
    style.evaluate("document.querySelector('main [data-lotse-combobox]').dataset.lotseCombobox = '/treffer-test'")
    style.locator("#name").press_sequentially("adl")
    expect(style.locator("#name-list")).to_be_visible()
    style.keyboard.press("Escape")
    expect(style.locator("#name-list")).to_be_hidden()
    assert style.locator("#name").input_value() == "adl"


def test_the_theme_is_chosen_in_the_menu_and_the_server_remembers(style: Page) -> None:
    style.get_by_role("button", name="Konto von").click()
    style.get_by_label("Dunkel").check()
    style.reload()
    assert style.locator("html").get_attribute("data-kern-theme") == "dark"


def test_a_link_of_the_error_summary_leads_to_its_field(style: Page) -> None:
    style.locator(".error-summary a", has_text="PLZ").click()
    assert focused(style) == "wrong-postcode"


def test_the_error_summary_has_the_focus_when_the_page_opens(open_as) -> None:
    page = open_as(Role.NAVIGATOR, "/stil")
    page.wait_for_function("document.activeElement.matches('.error-summary')")


def test_tab_reaches_every_control_of_the_form_in_order(style: Page) -> None:
    style.locator("#name").focus()
    names = []
    for _ in range(14):
        style.keyboard.press("Tab")
        names.append(style.evaluate("document.activeElement.name || document.activeElement.type"))
    assert names[:2] == ["language", "postcode"]
    assert "topics" in names
    assert names.index("topics") < names.index("note")


@pytest.mark.parametrize("width", [1366, 320])
def test_sticky_bars_never_cover_the_focus(open_as, width: int) -> None:
    page = open_as(Role.NAVIGATOR, "/stil", width=width)
    assert page.evaluate(COVERED) == []


def test_on_a_phone_the_menu_opens_from_a_button(open_as) -> None:
    page = open_as(Role.NAVIGATOR, "/stil", width=320)
    menu = page.locator("#hauptmenue")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menü").click()
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_two_minutes_before_the_end_the_session_can_be_prolonged(open_as) -> None:
    page = open_as(Role.NAVIGATOR, "/konto")
    page.clock.install()
    page.goto("/stil")
    dialog = page.locator("#sitzung")
    page.clock.run_for("27:00")
    expect(dialog).to_be_hidden()
    page.clock.run_for("01:30")
    expect(dialog).to_be_visible()
    page.get_by_role("button", name="Verlängern").click()
    expect(dialog).to_be_hidden()
    page.clock.run_for("27:00")
    expect(dialog).to_be_hidden()


def test_a_session_that_ended_says_so_and_stops_asking(open_as) -> None:
    page = open_as(Role.NAVIGATOR, "/konto")
    page.clock.install()
    page.goto("/stil")
    page.clock.run_for("31:00")
    expect(page.locator("#sitzung")).to_contain_text("zu Ende")
    expect(page.get_by_role("button", name="Verlängern")).to_be_hidden()


def test_leaving_a_changed_form_asks_and_an_untouched_one_does_not(style: Page) -> None:
    asked = []
    style.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    style.goto("/konto")
    assert asked == []
    style.goto("/stil")
    style.locator("#note").press_sequentially("etwas")
    style.goto("/konto")
    assert asked == ["beforeunload"]


def test_menus_open_without_javascript(open_as) -> None:
    page = open_as(Role.NAVIGATOR, "/stil", scripts=False)
    page.get_by_role("button", name="Konto von").click()
    expect(page.get_by_role("button", name="Abmelden")).to_be_visible()
