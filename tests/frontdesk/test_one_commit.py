"""Whatever a request writes it commits once: record, audit row, form key, and the session with its message."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa

from lotse.accounts.models import LoginSession
from lotse.accounts.rules import Role
from lotse.audit.models import AuditEvent
from lotse.foundation.clock import now
from lotse.foundation.db import db
from tests.conftest import csrf_token
from tests.factories.accounts import make_user
from tests.factories.clients import make_person

WRITES = ("insert", "update", "delete")


@pytest.fixture
def known(app, login_as):
    user, person = make_user(Role.FRONT_DESK), make_person()
    db.session.commit()
    return login_as(user), person.id


@contextmanager
def writing():
    """Collect the transactions that write something while this runs."""
    connections, found = {}, []

    def note(connection, cursor, statement, *rest):
        if connection is not None and statement.lower().startswith(WRITES):
            connections[id(connection.connection.dbapi_connection)] = True

    def committed(connection):
        if connections.pop(id(connection.connection.dbapi_connection), False):
            found.append(connection)

    db.session.remove()
    sa.event.listen(db.engine, "before_cursor_execute", note)
    sa.event.listen(db.engine, "commit", committed)
    try:
        yield found
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
        sa.event.remove(db.engine, "commit", committed)


def warn(browser, person_id, text="hört schlecht"):
    page = browser.get(f"/personen/{person_id}/hinweis").text
    data = {"csrf_token": csrf_token(page), "form_key": "a" * 32, "kind": "care", "text": text}
    return lambda: browser.post(f"/personen/{person_id}/hinweis", data=data)


def sessions():
    return sa.select(LoginSession).order_by(LoginSession.created_at.desc())


def test_a_saved_form_with_its_message_is_one_commit(known):
    browser, person_id = known
    send = warn(browser, person_id)
    with writing() as commits:
        assert send().status_code == 303
    assert len(commits) == 1
    assert db.session.scalars(sessions()).first().data["_flashes"]


def test_a_page_that_shows_the_message_and_is_audited_is_one_commit(known):
    browser, person_id = known
    warn(browser, person_id)()
    with writing() as commits:
        page = browser.get(f"/personen/{person_id}").text
    assert len(commits) == 1
    assert "hört schlecht" in page
    assert "_flashes" not in db.session.scalars(sessions()).first().data


def test_a_session_stays_alive_with_the_audit_row_of_the_page_once_a_minute(known):
    browser, person_id = known
    then = now() - timedelta(minutes=2)
    db.session.execute(sa.update(LoginSession).values(last_seen_at=then))
    db.session.commit()
    with writing() as commits:
        assert browser.get(f"/personen/{person_id}").status_code == 200
    assert len(commits) == 1
    seen = db.session.scalars(sessions()).first().last_seen_at
    assert seen > then + timedelta(minutes=1)
    assert browser.get(f"/personen/{person_id}").status_code == 200
    db.session.expire_all()
    assert db.session.scalars(sessions()).first().last_seen_at == seen
    assert db.session.scalar(sa.select(sa.func.count()).where(AuditEvent.person_id == person_id)) == 2


def test_a_refused_form_keeps_the_session_alive_although_nothing_of_it_is_kept(known):
    browser, person_id = known
    send = warn(browser, person_id, text="x" * 500)
    db.session.execute(sa.update(LoginSession).values(last_seen_at=now() - timedelta(minutes=2)))
    db.session.commit()
    assert send().status_code == 422
    assert db.session.scalars(sessions()).first().last_seen_at > now() - timedelta(minutes=1)
