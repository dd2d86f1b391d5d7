"""Entering measures, and findings as rows."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from lotse.foundation.errors import FieldError
from lotse.measures.actions import findings as finding_actions
from lotse.measures.actions.measures import MeasureData, change_measure, change_state, move_measure, remove_measure
from lotse.measures.actions.requirements import require
from lotse.measures.queries import findings as finding_queries
from lotse.measures.queries.measures import list_requirements
from lotse.measures.queries.plans import horizon_at, plan_of
from lotse.measures.rules.check import check
from lotse.measures.rules.document import parse_plan
from lotse.measures.rules.states import State
from lotse.measures.rules.writing import plan_document
from tests.factories.cases import AT, DAY
from tests.factories.measures import make_measure

LATER = AT + timedelta(days=1)


def test_the_plan_of_a_case_survives_being_exported(household):
    case = household[0]
    plan = plan_of(case.id, DAY)
    exported = parse_plan(json.dumps(plan_document(plan)))
    assert check(exported) == check(plan)
    assert [f.code for f in check(plan)] == ["COVER_GAP"]


def test_the_horizon_begins_on_a_monday_and_holds_whole_weeks():
    horizon = horizon_at(date(2026, 11, 22))
    assert (horizon.start, horizon.start.weekday(), horizon.end.weekday()) == (date(2026, 11, 16), 0, 6)


def test_what_awaits_a_declined_measure_is_blocked(household):
    from lotse.measures.queries.overview import Overview

    case, _, course, *_ = household
    applied = make_measure(case, kind="application", label="Antrag", starts_on=DAY, ends_on=DAY, state="applied")
    change_measure(measure=course, data=_data(course, predecessor_id=applied.id), today=DAY, now=LATER)
    change_state(measure=applied, to=State.DECLINED, today=DAY, now=LATER)
    found = Overview(case.id, DAY).prospect_of(course)
    assert (found.outlook, found.missing[0]) == ("blocked", "„Antrag“: abgelehnt")


def test_care_entered_later_counts_by_itself(household):
    case, child, *_ = household
    make_measure(case, "Mo–Fr 7–9", person=child, kind="childminding")
    [requirement] = plan_of(case.id, DAY).requirements
    assert len(requirement.by) == 2


def test_a_declined_place_is_left_out_of_the_plan(household):
    case, _, _, kita, _ = household
    kita.state = State.APPLIED
    change_state(measure=kita, to=State.DECLINED, today=DAY, now=LATER)
    assert len(plan_of(case.id, DAY).measures) == 1
    assert check(plan_of(case.id, DAY))[0].minutes > 0


def test_closures_of_the_institution_count_for_every_measure_there(household):
    from lotse.directory.models import Closure, Organisation
    from lotse.foundation.db import db

    case, _, _, kita, _ = household
    house = Organisation(name="Kita Amsel", identity="kita amsel")
    db.session.add(house)
    db.session.flush()
    db.session.add(
        Closure(organisation_id=house.id, label="Teamtag", starts_on=date(2026, 12, 9), ends_on=date(2026, 12, 9))
    )
    kita.organisation_id = house.id
    finding_actions.refresh(case_id=case.id, today=DAY, now=LATER)
    [measure] = [m for m in plan_of(case.id, DAY).measures if m.id == f"M{kita.id}"]
    assert [c.label for c in measure.closures] == ["Teamtag"]
    assert len(finding_queries.open_rows(case.id)) == 2


def test_a_predecessor_becomes_a_prerequisite_of_the_day_after_its_end(household):
    case, _, course, _, _ = household
    applied = make_measure(
        case, kind="application", label="Antrag", starts_on=DAY, ends_on=date(2026, 12, 15), state="applied"
    )
    change_measure(measure=course, data=_data(course, predecessor_id=applied.id), today=DAY, now=LATER)
    [_, awaiting] = plan_of(case.id, DAY).requirements
    assert (awaiting.needs, awaiting.available_on) == ("Ende von „Antrag“", date(2026, 12, 16))


def test_a_ring_of_predecessors_is_refused_by_name(household):
    _, _, course, kita, _ = household
    change_measure(measure=course, data=_data(course, predecessor_id=kita.id), today=DAY, now=LATER)
    with pytest.raises(FieldError, match="Kita → Umschulung → Kita"):
        change_measure(measure=kita, data=_data(kita, predecessor_id=course.id), today=DAY, now=LATER)


def _data(measure, **fields):
    return MeasureData(
        **{
            "person_id": measure.person_id,
            "kind": measure.kind,
            "label": measure.label,
            "starts_on": measure.starts_on,
            "ends_on": measure.ends_on,
            "state": measure.state,
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [(date(2027, 1, 2), date(2027, 1, 1), "vor dem Beginn"), (date(2027, 1, 1), date(2067, 1, 1), "länger als 25")],
)
def test_a_period_that_cannot_be_is_refused(household, start, end, sentence):
    with pytest.raises(FieldError, match=sentence):
        move_measure(measure=household[2], starts_on=start, ends_on=end, today=DAY, now=LATER)


def test_a_state_is_reached_only_from_where_it_may_follow(household):
    with pytest.raises(FieldError, match="Von „bewilligt“ geht es nicht zu „abgelehnt“"):
        change_state(measure=household[2], to=State.DECLINED, today=DAY, now=LATER)


def test_a_removed_measure_takes_what_required_it_alone(household):
    case, _, course, kita, _ = household
    require(
        case_id=case.id,
        kind="start_within",
        params={"first": kita.id, "second": course.id, "max_days_after_end": 5},
        person_id=None,
        by=None,
        today=DAY,
        now=AT,
    )
    remove_measure(measure=kita, today=DAY, now=LATER)
    assert [r.kind for r in list_requirements(case.id)] == ["cover"]
    remove_measure(measure=course, today=DAY, now=LATER)
    assert list_requirements(case.id) == []
    assert finding_queries.open_rows(case.id) == []


def test_sixty_measures_in_a_case_are_judged(household):
    case, child, *_ = household
    for number in range(58):
        make_measure(case, "Mo–Fr 10–11", person=child, kind="kita", label=f"Platz {number}")
    assert len(plan_of(case.id, DAY).measures) == 60
    assert len(finding_queries.open_rows(case.id)) == 1
