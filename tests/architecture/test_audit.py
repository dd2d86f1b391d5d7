"""For every page whose address names a person, a case or a document: exactly one audit row per view and per refusal."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from lotse.accounts.access import PUBLIC, roles_of
from lotse.accounts.rules import Role
from lotse.audit import queries
from lotse.audit.actions import chain_key, write
from lotse.audit.models import AuditEvent
from lotse.audit.rules import NOT_PERSONAL, Action, Entry
from lotse.foundation.clock import now
from lotse.foundation.db import db, own_transaction

UNKNOWN = 424_242


def personal_rules(app: Flask):
    for rule in app.url_map.iter_rules():
        if any(name.endswith("_id") and name not in NOT_PERSONAL for name in rule.arguments) and "GET" in rule.methods:
            yield rule


def rows() -> list[AuditEvent]:
    db.session.expire_all()
    return list(db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id)))


@pytest.mark.parametrize("role", list(Role))
def test_every_refusal_at_a_personal_address_leaves_exactly_one_row(app: Flask, login_as, role: Role) -> None:
    browser = login_as(role)
    wrong = []
    for rule in personal_rules(app):
        if roles_of(app, rule.endpoint) == PUBLIC:
            continue
        address = rule.build({name: UNKNOWN if name.endswith("_id") else "x" for name in rule.arguments})[1]
        before = len(rows())
        answer = browser.get(address)
        new = rows()[before:]
        if answer.status_code in {403, 404} and [row.action for row in new] != [Action.REFUSED]:
            wrong.append((rule.rule, answer.status_code, [row.action for row in new]))
    assert wrong == []


def test_the_chain_shows_a_changed_a_removed_and_an_added_row(app: Flask) -> None:
    def note(number: int) -> None:
        with own_transaction() as own:
            write(own.connection(), Entry(now(), 1, "user", Action.VIEW, "cases.show", "case", number))

    for number in range(1, 6):
        note(number)
    assert queries.find_fault(chain_key()) is None

    ids = [row.id for row in rows()]
    db.session.execute(sa.update(AuditEvent).where(AuditEvent.id == ids[2]).values(object_id=99))
    assert queries.find_fault(chain_key()).event_id == ids[2]
    db.session.rollback()

    db.session.execute(sa.delete(AuditEvent).where(AuditEvent.id == ids[1]))
    assert queries.find_fault(chain_key()).event_id == ids[2]
    db.session.rollback()

    forged = {**rows()[-1].__dict__, "id": ids[-1] + 1}
    db.session.add(AuditEvent(**{key: value for key, value in forged.items() if not key.startswith("_")}))
    db.session.flush()
    assert queries.find_fault(chain_key()).event_id == ids[-1] + 1


def test_a_cut_tail_changes_the_head_that_is_kept_elsewhere(app: Flask) -> None:
    for number in (1, 2):
        with own_transaction() as own:
            write(own.connection(), Entry(now(), 1, "user", Action.VIEW, "cases.show", "case", number))
    head = queries.head()
    db.session.execute(sa.delete(AuditEvent).where(AuditEvent.id == rows()[-1].id))
    assert queries.head() != head
