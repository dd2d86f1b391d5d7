"""Signing a consent in the drawing field, as at the counter."""

from __future__ import annotations

import sqlalchemy as sa
from playwright.sync_api import expect

from lotse.accounts.rules import Role
from lotse.disclosure.models import Consent
from lotse.foundation.db import db
from lotse.referrals.models import Referral


def test_a_consent_is_signed_with_a_pen_and_can_be_wiped_before(office, open_as) -> None:
    with office.app.app_context():
        waiting = sa.select(Referral.id).where(Referral.state == "consent_pending", Referral.person_id.is_not(None))
        visible = db.session.scalars(waiting.order_by(Referral.id)).all()
    page = open_as(Role.NAVIGATOR, "/vermittlungen/?stand=bei-uns")
    mine = next(i for i in visible if page.locator(f"a[href='/vermittlungen/{i}']").count())
    page.goto(f"/vermittlungen/{mine}/einwilligung")
    pad = page.locator("canvas")
    expect(pad).to_be_hidden()
    page.locator("input[name=form][value=electronic]").check(force=True)
    expect(pad).to_be_visible()
    for _ in range(2):
        draw(page, pad)
        expect(page.get_by_text("Unterschrift erfasst")).to_be_visible()
        if page.locator("#purpose").input_value() != "Beratung":
            page.get_by_role("button", name="Löschen").click()
            expect(page.get_by_text("Noch keine Unterschrift")).to_be_visible()
            page.locator("#purpose").fill("Beratung")
    page.get_by_role("button", name="Einwilligung speichern").click()
    page.wait_for_url(f"**/vermittlungen/{mine}")
    with office.app.app_context():
        consent = db.session.scalar(sa.select(Consent).order_by(Consent.id.desc()).limit(1))
        assert (consent.purpose, consent.signed_how) == ("Beratung", "drawn")


def draw(page, pad) -> None:
    """Move a pressed pen over the field."""
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 40)
    page.mouse.down()
    for n in range(25):
        page.mouse.move(box["x"] + 30 + n * 9, box["y"] + 40 + (25 if n % 2 else 0))
    page.mouse.up()
