"""Reading the deadlines of cases; who sees a case sees its deadlines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.cases.models import Case
from lotse.cases.queries import visible_case_ids
from lotse.clients.models import Person
from lotse.clients.queries.warnings import Mark, MarkSource
from lotse.deadlines.models import Deadline, DeadlineRevision
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound


def get_deadline(deadline_id: int, case_id: int, user: User, now: datetime) -> Deadline:
    """Return a deadline of a case that the account may see, or answer 404."""
    query = sa.select(Deadline).where(
        Deadline.id == deadline_id, Deadline.case_id == case_id, Deadline.case_id.in_(visible_case_ids(user, now))
    )
    deadline = db.session.scalar(query)
    if deadline is None:
        raise NotFound
    return deadline


def list_deadlines(case_id: int) -> Sequence[Deadline]:
    """Return the deadlines of a case, open ones first, the next one on top."""
    day = sa.func.coalesce(Deadline.override_day, Deadline.last_day)
    query = sa.select(Deadline).where(Deadline.case_id == case_id).order_by(Deadline.closed_on.is_not(None), day)
    return db.session.scalars(query).all()


def list_revisions(deadline_id: int) -> Sequence[DeadlineRevision]:
    """Return what a deadline said before, newest first."""
    query = sa.select(DeadlineRevision).where(DeadlineRevision.deadline_id == deadline_id)
    return db.session.scalars(query.order_by(DeadlineRevision.id.desc())).all()


def _persons_with_deadline_on(ids: sa.BindParameter[Any], day: sa.BindParameter[Any]) -> sa.Select[int]:
    """Select those of the persons who have an open deadline that ends on the day."""
    return (
        sa.select(Deadline.person_id)
        .join(Case, Case.id == Deadline.case_id)
        .where(
            Deadline.person_id.in_(ids),
            Deadline.closed_on.is_(None),
            Case.status != "closed",
            sa.func.coalesce(Deadline.override_day, Deadline.last_day) == day,
        )
    )


DEADLINE_TODAY = MarkSource(_persons_with_deadline_on, Mark("Frist heute", "danger", "clock"))
"""The badge beside the names of those whose deadline ends today."""


@dataclass(frozen=True)
class Addressee:
    """The client as a letter names her."""

    name: str
    street: str
    town: str
    born: date | None


def addressee_of(person_id: int) -> Addressee:
    """Return name and address of a client whose case was judged visible."""
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound
    born = person.birth_date if person.birth_precision == "day" else None
    return Addressee(person.full_name, person.street, f"{person.postcode} {person.town}".strip(), born)
