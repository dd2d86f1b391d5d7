"""`lotse deadline check`: one line per fault, exit 2; results on standard output, exit 0."""

import json

import pytest
from click.testing import CliRunner

from lotse.cli.deadline import deadline

GOOD = {
    "id": "A",
    "rule": "REMEDY",
    "inputs": {
        "event_date": "2027-06-02",
        "delivery": "post",
        "period": 1,
        "unit": "months",
        "place_state": "HE",
    },
}


def run(document):
    content = document if isinstance(document, str | bytes) else json.dumps(document)
    return CliRunner().invoke(deadline, ["check", "-"], input=content)


def with_inputs(**changes):
    inputs = {**GOOD["inputs"], **changes}
    return {"cases": [{**GOOD, "inputs": {name: value for name, value in inputs.items() if value is not ...}}]}


def test_no_cases_give_no_results():
    answer = run({"cases": []})
    assert answer.exit_code == 0
    assert json.loads(answer.stdout) == {"results": []}


def test_a_byte_order_mark_is_read_over():
    assert run(b"\xef\xbb\xbf" + json.dumps({"cases": [GOOD]}).encode()).exit_code == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"event_date": ...}, "event_date"),
        ({"event_date": None}, "event_date"),
        ({"event_date": "02.06.2027"}, "event_date"),
        ({"event_date": "20270602"}, "event_date"),
        ({"event_date": "2027-W22-3"}, "event_date"),
        ({"event_date": "2027-06-02T10:00"}, "event_date"),
        ({"event_date": "2027-02-29"}, "event_date"),
        ({"event_date": 20270602}, "event_date"),
        ({"event_date": "1926-06-02"}, "event_date"),
        ({"event_date": "1999-12-31"}, "event_date"),
        ({"event_date": "2101-01-01"}, "event_date"),
        ({"actual_receipt": "2027-06-01"}, "actual_receipt"),
        ({"actual_receipt": "2101-01-01"}, "actual_receipt"),
        ({"delivery": ...}, "delivery"),
        ({"delivery": "pigeon"}, "delivery"),
        ({"delivery": ["post"]}, "delivery"),
        ({"period": ...}, "period"),
        ({"period": 0}, "period"),
        ({"period": -1}, "period"),
        ({"period": 1.5}, "period"),
        ({"period": "1"}, "period"),
        ({"period": True}, "period"),
        ({"period": 10**30}, "period"),
        ({"period": 9999, "unit": "years"}, "period"),
        ({"unit": "month"}, "unit"),
        ({"unit": ...}, "unit"),
        ({"regime": "SGB11"}, "regime"),
        ({"regime": "VWVFG", "delivery": "portal_notification"}, "delivery"),
        ({"place_state": "XX"}, "place_state"),
        ({"place_state": "he"}, "place_state"),
        ({"place_state": ["HE"]}, "place_state"),
        ({"place_state": ...}, "place_state"),
        ({"actual_reciept": "2027-06-10"}, "actual_reciept"),
    ],
)
def test_a_bad_input_is_one_line_naming_case_and_field(changes, field):
    answer = run(with_inputs(**changes))
    assert answer.exit_code == 2
    assert answer.stdout == ""
    lines = answer.stderr.splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"A: {field}: ")


def test_every_fault_of_every_case_has_its_line():
    broken = {"id": "B", "rule": "REMEDY", "inputs": {"event_date": "x", "delivery": "y", "period": 1, "unit": "days"}}
    unknown = {"id": "C", "rule": "TEA_BREAK", "inputs": {}}
    answer = run({"cases": [GOOD, broken, unknown]})
    assert answer.exit_code == 2
    assert [": ".join(line.split(": ")[:2]) for line in answer.stderr.splitlines()] == [
        "B: event_date",
        "B: delivery",
        "B: place_state",
        "C: rule",
    ]


@pytest.mark.parametrize(
    "document",
    [
        "",
        "no json",
        "[]",
        "{}",
        '{"cases": {}}',
        '{"cases": [1]}',
        '{"cases": [{"rule": "APPOINTMENT"}]}',
        b"\xff\xfe\x00",
        '{"cases": ' + "[" * 100_000 + "]" * 100_000 + "}",
    ],
)
def test_a_broken_document_exits_with_two_and_a_line(document):
    answer = run(document)
    assert answer.exit_code == 2
    assert answer.stderr.strip()
    assert answer.stdout == ""


def test_a_missing_file_exits_with_two():
    answer = CliRunner().invoke(deadline, ["check", "/nowhere/at/all.json"])
    assert answer.exit_code == 2
    assert len(answer.stderr.splitlines()) == 1


def test_the_same_id_twice_is_a_fault():
    answer = run({"cases": [GOOD, GOOD]})
    assert answer.exit_code == 2
    assert answer.stderr == "A: id: kommt doppelt vor\n"


def test_a_line_break_in_an_id_does_not_forge_a_second_line():
    answer = run({"cases": [{**GOOD, "id": "A\nB: alles gut", "rule": "no"}]})
    assert len(answer.stderr.splitlines()) == 1


def test_a_law_that_needs_more_names_what_is_missing():
    case = {"id": "P", "rule": "BENEFIT_START", "inputs": {"benefit_law": "RENTE", "application_date": "2027-03-01"}}
    answer = run({"cases": [case]})
    assert [": ".join(line.split(": ")[:2]) for line in answer.stderr.splitlines()] == [
        "P: conditions_met_on",
        "P: place_state",
    ]


def test_an_unknown_law_is_named_beside_other_faults():
    case = {"id": "P", "rule": "BENEFIT_START", "inputs": {"benefit_law": "SGB99", "application_date": "1926-03-01"}}
    answer = run({"cases": [case]})
    assert len(answer.stderr.splitlines()) == 2
