"""On which dates a measure has sessions, and in which minutes of them.

A set of dates is one integer too: bit n is the n-th day of the horizon. A *part* is a set of dates on which a measure
takes place in the same minutes; the parts of a measure share no date. A course on Mondays and Wednesdays from nine to
twelve is one part, however long the horizon: so a plan is compared part by part and never day by day.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from lotse.measures.rules.minutes import span, widened
from lotse.measures.rules.plan import Closure, Horizon, Measure, Slot
from lotse.measures.rules.public_holidays import public_holidays

Part = tuple[int, int]
"""Dates on which the same minutes are taken, and these minutes."""


class Grid(NamedTuple):
    """The days of a horizon, counted from its first (a proleptic ordinal, of which number 1 is a Monday)."""

    first: int
    days: int

    def since(self, day: date) -> int:
        """All days of the horizon from this one on."""
        return self.whole >> max(0, day.toordinal() - self.first) << max(0, day.toordinal() - self.first)

    def until(self, day: date) -> int:
        """All days of the horizon up to this one, which is included."""
        return (1 << min(self.days, max(0, day.toordinal() - self.first + 1))) - 1

    @property
    def whole(self) -> int:
        return (1 << self.days) - 1

    def day(self, number: int) -> date:
        return date.fromordinal(self.first + number)

    def monday(self, number: int) -> date:
        """The Monday of the week in which a day lies, be it before the horizon."""
        ordinal = self.first + number
        return date.fromordinal(ordinal - (ordinal - 1) % 7)

    def weekday(self, weekday: int, every: int, phase: int) -> int:
        """That weekday in every n-th week, counted from a week whose number leaves this remainder."""
        period = 7 * every
        first = ((phase * 7 + weekday + 1) - self.first) % period
        count = -(-(self.days - first) // period)
        if count < 2:  # a rhythm may be longer than the horizon, and its period a number without bounds
            return 1 << first if count == 1 else 0
        return (((1 << period * count) - 1) // ((1 << period) - 1)) << first


def grid_of(horizon: Horizon) -> Grid:
    """Number the days of a horizon."""
    first = horizon.start.toordinal()
    return Grid(first, horizon.end.toordinal() - first + 1)


def sessions(
    measure: Measure, grid: Grid, state: str, not_before: date | None = None, before: int = 0, after: int = 0
) -> list[Part]:
    """The sessions of a measure inside the horizon, widened by minutes of travel."""
    dates = open_dates(grid, measure.closures, state if measure.closed_on_public_holidays else None)
    first, length = grid
    start = measure.start.toordinal() - first
    if not_before:
        start = max(start, not_before.toordinal() - first)
    if start > 0:
        dates = dates >> start << start
    if measure.end:
        stop = measure.end.toordinal() - first + 1
        if stop < length:
            dates &= (1 << stop) - 1 if stop > 0 else 0
    return [(kept, minutes) for days, minutes in weekly(grid, measure.slots, before, after) if (kept := days & dates)]


@lru_cache(maxsize=65536)
def weekly(grid: Grid, slots: tuple[Slot, ...], before: int, after: int) -> tuple[Part, ...]:
    """What weekly times would fill without start, end, closures and holidays."""
    taken: list[Part] = []
    for slot in slots:
        every = slot.every_weeks if slot.anchor_monday else 1
        phase = (slot.anchor_monday.toordinal() - 1) // 7 if slot.anchor_monday else 0
        dates = sum(grid.weekday(day, every, phase) for day in set(slot.days))
        taken = united([*taken, (dates, span(slot.start, slot.end))])
    return tuple((dates, widened(minutes, before, after)) for dates, minutes in taken)


def united(parts: Iterable[Part]) -> list[Part]:
    """The same minutes on the same dates, without a date standing in two parts."""
    apart: list[Part] = []
    for dates, minutes in parts:
        split: list[Part] = []
        for known_dates, known_minutes in apart:
            both = known_dates & dates
            dates ^= both
            if both:
                split.append((both, known_minutes | minutes))
            if rest := known_dates ^ both:
                split.append((rest, known_minutes))
        apart = [*split, (dates, minutes)] if dates else split
    return apart


@lru_cache(maxsize=65536)
def open_dates(grid: Grid, closures: tuple[Closure, ...], state: str | None) -> int:
    """The days on which an institution is open: no closure, no public holiday of that Land."""
    closed = 0
    for closure in closures:
        closed |= grid.since(closure.start) & grid.until(closure.end)
    if state:
        for year in range(grid.day(0).year, grid.day(grid.days - 1).year + 1):
            for holiday in public_holidays(state, year):
                closed |= grid.since(holiday) & grid.until(holiday)
    return grid.whole & ~closed


def numbers(dates: int) -> Iterator[int]:
    """The numbers of the days in a set of dates, in order."""
    written = f"{dates:b}"[::-1]
    position = written.find("1")
    while position >= 0:
        yield position
        position = written.find("1", position + 1)
