"""Prepared statements say exactly what SQLAlchemy says, in the running transaction and outside of one."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from lotse.accounts.models import Absence, User
from lotse.accounts.rules import Role
from lotse.foundation.db import db
from lotse.foundation.prepared import Prepared
from tests.factories.accounts import make_user

PEOPLE = Prepared(
    lambda: (
        sa.select(
            User.id, User.name, User.preferences, User.created_at, User.must_change_password, User.totp_confirmed_at
        )
        .where(User.role == "navigator", User.name >= sa.bindparam("begins"))
        .order_by(User.name)
    )
)
AWAY = Prepared(lambda: sa.select(Absence.user_id, Absence.starts_on).where(Absence.ends_on >= sa.bindparam("day")))


def test_rows_have_the_types_of_their_columns_and_of_the_values_given(app) -> None:
    user = make_user(Role.NAVIGATOR, name="Zoé", preferences={"shortcuts": False})
    make_user(Role.NAVIGATOR, name="Anna")
    db.session.add(Absence(user_id=user.id, deputy_id=user.id, starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 9)))
    db.session.commit()
    db.session.remove()
    shown = (User.id, User.name, User.preferences, User.created_at, User.must_change_password, User.totp_confirmed_at)
    expected = db.session.execute(sa.select(*shown).where(User.name == "Zoé")).one()
    db.session.remove()
    assert PEOPLE.rows(begins="B") == [tuple(expected)]
    assert expected.created_at.tzinfo is not None
    assert AWAY.rows(day=date(2026, 11, 9)) == [(user.id, date(2026, 11, 2))]
    assert AWAY.first(day=date(2026, 11, 10)) is None


def test_what_the_running_transaction_has_written_is_seen_and_nobody_elses_unfinished_work(app) -> None:
    db.session.add(make_user(Role.NAVIGATOR, name="Noch nicht gespeichert"))
    assert [row[1] for row in PEOPLE.rows(begins="A")] == ["Noch nicht gespeichert"]
    db.session.rollback()
    db.session.remove()
    assert PEOPLE.rows(begins="A") == []


def test_a_broken_statement_is_an_error_of_the_database_as_everywhere_else(app) -> None:
    with pytest.raises(sa.exc.DBAPIError):
        Prepared(lambda: sa.select(sa.column("nothing")).select_from(sa.table("nowhere"))).rows()


def _named() -> sa.Select:
    names = sa.bindparam("names", expanding=True, type_=sa.String)
    return sa.select(User.name).where(User.name.in_(names)).order_by(User.name)


NAMED = Prepared(_named)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 8, 9])
def test_lists_of_any_length_find_what_they_name_and_nothing_else(app, count) -> None:
    for letter in "ABCDEFGHIJ":
        make_user(Role.NAVIGATOR, name=letter)
    wanted = list("ABCDEFGHI"[:count])
    assert [name for (name,) in NAMED.rows(names=wanted)] == wanted


EITHER = Prepared(
    lambda: (
        sa.select(User.name)
        .where(User.role.in_(("navigator", "team_lead")), User.name.not_in(("Anna",)))
        .order_by("name")
    )
)


def test_lists_that_never_change_keep_the_values_they_were_written_with(app) -> None:
    make_user(Role.NAVIGATOR, name="Anna"), make_user(Role.NAVIGATOR, name="Bela")
    make_user(Role.TEAM_LEAD, name="Cem"), make_user(Role.FRONT_DESK, name="Dana")
    assert EITHER.rows() == [("Bela",), ("Cem",)]
