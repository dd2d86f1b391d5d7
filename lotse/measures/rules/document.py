"""The interchange format of a plan: reading it with every fault named by its JSON path, and writing it."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from lotse.foundation.workdays import REGIONS
from lotse.measures.rules.faults import BadPlanError, Fault
from lotse.measures.rules.node import Node
from lotse.measures.rules.plan import (
    WEEKDAYS,
    Closure,
    Cover,
    Horizon,
    Measure,
    NoOverlap,
    Person,
    Plan,
    Prerequisite,
    Requirement,
    Slot,
    StartWithin,
    WeeklyLimit,
)


def parse_plan(text: str | bytes) -> Plan:
    """Read a plan from JSON text; raises BadPlanError with all faults."""
    try:
        content = json.loads(text.decode("utf-8-sig") if isinstance(text, bytes) else text)
    except UnicodeDecodeError:
        raise BadPlanError([Fault("$", "ist kein UTF-8", "JSON in UTF-8")]) from None
    except (ValueError, RecursionError) as error:
        place = f" (Zeile {error.lineno}, Spalte {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise BadPlanError([Fault("$", f"ist kein JSON{place}", "ein JSON-Objekt")]) from None
    return read_plan(content)


def read_plan(content: Any) -> Plan:
    """Read a plan from a JSON object; raises BadPlanError with all faults."""
    faults: list[Fault] = []
    node = Node(content, "$", faults)
    if not node.is_object():
        raise BadPlanError(faults)
    persons = tuple(_person(item) for item in node.at("persons").items() if item.is_object())
    known_persons = _unique(node.at("persons"), [person.id for person in persons])
    measures = tuple(_measure(item, known_persons) for item in node.at("measures").items() if item.is_object())
    known = _Known(known_persons, _unique(node.at("measures"), [measure.id for measure in measures]))
    state = node.at("state").one_of(REGIONS, "kein Land")
    horizon = _horizon(node.at("horizon"))
    requirements = [_requirement(item, known) for item in node.at("requirements").items() if item.is_object()]
    wanted = tuple(requirement for requirement in requirements if requirement)
    _unique(node.at("requirements"), [requirement.id for requirement in wanted])
    if faults:
        raise BadPlanError(faults)
    return Plan(state, horizon, persons, measures, wanted)


class _Known:
    """The ids that requirements may name."""

    def __init__(self, persons: list[str], measures: list[str]) -> None:
        self.persons = persons
        self.measures = measures

    def person(self, node: Node) -> str:
        return node.one_of(self.persons, "keine Person dieses Plans")

    def measure(self, node: Node) -> str:
        return node.one_of(self.measures, "keine Maßnahme dieses Plans")

    def list(self, node: Node) -> tuple[str, ...]:
        return tuple(self.measure(item) for item in node.items())


def _unique(node: Node, ids: list[str]) -> list[str]:
    entries = node.value if isinstance(node.value, list) else []
    seen: set[str] = set()
    for index, identity in enumerate(entry.get("id") if isinstance(entry, dict) else None for entry in entries):
        if isinstance(identity, str) and identity in seen:
            wrong = f"die id {json.dumps(identity)} kommt mehrmals vor"
            node.faults.append(Fault(f"{node.path}[{index}].id", wrong, "jede id einmal"))
        elif isinstance(identity, str):
            seen.add(identity)
    return [known for known in dict.fromkeys(ids) if known]


def _horizon(node: Node) -> Horizon:
    if not node.is_object():
        return Horizon(date.min, date.max)
    start, end = node.at("start").day(), node.at("end").day(date.max)
    _in_order(node.at("end"), start, end, "start")
    return Horizon(start, end)


def _in_order(node: Node, start: date, end: date | None, first: str) -> None:
    if end is not None and end < start:
        node.fault(f'{node.shown} liegt vor "{first}"', f"ein Datum ab {start.isoformat()}")


def _person(node: Node) -> Person:
    birth_date = node.at("birth_date").day_or_null()
    return Person(
        node.at("id").text(), node.at("role").text_or_null(), node.at("label").text_or_null(), birth_date=birth_date
    )


def _measure(node: Node, persons: list[str]) -> Measure:
    start, end = node.at("start").day(), node.at("end").day_or_null()
    _in_order(node.at("end"), start, end, "start")
    return Measure(
        id=node.at("id").text(),
        kind=node.at("kind").text("die Art der Maßnahme als Text"),
        person=node.at("person").one_of(persons, "keine Person dieses Plans"),
        label=node.at("label").text_or_null(),
        org=node.at("org").text_or_null(),
        start=start,
        end=end,
        slots=tuple(_slot(item) for item in node.at("slots").items() if item.is_object()),
        closures=tuple(_closure(item) for item in node.at("closures").items() if item.is_object()),
        closed_on_public_holidays=node.at("closed_on_public_holidays").flag(),
        confirmed=node.at("confirmed").flag(),
    )


def _slot(node: Node) -> Slot:
    days = [item.one_of(WEEKDAYS, "kein Wochentag") for item in node.at("days").items()]
    start, end = node.at("from").minute(0), node.at("to").minute(24 * 60)
    if end <= start:
        to = node.at("to")
        to.fault(
            f'{to.shown} liegt nicht nach "from" {node.at("from").shown}',
            "eine spätere Uhrzeit desselben Tages bis 24:00 (über Mitternacht: zwei Slots)",
        )
    every, anchor = _rhythm(node)
    numbers = tuple(sorted({WEEKDAYS.index(day) for day in days if day in WEEKDAYS}))
    return Slot(numbers, start, end, every, anchor)


def _rhythm(node: Node) -> tuple[int, date | None]:
    every = node.at("every_weeks", None)
    weeks = 1 if every.value is None else every.whole(1)
    anchor = node.at("anchor_monday", None)
    if anchor.value is None:
        if weeks > 1:
            anchor.fault('fehlt neben "every_weeks"', "der Montag einer Woche, in der es stattfindet")
        return weeks, None
    monday = anchor.day()
    if monday.weekday() != 0:
        anchor.fault(f"{anchor.shown} ist kein Montag", "ein Montag als JJJJ-MM-TT")
    return weeks, monday


def _closure(node: Node) -> Closure:
    start, end = node.at("from").day(), node.at("to").day(date.max)
    _in_order(node.at("to"), start, end, "from")
    return Closure(node.at("label").text_or_null(), start, end)


def _requirement(node: Node, known: _Known) -> Requirement | None:
    kind = node.at("kind").one_of(READERS, "keine bekannte Art")
    identity = node.at("id").text()
    return READERS[kind](node, identity, known) if kind in READERS else None


def _cover(node: Node, identity: str, known: _Known) -> Cover:
    return Cover(
        id=identity,
        subject=known.person(node.at("subject")),
        during=known.list(node.at("during")),
        by=known.list(node.at("by")),
        travel_before_min=node.at("travel_before_min").whole(0),
        travel_after_min=node.at("travel_after_min").whole(0),
    )


def _prerequisite(node: Node, identity: str, known: _Known) -> Prerequisite:
    return Prerequisite(
        id=identity,
        measure=known.measure(node.at("measure")),
        needs=node.at("needs").text(),
        available_on=node.at("available_on").day(),
        law=node.at("law").text_or_null(),
    )


def _no_overlap(node: Node, identity: str, known: _Known) -> NoOverlap:
    person = known.person(node.at("person"))
    measures = known.list(node.at("measures"))
    if isinstance(node.at("measures").value, list) and (len(measures) != 2 or len(set(measures)) != 2):
        node.at("measures").fault(f"nennt {len(set(measures))} verschiedene Maßnahmen", "genau zwei verschiedene")
    first, second = (*measures, "", "")[:2]
    return NoOverlap(identity, person, (first, second), node.at("transfer_min").whole(0))


def _start_within(node: Node, identity: str, known: _Known) -> StartWithin:
    return StartWithin(
        id=identity,
        first=known.measure(node.at("first")),
        second=known.measure(node.at("second")),
        max_days_after_end=node.at("max_days_after_end").whole(0),
        law=node.at("law").text_or_null(),
    )


def _weekly_limit(node: Node, identity: str, known: _Known) -> WeeklyLimit:
    return WeeklyLimit(
        id=identity,
        person=known.person(node.at("person")),
        measures=known.list(node.at("measures")),
        must_stay_below_minutes=node.at("must_stay_below_minutes").whole(1),
        law=node.at("law").text_or_null(),
    )


READERS: dict[str, Callable[[Node, str, _Known], Requirement]] = {
    "cover": _cover,
    "prerequisite": _prerequisite,
    "no_overlap": _no_overlap,
    "start_within": _start_within,
    "weekly_limit": _weekly_limit,
}
