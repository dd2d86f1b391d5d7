"""From when a benefit is paid and until when to apply, law by law."""

from datetime import date

import pytest

from lotse.deadlines.rules.benefit_ends import LAST_DAY_NEEDS
from lotse.deadlines.rules.benefit_starts import START_NEEDS
from lotse.deadlines.rules.engine import evaluate


def start(law, **inputs):
    (day,) = evaluate("BENEFIT_START", {"benefit_law": law, **inputs}).as_json().values()
    return day


def last_day(law, **inputs):
    return evaluate("BENEFIT_LAST_DAY", {"benefit_law": law, **inputs}).as_json()["last_day"]


@pytest.mark.parametrize("law", ["SGB2", "SGB12_GRUNDSICHERUNG", "WOHNGELD", "KIZ", "BAB"])
def test_a_monthly_benefit_starts_on_the_first_but_not_within_the_running_period(law):
    assert start(law, application_date="2027-03-31") == "2027-03-01"
    assert start(law, application_date="2027-03-01", previous_period_end="2027-02-28") == "2027-03-01"
    assert start(law, application_date="2027-03-31", previous_period_end="2027-04-30") == "2027-05-01"
    assert start(law, application_date="2027-03-31", previous_period_end="2027-03-14") == "2027-03-15"
    assert start(law, application_date="2027-03-31", previous_period_end="2026-12-31") == "2027-03-01"


def test_student_support_waits_for_the_training():
    assert start("BAFOEG", application_date="2027-08-20", training_start="2027-10-04") == "2027-10-01"
    assert start("BAFOEG", application_date="2027-11-20", training_start="2027-10-04") == "2027-11-01"
    follow_up = {"application_date": "2027-07-20", "training_start": "2026-10-01", "previous_period_end": "2027-09-30"}
    assert start("BAFOEG", **follow_up) == "2027-10-01"


@pytest.mark.parametrize("law", ["SGB12_OTHER", "ASYLBLG"])
def test_social_assistance_starts_with_knowledge(law):
    assert start(law, application_date="2027-03-20", known_to_authority_on="2027-03-17") == "2027-03-17"
    assert start(law, known_to_authority_on="2027-03-17") == "2027-03-17"


def test_care_benefits_start_on_the_first_only_if_the_need_is_older_than_the_month():
    assert start("SGB11", application_date="2027-03-17", care_need_since="2027-02-28") == "2027-03-01"
    assert start("SGB11", application_date="2027-03-17", care_need_since="2027-03-01") == "2027-03-17"
    assert start("SGB11", application_date="2027-03-17", care_need_since="2026-03-05") == "2027-03-01"


def test_maintenance_advance_reaches_back_one_month():
    assert start("UVG", application_date="2027-01-31") == "2026-12-01"
    assert last_day("UVG", conditions_met_on="2027-01-31") == "2027-02-28"


def test_child_benefit_reaches_back_six_months_and_not_before_the_conditions():
    assert start("KINDERGELD", application_date="2027-03-31", conditions_met_on="2020-01-01") == "2026-09-01"
    assert start("KINDERGELD", application_date="2027-03-31", conditions_met_on="2026-12-24") == "2026-12-01"
    assert start("KINDERGELD", application_date="2027-04-01", conditions_met_on="2026-09-03") == "2026-10-01"


@pytest.mark.parametrize("met", ["2026-08-31", "2026-09-03", "2027-02-28", "2028-02-29"])
def test_child_benefit_last_day_mirrors_its_start(met):
    end = date.fromisoformat(last_day("KINDERGELD", conditions_met_on=met))
    first = f"{met[:7]}-01"
    assert start("KINDERGELD", application_date=end.isoformat(), conditions_met_on=met) == first
    after = date.fromordinal(end.toordinal() + 1).isoformat()
    assert start("KINDERGELD", application_date=after, conditions_met_on=met) > first


@pytest.mark.parametrize(
    ("applied", "earliest"),
    [
        ("2027-03-05", "2027-03-05"),
        ("2027-07-04", "2027-03-05"),
        ("2027-07-05", "2027-04-05"),
        ("2027-08-09", "2027-05-05"),
        ("2028-03-05", "2027-12-05"),
    ],
)
def test_parental_benefit_reaches_back_three_months_of_life(applied, earliest):
    assert start("ELTERNGELD", application_date=applied, birth_date="2027-03-05") == earliest


