"""`no_overlap`: per pair of sessions min(earlier end + transfer, later end) - later start, where positive."""

from datetime import date
from functools import lru_cache

from lotse.measures.rules.calendar import Grid, Strand, strands
from lotse.measures.rules.findings import Overlap
from lotse.measures.rules.plan import NoOverlap, Plan
from lotse.measures.rules.weeks import WEEKDAYS_IN, Window, day_of, windows


def find_overlap(requirement: NoOverlap, plan: Plan, grid: Grid) -> Overlap | None:
    """The days on which one person would have to be in two places."""
    left, right = (strands(plan.measure(measure_id), grid, plan.state) for measure_id in requirement.measures)
    dates: list[tuple[date, int]] = []
    for week in range(grid.weeks):
        both = _days(left, week) & _days(right, week)
        if not both:
            continue
        here, there = _minutes(left, week), _minutes(right, week)
        for weekday in WEEKDAYS_IN[both]:
            minutes = clash(windows(day_of(here, weekday)), windows(day_of(there, weekday)), requirement.transfer_min)
            if minutes:
                dates.append((date.fromordinal(grid.day(week, weekday)), minutes))
    if not dates:
        return None
    return Overlap(requirement.id, requirement.person, requirement.measures, tuple(dates))


@lru_cache(maxsize=4096)
def clash(left: tuple[Window, ...], right: tuple[Window, ...], transfer: int) -> int:
    """The minutes lost on one day, over all pairs of sessions."""
    lost = 0
    for here in left:
        for there in right:
            earlier, later = min(here, there), max(here, there)
            lost += max(0, min(earlier[1] + transfer, later[1]) - later[0])
    return lost


def _days(some: list[Strand], week: int) -> int:
    days = 0
    for strand in some:
        days |= strand.open[week]
    return days


def _minutes(some: list[Strand], week: int) -> int:
    minutes = 0
    for strand in some:
        minutes |= strand.on(strand.open[week])
    return minutes
