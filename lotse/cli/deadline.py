"""`lotse deadline`: the statutory deadline engine at the command line."""

import json
import sys
from collections.abc import Iterator
from typing import Any

import click

from lotse.deadlines.rules.engine import evaluate
from lotse.deadlines.rules.inputs import BadInputs

BAD_INPUT = 2


class BadDocument(Exception):
    """The document cannot be read as a list of cases."""


@click.group()
def deadline() -> None:
    """Compute statutory deadlines. This computes and does not advise."""


@deadline.command()
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
def check(file: str) -> None:
    """Compute every case of FILE (or - for standard input) and print the results as JSON."""
    try:
        results, faults = check_document(_read(file))
    except BadDocument as error:
        results, faults = [], [str(error)]
    if faults:
        for line in faults:
            click.echo(line, err=True)
        raise SystemExit(BAD_INPUT)
    # ASCII only: an id may hold half a surrogate pair, and the receiving end any encoding.
    click.echo(json.dumps({"results": results}, indent=1))


def check_document(document: object) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the results of all cases and one line per fault."""
    cases = document.get("cases") if isinstance(document, dict) else None
    if not isinstance(cases, list):
        raise BadDocument("Datei: cases fehlt oder ist keine Liste")
    results: list[dict[str, Any]] = []
    faults: list[str] = []
    seen: set[str] = set()
    for position, case in enumerate(cases, start=1):
        name = _name(case, position)
        faults += _identity_faults(case, name, seen)
        if not isinstance(case, dict):
            continue
        try:
            result = evaluate(case.get("rule"), case.get("inputs"))
        except BadInputs as error:
            faults += [_one_line(f"{name}: {fault.field}: {fault.message}") for fault in error.faults]
        else:
            results.append({"id": case.get("id"), **result.as_json()})
    return results, faults


def _identity_faults(case: object, name: str, seen: set[str]) -> Iterator[str]:
    if not isinstance(case, dict):
        yield f"{name}: ist kein Objekt"
        return
    given = case.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int) or given == "":
        yield f"{name}: id: fehlt oder ist kein Wort"
    elif name in seen:
        yield f"{name}: id: kommt doppelt vor"
    seen.add(name)


def _name(case: object, position: int) -> str:
    given = case.get("id") if isinstance(case, dict) else None
    if isinstance(given, str | int) and given != "" and not isinstance(given, bool):
        return _one_line(str(given))
    return f"Fall {position}"


def _one_line(text: str) -> str:
    return " ".join(text.split()).encode("utf-8", "backslashreplace").decode()


def _read(file: str) -> object:
    try:
        if file == "-":
            content = sys.stdin.buffer.read()
        else:
            with open(file, "rb") as stream:
                content = stream.read()
        return json.loads(content.decode("utf-8-sig"))
    except OSError as error:
        raise BadDocument(f"Datei: {file} lässt sich nicht lesen ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise BadDocument("Datei: ist nicht in UTF-8 geschrieben") from error
    except json.JSONDecodeError as error:
        raise BadDocument(f"Datei: ist kein JSON (Zeile {error.lineno}, Spalte {error.colno})") from error
    except (RecursionError, ValueError) as error:
        raise BadDocument("Datei: ist kein lesbares JSON") from error
