"""The cases of the security battery that concern a partner's link, by their numbers there."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.audit.models import AuditEvent
from lotse.disclosure.actions import GateClosed
from lotse.disclosure.models import Consent
from lotse.foundation.clock import now, today
from lotse.foundation.crypto import hash_token
from lotse.foundation.db import db
from lotse.outbox.models import OutboxMail
from lotse.referrals import jobs, queries
from lotse.referrals.actions.links import make_link
from lotse.referrals.actions.steps import take_step
from lotse.referrals.models import PartnerLink, Referral
from lotse.referrals.queries import links
from lotse.referrals.rules.states import Party, State
from lotse.referrals.rules.transitions import Step
from tests.conftest import csrf_token, without_token
from tests.factories.partner_links import enter, new_link, state_of


def test_rs09_known_and_unknown_links_answer_alike(app, client) -> None:
    made = new_link()
    gone = client.get("/antwort/" + secrets.token_urlsafe(32))
    client.get(f"/antwort/{made.token}")
    made.link.locked_at = now()
    db.session.commit()
    locked = client.get(f"/antwort/{made.token}")
    assert (gone.status_code, locked.status_code) == (404, 404)
    assert without_token(gone.text) == without_token(locked.text)


def test_rs16_the_link_in_the_mail_follows_the_configured_address_and_no_header(app, login_as) -> None:
    made = new_link(email="stelle@traeger.example")
    referral = db.session.get(Referral, made.link.referral_id)
    staff = login_as(queries.get_creator(referral))
    page = f"/vermittlungen/{referral.id}"
    token = csrf_token(staff.get(page).text)
    answer = staff.post(f"{page}/link", data={"csrf_token": token}, headers={"X-Forwarded-Host": "boese.example"})
    assert answer.status_code == 200
    bodies = [mail.body for mail in db.session.scalars(sa.select(OutboxMail))]
    assert bodies
    assert all("http://localhost/antwort/" in body and "boese" not in body for body in bodies)
    assert staff.get(page, headers={"Host": "boese.example"}).status_code == 400


def test_rs17_no_flipped_bit_of_a_token_opens_anything(app) -> None:
    made = new_link()
    found = 0
    for n in range(10_000):
        place = n % len(made.token)
        other = made.token[:place] + secrets.choice("abcdefghijklmnopqrstuvwxyz0123456789-_") + made.token[place + 1 :]
        found += other != made.token and links.find_link(hash_token(other)) is not None
    assert found == 0


def test_rs17_a_token_opens_its_own_referral_only_and_not_after_its_day(app, client) -> None:
    mine, other = new_link("Meine"), new_link("Andere")
    enter(client, mine.token, mine.pin)
    assert "Meine" in client.get(f"/antwort/{mine.token}/vermittlung").text
    assert enter(client, other.token, mine.pin if mine.pin != other.pin else "000001").status_code == 422
    assert client.get(f"/antwort/{other.token}/vermittlung").headers["Location"] == f"/antwort/{other.token}"
    mine.link.expires_at = now() - timedelta(seconds=1)
    db.session.commit()
    for path in ("", "/vermittlung", "/antworten", "/weiterleiten"):
        assert client.get(f"/antwort/{mine.token}{path}").status_code == 404
    assert jobs.run_clocks(today()) >= 1
    kinds = [event.kind for event in queries.list_events(mine.link.referral_id)]
    assert kinds.count("link_expired") == 1
    jobs.run_clocks(today())
    assert [event.kind for event in queries.list_events(mine.link.referral_id)].count("link_expired") == 1


def test_rs17_and_48_the_token_is_in_no_log_no_audit_row_and_no_other_table(app, client, caplog) -> None:
    made = new_link()
    with caplog.at_level("DEBUG"):
        enter(client, made.token, made.pin)
        client.get(f"/antwort/{made.token}/vermittlung")
        client.get(f"/antwort/{made.token}/nirgends")
    assert made.token not in caplog.text
    assert "Geheimname" not in caplog.text
    for row in db.session.scalars(sa.select(AuditEvent)):
        assert made.token not in f"{row.detail}{row.endpoint}"
    assert made.token != made.link.token_hash
    page = client.get(f"/antwort/{made.token}/vermittlung")
    assert page.headers["Referrer-Policy"] in ("no-referrer", "same-origin")
    assert "no-store" in page.headers["Cache-Control"]


def test_rs18_scanners_open_and_head_the_link_without_changing_anything(app, client) -> None:
    made = new_link()
    before = db.session.scalar(sa.select(sa.func.count()).select_from(Referral))
    for _ in range(5):
        client.head(f"/antwort/{made.token}")
        client.get(f"/antwort/{made.token}")
        client.get(f"/antwort/{made.token}/vermittlung")
    db.session.expire_all()
    link = db.session.get(PartnerLink, made.link.id)
    assert (link.opened_at, link.wrong_pins, state_of(made)) == (None, 0, State.REQUESTED)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Referral)) == before
    assert enter(client, made.token, made.pin).status_code == 303


def test_rs47_every_opening_and_every_wrong_pin_is_logged_and_stands_in_the_course(app, client) -> None:
    made = new_link()
    enter(client, made.token, "000000" if made.pin != "000000" else "111111")
    enter(client, made.token, made.pin)
    enter(client, made.token, made.pin)
    kinds = [event.kind for event in queries.list_events(made.link.referral_id)]
    assert (kinds.count("wrong_pin"), kinds.count("link_opened")) == (1, 2)
    query = sa.select(AuditEvent.detail).where(AuditEvent.object_kind == "partner_link")
    details = list(db.session.scalars(query))
    assert details.count("wrong_pin") == 1
    assert details.count("opened") == 2
    assert details.count("asked") == 3


def test_rs50_the_partners_pages_carry_the_headers_and_no_foreign_address(app, client) -> None:
    made = new_link()
    enter(client, made.token, made.pin)
    for path in ("", "/vermittlung", "/antworten", "/weiterleiten"):
        page = client.get(f"/antwort/{made.token}{path}")
        assert "script-src" in page.headers["Content-Security-Policy"]
        assert "unsafe-inline" not in page.headers["Content-Security-Policy"]
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in page.headers["Cache-Control"]


def test_a_link_passes_the_gate_and_ends_with_the_consent(app, client) -> None:
    made = new_link()
    enter(client, made.token, made.pin)
    referral = db.session.get(Referral, made.link.referral_id)
    consent = db.session.get(Consent, referral.consent_id)
    consent.valid_until = today() - timedelta(days=1)
    db.session.commit()
    shown = client.get(f"/antwort/{made.token}/vermittlung").text
    assert "Geheimname" not in shown
    assert "Zurzeit keine Daten" in shown
    with pytest.raises(GateClosed):
        make_link(referral=referral, by=queries.get_creator(referral), today=today(), now=now())


def test_an_open_page_of_the_partner_ends_with_the_withdrawal(app, client) -> None:
    made = new_link()
    enter(client, made.token, made.pin)
    page = client.get(f"/antwort/{made.token}/antworten").text
    referral = db.session.get(Referral, made.link.referral_id)
    step = Step(State.WITHDRAWN, today(), Party.CLIENT, note="möchte nicht mehr")
    take_step(referral=referral, step=step, by=None, today=today(), now=now())
    db.session.commit()
    data = {"csrf_token": csrf_token(page), "to": "received", "via": "link", "happened_on": today().isoformat()}
    assert client.post(f"/antwort/{made.token}/antworten", data=data).status_code == 404
    assert state_of(made) == State.WITHDRAWN


def test_only_those_who_may_see_the_referral_make_a_link(app, login_as) -> None:
    made = new_link()
    for role in (Role.DEPARTMENT, Role.ADMINISTRATION, Role.STATISTICS):
        browser = login_as(role)
        token = csrf_token(browser.get("/konto").text)
        answer = browser.post(f"/vermittlungen/{made.link.referral_id}/link", data={"csrf_token": token})
        assert answer.status_code in (403, 404)
