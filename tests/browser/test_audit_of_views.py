"""Every page of a person, a case or a document that somebody could open leaves exactly one audit row."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.audit.models import AuditEvent
from lotse.audit.rules import Action, object_of
from lotse.foundation.db import db
from tests.browser.office import Office


def last_row(office: Office) -> int:
    with office.app.app_context():
        return db.session.scalar(sa.select(sa.func.max(AuditEvent.id))) or 0


def actions_since(office: Office, row: int) -> list[str]:
    with office.app.app_context():
        return list(db.session.scalars(sa.select(AuditEvent.action).where(AuditEvent.id > row)))


def names_somebody(office: Office, path: str) -> bool:
    adapter = office.app.url_map.bind("localhost")
    _, arguments = adapter.match(path.partition("?")[0], method="GET")
    return object_of(arguments) is not None


@pytest.mark.parametrize(
    "role", [Role.FRONT_DESK, Role.NAVIGATOR, Role.TEAM_LEAD, Role.DEPARTMENT, Role.DATA_PROTECTION]
)
def test_every_personal_page_that_opens_leaves_exactly_one_row(office: Office, role: Role) -> None:
    paths = [path for path in office.addresses(role).values() if names_somebody(office, path)]
    client, wrong, opened = office.client(role), [], 0
    for path in paths:
        before = last_row(office)
        answer = client.get(path, base_url=office.base)
        if answer.status_code != 200:
            continue
        opened += 1
        found = actions_since(office, before)
        if len(found) != 1 or found[0] == Action.REFUSED:
            wrong.append((path, found))
    assert wrong == []
    assert opened or role == Role.DATA_PROTECTION
