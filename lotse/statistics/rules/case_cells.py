"""What a case adds to the figures: cells that add up over cases and months and read the same on every day.

A cell is (period, axis, value). The period is a month (202611). What depends on the day it is looked at - what is open,
ripe or overdue - stands a second time under its day (20261122), so that a running month can be read up to any day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from lotse.statistics.rules.periods import day_code, month_of
from lotse.statistics.rules.records import CaseRecord, FindingRecord
from lotse.statistics.rules.referral_cells import WHOLE

Cell = tuple[int, str, str]
Cells = Mapping[Cell, int]
Event = tuple[str, date, str, int]

OPEN_COUNTS = ("active", "meshing", "with_gap")
"""Axes of which the sum of all events up to a day counts: one more when it begins, one less when it ends."""
BY_DAY = (*OPEN_COUNTS, "back", "unsettled")
ONE_DAY, SOON, YEAR = timedelta(days=1), timedelta(days=28), timedelta(days=365)
FIRST_DAY = 10_000_000
"""Below it the codes of months, from it on those of days."""


def view_of(case: CaseRecord) -> int:
    """Return the only view a case is kept in: its unit, or the whole county for a restricted one."""
    return WHOLE if case.restricted else case.unit_id


def cells_of(case: CaseRecord) -> Counter[Cell]:
    """Return everything a case adds."""
    cells = Counter[Cell]()
    for axis, day, value, n in _events(case):
        cells[month_of(day).code, axis, value] += n
        if axis in BY_DAY:
            cells[day_code(day), axis, value] += n
    return Counter({cell: n for cell, n in cells.items() if n})


def _events(case: CaseRecord) -> Iterator[Event]:
    yield "opened", case.opened_on, "", 1
    yield from _course(case)
    yield from (("goal", due, outcome, 1) for due, outcome in case.goals)
    for day, dimension, steps in case.changes:
        yield "change", day, f"{dimension}|{'improved' if steps > 0 else 'worsened' if steps < 0 else 'same'}", 1
    for found in case.findings:
        yield from _finding(found)
    for deadline in case.deadlines:
        standing = deadline.settled
        yield "deadline" if standing else "unsettled", deadline.last_day, standing, 1


def _course(case: CaseRecord) -> Iterator[Event]:
    held = [("active", case.weight), *([("meshing", "")] if case.meshes else [])]
    yield from ((axis, case.opened_on, value, 1) for axis, value in held)
    for first, last in _gap_spans(case):
        yield "with_gap", first, "", 1
        yield "with_gap", last + ONE_DAY, "", -1
    if case.closed_on is not None:
        yield from ((axis, max(case.closed_on, case.opened_on), value, -1) for axis, value in held)
        yield "closed", case.closed_on, case.reason, 1
        yield "duration", case.closed_on, str((case.closed_on - case.opened_on).days), 1
        yield "back", case.closed_on, "yes" if case.returned else "no", 1


def _finding(found: FindingRecord) -> Iterator[Event]:
    standing = found.settled
    yield "gap", found.seen_on, f"{found.code}|{standing or found.starts_on.isoformat()}", 1
    if standing == "in_time" and found.code == "COVER_GAP":
        yield "minutes", found.seen_on, "", found.minutes


def _gap_spans(case: CaseRecord) -> list[tuple[date, date]]:
    """Return the days (first, last) at whose end the case was open with a gap open in the next 28 days."""
    spans: list[tuple[date, date]] = []
    for first, last in sorted(_span(case, found) for found in case.findings if case.meshes and found.hurts):
        if spans and first <= spans[-1][1] + ONE_DAY:
            spans[-1] = spans[-1][0], max(last, spans[-1][1])
        elif first <= last:
            spans.append((first, last))
    return spans


def _span(case: CaseRecord, found: FindingRecord) -> tuple[date, date]:
    ends = [day - ONE_DAY for day in (found.gone_on, case.closed_on) if day is not None]
    return max(found.seen_on, found.starts_on - SOON, case.opened_on), min([found.ends_on, *ends])


def blurred(cells: Cells, today: date) -> Counter[Cell]:
    """Return what stays of a case that is gone: months instead of days; nothing of one that was never closed.

    Whether its person came back is known only where the year after the closing is over.
    """
    if not any(axis == "closed" for _, axis, _ in cells):
        return Counter()
    stays = Counter[Cell]()
    ripe = day_code(today - YEAR)
    unripe = {period // 100 for period, axis, _ in cells if axis == "back" and period > max(ripe, FIRST_DAY)}
    for (period, axis, value), n in cells.items():
        if axis == "back" and (period in unripe or period // 100 in unripe):
            continue
        code, _, starts = value.partition("|") if axis == "gap" else (value, "", "")
        shown = f"{code}|{starts[:8]}01" if starts[:1].isdigit() else value
        stays[period // 100 * 100 + 1 if period >= FIRST_DAY else period, axis, shown] += n
    return Counter({cell: n for cell, n in stays.items() if n})


@dataclass
class CaseTally:
    """The cells of some cases by axis and period, to be read for any stretch of time."""

    axes: dict[str, dict[int, dict[str, int]]] = field(default_factory=dict)

    def add(self, period: int, axis: str, value: str, n: int) -> None:
        """Add to one cell."""
        values = self.axes.setdefault(axis, {}).setdefault(period, {})
        values[value] = values.get(value, 0) + n

    def merge(self, other: CaseTally) -> None:
        """Add all cells of another tally."""
        for axis, periods in other.axes.items():
            for period, values in periods.items():
                for value, n in values.items():
                    self.add(period, axis, value, n)

    def count(self, axis: str, since: date | None, until: date) -> Counter[str]:
        """Count by value from the month of `since` (None: from the beginning) up to a day, inclusive.

        A day that is not the last of its month can be asked for only on the axes that are kept by day.
        """
        month = month_of(until)
        first, last = (month_of(since).code if since else 0), month.code
        found = Counter[str]()
        if last < first:
            return found
        days = range(last * 100, day_code(until) + 1 if until < month.end else 0)
        for period, values in self.axes.get(axis, {}).items():
            if first <= period < last or (period == last and until == month.end) or period in days:
                for value, n in values.items():
                    found[value] += n
        return found

    @classmethod
    def of(cls, cells: Cells) -> CaseTally:
        """Return the tally of these cells."""
        tally = cls()
        for cell, n in cells.items():
            tally.add(*cell, n)
        return tally


def as_json(cells: Cells) -> list[list[Any]]:
    """Return cells as they are stored."""
    return [[*cell, n] for cell, n in sorted(cells.items())]


def from_json(stored: list[list[Any]]) -> Counter[Cell]:
    """Read stored cells."""
    return Counter({(period, axis, value): n for period, axis, value, n in stored})
