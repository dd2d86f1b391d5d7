"""The 50 examples of the interchange format, exactly."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lotse.cli.deadline import deadline
from lotse.deadlines.rules.engine import evaluate

FILE = Path(__file__).parents[1] / "formats" / "deadlines-example.json"
CASES = json.loads(FILE.read_text(encoding="utf-8"))["cases"]


def test_there_are_fifty_examples():
    assert len(CASES) == 50


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_example_is_met_exactly(case):
    assert evaluate(case["rule"], case["inputs"]).as_json() == case["expected"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_example_is_explained_in_steps(case):
    steps = evaluate(case["rule"], case["inputs"]).steps
    assert steps
    assert all(step.text.endswith((".", ")")) for step in steps)


def test_command_prints_the_same_results():
    answer = CliRunner().invoke(deadline, ["check", str(FILE)])
    assert answer.exit_code == 0
    assert json.loads(answer.stdout) == {"results": [{"id": case["id"], **case["expected"]} for case in CASES]}
