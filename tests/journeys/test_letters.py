"""Letters as the office makes them: from a case, from a contact without one, printed again, in the envelope."""

from __future__ import annotations

import re

import pymupdf
import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from lotse.accounts.models import User
from lotse.accounts.rules import Role
from lotse.cases.models import Case
from lotse.foundation.db import db
from lotse.letters.models import Letter
from tests.browser.office import Office

MM = 72 / 25.4


def pdf_of(page: Page) -> bytes:
    """Return the PDF that the page of a letter opens."""
    address = page.get_by_role("link", name="PDF öffnen und drucken").get_attribute("href")
    answer = page.request.get(address)
    assert answer.status == 200
    return answer.body()


def words_of(pdf: bytes, window: tuple[float, float, float, float] | None = None) -> str:
    """Return the words of the first page, or of a window in it given in millimetres."""
    clip = pymupdf.Rect(*(value * MM for value in window)) if window else None
    with pymupdf.open(stream=pdf) as opened:
        return " ".join(opened[0].get_text(clip=clip).split())


def print_with(page: Page, entry: str, form: str = "") -> None:
    """Choose a form of one paper on the page of letters and press its button."""
    row = page.locator("li", has=page.get_by_text(entry, exact=True))
    if form:
        row.get_by_role("combobox").select_option(label=form)
    row.get_by_role("button", name="Drucken").click()
    page.wait_for_url(re.compile(r"/briefe/\d+$"))


@pytest.fixture
def case_id(office: Office) -> int:
    with office.app.app_context():
        lead = db.session.scalar(sa.select(User.id).where(User.login == office.login_of(Role.NAVIGATOR)))
        query = sa.select(Case.id).where(Case.lead_id == lead, Case.status == "open").order_by(Case.id)
        return db.session.scalars(query).first()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_a_case_a_letter_is_two_presses_away_and_a_reprint_is_the_same(office, open_as, case_id, scripts) -> None:
    page = open_as(Role.NAVIGATOR, f"/faelle/{case_id}", scripts=scripts)
    page.get_by_role("link", name="Brief erstellen").first.click()
    print_with(page, "Ihr Wochenplan")
    first = pdf_of(page)
    assert "Ihr Wochenplan" in words_of(first)
    expect(page.get_by_text("Versand noch nicht vermerkt")).to_be_visible()
    page.get_by_label("persönlich übergeben").check()
    page.get_by_role("button", name="Versand festhalten").click()
    expect(page.get_by_text("Der Versand ist festgehalten.")).to_be_visible()
    assert pdf_of(page) == first
    number = re.search(r"B-\d{4}-\d{6}", page.locator("main").inner_text()).group()
    page.goto("/briefe/")
    expect(page.get_by_role("link", name=number)).to_be_visible()


def test_from_a_contact_without_a_case_the_receipt_is_printed(office, open_as) -> None:
    page = open_as(Role.FRONT_DESK, "/empfang/antragswille")
    page.get_by_role("button", name="Bestätigung").first.click()
    page.wait_for_url(re.compile(r"/briefe/\d+$"))
    assert "Antrag" in words_of(pdf_of(page))
    with office.app.app_context():
        letter = db.session.get(Letter, int(page.url.rsplit("/", 1)[1]))
        assert letter.contact_id is not None
        assert letter.case_id is None


def test_the_envelope_window_of_a_letter_by_post_shows_the_address_and_nothing_else(office, open_as) -> None:
    with office.app.app_context():
        letter = db.session.scalars(sa.select(Letter).where(Letter.kind == "referral").order_by(Letter.id)).first()
        letter_id, receiver, client = letter.id, letter.data["recipient"]["lines"], letter.data["client_name"]
    page = open_as(Role.TEAM_LEAD, f"/briefe/{letter_id}")
    shown = words_of(pdf_of(page), window=(20, 45, 105, 90))
    assert receiver[-1] in shown
    assert client.split()[-1] not in shown
    assert client.split()[-1] in words_of(pdf_of(page))
