"""`lotse plan check` as a caller sees it."""

import json

from click.testing import CliRunner

from lotse.cli.plan import plan as command
from tests.measures.documents import EXAMPLES, example


def run(*arguments, given=None):
    return CliRunner().invoke(command, ["check", *arguments], input=given)


def test_findings_are_printed_as_json_and_the_exit_code_is_0():
    result = run(str(EXAMPLES / "plan-example-1.json"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == example(1)["expected"]


def test_a_dash_reads_standard_input():
    result = run("-", given=json.dumps(example(2)))
    assert json.loads(result.stdout) == example(2)["expected"]


def test_bad_input_prints_one_line_per_fault_and_exits_with_2():
    document = example(1) | {"state": "ZZ", "requirements": [{"kind": "?", "id": "R1"}]}
    result = run("-", given=json.dumps(document))
    assert (result.exit_code, result.stdout) == (2, "")
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["$.state", "$.requirements[0].kind"]


def test_a_file_that_is_not_there_is_one_line_too():
    result = run("gibt-es-nicht.json")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
