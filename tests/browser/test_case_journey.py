"""A complete case in the browser: from the inbox over intake, life situation, will, goal and plan to its closing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from lotse.accounts.rules import Role
from lotse.foundation import clock

WORDS = "Ich will, dass die Kinder ihre Schule behalten."
GOAL = "Ich zahle die Rate jeden Monat am Ersten."
REPORT = "Die Wohnung ist gesichert, die Raten laufen seit zwei Monaten, die Familie kommt allein zurecht."


def take_from_inbox(page: Page) -> str:
    """Take the first waiting case; return its address."""
    page.get_by_role("button", name="Übernehmen").first.click()
    expect(page.get_by_text("Sie führen jetzt den Fall")).to_be_visible()
    return page.url


def decide_intake(page: Page, case: str) -> None:
    page.goto(f"{case}/aufnahme")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Entscheiden").click()
    expect(page.get_by_text("Aufgenommen.")).to_be_visible()


def rate(page: Page, case: str) -> None:
    page.goto(f"{case}/lebenslage/einschaetzen")
    page.get_by_label("gemeinsam", exact=True).check()
    page.get_by_label("2 – Notunterkunft, Kündigung oder Sperre angedroht").check()
    page.locator("[name=housing_evidence]").fill("Kündigung vom 3. November liegt vor")
    page.locator("[name=housing_target]").select_option("4")
    page.get_by_role("button", name="Einschätzung speichern").click()
    expect(page.get_by_text("Kündigung vom 3. November liegt vor")).to_be_visible()
    expect(page.locator("svg.chart")).to_have_attribute("aria-label", re.compile("Wohnen: 2, Ziel 4"))


def write_goal(page: Page, case: str) -> None:
    page.goto(f"{case}/ziele/neu")
    page.get_by_label("Thema").fill("Wohnung")
    page.get_by_label("Wille").fill(WORDS)
    page.locator("[name=statement]").fill(GOAL)
    page.get_by_role("button", name="Ziel speichern").click()
    expect(page.get_by_role("heading", name=GOAL)).to_be_visible()


def agree_on_plan(page: Page, case: str) -> None:
    page.goto(f"{case}/plan/neu")
    page.get_by_label("Ausgangslage").fill("Zwei Monatsmieten Rückstand.")
    page.get_by_role("button", name="Entwurf anlegen").click()
    page.get_by_label("unterschrieben", exact=True).check()
    page.get_by_label("Überprüfung am").fill((clock.today() + timedelta(days=120)).isoformat())
    page.get_by_role("button", name="Zustimmung eintragen").click()
    expect(page.get_by_text("Fassung 1 des Hilfeplans gilt.")).to_be_visible()


def close(page: Page, case: str) -> None:
    page.goto(f"{case}/abschluss")
    page.get_by_role("button", name="erreicht", exact=True).click()
    expect(page.get_by_text("Nichts ist offen")).to_be_visible()
    page.get_by_label("Ziele erreicht, keine Begleitung mehr nötig").check()
    page.get_by_label("Abschlussbericht").fill(REPORT)
    page.get_by_role("button", name="Fall schließen").click()
    expect(page.get_by_text("ist geschlossen.")).to_be_visible()


def test_a_case_from_the_inbox_to_its_closing(open_as: Callable[..., Page]) -> None:
    page = open_as(Role.NAVIGATOR, "/faelle?ansicht=eingang")
    case = take_from_inbox(page)
    decide_intake(page, case)
    rate(page, case)
    write_goal(page, case)
    agree_on_plan(page, case)
    page.goto(case)
    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.get_by_text("Hilfeplan Fassung 1")).to_be_visible()
    close(page, case)
    expect(page.get_by_text("geschlossen seit")).to_be_visible()
    page.goto(f"{case}/verlauf")
    for said in (
        "Fall geschlossen",
        "Ziel erreicht",
        "Hilfeplan Fassung 1 gilt",
        "Aufnahme entschieden",
        "Fallführung:",
    ):
        expect(page.get_by_text(said).first).to_be_visible()


def test_the_case_pages_work_without_scripts(open_as: Callable[..., Page]) -> None:
    page = open_as(Role.NAVIGATOR, "/faelle", scripts=False)
    page.get_by_role("link", name=re.compile(r"^L-\d{4}-\d{4}$")).first.click()
    for tab in ("Lebenslage", "Ziele & Plan", "Vermittlungen", "Notizen & Dokumente", "Verlauf"):
        page.get_by_role("navigation", name="Bereiche der Fallakte").get_by_role("link", name=tab).click()
        expect(page.get_by_role("navigation", name="Bereiche der Fallakte")).to_be_visible()
