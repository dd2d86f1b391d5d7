"""The rules of a case: phases, intake, numbers, load, reviews, responsibility, plans."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.cases.rules import caseload, goals, intake, numbers, phases, plans, responsibility
from lotse.cases.rules.phases import Phase, Readiness
from lotse.cases.rules.plans import PlanState, PlanVersion
from lotse.foundation.months import add_months

TODAY = date(2026, 11, 20)


def test_every_phase_can_be_reached_and_none_follows_itself():
    assert all(phases.next_phases(p) and p not in phases.next_phases(p) for p in Phase)
    assert {q for p in Phase for q in phases.next_phases(p)} == set(Phase)


def test_planning_does_not_follow_clearing_without_an_assessment():
    assert phases.may_move("clearing", "assessment")
    assert not phases.may_move("clearing", "planning")
    assert not phases.may_move("clearing", "delivery")


def test_an_assessment_waits_for_the_intake_decision():
    assert "Aufnahme" in (phases.hindrance("assessment", Readiness()) or "")
    assert phases.hindrance("assessment", Readiness(intake_met=True)) is None


def test_missing_ratings_and_plan_are_said_but_block_nothing():
    known = Readiness(intake_met=True)
    assert len(phases.still_missing("delivery", known)) == 3
    assert phases.hindrance("delivery", known) is None


@pytest.mark.parametrize(
    ("since", "day"),
    [(date(2026, 8, 31), date(2027, 2, 28)), (date(2027, 8, 31), date(2028, 2, 29)), (TODAY, date(2027, 5, 20))],
)
def test_the_review_lies_six_months_on_and_never_in_a_month_that_lacks_the_day(since, day):
    assert phases.review_day(since) == day


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_adding_months_lands_in_the_month_that_was_meant(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_a_review_date_beyond_six_months_is_refused():
    assert "sechs Monaten" in (phases.review_fault(TODAY + timedelta(days=200), today=TODAY) or "")
    assert "Vergangenheit" in (phases.review_fault(TODAY - timedelta(days=1), today=TODAY) or "")
    assert phases.review_fault(TODAY + timedelta(days=90), today=TODAY) is None


def test_reopening_within_six_months_is_the_same_case():
    assert phases.reopens_same_case(date(2026, 5, 20), TODAY)
    assert not phases.reopens_same_case(date(2026, 5, 19), TODAY)


def test_intake_needs_all_four_criteria_and_a_decision():
    all_yes = dict.fromkeys(intake.CRITERIA, True)
    assert not intake.read(all_yes).is_met
    assert intake.read({**all_yes, "decided_on": "2026-11-20"}).is_met
    without_consent = intake.read({**all_yes, "consents": False, "decided_on": "2026-11-20"})
    assert without_consent.unmet() == [intake.CRITERIA["consents"]]


def test_the_intake_sheet_survives_storing_and_unknown_keys():
    sheet = intake.Intake(several_areas=True, note="Zwei Kinder")
    assert intake.read({**sheet.as_dict(), "later_edition": 1}) == sheet
    assert intake.read(None) == intake.Intake()


def test_case_numbers_count_up_within_their_year():
    assert numbers.next_number(2026, None) == "L-2026-0001"
    assert numbers.next_number(2026, "L-2026-0411") == "L-2026-0412"
    assert numbers.next_number(2026, "L-2026-9999") == "L-2026-10000"


def test_load_is_weighted_and_warns_above_the_limit_of_the_working_hours():
    half = caseload.load(["A"] * 12 + ["B", "C"], fte_percent=50)
    assert (half.points, half.limit, half.percent) == (Decimal("25.3"), Decimal(25), 101)
    assert half.pressure is caseload.Pressure.OVER
    assert "Teamleitung" in (half.warning or "")


def test_an_empty_desk_warns_of_nothing_even_without_hours():
    assert caseload.load([], fte_percent=0).warning is None
    assert caseload.load(["B"], fte_percent=0).pressure is caseload.Pressure.OVER


def test_a_goal_is_advised_to_speak_for_itself_and_positively():
    assert goals.goal_advice("Ich öffne meine Post jeden Montag.") == []
    assert len(goals.goal_advice("Die Post bleibt nicht mehr liegen.")) == 2


def test_a_step_farther_than_six_weeks_is_advised_to_be_split():
    assert goals.step_advice(TODAY + timedelta(weeks=6), today=TODAY) is None
    assert "sechs Wochen" in (goals.step_advice(TODAY + timedelta(weeks=7), today=TODAY) or "")


def test_only_one_handover_may_wait_and_only_the_one_asked_may_answer():
    offer = {"from_id": 1, "to_id": 2, "offered_by_id": 1, "by_team_lead": False}
    assert responsibility.offer_fault(**offer, offer_is_open=False) == ""
    assert "wartet" in responsibility.offer_fault(**offer, offer_is_open=True)
    assert "Teamleitung" in responsibility.offer_fault(**{**offer, "offered_by_id": 3}, offer_is_open=False)
    assert responsibility.may_answer(to_id=2, user_id=2)
    assert not responsibility.may_answer(to_id=2, user_id=1)


@given(st.lists(st.sampled_from([PlanState.REPLACED, PlanState.ENDED]), max_size=5), st.booleans())
def test_a_plan_has_one_draft_at_a_time_and_numbers_go_on(history, had_current):
    states = [*history, *([PlanState.CURRENT] if had_current else [])]
    agreed = [PlanVersion(n, s) for n, s in enumerate(states, 1)]
    drafted = [*agreed, PlanVersion(plans.next_version(agreed), PlanState.DRAFT)]
    assert plans.may_draft(agreed)
    assert not plans.may_draft(drafted)
    assert plans.next_version(drafted) == len(states) + 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"state": "replaced"}, "state"),
        ({"goals": 0}, "state"),
        ({"agreed_on": None}, "agreed_on"),
        ({"agreed_on": TODAY + timedelta(days=1)}, "agreed_on"),
        ({"agreement": "nodded"}, "agreement"),
        ({"review_on": TODAY + timedelta(days=300)}, "review_on"),
    ],
)
def test_a_plan_comes_into_force_only_with_goals_agreement_and_review_date(change, field):
    good = {
        "state": "draft",
        "goals": 1,
        "agreed_on": TODAY,
        "agreement": "signed",
        "review_on": TODAY + timedelta(days=90),
        "today": TODAY,
    }
    assert plans.agreement_fault(**good) is None
    assert plans.agreement_fault(**{**good, **change})[0] == field
