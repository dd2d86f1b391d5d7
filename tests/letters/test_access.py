"""The partner's link on paper: only the page that made it knows it, and our records never do."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pymupdf
import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.foundation.db import db
from lotse.letters.models import Letter
from lotse.referrals.actions import sending
from tests.factories.accounts import make_user
from tests.factories.clients import make_person
from tests.factories.letters import NOW, TODAY, make_referral

pytestmark = pytest.mark.pdf


@pytest.fixture
def navigator(app):
    return make_user(Role.NAVIGATOR)


@pytest.fixture
def referral(navigator):
    referral = make_referral(navigator)
    sending.send(referral=referral, means="letter", by=navigator, today=TODAY, now=NOW)
    db.session.commit()
    return referral


def make_link(browser, submit, referral):
    """Make a link and return the hidden fields of the button that prints it."""
    page = submit(browser, f"/vermittlungen/{referral.id}", {}, to=f"/vermittlungen/{referral.id}/link").text
    form = re.search(r'<form[^>]*action="[^"]*/zugang".*?</form>', page, re.S).group()
    return dict(re.findall(r'<input[^>]*name="([^"]+)" value="([^"]*)"', form))


def test_the_letter_shows_the_link_and_neither_person_nor_topic_nor_pin(referral, navigator, login_as, submit):
    browser = login_as(navigator)
    hidden = make_link(browser, submit, referral)
    answer = browser.post(f"/briefe/aus/vermittlung/{referral.id}/zugang", data=hidden)
    assert answer.status_code == 303, answer.text
    with pymupdf.open(stream=browser.get(f"{answer.location}/brief.pdf").data) as opened:
        shown = "".join(page.get_text() for page in opened)
        links = [link["uri"] for link in opened[0].get_links()]
    assert any(link.endswith(hidden["token"]) for link in links)
    assert referral.number in shown
    assert "Özdemir" not in shown
    assert "Schulden" not in shown


def test_the_token_is_nowhere_in_the_database(app, referral, navigator, login_as, submit):
    browser = login_as(navigator)
    hidden = make_link(browser, submit, referral)
    browser.post(f"/briefe/aus/vermittlung/{referral.id}/zugang", data=hidden)
    letter = db.session.scalars(sa.select(Letter)).one()
    assert letter.data["address"] == ""
    db.session.rollback()
    if db.engine.dialect.name != "sqlite":
        return
    with sqlite3.connect(db.engine.url.database) as raw:
        stored = raw.execute("select pdf from letter").fetchone()[0]
        assert stored.startswith("k1:")
    files = Path(db.engine.url.database).parent.glob(Path(db.engine.url.database).name + "*")
    assert all(hidden["token"].encode() not in file.read_bytes() for file in files)


@pytest.mark.parametrize("token", ["", "falsch", "../..", "x" * 3000])
def test_an_unknown_token_prints_nothing(referral, navigator, login_as, submit, token):
    browser = login_as(navigator)
    address = f"/briefe/aus/vermittlung/{referral.id}/zugang"
    answer = submit(browser, "/briefe/", {"token": token}, to=address)
    assert answer.status_code == 422
    assert "gilt nicht mehr" in answer.text


def test_the_token_of_another_referral_prints_nothing(referral, navigator, login_as, submit):
    other = make_referral(navigator, person=make_person(last="Zweite"))
    sending.send(referral=other, means="letter", by=navigator, today=TODAY, now=NOW)
    db.session.commit()
    browser = login_as(navigator)
    hidden = make_link(browser, submit, referral)
    assert browser.post(f"/briefe/aus/vermittlung/{other.id}/zugang", data=hidden).status_code == 422
