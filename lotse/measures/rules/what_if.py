"""What if one measure moved, ended earlier or fell away: the findings before and after, before anything is saved."""

from dataclasses import dataclass, replace
from datetime import date

from lotse.measures.rules.check import check
from lotse.measures.rules.findings import Finding
from lotse.measures.rules.plan import Cover, Measure, NoOverlap, Plan, Prerequisite, Requirement, StartWithin


@dataclass(frozen=True, slots=True)
class Change:
    """New dates of a measure, or its cancellation."""

    measure: str
    start: date | None = None
    end: date | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """The plan as it would be, and how its findings differ."""

    plan: Plan
    appeared: tuple[Finding, ...]
    vanished: tuple[Finding, ...]
    altered: tuple[tuple[Finding, Finding], ...]


def what_if(plan: Plan, changes: list[Change]) -> Preview:
    """Compare the findings of a plan with those after some changes; a requirement has at most one finding."""
    changed = plan
    for change in changes:
        changed = without(changed, change.measure) if change.cancelled else moved(changed, change)
    before = {finding.requirement: finding for finding in check(plan)}
    after = {finding.requirement: finding for finding in check(changed)}
    return Preview(
        plan=changed,
        appeared=tuple(finding for key, finding in after.items() if key not in before),
        vanished=tuple(finding for key, finding in before.items() if key not in after),
        altered=tuple((before[key], after[key]) for key in before if key in after and before[key] != after[key]),
    )


def moved(plan: Plan, change: Change) -> Plan:
    """The plan with other dates of one measure."""

    def redated(measure: Measure) -> Measure:
        if measure.id != change.measure:
            return measure
        return replace(measure, start=change.start or measure.start, end=change.end)

    return replace(plan, measures=tuple(map(redated, plan.measures)))


def without(plan: Plan, measure_id: str) -> Plan:
    """The plan without a measure: requirements lose it, those about it alone fall away."""
    kept = [_spared(requirement, measure_id) for requirement in plan.requirements]
    return replace(
        plan,
        measures=tuple(measure for measure in plan.measures if measure.id != measure_id),
        requirements=tuple(requirement for requirement in kept if requirement),
    )


def _spared(requirement: Requirement, gone: str) -> Requirement | None:
    match requirement:
        case Cover():
            during = tuple(m for m in requirement.during if m != gone)
            by = tuple(m for m in requirement.by if m != gone)
            return replace(requirement, during=during, by=by) if during else None
        case Prerequisite():
            return requirement if requirement.measure != gone else None
        case NoOverlap():
            return requirement if gone not in requirement.measures else None
        case StartWithin():
            return requirement if gone not in (requirement.first, requirement.second) else None
        case _:
            left = tuple(m for m in requirement.measures if m != gone)
            return replace(requirement, measures=left) if left else None
