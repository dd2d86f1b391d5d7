"""A plan written as a document of the interchange format, and findings as its answer."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from lotse.measures.rules.findings import Finding
from lotse.measures.rules.minutes import clock
from lotse.measures.rules.plan import (
    WEEKDAYS,
    Closure,
    Cover,
    Measure,
    NoOverlap,
    Person,
    Plan,
    Prerequisite,
    Requirement,
    Slot,
    StartWithin,
)


def plan_document(plan: Plan) -> dict[str, Any]:
    """The plan in the interchange format; reading it back gives the same plan."""
    return {
        "state": plan.state,
        "horizon": {"start": plan.horizon.start.isoformat(), "end": plan.horizon.end.isoformat()},
        "persons": [_person(person) for person in plan.persons],
        "measures": [_measure(measure) for measure in plan.measures],
        "requirements": [_requirement(requirement) for requirement in plan.requirements],
    }


def findings_document(findings: Iterable[Finding]) -> dict[str, Any]:
    """The answer of the engine in the interchange format."""
    return {"findings": [finding.document for finding in findings]}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _person(person: Person) -> dict[str, Any]:
    return {"id": person.id, "role": person.role, "label": person.label, "birth_date": _iso(person.birth_date)}


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "id": measure.id,
        "kind": measure.kind,
        "person": measure.person,
        "label": measure.label,
        "org": measure.org,
        "start": measure.start.isoformat(),
        "end": _iso(measure.end),
        "slots": [_slot(slot) for slot in measure.slots],
        "closed_on_public_holidays": measure.closed_on_public_holidays,
        "confirmed": measure.confirmed,
        "closures": [_closure(closure) for closure in measure.closures],
    }


def _slot(slot: Slot) -> dict[str, Any]:
    written: dict[str, Any] = {
        "days": [WEEKDAYS[day] for day in slot.days],
        "from": clock(slot.start),
        "to": clock(slot.end),
    }
    if slot.anchor_monday and slot.every_weeks > 1:
        written |= {"every_weeks": slot.every_weeks, "anchor_monday": slot.anchor_monday.isoformat()}
    return written


def _closure(closure: Closure) -> dict[str, Any]:
    return {"label": closure.label, "from": closure.start.isoformat(), "to": closure.end.isoformat()}


def _requirement(requirement: Requirement) -> dict[str, Any]:
    written: dict[str, Any] = {"id": requirement.id, "kind": requirement.kind}
    if isinstance(requirement, Cover):
        return written | {
            "subject": requirement.subject,
            "during": list(requirement.during),
            "by": list(requirement.by),
            "travel_before_min": requirement.travel_before_min,
            "travel_after_min": requirement.travel_after_min,
        }
    if isinstance(requirement, Prerequisite):
        return written | {
            "measure": requirement.measure,
            "needs": requirement.needs,
            "available_on": requirement.available_on.isoformat(),
            "law": requirement.law,
        }
    if isinstance(requirement, NoOverlap):
        return written | {
            "person": requirement.person,
            "measures": list(requirement.measures),
            "transfer_min": requirement.transfer_min,
        }
    if isinstance(requirement, StartWithin):
        return written | {
            "first": requirement.first,
            "second": requirement.second,
            "max_days_after_end": requirement.max_days_after_end,
            "law": requirement.law,
        }
    return written | {
        "person": requirement.person,
        "measures": list(requirement.measures),
        "must_stay_below_minutes": requirement.must_stay_below_minutes,
        "law": requirement.law,
    }
