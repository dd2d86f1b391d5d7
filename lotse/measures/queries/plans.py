"""The plan of a case: what the engine judges, the screen shows and `lotse plan export` prints. There is no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from lotse.accounts.queries import office_region
from lotse.cases.models import Case
from lotse.clients.models import Person
from lotse.directory import models as directory
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound
from lotse.measures.models import Measure, Requirement
from lotse.measures.queries import assembling
from lotse.measures.rules import plan as rules
from lotse.measures.rules.states import LEFT_OUT

WEEKS_AHEAD = 53


def horizon_at(today: date) -> rules.Horizon:
    """From Monday of this week, so that the hours of a week are whole, a year and a week ahead."""
    monday = today - timedelta(days=today.weekday())
    return rules.Horizon(monday, monday + timedelta(weeks=WEEKS_AHEAD, days=-1))


class Bundle(NamedTuple):
    """The plan of a case with the rows it was made of, those left out of it too."""

    plan: rules.Plan
    measures: list[Measure]
    requirements: list[Requirement]
    houses: dict[int, assembling.House]


def plan_of(case_id: int, today: date) -> rules.Plan:
    """The plan of one case on a day."""
    return bundle_of(case_id, today).plan


def bundle_of(case_id: int, today: date) -> Bundle:
    """The plan of one case with its rows, each read once."""
    return _bundles_of([case_id], today)[case_id]


def plans_of(case_ids: Collection[int], today: date) -> dict[int, rules.Plan]:
    """The plans of many cases with a handful of statements, however many cases there are."""
    return {case_id: bundle.plan for case_id, bundle in _bundles_of(case_ids, today).items()}


def _bundles_of(case_ids: Collection[int], today: date) -> dict[int, Bundle]:
    ids = set(case_ids)
    measures = _by_case(
        db.session.scalars(
            sa.select(Measure)
            .where(Measure.case_id.in_(ids))
            .options(selectinload(Measure.slots), selectinload(Measure.closures))
            .order_by(Measure.starts_on, Measure.id)
        ).all()
    )
    requirements = _by_case(
        db.session.scalars(sa.select(Requirement).where(Requirement.case_id.in_(ids)).order_by(Requirement.id)).all()
    )
    main = {
        row.id: row.person_id for row in db.session.execute(sa.select(Case.id, Case.person_id).where(Case.id.in_(ids)))
    }
    houses = _houses({m.organisation_id for some in measures.values() for m in some if m.organisation_id})
    people = _people({*main.values(), *assembling.person_ids(measures.values(), requirements.values())})
    state, horizon = office_region(), horizon_at(today)
    bundles = {}
    for case_id in ids & main.keys():
        plan = assembling.assemble(
            state=state,
            horizon=horizon,
            main_person_id=main[case_id],
            people=people,
            houses=houses,
            measures=[m for m in measures[case_id] if m.state not in LEFT_OUT],
            requirements=requirements[case_id],
        )
        bundles[case_id] = Bundle(plan, measures[case_id], requirements[case_id], houses)
    return bundles


def find_case_id(wanted: str) -> int:
    """The id of the case with this number or id; for the command line."""
    query = sa.select(Case.id).where(Case.number == wanted.strip())
    found = db.session.scalar(query)
    if found is None and wanted.strip().isdecimal():
        found = db.session.scalar(sa.select(Case.id).where(Case.id == int(wanted)))
    if found is None:
        raise NotFound(f"Einen Fall „{wanted}“ gibt es nicht.")
    return found


Row = TypeVar("Row", Measure, Requirement)


def _by_case(rows: Sequence[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found


def _houses(ids: set[int]) -> dict[int, assembling.House]:
    """Names and closures of the institutions: kept once there, used by every measure that takes place there."""
    if not ids:
        return {}
    closures: dict[int, list[rules.Closure]] = defaultdict(list)
    table = directory.Closure
    for row in db.session.scalars(sa.select(table).where(table.organisation_id.in_(ids)).order_by(table.starts_on)):
        closures[row.organisation_id].append(rules.Closure(row.label, row.starts_on, row.ends_on))
    names = db.session.execute(
        sa.select(directory.Organisation.id, directory.Organisation.name).where(directory.Organisation.id.in_(ids))
    )
    return {row.id: assembling.House(row.name, tuple(closures[row.id])) for row in names}


def _people(ids: set[int]) -> dict[int, Person]:
    return {person.id: person for person in db.session.scalars(sa.select(Person).where(Person.id.in_(ids)))}
