"""Measures for tests."""

from __future__ import annotations

from datetime import date

from lotse.cases.models import Case
from lotse.clients.models import HouseholdMember, Person
from lotse.foundation.db import db
from lotse.measures.actions.measures import MeasureData, add_measure
from lotse.measures.models import Measure
from lotse.measures.rules.weekly_times import parse_weekly_times
from tests.factories.cases import AT, DAY, make_client


def make_measure(case: Case, times: str = "", *, person: Person | None = None, **fields: object) -> Measure:
    """A confirmed measure of the main person, or of another one, with weekly times as typed."""
    values = {
        "person_id": person.id if person else case.person_id,
        "kind": "course",
        "label": "Kurs",
        "starts_on": date(2026, 12, 7),
        "ends_on": date(2027, 3, 31),
        "state": "granted",
        **fields,
    }
    slots = parse_weekly_times(times, values["starts_on"]) if times else ()
    return add_measure(case_id=case.id, data=MeasureData(slots=slots, **values), by=None, today=DAY, now=AT)


def make_child(case: Case, **fields: object) -> Person:
    """A child in the household of the case's main person."""
    from lotse.clients.models import Household

    child = make_client(**{"first_name": "Mia", "last_name": "Testkind", "birth_date": date(2023, 5, 1), **fields})
    if case.household_id is None:
        household = Household(name="Testhaushalt", created_at=AT)
        db.session.add(household)
        db.session.flush()
        case.household_id = household.id
        db.session.add(
            HouseholdMember(
                household_id=household.id, person_id=case.person_id, role="head", joined_on=date(2020, 1, 1)
            )
        )
    db.session.add(
        HouseholdMember(household_id=case.household_id, person_id=child.id, role="child", joined_on=date(2023, 5, 1))
    )
    db.session.flush()
    return child


def base(case: Case) -> str:
    """The address below which all pages of a case lie."""
    return f"/faelle/{case.id}"
