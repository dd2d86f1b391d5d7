"""A note to a case outlives the browser it was typed in."""

from __future__ import annotations

from playwright.sync_api import expect

from lotse.accounts.rules import Role
from tests.browser.waiting import drafted, until

TEXT = "Gespräch mit der Kita, Platz ab Januar"


def test_a_note_is_offered_again_after_the_page_is_gone(office, open_as) -> None:
    case = next(path for path in office.addresses(Role.NAVIGATOR).values() if path.endswith("/notizen"))
    page = open_as(Role.NAVIGATOR, case)
    page.locator("textarea[name=text]").press_sequentially(TEXT)
    until(lambda: TEXT in drafted(office.app, office.login_of(Role.NAVIGATOR), "text"))
    page.close()

    page = open_as(Role.NAVIGATOR, case)
    expect(page.get_by_text("Nicht gespeichert")).to_be_visible()
    page.get_by_role("link", name="Weiterschreiben").click()
    expect(page.locator("textarea[name=text]")).to_have_value(TEXT)
    page.locator("textarea[name=text]").press("Control+End")
    page.locator("textarea[name=text]").press_sequentially(" zugesagt")
    page.get_by_role("button", name="Notiz speichern").click()
    expect(page.get_by_text(f"{TEXT} zugesagt").first).to_be_visible()
    expect(page.get_by_text("Nicht gespeichert")).to_have_count(0)
