"""Judge a plan: the one calculation behind the case page, the nightly radar and the command line."""

from lotse.measures.rules.calendar import Grid, grid_of
from lotse.measures.rules.cover import find_cover_gap
from lotse.measures.rules.findings import Finding
from lotse.measures.rules.overlap import find_overlap
from lotse.measures.rules.plan import Cover, NoOverlap, Plan, Prerequisite, Requirement, StartWithin
from lotse.measures.rules.sequence import find_sequence_gap, find_unmet_prerequisite, held_back_until
from lotse.measures.rules.weekly_limit import find_hours_limit


def check(plan: Plan) -> tuple[Finding, ...]:
    """The findings in the order of the requirements; a requirement that holds yields nothing."""
    grid = grid_of(plan.horizon)
    held_back = held_back_until(plan.requirements)
    found = (_judge(requirement, plan, grid, held_back) for requirement in plan.requirements)
    return tuple(finding for finding in found if finding)


def _judge(requirement: Requirement, plan: Plan, grid: Grid, held_back: dict) -> Finding | None:
    match requirement:
        case Cover():
            return find_cover_gap(requirement, plan, grid, held_back)
        case Prerequisite():
            return find_unmet_prerequisite(requirement, plan, grid)
        case NoOverlap():
            return find_overlap(requirement, plan, grid)
        case StartWithin():
            return find_sequence_gap(requirement, plan)
        case _:
            return find_hours_limit(requirement, plan, grid)
