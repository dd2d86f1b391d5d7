"""`lotse deadline check` over documents nobody would write: results or exit 2, never a traceback."""

import json

from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotse.cli.deadline import check_document, deadline
from lotse.deadlines.rules.book import RULES
from lotse.deadlines.rules.inputs import DATE_INPUTS

NAMES = (
    *sorted(DATE_INPUTS),
    *"period year unit delivery regime kind remedy benefit_law filed_with form rolls".split(),
)
TEXT = st.text(st.characters(), max_size=8)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
DATES = st.dates().map(str) | st.sampled_from(
    ["2028-02-29", "2027-02-29", "2000-01-01", "2100-12-31", "2101-01-01", "1999-12-31", "1926-06-02", "0001-01-01"]
)
VALUES = (
    DATES
    | JUNK
    | st.sampled_from(
        [1, 12, 9999, "HE", "BY-MH", "XX", "post", "months", "years", "AO", "VWVFG", "RENTE", "SGB2", True]
    )
)
INPUTS = st.dictionaries(st.sampled_from([*NAMES, "place_state", "actual_receipt"]) | TEXT, VALUES, max_size=9)
CASES = st.fixed_dictionaries(
    {"id": TEXT | JUNK, "rule": st.sampled_from(sorted(RULES)) | JUNK, "inputs": INPUTS | JUNK}
)
PLAUSIBLE = {
    **dict.fromkeys(DATE_INPUTS, "2027-03-31"), "period": 3, "year": 2027, "unit": "months", "delivery": "post",
    "regime": "SGB10", "kind": "objection", "remedy": "SGG_KLAGE", "benefit_law": "RENTE", "filed_with": "charity",
    "handed_in_at": "competent", "form": "signed_letter", "place_state": "HE", "section26_3_s2_notice": False,
    "deceased_drew_pension": True, "rolls": True,
}  # fmt: skip


@given(st.lists(CASES, max_size=4) | JUNK)
@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_any_document_gives_results_or_lines(cases):
    answer = CliRunner().invoke(deadline, ["check", "-"], input=json.dumps({"cases": cases}))
    assert answer.exit_code in (0, 2), answer.output
    if answer.exit_code == 2:
        assert answer.stdout == ""
        assert answer.stderr.isprintable() or answer.stderr.splitlines()
        assert all(line.strip() for line in answer.stderr.splitlines())
    else:
        assert len(json.loads(answer.stdout)["results"]) == len(cases)


@given(st.sampled_from(sorted(RULES)), st.sampled_from(sorted(PLAUSIBLE)), VALUES)
@settings(deadline=None, max_examples=600)
def test_one_wrong_value_among_good_ones_is_one_line_at_its_name(rule, name, value):
    document = {"cases": [{"id": "A", "rule": rule, "inputs": {**PLAUSIBLE, name: value}}]}
    _, faults = check_document(json.loads(json.dumps(document)))
    assert len(faults) <= 2
    assert all(fault.startswith(f"A: {name}: ") or "reached_competent_on" in fault or "actual_receipt" in fault
               or "delivery" in fault or "period" in fault for fault in faults)  # fmt: skip


def test_half_a_surrogate_pair_breaks_neither_output():
    good = {"id": "\ud800", "rule": "APPOINTMENT", "inputs": {"set_date": "2027-06-05", "place_state": "HE"}}
    answer = CliRunner().invoke(deadline, ["check", "-"], input=json.dumps({"cases": [good]}))
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["results"] == [{"id": "\ud800", "day": "2027-06-05"}]
    bad = CliRunner().invoke(deadline, ["check", "-"], input=json.dumps({"cases": [{**good, "rule": "\ud801"}]}))
    assert bad.exit_code == 2
    assert bad.stderr == "\\ud800: rule: \\ud801 ist keine bekannte Regel\n"


def test_a_rule_that_is_a_deep_list_is_one_line():
    for depth in (900, 5_000, 50_000):
        document = '{"cases": [{"id": "A", "rule": ' + "[" * depth + "]" * depth + ', "inputs": {}}]}'
        answer = CliRunner().invoke(deadline, ["check", "-"], input=document)
        assert answer.exit_code == 2
        assert len(answer.stderr.splitlines()) == 1
