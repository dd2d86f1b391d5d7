"""What runs for a person: her cases, coming appointments and wishes to apply, in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from lotse.accounts.acting import Reader
from lotse.accounts.models import User
from lotse.accounts.queries import reader
from lotse.accounts.rules import Role
from lotse.cases.models import Case
from lotse.cases.queries import visible_when_bound
from lotse.contacts.models import Appointment, IntentToApply
from lotse.foundation.db import UtcInstant
from lotse.foundation.prepared import Prepared


@dataclass(frozen=True)
class CaseLine:
    """A case of the person, openable or only named."""

    id: int
    number: str
    status: str
    lead: str
    may_open: bool


@dataclass(frozen=True)
class AppointmentLine:
    """An agreed meeting that is still to come."""

    id: int
    starts_at: datetime
    about: str


@dataclass(frozen=True)
class IntentLine:
    """A wish to apply, with whether it has been forwarded."""

    id: int
    benefit: str
    wording: str
    declared_at: datetime
    forwarded_at: datetime | None


@dataclass
class Running:
    """Cases, the newest first; appointments, the next first; wishes to apply, the newest first."""

    cases: list[CaseLine] = field(default_factory=list)
    appointments: list[AppointmentLine] = field(default_factory=list)
    intents: list[IntentLine] = field(default_factory=list)


def running_for(person_ids: Sequence[int], user: Reader, now: datetime) -> Running:
    """Return what runs for persons whose record has been opened.

    A case may be opened by those who may; to the others only that an unrestricted one is there is said.
    """
    found = Running()
    given = {**reader(user, now), "person_ids": list(person_ids)}
    for kind, id_, title, text, at, done_at, lead, may_open, _ in _asking(user.role).rows(**given):
        if kind == "case":
            found.cases.append(CaseLine(id_, title, text, lead or "noch niemand", bool(may_open)))
        elif kind == "appointment":
            found.appointments.append(AppointmentLine(id_, at, text))
        else:
            found.intents.append(IntentLine(id_, title, text, at, done_at))
    found.appointments.sort(key=lambda line: line.starts_at)
    found.intents.sort(key=lambda line: line.declared_at, reverse=True)
    return found


@cache
def _asking(role: Role) -> Prepared:
    return Prepared(lambda: _all_that_runs(role))


def _all_that_runs(role: Role) -> sa.CompoundSelect[*tuple[Any, ...]]:
    ids = sa.bindparam("person_ids", expanding=True, type_=sa.Integer)
    now = sa.bindparam("now", type_=UtcInstant)
    never, none, may_open = sa.cast(sa.null(), UtcInstant), sa.cast(sa.null(), sa.Date), visible_when_bound(role)
    cases = (
        sa.select(
            sa.literal("case"), Case.id, Case.number, Case.status, never, never, User.name, may_open,
            Case.opened_on.label("opened_on"),
        )
        .outerjoin(User, User.id == Case.lead_id)
        .where(Case.person_id.in_(ids), sa.or_(Case.restricted.is_(False), may_open))
    )  # fmt: skip
    planned = Appointment
    appointments = sa.select(
        sa.literal("appointment"), planned.id, sa.literal(""), planned.about, planned.starts_at, never, sa.literal(""),
        sa.true(), none,
    ).where(planned.person_id.in_(ids), planned.starts_at >= now, planned.replaced_by_id.is_(None))  # fmt: skip
    wish = IntentToApply
    wishes = sa.select(
        sa.literal("intent"), wish.id, wish.benefit, wish.wording, wish.declared_at, wish.forwarded_at, sa.literal(""),
        sa.true(), none,
    ).where(wish.person_id.in_(ids))  # fmt: skip
    return sa.union_all(cases, appointments, wishes).order_by(sa.desc("opened_on"), sa.desc("id"))
