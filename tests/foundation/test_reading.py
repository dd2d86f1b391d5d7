"""What only reads takes one connection per request, sees what others have committed, and gives it back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.accounts.rules import Role
from lotse.foundation.db import db, own_connection
from lotse.foundation.prepared import Prepared
from tests.factories.accounts import make_user

NAMES = Prepared(lambda: sa.select(User.name).order_by(User.id))


@pytest.fixture
def taken(app) -> Iterator[list[str]]:
    """What the pool has handed out and got back since the test began."""
    db.session.commit()
    db.session.remove()
    seen: list[str] = []

    def out(*_: object) -> None:
        seen.append("out")

    def back(*_: object) -> None:
        seen.append("in")

    sa.event.listen(db.engine, "checkout", out)
    sa.event.listen(db.engine, "checkin", back)
    yield seen
    sa.event.remove(db.engine, "checkout", out)
    sa.event.remove(db.engine, "checkin", back)


def test_a_request_reads_over_one_connection_and_gives_it_back(app, taken) -> None:
    with app.test_request_context("/"):
        for _ in range(3):
            NAMES.rows()
        assert taken == ["out"]
    assert taken == ["out", "in"]


def test_a_job_gives_each_connection_back_at_once(app, taken) -> None:
    for _ in range(2):
        NAMES.rows()
    assert taken == ["out", "in", "out", "in"]


def test_each_statement_sees_what_others_have_committed_until_then(app) -> None:
    user = make_user(Role.NAVIGATOR, name="Früher")
    db.session.commit()
    db.session.remove()
    with app.test_request_context("/"):
        assert NAMES.rows() == [("Früher",)]
        with own_connection() as own:
            own.execute(sa.update(User).where(User.id == user.id).values(name="Später"))
        assert NAMES.rows() == [("Später",)]


def test_a_connection_that_failed_is_thrown_away_and_the_next_statement_has_another(app, taken) -> None:
    broken = Prepared(lambda: sa.select(sa.column("nothing")).select_from(sa.table("nowhere")))
    with app.test_request_context("/"):
        with pytest.raises(sa.exc.DBAPIError):
            broken.rows()
        assert NAMES.rows() == []
    assert taken.count("out") == 2
    assert db.engine.pool.checkedout() == 0
