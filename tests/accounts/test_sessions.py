"""Sessions live on the server: they end when they should, and nothing typed is lost with them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError

from lotse.accounts.actions import passwords, second_factor
from lotse.accounts.models import LoginSession, ParkedForm, User
from lotse.accounts.rules import Role
from lotse.foundation.clock import now
from lotse.foundation.db import db
from tests.conftest import csrf_token
from tests.factories.accounts import PASSWORD, make_user


class Counting:
    """A hasher that notes every check it is asked for."""

    def __init__(self, checked: list[str]) -> None:
        self.checked = checked

    def verify(self, stored: str, password: str) -> bool:
        self.checked.append(stored)
        raise VerifyMismatchError


def cookie(browser) -> str:
    return browser.get_cookie("lotse").value


def age_sessions(**by: float) -> None:
    then = now() - timedelta(**by)
    db.session.execute(sa.update(LoginSession).values(last_seen_at=then, created_at=then))
    db.session.commit()


def test_a_cookie_that_is_replayed_after_log_out_is_worth_nothing(app, login_as) -> None:
    browser = login_as(Role.NAVIGATOR)
    kept = cookie(browser)
    browser.post("/abmelden", data={"csrf_token": csrf_token(browser.get("/konto").text)})
    thief = app.test_client()
    thief.set_cookie("lotse", kept)
    assert thief.get("/konto").status_code == 303


def test_the_token_changes_at_log_in_so_that_a_planted_one_is_worth_nothing(app, client) -> None:
    user = make_user()
    db.session.commit()
    token = csrf_token(client.get("/anmelden").text)
    before = cookie(client)
    client.post("/anmelden", data={"csrf_token": token, "login": user.login, "password": PASSWORD})
    assert cookie(client) != before
    planted = app.test_client()
    planted.set_cookie("lotse", before)
    assert planted.get("/konto").status_code == 303


def test_a_session_ends_after_half_an_hour_of_silence_and_after_a_working_day(app, login_as) -> None:
    browser = login_as(Role.NAVIGATOR)
    age_sessions(minutes=29)
    assert browser.get("/konto").status_code == 200
    age_sessions(minutes=31)
    assert browser.get("/konto").status_code == 303


def test_a_part_of_a_page_asked_for_after_the_session_ended_says_so_and_begins_none(login_as) -> None:
    browser = login_as(Role.FRONT_DESK)
    token = csrf_token(browser.get("/empfang/").text)
    age_sessions(minutes=31)
    for answer in (
        browser.post("/empfang/passend", data={"csrf_token": token, "note": "x"}, headers={"HX-Request": "true"}),
        browser.get("/verzeichnis/?q=Wohngeld", headers={"HX-Request": "true"}),
    ):
        assert answer.status_code == 401
        assert "Ihre Sitzung ist zu Ende" in answer.text
        assert "Set-Cookie" not in answer.headers
    assert 'href="/anmelden?weiter=/verzeichnis/?q%3DWohngeld"' in answer.text
    assert db.session.query(ParkedForm).count() == 0


def test_a_log_in_page_that_grew_old_is_shown_anew_with_the_way_back(client) -> None:
    client.get("/anmelden")
    old = {"csrf_token": "alt", "login": "x", "password": "y"}
    answer = client.post("/anmelden?weiter=/konto", data=old, follow_redirects=True)
    assert answer.request.full_path == "/anmelden?weiter=/konto"
    assert "noch einmal an" in answer.text


def test_a_form_sent_after_the_session_ended_waits_for_its_author_and_nobody_else(app, login_as) -> None:
    author, stranger = make_user(), make_user()
    browser = login_as(author)
    token = csrf_token(browser.get("/konto").text)
    age_sessions(minutes=31)
    answer = browser.post("/konto/einstellungen", data={"csrf_token": token, "note": "lange getippt"})
    assert answer.location.startswith("/anmelden")

    other = login_as(stranger)
    parked = db.session.query(ParkedForm).one()
    assert other.get(f"/gesichert/{parked.id}").status_code == 404

    login = {"csrf_token": csrf_token(browser.get("/anmelden").text), "login": author.login, "password": PASSWORD}
    back = browser.post("/anmelden", data=login)
    assert back.location == f"/gesichert/{parked.id}"
    assert "lange getippt" in browser.get(back.location).text


def test_a_new_password_ends_the_sessions_of_all_other_browsers(app, login_as, submit) -> None:
    user = make_user()
    here, there = login_as(user), login_as(user)
    new = "ganz anderer langer Satz"
    assert submit(here, "/konto/passwort", {"current": PASSWORD, "password": new, "again": new}).status_code == 303
    assert here.get("/konto").status_code == 200
    assert there.get("/konto").status_code == 303


def test_after_five_wrong_passwords_the_account_waits_and_a_restart_does_not_help(app, client) -> None:
    user = make_user()
    db.session.commit()

    def try_with(password: str) -> int:
        token = csrf_token(client.get("/anmelden").text)
        return client.post(
            "/anmelden", data={"csrf_token": token, "login": user.login, "password": password}
        ).status_code

    assert [try_with("falsch") for _ in range(5)] == [422] * 5
    assert try_with(PASSWORD) == 429
    db.session.execute(sa.text("update login_throttle set last_failure_at = '2020-01-01 00:00:00'"))
    db.session.commit()
    assert try_with(PASSWORD) == 303


def test_rs09_a_wrong_log_in_tells_neither_by_words_nor_by_work_whether_the_account_exists(app, client, monkeypatch):
    user, gone = make_user(), make_user(deactivated_at=now())
    db.session.commit()
    checked = []
    monkeypatch.setattr(passwords, "hasher", Counting(checked))

    def try_as(login: str) -> tuple[int, str, int]:
        before, token = len(checked), csrf_token(client.get("/anmelden").text)
        answer = client.post("/anmelden", data={"csrf_token": token, "login": login, "password": "falsch"})
        return answer.status_code, re.sub(r"\S{40,}|" + login, "", answer.text), len(checked) - before

    known, unknown, closed = try_as(user.login), try_as("niemand"), try_as(gone.login)
    assert known[0] == 422
    assert known == unknown == closed
    assert known[2] == 1


def test_rs09_the_hash_of_nobody_costs_what_a_real_one_costs():
    assert extract_parameters(passwords._NOBODY) == extract_parameters(PasswordHasher().hash("irgendein Passwort"))


def test_a_code_of_the_second_factor_works_once(app) -> None:
    import pyotp

    user, at = make_user(), now()
    code = pyotp.TOTP(second_factor.begin_totp(user=user)).at(at)
    assert second_factor.redeem_totp(user, code, at)
    assert not second_factor.redeem_totp(user, code, at)


def test_log_in_never_leads_out_of_the_house(app, client) -> None:
    user = make_user()
    db.session.commit()
    for target in (
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/%0d%0aX",
        "/gibt-es-nicht",
    ):
        token = csrf_token(client.get("/anmelden").text)
        answer = client.post(
            "/anmelden",
            query_string={"weiter": target},
            data={"csrf_token": token, "login": user.login, "password": PASSWORD},
        )
        assert answer.location == "/", target
        client.post("/abmelden", data={"csrf_token": csrf_token(client.get("/konto").text)})


def test_a_deactivated_account_is_out_at_its_next_request(app, login_as) -> None:
    user = make_user(Role.NAVIGATOR)
    browser = login_as(user)
    assert browser.get("/konto").status_code == 200
    db.session.execute(sa.update(User).where(User.id == user.id).values(deactivated_at=now()))
    db.session.commit()
    assert browser.get("/konto").status_code == 303


def test_a_role_that_was_taken_away_counts_at_the_next_request(app, login_as) -> None:
    user = make_user(Role.ADMINISTRATION)
    browser = login_as(user)
    assert browser.get("/verwaltung/einheiten").status_code == 200
    db.session.execute(sa.update(User).where(User.id == user.id).values(role="statistics"))
    db.session.commit()
    assert browser.get("/verwaltung/einheiten").status_code == 403


def test_the_frame_of_every_page_asks_one_statement(app, login_as) -> None:
    browser = login_as(Role.NAVIGATOR)
    asked: list[str] = []

    def note(*given: object) -> None:
        asked.append(str(given[2]))

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        page = browser.get("/konto")
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
    assert page.status_code == 200
    assert len([sql for sql in asked if "SELECT" in sql.upper()]) == 1, asked


def test_a_file_asks_the_database_nothing(app, login_as) -> None:
    browser = login_as(Role.NAVIGATOR)
    asked: list[str] = []

    def note(*given: object) -> None:
        asked.append(str(given[2]))

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        with browser.get("/static/css/base.css") as sheet:
            assert sheet.status_code == 200
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
    assert asked == []


@pytest.mark.parametrize(
    "headers",
    [{}, {"X-CSRFToken": "0" * 40}, {"X-CSRFToken": "ü"}],
)
def test_a_write_without_the_token_of_its_session_is_refused(app, login_as, headers) -> None:
    browser, other = login_as(Role.NAVIGATOR), login_as(Role.NAVIGATOR)
    foreign = csrf_token(other.get("/konto").text)
    for token in ("", foreign):
        answer = browser.post("/abmelden", data={"csrf_token": token}, headers=headers)
        assert answer.status_code == 400
    assert browser.get("/konto").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://boese.example"}, 400),
        ({"Origin": "http://localhost.boese.example"}, 400),
        ({"Sec-Fetch-Site": "cross-site"}, 400),
        ({"Sec-Fetch-Site": "same-site"}, 400),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "http://localhost:8000"}, 303),
    ],
)
def test_a_write_that_the_browser_says_comes_from_elsewhere_is_refused(app, login_as, headers, status) -> None:
    browser = login_as(Role.NAVIGATOR)
    token = csrf_token(browser.get("/konto").text)
    assert browser.post("/abmelden", data={"csrf_token": token}, headers=headers).status_code == status


def test_over_https_a_form_needs_no_referer(app) -> None:
    user, browser = make_user(), app.test_client()
    login, base = user.login, "https://localhost"
    db.session.commit()
    token = csrf_token(browser.get("/anmelden", base_url=base).text)
    data = {"csrf_token": token, "login": login, "password": PASSWORD}
    assert browser.post("/anmelden", data=data, base_url=base).status_code == 303
