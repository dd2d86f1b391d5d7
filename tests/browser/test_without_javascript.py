"""The day's work at the counter goes without JavaScript: contact, day list, search, directory."""

from __future__ import annotations

from playwright.sync_api import expect

from lotse.accounts.rules import Role


def test_a_contact_is_written_found_and_followed_without_scripts(open_as) -> None:
    page = open_as(Role.FRONT_DESK, "/empfang/", scripts=False)
    page.get_by_label("Telefon", exact=True).first.check()
    page.locator("#anliegen input[type=checkbox]").first.check()
    page.get_by_label("Notiz").fill("Anruf ohne Skript.")
    page.get_by_role("button", name="Speichern und nächster").click()
    expect(page.locator(".messages")).to_contain_text("gespeichert")
    page.goto("/empfang/tag")
    assert page.locator("main table tbody tr").count() >= 1


def test_search_and_directory_answer_without_scripts(open_as) -> None:
    page = open_as(Role.FRONT_DESK, "/verzeichnis/", scripts=False)
    page.locator("header input[type=search]").fill("Yılmaz")
    page.locator("header input[type=search]").press("Enter")
    expect(page.locator("main a", has_text="Yılmaz").first).to_be_visible()
    page.goto("/verzeichnis/")
    page.locator("main input[name=q]").fill("Wohngeld")
    page.locator("main input[name=q]").press("Enter")
    expect(page.locator("main tbody tr", has_text="Wohngeld").first).to_be_visible()


def test_a_typed_surname_is_answered_with_the_people_to_tick(open_as) -> None:
    page = open_as(Role.FRONT_DESK, "/empfang/", scripts=False)
    page.locator("#anliegen input[type=checkbox]").first.check()
    page.locator("input[name=person]").fill("Yilmaz")
    page.get_by_label("Notiz").fill("Bleibt stehen.")
    page.get_by_role("button", name="Speichern und nächster").click()
    hits = page.get_by_role("group", name="Treffer zu „Yilmaz“")
    expect(hits).to_contain_text("Yılmaz")
    expect(page.get_by_label("Notiz")).to_have_value("Bleibt stehen.")
    hits.get_by_role("radio").first.check()
    page.get_by_role("button", name="Speichern und nächster").click()
    expect(page.locator(".messages")).to_contain_text("gespeichert")
