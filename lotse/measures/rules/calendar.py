"""On which dates a measure has sessions: its weekly times laid over the weeks of a horizon.

A *strand* is all slots of one measure with the same rhythm: what takes place in a full week, and one byte per week of
the horizon with the weekdays on which it really does. Weeks with equal bytes need to be judged only once.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from lotse.measures.rules.plan import Closure, Horizon, Measure, Slot
from lotse.measures.rules.public_holidays import public_holidays
from lotse.measures.rules.weeks import DAY_MINUTES, DAYS, days_touched, span, widened

ALL_DAYS = 127
KEEP = tuple(bytes(days & kept for days in range(256)) for kept in range(128))
FROM_WEEKDAY = tuple(ALL_DAYS << day & ALL_DAYS for day in range(7))
UNTIL_WEEKDAY = tuple((1 << day + 1) - 1 for day in range(7))


class Grid(NamedTuple):
    """The weeks of a horizon: day numbers are proleptic ordinals, of which number 1 is a Monday."""

    first_week: int
    weeks: int
    first_day: int
    last_day: int

    def day(self, week: int, weekday: int) -> int:
        """The ordinal of a weekday in the n-th week of the horizon."""
        return (self.first_week + week) * 7 + weekday + 1


def grid_of(horizon: Horizon) -> Grid:
    """Lay the weeks over a horizon."""
    first, last = horizon.start.toordinal(), horizon.end.toordinal()
    first_week = (first - 1) // 7
    return Grid(first_week, (last - 1) // 7 - first_week + 1, first, last)


class Strand:
    """Sessions of one rhythm: those of a full week, and per week of the horizon the weekdays that take place."""

    __slots__ = ("open", "regular", "week")

    def __init__(self, week: int, regular: dict[int, int], open_days: bytes) -> None:
        self.week = week
        self.regular = regular
        self.open = open_days

    def on(self, days: int) -> int:
        """The minutes of a week in which only these weekdays take place; remembered for all measures alike."""
        bits = self.regular.get(days)
        if bits is None:
            bits = self.regular[days] = self.week & DAYS[days]
        return bits


def strands(
    measure: Measure, grid: Grid, state: str, *, not_before: date | None = None, before: int = 0, after: int = 0
) -> list[Strand]:
    """The strands of a measure, widened by minutes of travel and cut to the dates it is there."""
    first = max(grid.first_day, measure.start.toordinal(), not_before.toordinal() if not_before else 0)
    last = min(grid.last_day, measure.end.toordinal()) if measure.end else grid.last_day
    if first > last or not measure.slots:
        return []
    undisturbed = open_days(grid, measure.closures, state if measure.closed_on_public_holidays else None)
    return [
        Strand(week, regular, _cut(undisturbed, grid, first, last, days, every, phase))
        for week, regular, days, every, phase in rhythms(measure.slots, before, after)
    ]


@lru_cache(maxsize=65536)
def rhythms(slots: tuple[Slot, ...], before: int, after: int) -> tuple[tuple[int, dict[int, int], int, int, int], ...]:
    """Slots by rhythm: the minutes of a full week, a memory of its parts, its weekdays, every n weeks, phase."""
    groups: dict[tuple[int, int], int] = {}
    for slot in slots:
        every = slot.every_weeks if slot.anchor_monday else 1
        phase = (slot.anchor_monday.toordinal() - 1) // 7 % every if slot.anchor_monday else 0
        bits = sum(span(slot.start, slot.end) << (DAY_MINUTES * day) for day in set(slot.days))
        groups[every, phase] = groups.get((every, phase), 0) | bits
    return tuple(
        (widened(bits, before, after) if before or after else bits, {}, days_touched(bits), every, phase)
        for (every, phase), bits in groups.items()
    )


@lru_cache(maxsize=65536)
def open_days(grid: Grid, closures: tuple[Closure, ...], state: str | None) -> bytes:
    """Per week the weekdays on which an institution is open: no closure, no public holiday of that Land."""
    weeks = bytearray([ALL_DAYS]) * grid.weeks
    for closure in closures:
        first = max(closure.start.toordinal(), grid.first_day)
        for day in range(first, min(closure.end.toordinal(), grid.last_day) + 1):
            _close(weeks, grid, day)
    if state:
        for year in range(date.fromordinal(grid.first_day).year, date.fromordinal(grid.last_day).year + 1):
            for holiday in public_holidays(state, year):
                _close(weeks, grid, holiday.toordinal())
    return bytes(weeks)


def _close(weeks: bytearray, grid: Grid, day: int) -> None:
    week = (day - 1) // 7 - grid.first_week
    if 0 <= week < grid.weeks:
        weeks[week] &= ~(1 << (day - 1) % 7)


def _cut(undisturbed: bytes, grid: Grid, first: int, last: int, days: int, every: int, phase: int) -> bytes:
    """Keep the weekdays of the rhythm, between first and last day, in the weeks in which it runs."""
    weeks = bytearray(grid.weeks)
    start, stop = (first - 1) // 7 - grid.first_week, (last - 1) // 7 - grid.first_week + 1
    weeks[start:stop] = undisturbed[start:stop].translate(KEEP[days])
    weeks[start] &= FROM_WEEKDAY[(first - 1) % 7]
    weeks[stop - 1] &= UNTIL_WEEKDAY[(last - 1) % 7]
    if every == 1:
        return bytes(weeks)
    running = bytearray(grid.weeks)
    offset = (phase - grid.first_week) % every
    running[offset::every] = weeks[offset::every]
    return bytes(running)
