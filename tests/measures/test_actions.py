"""Entering measures, and findings as rows."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from lotse.foundation.errors import FieldError
from lotse.measures.actions import findings as finding_actions
from lotse.measures.actions.measures import MeasureData, change_measure, change_state, move_measure, remove_measure
from lotse.measures.actions.requirements import require, require_cover
from lotse.measures.actions.waivers import end_waiver, waive
from lotse.measures.queries import findings as finding_queries
from lotse.measures.queries.measures import list_requirements
from lotse.measures.queries.plans import horizon_at, plan_of
from lotse.measures.queries.radar import radar
from lotse.measures.rules.check import check
from lotse.measures.rules.document import parse_plan
from lotse.measures.rules.states import State
from lotse.measures.rules.writing import plan_document
from tests.factories.accounts import make_user
from tests.factories.cases import AT, DAY, make_case
from tests.factories.measures import make_child, make_measure

LATER = AT + timedelta(days=1)


@pytest.fixture
def household(app):
    """A mother in a course, her child in a Kita that opens too late, and that the child must be covered."""
    case = make_case(lead=make_user())
    child = make_child(case)
    course = make_measure(case, "Mo–Fr 8–13", label="Umschulung", kind="retraining")
    kita = make_measure(case, "Mo–Fr 8:30–13", person=child, kind="kita", label="Kita")
    rule = require_cover(
        case_id=case.id, person_id=child.id, during=[course.id], by=None, today=DAY, now=AT, before=20, after=0
    )
    return case, child, course, kita, rule


def test_the_plan_of_a_case_survives_being_exported(household):
    case = household[0]
    plan = plan_of(case.id, DAY)
    exported = parse_plan(json.dumps(plan_document(plan)))
    assert check(exported) == check(plan)
    assert [f.code for f in check(plan)] == ["COVER_GAP"]


def test_the_horizon_begins_on_a_monday_and_holds_whole_weeks():
    horizon = horizon_at(date(2026, 11, 22))
    assert (horizon.start, horizon.start.weekday(), horizon.end.weekday()) == (date(2026, 11, 16), 0, 6)


def test_a_new_gap_is_seen_once_and_goes_when_it_closes(household):
    case, child, *_ = household
    [row] = finding_queries.open_rows(case.id)
    assert row.first_seen_at == AT
    assert row.sentence.startswith("Mia Testkind nicht betreut: Mo–Fr 07:40–08:30 Uhr")
    finding_actions.refresh_all(today=DAY + timedelta(days=1), now=LATER)
    assert [r.first_seen_at for r in finding_queries.open_rows(case.id)] == [AT]
    make_measure(case, "Mo–Fr 7–9", person=child, kind="childminding", label="Tagesmutter")
    assert finding_queries.open_rows(case.id) == []


def test_a_gap_that_comes_back_is_news_again(household):
    case, child, _, _, _ = household
    minder = make_measure(case, "Mo–Fr 7–9", person=child, kind="childminding")
    change_state(measure=minder, to=State.BROKEN_OFF, today=DAY, now=LATER)
    [row] = finding_queries.open_rows(case.id)
    assert (row.first_seen_at, row.acknowledged_at) == (LATER, None)


def test_an_acknowledged_finding_leaves_today_and_stays_in_the_case(household):
    case = household[0]
    assert [line.text for line in _news(case, DAY)]
    [row] = finding_queries.open_rows(case.id)
    finding_actions.acknowledge(finding=row, by=make_user(), now=LATER)
    assert _news(case, DAY) == []
    assert len(finding_queries.open_rows(case.id)) == 1


def test_a_waiver_bridges_until_its_last_day_and_then_the_gap_is_back(household):
    case, _, _, _, rule = household
    by = make_user()
    end = DAY + timedelta(days=10)
    waiver = waive(gap=rule, reason="Oma", bridging="holt ab", valid_until=end, by=by, today=DAY, now=AT)
    [line] = [li for li in radar(_lead(case), DAY, LATER) if li.kind == "COVER_GAP"]
    assert line.done == "überbrückt"
    assert _news(case, end) == []
    assert _news(case, end + timedelta(days=1))
    end_waiver(waiver=waiver, now=LATER)
    assert _news(case, DAY)


def test_a_gap_noted_while_bridged_is_news_again_when_the_bridge_is_gone(household):
    case, *_, rule = household
    by = make_user()
    end = DAY + timedelta(days=10)
    waive(gap=rule, reason="Oma", bridging="", valid_until=end, by=by, today=DAY, now=AT)
    [row] = finding_queries.open_rows(case.id)
    finding_actions.acknowledge(finding=row, by=by, now=LATER)
    finding_actions.refresh_all(today=end, now=AT + timedelta(days=10))
    assert _news(case, end) == []
    after = end + timedelta(days=1)
    finding_actions.refresh_all(today=after, now=AT + timedelta(days=11))
    assert len(_news(case, after)) == 1


def test_a_closure_entered_in_the_directory_is_seen_at_once(household):
    from lotse.directory.actions.organisations import add_closure, add_organisation, remove_closure

    case, _, _, kita, _ = household
    house = add_organisation(by=None, now=AT, name="Kita Amsel", street="Weg 1", postcode="99901", town="Musterstadt")
    kita.organisation_id = house.id
    finding_actions.refresh(case_id=case.id, today=DAY, now=AT)
    day = date(2026, 12, 9)
    closure = add_closure(organisation=house, label="Teamtag", starts_on=day, ends_on=day, by=None, now=AT)
    assert len(finding_queries.open_rows(case.id)) == 2
    remove_closure(closure=closure, by=make_user(), now=AT)
    assert len(finding_queries.open_rows(case.id)) == 1


def test_what_awaits_a_declined_measure_is_blocked(household):
    from lotse.measures.queries.overview import Overview

    case, _, course, *_ = household
    applied = make_measure(case, kind="application", label="Antrag", starts_on=DAY, ends_on=DAY, state="applied")
    change_measure(measure=course, data=_data(course, predecessor_id=applied.id), today=DAY, now=LATER)
    change_state(measure=applied, to=State.DECLINED, today=DAY, now=LATER)
    found = Overview(case.id, DAY).prospect_of(course)
    assert (found.outlook, found.missing[0]) == ("blocked", "„Antrag“: abgelehnt")


def _news(case, day):
    """Findings in the cases of its lead that nobody has noted or bridged."""
    return [line for line in radar(_lead(case), day, LATER, mine=True) if line.kind == "COVER_GAP" and not line.done]


def _lead(case):
    from lotse.accounts.queries import get_user

    return get_user(case.lead_id)


def test_a_closed_case_has_no_open_findings_after_the_night(household):
    case = household[0]
    case.status, case.closed_on = "closed", DAY
    finding_actions.refresh_all(today=DAY, now=LATER)
    assert finding_queries.open_rows(case.id) == []


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
