"""An emergency in the browser: a colleague asks, the team lead releases, the file opens, ends, and is gone."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from lotse.accounts.rules import Role

WHY = "Die Klientin steht am Empfang, ihr droht heute die Sperre."


def test_a_file_opens_on_release_and_is_gone_at_the_end(open_as) -> None:
    boss = open_as(Role.TEAM_LEAD, "/faelle?ansicht=team")
    row = boss.locator("tbody tr").filter(has_text="Tobias Wendland").first
    number = re.search(r"L-\d{4}-\d+", row.inner_text()).group()
    file = row.get_by_role("link").first.get_attribute("href")

    asker = open_as(Role.NAVIGATOR, "/faelle")
    assert asker.request.get(file).status == 404
    asker.get_by_role("link", name="Notzugriff", exact=True).click()
    asker.get_by_role("link", name="Notzugriff anfragen").first.click()
    asker.get_by_label("Fallnummer").fill(number)
    asker.get_by_label("akute Krise").check()
    asker.get_by_label("Grund").fill(WHY)
    asker.get_by_role("button", name="Anfrage stellen").click()
    expect(asker.get_by_text("Die Anfrage ist gestellt.")).to_be_visible()
    assert asker.request.get(file).status == 404

    boss.goto("/heute")
    boss.get_by_role("link", name="Über einen Notzugriff entscheiden").click()
    expect(boss.get_by_text(WHY)).to_be_visible()
    boss.get_by_role("button", name="Freigeben").click()
    expect(boss.get_by_text("Der Notzugriff ist freigegeben.")).to_be_visible()

    asker.reload()
    asker.get_by_role("link", name=number, exact=True).click()
    expect(asker.get_by_text(re.compile(r"Notzugriff bis \d\d:\d\d Uhr"))).to_be_visible()
    boss.get_by_role("button", name="Jetzt beenden").click()
    expect(boss.get_by_text("Der Notzugriff ist beendet.")).to_be_visible()
    asker.get_by_role("link", name="Ziele & Plan").first.click()
    expect(asker.get_by_role("heading", name="Diese Seite gibt es nicht")).to_be_visible()
