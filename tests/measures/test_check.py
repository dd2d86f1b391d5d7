"""The engine as a whole: the two examples to the letter, and agreement with the minute-by-minute oracle."""

import pytest
from hypothesis import HealthCheck, given, settings

from lotse.measures.rules.check import check
from lotse.measures.rules.document import read_plan
from lotse.measures.rules.writing import findings_document, plan_document
from tests.measures.documents import cover, example, measure, plan, plans, prerequisite, slot
from tests.measures.oracle import judge


def findings(document):
    return findings_document(check(read_plan(document)))["findings"]


@pytest.mark.parametrize("number", [1, 2])
def test_the_examples_of_the_format_are_answered_to_the_letter(number):
    document = example(number)
    assert findings(document) == document["expected"]["findings"]


@pytest.mark.parametrize("number", [1, 2])
def test_the_oracle_agrees_with_the_examples(number):
    document = example(number)
    assert judge(document) == document["expected"]["findings"]


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plans())
def test_any_plan_is_judged_as_the_oracle_judges_it(document):
    assert findings(document) == judge(document)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_a_written_plan_reads_back_as_the_same_plan(document):
    first = read_plan(document)
    again = read_plan(plan_document(first))
    assert check(again) == check(first)
    assert plan_document(again) == plan_document(first)


def test_findings_come_in_the_order_of_the_requirements():
    document = plan(
        [measure("M1", slot()), measure("M2", slot())],
        [prerequisite("M2", "2027-03-02", identity="Z"), cover(identity="A")],
    )
    assert [finding["requirement"] for finding in findings(document)] == ["Z", "A"]


def test_a_plan_without_requirements_has_no_findings():
    assert findings(plan([measure("M1", slot())], [])) == []


def test_a_horizon_of_a_whole_century_is_judged_to_its_last_day():
    document = plan(
        [measure("M1", slot("MO TU WE TH FR SA SU"), end=None, holidays=False)],
        [cover(by="")],
        start="2000-01-01",
        end="2100-12-31",
    )
    document["measures"][0]["start"] = "2000-01-01"
    [gap] = findings(document)
    assert gap["affected_days"] == 36890
    assert gap["ranges"] == [{"from": "2000-01-01", "to": "2100-12-31", "days": 36890, "minutes": 36890 * 180}]


def test_the_last_day_of_the_calendar_is_no_trap():
    document = plan(
        [measure("M1", slot("FR", "22:00", "24:00"), start="9999-12-01", end="9999-12-31")],
        [cover(by="", after=60)],
        start="9999-12-31",
        end="9999-12-31",
    )
    [gap] = findings(document)
    assert gap["patterns"][0]["windows"] == [["22:00", "24:00"]]


def test_a_rhythm_of_a_billion_weeks_costs_nothing():
    document = plan(
        [measure("M1", slot("MO", every_weeks=10**9, anchor_monday="2027-03-01"))], [cover(by="", before=10**30)]
    )
    [gap] = findings(document)
    assert gap["patterns"] == [
        {"windows": [["00:00", "12:00"]], "minutes_per_day": 720, "days": 1, "dates": ["2027-03-01"]}
    ]
