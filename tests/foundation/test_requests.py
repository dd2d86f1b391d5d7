"""What holds for every form: sent twice it does one thing, stale it shows both texts, foreign it is refused."""

from __future__ import annotations

import re

from lotse.accounts.models import Unit, User
from lotse.accounts.rules import Role
from lotse.foundation.db import db
from tests.conftest import csrf_token
from tests.factories.accounts import make_user


def test_a_form_sent_twice_creates_one_record_and_answers_the_same(app, login_as) -> None:
    browser = login_as(Role.ADMINISTRATION)
    page = browser.get("/verwaltung/einheiten").text
    key = re.search(r'name="form_key"[^>]*value="([^"]+)"', page).group(1)
    data = {"csrf_token": csrf_token(page), "form_key": key, "kind": "team", "name": "Lotsenteam Nord"}
    first, second = (browser.post("/verwaltung/einheiten", data=data) for _ in range(2))
    assert (
        (first.status_code, first.location) == (second.status_code, second.location) == (303, "/verwaltung/einheiten")
    )
    assert db.session.query(Unit).filter_by(name="Lotsenteam Nord").count() == 1


def test_the_second_of_two_who_edit_is_shown_both_texts_and_overwrites_nothing(app, login_as, submit) -> None:
    user = make_user(Role.STATISTICS, name="Alter Name", unit_id=None)
    page = f"/verwaltung/konten/{user.id}"
    one, other = login_as(Role.ADMINISTRATION), login_as(Role.ADMINISTRATION)
    opened = other.get(page).text
    version = re.search(r'name="version"[^>]*value="(\d+)"', opened).group(1)
    fields = {"login": user.login, "role": "statistics", "fte_percent": "100"}
    assert submit(one, page, {**fields, "name": "Name von Eins"}).status_code == 303
    stale = other.post(
        page, data={"csrf_token": csrf_token(opened), "version": version, **fields, "name": "Name von Zwei"}
    )
    assert stale.status_code == 409
    assert "Name von Eins" in stale.text
    assert "Name von Zwei" in stale.text
    db.session.expire_all()
    assert db.session.get(User, user.id).name == "Name von Eins"


def test_a_form_without_its_token_is_refused(app, login_as) -> None:
    browser = login_as(Role.ADMINISTRATION)
    assert browser.post("/verwaltung/einheiten", data={"kind": "team", "name": "x"}).status_code == 400


def test_a_foreign_host_is_refused(app, client) -> None:
    assert client.get("/anmelden", headers={"Host": "evil.example"}).status_code == 400


def test_odd_numbers_in_addresses_are_unknown_pages_and_never_an_error(app, login_as) -> None:
    browser = login_as(Role.NAVIGATOR)
    for odd in ("0", "-1", "9223372036854775808", "abc", "%00", "٣"):
        assert browser.get(f"/faelle/{odd}").status_code == 404, odd


def test_every_answer_carries_the_headers_and_signed_in_pages_are_never_stored(app, login_as) -> None:
    answer = login_as(Role.NAVIGATOR).get("/konto")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Server" not in answer.headers
