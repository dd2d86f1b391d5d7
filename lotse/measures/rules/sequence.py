"""`prerequisite` and `start_within`: what must be there before a measure starts, and how soon it follows another."""

from collections.abc import Iterable
from datetime import date, timedelta

from lotse.measures.rules.calendar import Grid, numbers, sessions
from lotse.measures.rules.findings import PrereqUnmet, SequenceGap
from lotse.measures.rules.plan import Measure, Plan, Prerequisite, Requirement, StartWithin

ONE_DAY = timedelta(days=1)


def find_unmet_prerequisite(requirement: Prerequisite, plan: Plan, grid: Grid) -> PrereqUnmet | None:
    """The measure may not start before `available_on`; the sessions before that day are lost."""
    measure = plan.measure(requirement.measure)
    if measure.start >= requirement.available_on:
        return None
    return PrereqUnmet(
        requirement=requirement.id,
        measure=measure.id,
        needs=requirement.needs,
        needed_by=measure.start,
        available_on=requirement.available_on,
        session_dates_lost=tuple(
            day for day in session_dates(measure, plan.state, grid) if day < requirement.available_on
        ),
    )


def held_back_until(requirements: Iterable[Requirement]) -> dict[str, date]:
    """For each measure with prerequisites the first date on which all of them are there."""
    until: dict[str, date] = {}
    for requirement in requirements:
        if isinstance(requirement, Prerequisite):
            known = until.get(requirement.measure, date.min)
            until[requirement.measure] = max(known, requirement.available_on)
    return until


def session_dates(measure: Measure, state: str, grid: Grid) -> list[date]:
    """Every date of the horizon on which the measure has a session."""
    return sorted(grid.day(day) for dates, _ in sessions(measure, grid, state) for day in numbers(dates))


def find_sequence_gap(requirement: StartWithin, plan: Plan) -> SequenceGap | None:
    """second.start <= first.end + that many days; a first measure without an end leaves no gap."""
    first, second = plan.measure(requirement.first), plan.measure(requirement.second)
    if first.end is None or (second.start - first.end).days <= requirement.max_days_after_end:
        return None
    return SequenceGap(
        requirement=requirement.id,
        first=first.id,
        second=second.id,
        gap_from=first.end + ONE_DAY,
        gap_to=second.start - ONE_DAY,
        delay_days=(second.start - first.end).days,
        max_days_after_end=requirement.max_days_after_end,
        latest_start=first.end + timedelta(days=requirement.max_days_after_end),
    )
