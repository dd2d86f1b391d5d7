"""Reading cases. Who sees which case is decided here, once: every other query of cases starts from `visible_cases`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from lotse.accounts.models import Absence, Grant, User
from lotse.accounts.queries import granted_records, granted_when_bound
from lotse.accounts.rules import Role
from lotse.cases.models import Assignment, Case
from lotse.cases.rules.notes import Reader, Relation
from lotse.clients.models import Person
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound


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
    case = db.session.scalar(visible_cases(user, now).where(Case.id == case_id))
    if case is None:
        raise NotFound
    return case


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
    today = sa.bindparam("today", type_=sa.Date)
    stood_in_for = sa.select(Absence.user_id).where(Absence.deputy_id == sa.bindparam("user_id"), Absence.covers(today))
    ways: list[sa.ColumnElement[bool]] = [Case.lead_id.in_(stood_in_for)]
    if role == Role.TEAM_LEAD:
        ways.append(Case.unit_id == sa.bindparam("unit_id"))
    return sa.or_(granted_when_bound("case", Case.id), sa.and_(sa.or_(*ways), unrestricted()))


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
    deputy = sa.exists().where(
        Grant.kind == "case",
        Grant.record_id == case.id,
        Grant.user_id == user.id,
        Grant.reason == "deputy",
        Grant.valid_from <= now,
        sa.or_(Grant.valid_until.is_(None), Grant.valid_until > now),
    )
    stands_in = sa.exists().where(Case.id == case.id, _absent_lead(user, now))
    seen = sa.exists().where(Case.id == case.id, _visible(user, now))
    found = db.session.execute(
        sa.select(deputy.label("deputy"), stands_in.label("stands_in"), seen.label("seen"))
    ).one()
    if found.deputy or (found.stands_in and not case.restricted):
        return Reader(user.id, user.role, Relation.DEPUTY)
    return Reader(user.id, user.role, Relation.UNIT_LEAD if found.seen else Relation.NONE)


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
