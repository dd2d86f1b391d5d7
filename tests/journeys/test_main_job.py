"""The main job from the first call to the answer: six steps, by forms and links, as the people of the office do it."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from lotse.accounts.rules import Role
from lotse.clients.models import Person
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.foundation.workdays import next_workday
from lotse.measures.models import Requirement
from lotse.outbox.models import OutboxMail
from lotse.reminders import jobs as reminder_jobs
from tests.browser.office import KEY, Office

ROOT = Path(__file__).resolve().parents[2]
TODAY = clock.today().isoformat()


@dataclass
class Story:
    """What one step leaves for the next."""

    office: Office
    ids: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def story(office: Office) -> Story:
    return Story(office)


def number_in(page: Page, pattern: str) -> int:
    found = re.search(pattern, page.url)
    assert found, page.url
    return int(found.group(1))


def test_1_the_front_desk_takes_a_call_and_opens_a_case(story: Story, open_as) -> None:
    page = open_as(Role.FRONT_DESK, "/empfang/?weg=phone")
    page.locator("#person").press_sequentially("tannhoff jule 14.03.1990")
    page.get_by_role("option", name=re.compile("Neue Person")).wait_for()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#new_last")).to_have_value(re.compile("tannhoff", re.IGNORECASE))
    page.locator("#new_last").fill("Tannhoff")
    page.locator("#new_first").fill("Jule")
    page.locator("#anliegen label.chip").nth(6).click()
    page.locator("#note").fill("Umschulung beginnt bald, Kind ist drei. Wer betreut?")
    page.locator("label.segment", has_text="Fall eröffnet").click()
    page.locator("#case_reason").fill("Umschulung und Kinderbetreuung müssen zusammenpassen")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messages")).to_contain_text("ist eröffnet")

    with story.office.app.app_context():
        story.ids["mother"] = db.session.scalar(sa.select(Person.id).where(Person.last_name == "Tannhoff"))
    page.goto("/personen/neu")
    page.locator("#last_name").fill("Tannhoff")
    page.locator("#first_name").fill("Lilo")
    page.locator("#born").fill("02.05.2023")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/personen/\d+$"))

    page.goto(f"/personen/{story.ids['mother']}")
    page.get_by_role("link", name="Person aufnehmen").click()
    page.locator("#person").press_sequentially("lilo tann")
    page.get_by_role("option", name=re.compile("Lilo")).wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("#role").select_option(label="Kind")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("Tannhoff, Lilo")


def test_2_the_navigator_sees_at_once_which_hours_are_not_covered(story: Story, open_as) -> None:
    page = open_as(Role.NAVIGATOR, "/faelle?ansicht=eingang")
    page.locator("tr", has_text="Tannhoff").get_by_role("button", name="Übernehmen").click()
    page.goto("/faelle?ansicht=meine")
    page.locator("tr", has_text="Tannhoff").get_by_role("link", name=re.compile("Öffnen")).click()
    page.wait_for_url(re.compile(r"/faelle/\d+"))
    case_id = story.ids["case"] = number_in(page, r"/faelle/(\d+)")

    page.goto(f"/faelle/{case_id}/lebenslage/einschaetzen")
    page.locator("input[name=family][value='2']").check()
    page.locator("#family_evidence").fill("Für die Zeit der Umschulung ist niemand da.")
    page.get_by_role("button", name="Einschätzung speichern").click()
    page.wait_for_url(re.compile(r"/lebenslage(\?|$)"))
    expect(page.locator("main")).to_contain_text("Für die Zeit der Umschulung ist niemand da.")

    page.goto(f"/faelle/{case_id}/ziele/neu")
    page.locator("#topic").fill("Umschulung")
    page.locator("#will").fill("Ich will endlich einen Beruf.")
    page.locator("#statement").fill("Ich beginne die Umschulung und halte das erste Halbjahr durch.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("Ich beginne die Umschulung")
    page.wait_for_url(re.compile(r"/ziele$"))

    start, end = clock.today() + timedelta(days=14), clock.today() + timedelta(days=300)
    child = "Lilo Tannhoff"
    measure(page, case_id, "Umschulung", "Jule Tannhoff", "Mo-Fr 8-15:15", start, end, covered=child)
    measure(page, case_id, "Kita", child, "Mo-Fr 7:30-14:30", start, end)
    expect(page.locator("main")).to_contain_text("Betreuungslücke")
    expect(page.locator("main")).to_contain_text("14:30–15:35")
    expect(page.locator("svg.plan")).to_be_visible()

    plan = lotse(story, "plan", "export", str(case_id))
    findings = json.loads(lotse(story, "plan", "check", "-", stdin=plan))["findings"]
    [gap] = [finding for finding in findings if finding["code"] == "COVER_GAP"]
    assert gap["patterns"][0]["windows"] == [["14:30", "15:35"]]
    with story.office.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Requirement.id)).where(Requirement.case_id == case_id)) == 1


def test_3_she_refers_with_consent_and_prints_the_letter(story: Story, open_as) -> None:
    page = open_as(Role.NAVIGATOR, f"/vermittlungen/neu/fall/{story.ids['case']}")
    page.locator("#receiver").press_sequentially("randzeit")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("#reason").fill("Die Randzeiten nach der Kita sind nicht abgedeckt.")
    page.locator("#request").fill("Bitte um Betreuung Mo bis Fr 14:30 bis 15:35 Uhr.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/vermittlungen/\d+$"))
    story.ids["referral"] = number_in(page, r"/vermittlungen/(\d+)")
    expect(page.locator("main")).to_contain_text("Noch ohne Grundlage")

    page.get_by_role("link", name="Einwilligung festhalten").click()
    page.get_by_role("button", name="Einwilligung speichern").click()
    page.wait_for_url(re.compile(r"/vermittlungen/\d+$"))
    page.get_by_role("button", name="Senden").click()
    expect(page.locator(".messages")).to_contain_text("Gesendet")

    page.get_by_role("button", name="Überleitungsschreiben drucken").click()
    page.wait_for_url(re.compile(r"/briefe/\d+"))
    letter_id = number_in(page, r"/briefe/(\d+)")
    letter = page.request.get(f"/briefe/{letter_id}/brief.pdf")
    assert letter.status == 200
    assert letter.body().startswith(b"%PDF")


def test_4_the_reminder_stands_on_her_start_page_and_in_the_digest(story: Story, open_as) -> None:
    page = open_as(Role.NAVIGATOR, f"/vermittlungen/{story.ids['referral']}/wiedervorlagen/neu")
    page.locator("#text").fill("Hat die Tagespflege geantwortet?")
    page.locator("#when").fill("heute")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/vermittlungen/\d+$"))
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Hat die Tagespflege geantwortet?")
    with story.office.app.app_context():
        reminder_jobs.send_digests(next_workday(clock.today(), "HE"))
        db.session.commit()
        mails = db.session.scalars(sa.select(OutboxMail)).all()
    digest = [mail for mail in mails if mail.recipient.startswith("lotsin@")]
    assert digest, [mail.recipient for mail in mails]
    assert "Tannhoff" not in "".join(mail.subject + mail.body for mail in mails)


def test_5_the_answer_ends_the_reminder_and_the_figures_count_it(story: Story, open_as) -> None:
    page = open_as(Role.NAVIGATOR, f"/vermittlungen/{story.ids['referral']}/antwort?nach=accepted")
    page.locator("#contact").fill("Frau Beispiel")
    page.locator("#follows_by").fill(TODAY)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messages")).to_contain_text("Festgehalten")
    page.goto("/")
    expect(page.locator("main")).not_to_contain_text("Hat die Tagespflege geantwortet?")

    lead = open_as(Role.TEAM_LEAD, "/statistik/")
    expect(lead.locator("main")).to_contain_text("Vermittlungen")
    figures = lead.locator("a[href*='/tabelle.xlsx'], a[href$='.xlsx'], a[href*='.xlsx?']").first.get_attribute("href")
    assert figures
    book = openpyxl.load_workbook(io.BytesIO(lead.request.get(figures).body()))
    words = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
    assert "gerundet" in words
    counts = [count for sheet in book.worksheets[1:] for count in column_of(sheet, "Vermittelt")]
    assert counts
    assert all(count % 5 == 0 for count in counts), counts


def test_6_the_subject_access_page_says_who_did_and_saw_what(story: Story, open_as) -> None:
    page = open_as(Role.DATA_PROTECTION, f"/datenschutz/person/{story.ids['mother']}")
    table = page.get_by_role("table", name="Zugriffe")
    for name in ("Ayla Demirkan", "Mira Kranich"):
        expect(table).to_contain_text(name)
    for what in ("angesehen", "übermittelt"):
        expect(table).to_contain_text(what)
    expect(page.get_by_role("table", name="Übermittlungen")).to_contain_text("Stammdaten")


def column_of(sheet, head: str) -> list[float]:
    """Return the numbers below a column head of a sheet."""
    rows = list(sheet.iter_rows(values_only=True))
    for place, row in enumerate(rows):
        if head in row:
            below = (each[row.index(head)] for each in rows[place + 1 :])
            return [value for value in below if isinstance(value, int | float)]
    return []


def measure(page: Page, case_id: int, kind: str, person: str, times: str, start, end, covered: str = "") -> None:
    """Enter a measure by keyboard."""
    page.goto(f"/faelle/{case_id}/massnahmen/neu")
    page.locator("#kind").select_option(label=kind)
    option = page.locator("#person_id option", has_text=person).first.get_attribute("value")
    page.locator("#person_id").select_option(value=option)
    page.locator("#label").fill(kind)
    page.locator("#starts_on").fill(start.isoformat())
    page.locator("#ends_on").fill(end.isoformat())
    page.locator("#state").select_option(label="bewilligt")
    page.locator("#weekly").fill(times)
    if covered:
        page.get_by_label(covered, exact=True).check()
        page.locator("#travel_before_min").fill("20")
        page.locator("#travel_after_min").fill("20")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/massnahmen$"))


def lotse(story: Story, *words: str, stdin: str = "") -> str:
    """Run the lotse command on the office's database."""
    settings = story.office.app.config["LOTSE"]
    key = settings.instance / "key"
    key.write_bytes(KEY)
    environment = {
        **os.environ,
        "LOTSE_INSTANCE": str(settings.instance),
        "LOTSE_KEY_FILE": str(key),
        "LOTSE_PUBLIC_BASE_URL": settings.public_base_url,
        "LOTSE_DATABASE_URL": settings.database_url,
    }
    command = [sys.executable, "-m", "lotse.cli", *words]
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
