"""Reading single measures, requirements and waivers of a case."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from lotse.accounts.models import User
from lotse.cases.models import Case
from lotse.clients.models import HouseholdMember, Person
from lotse.clients.queries import visible_to
from lotse.directory.models import Organisation
from lotse.foundation.db import db, get_stored
from lotse.foundation.errors import NotFound
from lotse.measures.models import Measure, Requirement, Waiver


def list_measures(case_id: int) -> Sequence[Measure]:
    """Return the measures of a case by person and start."""
    query = (
        sa.select(Measure)
        .where(Measure.case_id == case_id)
        .options(selectinload(Measure.slots), selectinload(Measure.closures))
        .order_by(Measure.starts_on, Measure.id)
    )
    return db.session.scalars(query).all()


def get_measure(measure_id: int, case_id: int) -> Measure:
    """Return one measure of a case or answer 404."""
    return get_stored(Measure, measure_id, case_id=case_id)


def count_measures(case_id: int) -> int:
    """Return how many measures a case has, for the tab."""
    return db.session.scalar(sa.select(sa.func.count(Measure.id)).where(Measure.case_id == case_id)) or 0


def list_requirements(case_id: int) -> Sequence[Requirement]:
    """Return what must mesh in a case, in the order it was entered."""
    return db.session.scalars(
        sa.select(Requirement).where(Requirement.case_id == case_id).order_by(Requirement.id)
    ).all()


def get_requirement(requirement_id: int, case_id: int) -> Requirement:
    """Return one requirement of a case or answer 404."""
    return get_stored(Requirement, requirement_id, case_id=case_id)


def get_gap(key: str, case_id: int) -> Requirement | Measure:
    """Return what a gap hangs on by its key in the plan, of this case only, or answer 404."""
    kind, number = key[:1], key[1:]
    if kind not in {"R", "V"} or not (number.isascii() and number.isdigit() and len(number) < 10):
        raise NotFound
    return get_requirement(int(number), case_id) if kind == "R" else get_measure(int(number), case_id)


def list_waivers(case_ids: Collection[int]) -> Sequence[Waiver]:
    """Return waivers that were not ended early, newest first."""
    query = sa.select(Waiver).where(Waiver.case_id.in_(case_ids), Waiver.ended_at.is_(None))
    return db.session.scalars(query.order_by(Waiver.id.desc())).all()


def get_waiver(waiver_id: int, case_id: int) -> Waiver:
    """Return one waiver of a case or answer 404."""
    return get_stored(Waiver, waiver_id, case_id=case_id)


def people_of(case: Case, today: date, user: User, now: datetime) -> list[Person]:
    """Return the main person of a case and everybody in the household today, children last by age.

    Only those that the account may see; the main person always, for the case is open to it.
    """
    homes = sa.select(HouseholdMember.household_id).where(
        HouseholdMember.person_id == case.person_id, HouseholdMember.still_there(today)
    )
    home: sa.ColumnElement[bool] = HouseholdMember.household_id.in_(homes)
    if case.household_id is not None:
        home = sa.or_(home, HouseholdMember.household_id == case.household_id)
    together = sa.select(HouseholdMember.person_id).where(home, HouseholdMember.still_there(today))
    query = sa.select(Person).where(Person.id.in_(together), Person.id != case.person_id, visible_to(user, now))
    others = db.session.scalars(query.order_by(Person.birth_date, Person.id)).all()
    main = db.session.get(Person, case.person_id)
    return [*([main] if main else []), *others]


def organisation_names(ids: Collection[int]) -> dict[int, str]:
    """Return the names of organisations, closed ones too."""
    if not ids:
        return {}
    rows = db.session.execute(sa.select(Organisation.id, Organisation.name).where(Organisation.id.in_(set(ids))))
    return {row.id: row.name for row in rows}
