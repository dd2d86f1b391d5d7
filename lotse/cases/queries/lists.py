"""The lists of cases: what an account leads, stands in for, may take over, sees of its team; statements built once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from lotse.accounts.models import Absence, Grant, User
from lotse.accounts.queries import reader
from lotse.accounts.rules import Role
from lotse.cases.models import Case
from lotse.cases.queries import unrestricted, visible_cases, visible_when_bound
from lotse.clients.models import Person
from lotse.foundation.db import db
from lotse.foundation.prepared import Prepared


class CaseLine(NamedTuple):
    """One line of a list of cases."""

    id: int
    number: str
    reason: str
    status: str
    phase: str
    opened_on: date
    closed_on: date | None
    weight: str
    review_on: date | None
    restricted: bool
    person_id: int
    last_name: str
    first_name: str
    lead: str

    @property
    def person_name(self) -> str:
        """Last name first."""
        return f"{self.last_name}, {self.first_name}" if self.first_name else self.last_name


_LEAD = sa.orm.aliased(User)
_COLUMNS = (
    Case.id, Case.number, Case.reason, Case.status, Case.phase, Case.opened_on, Case.closed_on, Case.weight,
    Case.review_on, Case.restricted, Person.id, Person.last_name, Person.first_name, sa.func.coalesce(_LEAD.name, ""),
)  # fmt: skip
_TO_BE_REVIEWED = (Case.review_on.is_(None), Case.review_on, Case.id)


def list_led(user: User, now: datetime, *, phase: str = "") -> list[CaseLine]:
    """Return the open and resting cases that this account leads, those to be reviewed first on top."""
    given: dict[str, Any] = {"phase": phase} if phase else {}
    return [CaseLine(*row) for row in _led(Role(user.role), bool(phase)).rows(**reader(user, now), **given)]


def list_cases(
    user: User, now: datetime, *, status: Sequence[str] = ("open", "resting"), phase: str = "", limit: int = 200
) -> list[CaseLine]:
    """Return the visible cases with person and lead in one statement, those to be reviewed first on top.

    Not built once: over all cases a look at each one's grants costs more than the list of what was granted.
    """
    query = _lines(visible_cases(user, now)).where(Case.status.in_(status))
    if phase:
        query = query.where(Case.phase == phase)
    return [CaseLine(*row) for row in db.session.execute(query.order_by(*_TO_BE_REVIEWED).limit(limit))]


def standing_in_for(user: User, now: datetime) -> list[CaseLine]:
    """Return the cases that this account looks after for somebody else: named deputy, or the lead is away."""
    found = _stood_in_for(Role(user.role)).rows(**reader(user, now))
    return [CaseLine(*row) for row in found]


def inbox(user: User) -> list[CaseLine]:
    """Return the cases of the unit that nobody leads yet, oldest first; restricted ones are left out."""
    return [CaseLine(*row) for row in _INBOX.rows(unit_id=user.unit_id)]


Lines = sa.Select[*tuple[Any, ...]]


def _lines(cases: sa.Select[Any]) -> Lines:
    with_names = cases.join(Person, Person.id == Case.person_id).outerjoin(_LEAD, _LEAD.id == Case.lead_id)
    return with_names.with_only_columns(*_COLUMNS)


@cache
def _led(role: Role, of_phase: bool) -> Prepared:
    def build() -> Lines:
        open_ = sa.or_(Case.status == "open", Case.status == "resting")
        query = _lines(sa.select(Case)).where(Case.lead_id == sa.bindparam("user_id"), open_, visible_when_bound(role))
        if of_phase:
            query = query.where(Case.phase == sa.bindparam("phase"))
        return query.order_by(*_TO_BE_REVIEWED).limit(200)

    return Prepared(build)


@cache
def _stood_in_for(role: Role) -> Prepared:
    def build() -> Lines:
        me: Any = sa.bindparam("user_id")
        now: Any = sa.bindparam("now")
        today = sa.bindparam("today", type_=sa.Date)
        named = sa.select(Grant.record_id).where(
            Grant.kind == "case", Grant.user_id == me, Grant.reason == "deputy", Grant.valid_from <= now,
            sa.or_(Grant.valid_until.is_(None), Grant.valid_until > now),
        )  # fmt: skip
        away = sa.select(Absence.user_id).where(Absence.deputy_id == me, Absence.covers(today))
        query = _lines(sa.select(Case)).where(
            sa.or_(Case.id.in_(named), Case.lead_id.in_(away)), Case.status != "closed", Case.lead_id.is_not(None),
            Case.lead_id != me, visible_when_bound(role),
        )  # fmt: skip
        return query.order_by(Case.review_on, Case.id)

    return Prepared(build)


def _waiting() -> Lines:
    of_unit = Case.unit_id.is_not_distinct_from(sa.bindparam("unit_id", type_=sa.Integer))
    query = _lines(sa.select(Case)).where(Case.lead_id.is_(None), Case.status == "open", of_unit, unrestricted())
    return query.order_by(Case.opened_on, Case.id)


_INBOX = Prepared(_waiting)
