"""The week of a household for the client: who is where when, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lotse.foundation.dates_in_words import WEEKDAYS
from lotse.measures.rules.plan import Plan
from lotse.measures.rules.week import Day, week_of


@dataclass(frozen=True, slots=True)
class SheetDay:
    """A day of one person: lines to read, and times for which nobody is there yet."""

    name: str
    date: date
    holiday: str | None
    lines: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Seven days of everybody in a household."""

    monday: date
    sunday: date
    people: tuple[tuple[str, tuple[SheetDay, ...]], ...]

    @property
    def has_open_times(self) -> bool:
        return any(day.open for _, days in self.people for day in days)


def household_sheet(plan: Plan, people: Sequence[tuple[str, str]], monday: date) -> Sheet:
    """Lay out a week; who has nothing to do all week is left out."""
    rows = []
    for key, name in people:
        days = tuple(_day(day) for day in week_of(plan, key, monday).days)
        if any(day.lines or day.open for day in days):
            rows.append((name, days))
    return Sheet(monday, date.fromordinal(monday.toordinal() + 6), tuple(rows))


def _day(day: Day) -> SheetDay:
    lines = []
    for block in sorted((*day.own, *day.cover), key=lambda block: block.window):
        unsure = "" if block.confirmed else " (noch nicht zugesagt)"
        lines.append(f"{_spoken(block.window)}: {block.label}{unsure}")
    return SheetDay(
        name=WEEKDAYS[day.date.weekday()],
        date=day.date,
        holiday=day.holiday,
        lines=tuple(lines),
        open=tuple(_spoken(window) for window in day.gaps),
    )


def _spoken(window: tuple[int, int]) -> str:
    """`8 bis 15.15 Uhr`, as people say it."""
    return f"{_hour(window[0])} bis {_hour(window[1])} Uhr"


def _hour(minute: int) -> str:
    hours, rest = divmod(minute, 60)
    return f"{hours}.{rest:02d}" if rest else str(hours)
