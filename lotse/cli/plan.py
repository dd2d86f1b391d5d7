"""`lotse plan`: the interlocking engine at the command line."""

import json
import sys
from pathlib import Path
from typing import NoReturn

import click

from lotse.measures.rules.check import check
from lotse.measures.rules.document import parse_plan
from lotse.measures.rules.faults import BadPlanError
from lotse.measures.rules.writing import findings_document

BAD_INPUT = 2


@click.group()
def plan() -> None:
    """Maßnahmenpläne prüfen und ausgeben."""


@plan.command("check")
@click.argument("file", metavar="PLAN.json")
def check_file(file: str) -> None:
    """Prüft einen Plan und gibt die Befunde als JSON aus; - liest von der Standardeingabe."""
    try:
        text = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        found = check(parse_plan(text))
    except OSError as error:
        refuse([f"{file}: {error.strerror or 'nicht lesbar'}; erlaubt: eine lesbare Datei oder -"])
    except BadPlanError as bad:
        refuse([str(fault) for fault in bad.faults])
    click.echo(json.dumps(findings_document(found), ensure_ascii=False, indent=1))


@plan.command("export")
@click.argument("case", metavar="CASE")
def export(case: str) -> None:
    """Gibt den Plan eines Falls aus (Nummer oder id): genau das Dokument, dessen Befunde der Bildschirm zeigt."""
    from lotse.cli.context import application
    from lotse.foundation import clock
    from lotse.foundation.db import reading
    from lotse.foundation.errors import NotFound
    from lotse.measures.queries.plans import find_case_id, plan_of
    from lotse.measures.rules.writing import plan_document

    app = application()
    with app.app_context(), reading():
        try:
            document = plan_document(plan_of(find_case_id(case), clock.today()))
        except NotFound as unknown:
            refuse([unknown.message])
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def refuse(lines: list[str]) -> NoReturn:
    """Name each fault on one line of stderr and end with the code for bad input."""
    for line in lines:
        click.echo(line, err=True)
    raise SystemExit(BAD_INPUT)
