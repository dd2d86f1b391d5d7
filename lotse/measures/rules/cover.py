"""`cover`: every session of a `during` measure with its ways lies inside the sessions of confirmed `by` measures."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from lotse.measures.rules.calendar import Grid, Part, numbers, sessions, united
from lotse.measures.rules.findings import CoverGap, Pattern, Range, Week
from lotse.measures.rules.minutes import windows
from lotse.measures.rules.plan import Cover, Measure, Plan


class Gaps(NamedTuple):
    """The sessions that demand cover, and what of them lies uncovered."""

    demand: list[Part]
    uncovered: list[Part]

    @property
    def minutes(self) -> int:
        return sum(dates.bit_count() * minutes.bit_count() for dates, minutes in self.uncovered)


def find_cover_gap(requirement: Cover, plan: Plan, grid: Grid, held_back: dict[str, date]) -> CoverGap | None:
    """The uncovered times of one requirement; `held_back` says until when a measure cannot cover yet."""
    gaps = find_gaps(requirement, plan, grid, held_back)
    if not gaps.uncovered:
        return None
    hoped_for: list[Part] = []
    for measure in chosen(plan, requirement.by):
        if not measure.confirmed:
            hoped_for += sessions(measure, grid, plan.state, held_back.get(measure.id))
    left = uncovered(gaps.uncovered, hoped_for)
    return _finding(requirement, grid, gaps, coverable=gaps.minutes - Gaps([], left).minutes)


def find_gaps(requirement: Cover, plan: Plan, grid: Grid, held_back: dict[str, date]) -> Gaps:
    """Compare demand and confirmed cover, without spelling out the days."""
    during, by = requirement.during, requirement.by
    before, after = requirement.travel_before_min, requirement.travel_after_min
    demand: list[Part] = []
    for measure in plan.measures:
        if measure.id in during:
            more = sessions(measure, grid, plan.state, None, before, after)
            demand = united([*demand, *more]) if demand else more
    left = demand
    for measure in plan.measures:
        if left and measure.confirmed and measure.id in by:
            left = uncovered(left, sessions(measure, grid, plan.state, held_back.get(measure.id)))
    return Gaps(demand, left)


def chosen(plan: Plan, ids: tuple[str, ...]) -> list[Measure]:
    """The measures a requirement names."""
    return [measure for measure in plan.measures if measure.id in ids]


def uncovered(demand: list[Part], cover: Iterable[Part]) -> list[Part]:
    """What remains of a demand when the minutes of the cover are taken away on its dates."""
    for covered_dates, covered_minutes in cover:
        remaining: list[Part] = []
        for part in demand:
            dates, minutes = part
            both = dates & covered_dates
            if not both:
                remaining.append(part)
                continue
            if still := minutes & ~covered_minutes:
                remaining.append((both, still))
            if both != dates:
                remaining.append((dates ^ both, minutes))
        demand = remaining
    return demand


def _finding(requirement: Cover, grid: Grid, gaps: Gaps, coverable: int) -> CoverGap:
    """Spell out the uncovered minutes by day, week and run of days."""
    by_minutes: dict[int, int] = {}
    for dates, minutes in gaps.uncovered:
        by_minutes[minutes] = by_minutes.get(minutes, 0) | dates
    patterns = []
    minutes_on: dict[int, int] = {}
    for minutes, dates in sorted(by_minutes.items(), key=lambda pattern: pattern[1] & -pattern[1]):
        days = list(numbers(dates))
        patterns.append(Pattern(windows(minutes), tuple(map(grid.day, days))))
        minutes_on |= dict.fromkeys(days, minutes.bit_count())
    return CoverGap(
        requirement=requirement.id,
        subject=requirement.subject,
        minutes_coverable_by_unconfirmed=coverable,
        patterns=tuple(patterns),
        ranges=_ranges(grid, gaps.demand, minutes_on),
        weeks=_weeks(grid, minutes_on),
    )


def _ranges(grid: Grid, demand: list[Part], minutes_on: dict[int, int]) -> tuple[Range, ...]:
    """Maximal runs of consecutive demand days that all have a gap."""
    demanded = 0
    for dates, _ in demand:
        demanded |= dates
    runs: list[list[int]] = [[]]
    for day in numbers(demanded):
        if day in minutes_on:
            runs[-1].append(day)
        elif runs[-1]:
            runs.append([])
    return tuple(
        Range(grid.day(run[0]), grid.day(run[-1]), len(run), sum(minutes_on[day] for day in run)) for run in runs if run
    )


def _weeks(grid: Grid, minutes_on: dict[int, int]) -> tuple[Week, ...]:
    totals: dict[int, int] = {}
    for day in sorted(minutes_on):
        week = (grid.first + day - 1) // 7
        totals[week] = totals.get(week, 0) + minutes_on[day]
    return tuple(Week(date.fromordinal(week * 7 + 1), minutes) for week, minutes in totals.items())
