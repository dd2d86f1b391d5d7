"""The catalogue: 68 entries, each computed by a rule of the engine or honestly not."""

import pytest

from lotse.deadlines.rules.book import LEGAL_STATE, RULES
from lotse.deadlines.rules.catalogue import CERTAINTIES, catalogue, find_entry, find_variant
from lotse.deadlines.rules.engine import evaluate
from lotse.deadlines.rules.inputs import DATE_INPUTS

SAMPLE = {
    **dict.fromkeys(DATE_INPUTS, "2027-03-10"),
    "known_on": "2027-01-10",
    "actual_receipt": "2027-03-16",
    "birth_date": "1961-06-01",
    "delivery": "post",
    "place_state": "HE",
    "period": 3,
    "unit": "weeks",
    "year": 2027,
    "section26_3_s2_notice": False,
    "deceased_drew_pension": True,
    "benefit_law": "SGB6",
}
VARIANTS = [(entry, variant) for entry in catalogue() for variant in entry.variants]


def test_the_catalogue_has_the_68_entries_in_order():
    assert [entry.number for entry in catalogue()] == list(range(1, 69))


@pytest.mark.parametrize(("entry", "variant"), VARIANTS, ids=[f"{e.number}-{v.label}" for e, v in VARIANTS])
def test_every_computable_entry_computes_with_its_fixed_inputs(entry, variant):
    asked = {name: SAMPLE[name] for name in (*variant.asks, *variant.may_ask)}
    result = evaluate(variant.rule.code, {**asked, **variant.fixed})
    assert result.outputs
    assert result.steps


def test_an_entry_without_a_rule_says_why():
    for entry in catalogue():
        assert bool(entry.variants) != bool(entry.not_computable), entry.number
    assert {entry.number for entry in catalogue() if entry.not_computable} == {21, 32, 59, 62, 65}


def test_every_entry_carries_what_must_be_shown_beside_its_dates():
    for entry in catalogue():
        assert all((entry.trigger, entry.period, entry.start, entry.roll, entry.norm, entry.consequence)), entry.number
        assert entry.certainty in CERTAINTIES
        assert entry.state


def test_entries_that_are_not_sure_are_known_as_such():
    assert {entry.number for entry in catalogue() if not entry.is_certain} == {52, 58, 66}


def test_the_catalogue_computes_what_the_law_report_says():
    def last_day(key, **given):
        _, variant = find_variant(key)
        return evaluate(variant.rule.code, {**given, **variant.fixed}).as_json()["last_day"]

    assert last_day("44-1", event_date="2027-04-15", place_state="HE") == "2027-05-07"
    assert last_day("4-1", event_date="2027-06-02", delivery="post", place_state="HE") == "2027-07-07"
    assert last_day("43-1", end="2027-03-01") == "2027-02-28"
    assert last_day("55-1", set_date="2027-06-05", place_state="HE") == "2027-06-05"
    assert last_day("24-2", event_date="2027-02-10") == "2027-02-28"


def test_an_unknown_number_or_key_finds_nothing():
    assert find_entry(69) is None
    assert find_entry(None) is None
    assert find_variant("1-9") is None


def test_every_rule_carries_title_norm_version_certainty_and_consequence():
    for rule in RULES.values():
        assert all((rule.title, rule.norm, rule.consequence)), rule.code
        assert rule.version == LEGAL_STATE
        assert rule.certainty in CERTAINTIES
