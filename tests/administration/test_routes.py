"""Administrators create, change and close accounts; no work of a leaver is lost."""

from __future__ import annotations

import re
from datetime import timedelta

from lotse.accounts.models import User
from lotse.accounts.rules import Role
from lotse.cases.models import Case
from lotse.contacts.actions.desk import arrange_appointment, move_appointment
from lotse.contacts.models import Appointment
from lotse.foundation.clock import now, today
from lotse.foundation.db import db
from lotse.reminders.models import Reminder
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import make_case


def account(login: str) -> User:
    db.session.expire_all()
    return db.session.query(User).filter_by(login=login).one()


def test_an_account_with_a_mail_address_is_created(login_as, submit) -> None:
    data = {
        "login": "post",
        "name": "Mit Post",
        "role": "statistics",
        "fte_percent": "100",
        "email": "post@kreis.example",
    }
    assert submit(login_as(Role.ADMINISTRATION), "/verwaltung/konten/neu", data).status_code == 200
    assert account("post").email == "post@kreis.example"
    for address in ("post@", "müller@kreis.example", "a@kreis.example>"):
        new = {**data, "login": "neu", "email": address}
        wrong = submit(login_as(Role.ADMINISTRATION), "/verwaltung/konten/neu", new)
        assert wrong.status_code == 422
        assert "keine E-Mail-Adresse, an die Lotse schreiben kann" in wrong.text


def test_a_new_account_gets_a_first_password_that_must_be_changed(app, login_as, submit) -> None:
    unit = make_unit()
    browser = login_as(Role.ADMINISTRATION)
    answer = submit(
        browser,
        "/verwaltung/konten/neu",
        {"login": "neu", "name": "Neue Kollegin", "role": "navigator", "unit_id": str(unit.id), "fte_percent": "80"},
    )
    assert answer.status_code == 200, answer.text
    password = re.search(r"<code>([^<]+)</code>", answer.text).group(1)
    assert account("neu").must_change_password
    first = app.test_client()
    assert submit(first, "/anmelden", {"login": "neu", "password": password}).status_code == 303
    assert first.get("/").location == "/konto/passwort"


def test_a_taken_log_in_is_refused_at_its_field(app, login_as, submit) -> None:
    make_user(Role.STATISTICS, login="schon-da")
    answer = submit(
        login_as(Role.ADMINISTRATION),
        "/verwaltung/konten/neu",
        {"login": "schon-da", "name": "Zweite", "role": "statistics", "fte_percent": "100"},
    )
    assert answer.status_code == 422
    assert "schon vergeben" in answer.text


def test_closing_an_account_hands_its_open_work_to_a_colleague(app, login_as, submit) -> None:
    unit = make_unit()
    leaver, successor = make_user(unit_id=unit.id, login="geht"), make_user(unit_id=unit.id, login="bleibt")
    case = make_case(lead=leaver)
    db.session.add(
        Reminder(
            kind="reminder",
            text="nachfragen",
            due_on=today(),
            first_due_on=today(),
            owner_id=leaver.id,
            created_at=now(),
        )
    )
    leaver_id, successor_id, case_id = leaver.id, successor.id, case.id
    browser, page = login_as(Role.ADMINISTRATION), f"/verwaltung/konten/{leaver_id}/schliessen"

    refused = submit(browser, page, {"successor": ""})
    assert refused.status_code == 422
    assert "wer sie übernimmt" in refused.text
    assert submit(browser, page, {"successor": str(successor_id)}).status_code == 303

    assert account("geht").deactivated_at is not None
    assert db.session.get(Case, case_id).lead_id == successor_id
    assert db.session.query(Reminder).one().owner_id == successor_id


def test_of_a_leaver_s_appointments_only_those_still_to_come_follow(app, login_as, submit) -> None:
    leaver, successor = make_user(login="zieht-weg"), make_user(login="springt-ein")
    then = now() + timedelta(days=3)
    old = arrange_appointment(starts_at=then, minutes=30, by=leaver, now=now(), with_user_id=leaver.id)
    kept = move_appointment(appointment=old, starts_at=then + timedelta(days=1), by=leaver, now=now())
    page = f"/verwaltung/konten/{leaver.id}/schliessen"
    ids = leaver.id, successor.id, old.id, kept.id
    db.session.commit()
    assert submit(login_as(Role.ADMINISTRATION), page, {"successor": str(ids[1])}).status_code == 303
    assert db.session.get(Appointment, ids[2]).with_user_id == ids[0]
    assert db.session.get(Appointment, ids[3]).with_user_id == ids[1]


def test_a_closed_account_is_out_at_its_next_request(app, login_as) -> None:
    user = make_user(login="gleich-weg")
    browser = login_as(user)
    assert browser.get("/konto").status_code == 200
    account("gleich-weg").deactivated_at = now()
    db.session.commit()
    assert browser.get("/konto").status_code == 303
