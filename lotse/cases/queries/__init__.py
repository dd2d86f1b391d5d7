"""Reading cases. Who sees which case is decided here, once: every other query of cases starts from `visible_cases`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache

import sqlalchemy as sa

from lotse.accounts.models import Absence, Grant, User
from lotse.accounts.queries import granted_records, granted_when_bound, reader
from lotse.accounts.rules import Role
from lotse.cases.models import Assignment, Case
from lotse.cases.rules.notes import Reader, Relation
from lotse.clients.models import Person
from lotse.foundation import clock
from lotse.foundation.db import UtcInstant, db
from lotse.foundation.errors import NotFound
from lotse.foundation.prepared import Prepared


def visible_cases(user: User, now: datetime) -> sa.Select[Case]:
    """Select the cases this account may see at this instant.

    Navigators see what they lead, stand in for or were granted; team leads also the unrestricted cases of their unit;
    nobody else sees any. A restricted file is seen by named people only, an absence does not open it to the stand-in.
    """
    return sa.select(Case).where(_visible(user, now))


def visible_case_ids(user: User, now: datetime) -> sa.Select[int]:
    """Select the ids of the visible cases, for `where(Thing.case_id.in_(…))` in other slices."""
    return sa.select(Case.id).where(_visible(user, now))


def get_case(case_id: int, user: User, now: datetime) -> Case:
    """Return the case; unknown and forbidden alike answer 404."""
    given = {**reader(user, now), "case_id": case_id}
    case = db.session.scalar(_one(Role(user.role)), given)
    if case is None:
        raise NotFound
    return case


@cache
def _one(role: Role) -> sa.Select[Case]:
    return sa.select(Case).where(Case.id == sa.bindparam("case_id"), visible_when_bound(role))


def _visible(user: User, now: datetime) -> sa.ColumnElement[bool]:
    granted = Case.id.in_(granted_records(user, "case", now))
    if user.role not in {Role.NAVIGATOR, Role.TEAM_LEAD}:
        return sa.false()
    seen = sa.or_(granted, sa.and_(_absent_lead(user, now), unrestricted()))
    if user.role == Role.TEAM_LEAD:
        seen = sa.or_(seen, sa.and_(Case.unit_id == user.unit_id, unrestricted()))
    return seen


def visible_when_bound(role: Role) -> sa.ColumnElement[bool]:
    """The same condition for statements built once per role: run them with `accounts.queries.reader(user, now)`."""
    if role not in {Role.NAVIGATOR, Role.TEAM_LEAD}:
        return sa.false()
    ways = [_stood_in_for_when_bound()]
    if role == Role.TEAM_LEAD:
        ways.append(Case.unit_id == sa.bindparam("unit_id"))
    return sa.or_(granted_when_bound("case", Case.id), sa.and_(sa.or_(*ways), unrestricted()))


def _stood_in_for_when_bound() -> sa.ColumnElement[bool]:
    today = sa.bindparam("today", type_=sa.Date)
    absent = sa.select(Absence.user_id).where(Absence.deputy_id == sa.bindparam("user_id"), Absence.covers(today))
    return Case.lead_id.in_(absent)


def unrestricted() -> sa.ColumnElement[bool]:
    """The condition that neither the case nor its person is open to named people only."""
    restricted_people = sa.select(Person.id).where(Person.restricted.is_(True))
    return sa.and_(Case.restricted.is_(False), Case.person_id.not_in(restricted_people))


def _absent_lead(user: User, now: datetime) -> sa.ColumnElement[bool]:
    """The lead is away today and this account stands in; derived, so the case is back by itself."""
    today = clock.local(now).date()
    return Case.lead_id.in_(sa.select(Absence.user_id).where(Absence.deputy_id == user.id, Absence.covers(today)))


def reader_of(case: Case, user: User, now: datetime) -> Reader:
    """Return how this account stands to a case it may see; decides on note classes and restricted ratings."""
    if case.lead_id == user.id:
        return Reader(user.id, user.role, Relation.LEAD)
    given = {**reader(user, now), "case_id": case.id}
    is_deputy, stands_in, sees = _standing(Role(user.role)).first(**given)
    if is_deputy or (stands_in and not case.restricted):
        return Reader(user.id, user.role, Relation.DEPUTY)
    return Reader(user.id, user.role, Relation.UNIT_LEAD if sees else Relation.NONE)


@cache
def _standing(role: Role) -> Prepared:
    return Prepared(lambda: _how_one_stands(role))


def _how_one_stands(role: Role) -> sa.Select[bool, bool, bool]:
    """Select whether somebody was named deputy of a case, stands in for its absent lead, may see it at all."""
    case_id, now = sa.bindparam("case_id", type_=sa.Integer), sa.bindparam("now", type_=UtcInstant)
    deputy = sa.exists().where(
        Grant.kind == "case",
        Grant.record_id == case_id,
        Grant.user_id == sa.bindparam("user_id"),
        Grant.reason == "deputy",
        Grant.valid_from <= now,
        sa.or_(Grant.valid_until.is_(None), Grant.valid_until > now),
    )
    stands_in = sa.exists().where(Case.id == case_id, _stood_in_for_when_bound())
    return sa.select(deputy, stands_in, sa.exists().where(Case.id == case_id, visible_when_bound(role)))


def restricted_inbox(unit_id: int | None) -> Sequence[Case]:
    """Return the restricted cases of a unit without lead: the team lead names somebody without reading them."""
    query = sa.select(Case).where(
        Case.lead_id.is_(None), Case.status == "open", Case.unit_id == unit_id, sa.not_(unrestricted())
    )
    return db.session.scalars(query.order_by(Case.opened_on, Case.id)).all()


def get_unassigned(case_id: int, user: User) -> Case:
    """Return a case from the inbox of the own unit that may be taken over or assigned, or answer 404."""
    query = sa.select(Case).where(
        Case.id == case_id, Case.lead_id.is_(None), Case.status == "open", Case.unit_id == user.unit_id
    )
    if user.role != Role.TEAM_LEAD:
        query = query.where(unrestricted())
    case = db.session.scalar(query)
    if case is None or user.role not in {Role.NAVIGATOR, Role.TEAM_LEAD}:
        raise NotFound
    return case


def find_case(case_id: int) -> Case | None:
    """Return a case without asking who wants it; for jobs and for slices that checked a record of their own."""
    return db.session.get(Case, case_id)


def person_of(case: Case) -> Person:
    """Return the main person of a case."""
    return db.session.get_one(Person, case.person_id)


def lead_name(case: Case) -> str:
    """Return the name of the lead, empty when nobody leads."""
    return db.session.scalar(sa.select(User.name).where(User.id == case.lead_id)) or ""


def list_assignments(case_id: int) -> Sequence[Assignment]:
    """Return who led and stood in, newest first."""
    query = sa.select(Assignment).where(Assignment.case_id == case_id).order_by(Assignment.id.desc())
    return db.session.scalars(query).all()


def highest_number(prefix: str) -> str | None:
    """Return the case number with the highest running number of a year, or None."""
    length = sa.func.length(Case.number)
    query = sa.select(Case.number).where(Case.number.startswith(prefix, autoescape=True))
    return db.session.scalar(query.order_by(length.desc(), Case.number.desc()).limit(1))