@pytest.mark.parametrize("birth", ["2027-03-05", "2026-10-29", "2026-10-30", "2026-10-31", "2027-01-31", "2028-02-29"])
def test_parental_last_day_mirrors_the_start(birth):
    end = date.fromisoformat(last_day("ELTERNGELD", birth_date=birth))
    assert start("ELTERNGELD", application_date=end.isoformat(), birth_date=birth) == birth
    after = date.fromordinal(end.toordinal() + 1).isoformat()
    assert start("ELTERNGELD", application_date=after, birth_date=birth) > birth


def test_births_at_a_month_end_are_safe_on_the_earlier_day():
    result = evaluate("BENEFIT_LAST_DAY", {"benefit_law": "ELTERNGELD", "birth_date": "2026-10-31"})
    assert result.decisive_day == result.safe_day == date(2027, 2, 27)
    assert [view.day for view in result.views] == [date(2027, 2, 28)]
    assert "Ansichten" in " ".join(step.text for step in result.steps)


def test_a_pension_in_time_starts_with_the_month_after_the_conditions():
    met = {"conditions_met_on": "2027-07-14", "place_state": "HE"}
    assert start("RENTE", application_date="2027-11-01", **met) == "2027-08-01"  # 31 October is a Sunday
    assert start("RENTE", application_date="2027-11-02", **met) == "2027-11-01"
    assert start("RENTE", application_date="2027-11-02", **{**met, "place_state": "NW"}) == "2027-08-01"
    assert start("RENTE", application_date="2027-01-01", **met) == "2027-08-01"


def test_pension_last_day_rolls_with_the_land():
    assert last_day("RENTE", conditions_met_on="2027-07-14", place_state="HE") == "2027-11-01"
    assert last_day("RENTE", conditions_met_on="2027-07-14", place_state="NW") == "2027-11-02"


def test_housing_benefit_after_a_refusal_ends_with_the_next_month_and_stays():
    assert last_day("WOHNGELD_AFTER_REJECTION", rejection_known_on="2027-09-01") == "2027-10-31"  # a Sunday
    assert last_day("WOHNGELD_AFTER_REJECTION", rejection_known_on="2027-01-31") == "2027-02-28"


def test_a_survivors_pension_starts_on_the_day_of_death_or_the_month_after():
    law = {"benefit_law": "HINTERBLIEBENENRENTE", "death_date": "2027-03-10"}
    assert evaluate("BENEFIT_LAST_DAY", {**law, "deceased_drew_pension": False}).as_json() == {
        "last_day": "2028-03-31",
        "benefit_from": "2027-03-10",
    }
    assert evaluate("BENEFIT_LAST_DAY", {**law, "deceased_drew_pension": True}).as_json() == {
        "last_day": "2028-04-30",
        "benefit_from": "2027-04-01",
    }


def test_the_follow_up_of_student_support_lies_two_calendar_months_before_the_end():
    assert last_day("BAFOEG_FOLLOW_UP", period_end="2027-09-30") == "2027-07-31"
    assert last_day("BAFOEG_FOLLOW_UP", period_end="2027-02-28") == "2026-12-31"
    assert last_day("BAFOEG_FOLLOW_UP", period_end="2027-04-30") == "2027-02-28"


def test_child_supplement_runs_six_months():
    answer = evaluate("KIZ_PERIOD", {"application_date": "2027-09-30"}).as_json()
    assert answer == {"benefit_from": "2027-09-01", "benefit_until": "2028-02-29"}


def test_an_application_right_after_a_weekend_month_end_names_the_other_view():
    result = evaluate("BENEFIT_START", {"benefit_law": "SGB2", "application_date": "2027-02-01"})
    assert result.as_json() == {"benefit_from": "2027-02-01"}
    assert "vertreten" in result.steps[-1].text
    later = evaluate("BENEFIT_START", {"benefit_law": "SGB2", "application_date": "2027-02-02"})
    assert "vertreten" not in later.steps[-1].text


def test_every_law_of_the_format_is_known():
    assert set(START_NEEDS) == set(
        "SGB2 SGB12_GRUNDSICHERUNG WOHNGELD KIZ BAB BAFOEG SGB12_OTHER ASYLBLG SGB11 UVG".split()
        + "KINDERGELD ELTERNGELD RENTE".split()
    )
    assert set(LAST_DAY_NEEDS) == set(
        "KINDERGELD ELTERNGELD UVG RENTE WOHNGELD_AFTER_REJECTION HINTERBLIEBENENRENTE BAFOEG_FOLLOW_UP".split()
    )
