"""What is typed at the counter survives two tabs, an ended session, a killed browser and a killed server."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, Playwright, expect

from lotse.accounts.models import LoginSession
from lotse.accounts.rules import Role
from lotse.demo.staff import PASSWORD
from lotse.foundation.clock import now
from lotse.foundation.db import db
from tests.browser.conftest import sign_in
from tests.browser.waiting import drafted, until

FORM = "/empfang/?weg=phone"


def status(page: Page):
    return page.locator("[data-lotse-draft-status]")


def type_note(page: Page, text: str) -> None:
    note = page.locator("[name=note]")
    note.press("End")
    note.press_sequentially(text)


def is_kept(office, note: str) -> None:
    until(lambda: note in drafted(office.app, office.login_of(Role.FRONT_DESK), "note"))


def end_sessions(office) -> None:
    with office.app.app_context():
        db.session.execute(sa.update(LoginSession).values(last_seen_at=now() - timedelta(minutes=60)))
        db.session.commit()


@pytest.fixture
def form(office, browser) -> Page:
    """The contact form in a browser that is signed in for itself: its session will be ended."""
    context = browser.new_context(base_url=office.base, locale="de-DE", timezone_id="Europe/Berlin")
    page = context.new_page()
    sign_in(page, office.login_of(Role.FRONT_DESK))
    page.goto(FORM)
    yield page
    context.close()


def test_two_tabs_with_one_draft_show_both_versions_and_keep_both(form, office):
    type_note(form, "Zwei Fenster: Anfang")
    is_kept(office, "Zwei Fenster: Anfang")
    form.goto("/empfang/")
    address = form.get_by_role("link", name="Zwei Fenster: Anfang").get_attribute("href")
    form.goto(address)
    other = form.context.new_page()
    other.goto(address)
    type_note(other, " im zweiten Fenster")
    is_kept(office, "Zwei Fenster: Anfang im zweiten Fenster")
    type_note(form, " im ersten Fenster")
    told = form.locator("[data-lotse-draft-elsewhere]")
    expect(told).to_contain_text("an einem anderen Platz weitergeschrieben")
    expect(told).to_contain_text("Zwei Fenster: Anfang im zweiten Fenster")
    expect(told.locator("th", has_text="Notiz")).to_be_visible()
    is_kept(office, "Zwei Fenster: Anfang im ersten Fenster")
    is_kept(office, "Zwei Fenster: Anfang im zweiten Fenster")


def test_a_session_that_ends_while_typing_costs_no_letter(form, office):
    type_note(form, "Vor der Pause")
    is_kept(office, "Vor der Pause")
    end_sessions(office)
    type_note(form, ", nach der Pause")
    expect(status(form)).to_contain_text("Ihre Sitzung ist zu Ende")
    is_kept(office, "Vor der Pause, nach der Pause")
    again = form.context.new_page()
    sign_in(again, office.login_of(Role.FRONT_DESK))
    type_note(form, " und weiter")
    is_kept(office, "Vor der Pause, nach der Pause und weiter")
    expect(status(form)).to_contain_text("Entwurf gesichert")
    form.locator("[data-lotse-chips] .chip").first.click()
    form.keyboard.press("Control+Enter")
    expect(form.locator(".messages")).to_contain_text("gespeichert")
    assert not [
        note for note in drafted(office.app, office.login_of(Role.FRONT_DESK), "note") if note.startswith("Vor der")
    ]


def test_strg_enter_after_the_session_has_ended_leads_back_to_the_text(form, office):
    form.locator("[data-lotse-chips] .chip").first.click()
    expect(status(form)).to_contain_text("Entwurf gesichert")
    end_sessions(office)
    form.locator("[name=note]").fill("Gleich gespeichert")
    form.locator("[name=note]").press("Control+Enter")
    form.wait_for_url("**/anmelden**")
    form.locator("input[name=login]").fill(office.login_of(Role.FRONT_DESK))
    form.locator("input[name=password]").fill(PASSWORD)
    form.locator("input[name=password]").press("Enter")
    form.wait_for_url("**/empfang/**")
    expect(form.locator("[name=note]")).to_have_value("Gleich gespeichert")
    is_kept(office, "Gleich gespeichert")


def test_who_was_signed_out_elsewhere_is_told_so_and_goes_on_after_signing_in(form, office):
    type_note(form, "Vor dem Abmelden")
    is_kept(office, "Vor dem Abmelden")
    form.context.clear_cookies()
    type_note(form, ", danach")
    expect(status(form)).to_contain_text("Ihre Sitzung ist zu Ende")
    expect(status(form).get_by_role("link")).to_have_attribute("href", "/anmelden")
    form.locator("[data-lotse-chips] .chip").first.click()
    for _ in range(2):
        with form.expect_response("**/entwurf/**"):
            form.locator("[name=note]").press("Control+Enter")
        expect(form.locator("[name=note]")).to_have_value("Vor dem Abmelden, danach")
    again = form.context.new_page()
    sign_in(again, office.login_of(Role.FRONT_DESK))
    form.locator("[name=note]").press("Control+Enter")
    expect(form.locator(".messages")).to_contain_text("gespeichert")


def test_a_killed_browser_leaves_the_draft_for_another_workplace(playwright: Playwright, office, open_as, tmp_path):
    port = 9500 + os.getpid() % 400
    command = [shutil.which("chromium"), "--no-sandbox", "--headless=new", f"--remote-debugging-port={port}",
               f"--user-data-dir={tmp_path}", "about:blank"]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        browser = connect(playwright, port)
        page = browser.contexts[0].new_page()
        sign_in_at(page, office)
        page.goto(office.base + FORM)
        page.locator("[name=note]").press_sequentially("Der Strom fällt gleich aus")
        is_kept(office, "Der Strom fällt gleich aus")
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    elsewhere = open_as(Role.FRONT_DESK, "/empfang/")
    elsewhere.get_by_role("link", name="Der Strom fällt gleich aus").click()
    expect(elsewhere.locator("[name=note]")).to_have_value("Der Strom fällt gleich aus")


def connect(playwright: Playwright, port: int):
    for _ in range(100):
        try:
            return playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        except Exception:  # the browser is still starting
            time.sleep(0.2)
    pytest.fail("Chromium did not start")


def sign_in_at(page: Page, office) -> None:
    page.goto(office.base + "/anmelden")
    page.locator("input[name=login]").fill(office.login_of(Role.FRONT_DESK))
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda address: "/anmelden" not in address)


def test_a_server_that_does_not_answer_keeps_the_form_on_the_page_until_it_does(form, office):
    form.locator("[data-lotse-chips] .chip").first.click()
    expect(status(form)).to_contain_text("Entwurf gesichert")
    form.context.set_offline(True)
    form.locator("[name=note]").fill("Während der Server weg ist")
    form.locator("[name=note]").press("Control+Enter")
    expect(status(form)).to_contain_text("Der Server antwortet nicht")
    expect(form.locator("[name=note]")).to_have_value("Während der Server weg ist")
    form.context.set_offline(False)
    expect(status(form)).to_contain_text("Entwurf gesichert")
    is_kept(office, "Während der Server weg ist")
    form.locator("[name=note]").press("Control+Enter")
    expect(form.locator(".messages")).to_contain_text("gespeichert")
