"""Reading what closing needs: requests that wait for the team lead, the newest request of a case, its fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.accounts.queries import list_users
from lotse.accounts.rules import Role
from lotse.cases.models import Case, ClosingRequest
from lotse.cases.queries import visible_case_ids
from lotse.clients.models import Person
from lotse.foundation.db import db
from lotse.foundation.prepared import Prepared


@dataclass(frozen=True)
class Asked:
    """A request to close that waits for a second pair of eyes."""

    request: ClosingRequest
    case: Case
    person: Person
    asked_by: str


def find_open_request(case_id: int) -> ClosingRequest | None:
    """Return the request that waits for an answer, or None."""
    query = sa.select(ClosingRequest).where(ClosingRequest.case_id == case_id, ClosingRequest.answer.is_(None))
    return db.session.scalar(query)


def last_request(case_id: int) -> ClosingRequest | None:
    """Return the newest request to close, whatever became of it."""
    query = sa.select(ClosingRequest).where(ClosingRequest.case_id == case_id).order_by(ClosingRequest.id.desc())
    return db.session.scalar(query.limit(1))


def requests_for(user: User, now: datetime) -> list[Asked]:
    """Return the requests this team lead may answer: visible cases, not the own requests."""
    if user.role != Role.TEAM_LEAD or _ASKED.first(user_id=user.id) is None:
        return []
    rows = db.session.execute(
        sa.select(ClosingRequest, Case, Person, User.name)
        .join(Case, Case.id == ClosingRequest.case_id)
        .join(Person, Person.id == Case.person_id)
        .join(User, User.id == ClosingRequest.asked_by_id)
        .where(
            ClosingRequest.answer.is_(None),
            ClosingRequest.asked_by_id != user.id,
            Case.id.in_(visible_case_ids(user, now)),
        )
        .order_by(ClosingRequest.asked_at)
    )
    return [Asked(request, case, person, name) for request, case, person, name in rows]


_ASKED = Prepared(
    lambda: (
        sa.select(ClosingRequest.id)
        .where(ClosingRequest.answer.is_(None), ClosingRequest.asked_by_id != sa.bindparam("user_id"))
        .limit(1)
    )
)
"""Whether any request waits anywhere: usually not, and then nothing more is asked."""


def team_leads_of(case: Case) -> list[User]:
    """Return the team leads of the unit; if it has none, those of the house, so that nobody waits for ever."""
    return list(list_users(roles=[Role.TEAM_LEAD], unit_id=case.unit_id)) or list(list_users(roles=[Role.TEAM_LEAD]))
