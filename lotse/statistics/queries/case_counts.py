"""The kept summary of cases: everything the pages need of a stretch of months, in one statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.statistics.models import CaseCount, CaseRow
from lotse.statistics.queries import case_records
from lotse.statistics.rules.case_cells import (
    BY_DAY,
    OPEN_COUNTS,
    YEAR,
    CaseTally,
    Cell,
    cells_of,
    from_json,
    view_of,
)
from lotse.statistics.rules.case_figures import CountedCases
from lotse.statistics.rules.periods import Period, day_code, month_of
from lotse.statistics.rules.referral_cells import EVERYTHING, WHOLE, scope_code

TABLE: Any = CaseCount.__table__.c
BY_MONTH = ("opened", "closed", "goal", "change", "gap", "minutes", "deadline", *BY_DAY)
"""All axes but the durations, which are read for the months of one page only."""


class KeptCases:
    """What was read of the summary, by view of the office."""

    def __init__(self, start: date, end: date, today: date) -> None:
        self.start, self.end, self.today = start, end, today
        self.tallies: dict[int, CaseTally] = {}
        self._views: dict[str, CountedCases] = {}

    def covers(self, months: Sequence[Period]) -> bool:
        """Say whether all these months were read."""
        return self.start <= months[0].start and months[-1].end <= self.end

    def view(self, scope: str) -> CountedCases:
        """Return the cases of a view; restricted ones are in the key figures of the county only."""
        if scope not in self._views:
            self._views[scope] = self._county() if scope == EVERYTHING else self._unit(scope_code(scope))
        return self._views[scope]

    def _unit(self, unit: int) -> CountedCases:
        tally = self.tallies.get(unit, CaseTally())
        return CountedCases(tally, tally, self.today)

    def _county(self) -> CountedCases:
        everything, shown = CaseTally(), CaseTally()
        for scope, tally in self.tallies.items():
            everything.merge(tally)
            if scope != WHOLE:
                shown.merge(tally)
        return CountedCases(everything, shown, self.today)


def kept_cases(
    session: Session,
    scope: str,
    spans: Sequence[Sequence[Period]],
    wide: tuple[date, date],
    today: date,
    *,
    alone: bool = False,
) -> KeptCases:
    """Read the summary of all views (`alone`: of this one) between two days; `spans` are the months of its durations.

    One statement, so that no change can come between its parts.
    """
    found = KeptCases(*wide, today)
    parts = [*_months(*wide), _days(today), _durations(scope, spans)]
    if alone and scope != EVERYTHING:
        parts = [part.where(TABLE.scope == scope_code(scope)) for part in parts]
    for unit, axis, period, value, n in session.execute(sa.union_all(*parts)):
        found.tallies.setdefault(unit, CaseTally()).add(period, axis, value, int(n))
    return found


def _months(start: date, end: date) -> Iterator[sa.Select[Any]]:
    first, last = month_of(start).code, month_of(end).code
    columns = TABLE.scope, TABLE.axis
    yield sa.select(*columns, TABLE.period, TABLE.value, TABLE.n).where(
        TABLE.axis.in_(BY_MONTH), TABLE.period.between(first, last), TABLE.n != 0
    )
    # What began or ended before the first month is still open or no more: one sum.
    yield (
        sa.select(*columns, sa.literal(0), TABLE.value, sa.func.sum(TABLE.n))
        .where(TABLE.axis.in_(OPEN_COUNTS), TABLE.period < first)
        .group_by(*columns, TABLE.value)
    )


def _days(today: date) -> sa.Select[Any]:
    """Select the days of the months in which today and the day a year ago stand."""
    stretches = [TABLE.period.between(day_code(day.replace(day=1)), day_code(day)) for day in (today, today - YEAR)]
    return sa.select(TABLE.scope, TABLE.axis, TABLE.period, TABLE.value, TABLE.n).where(
        TABLE.axis.in_(BY_DAY), sa.or_(*stretches), TABLE.n != 0
    )


def _durations(scope: str, spans: Sequence[Sequence[Period]]) -> sa.Select[Any]:
    """Select the durations of one view; those of the county stand with what is only in the county."""
    months = [month.code for span in spans for month in span]
    code = scope_code(scope)
    query = sa.select(sa.literal(code), TABLE.axis, TABLE.period, TABLE.value, sa.func.sum(TABLE.n)).where(
        TABLE.axis == "duration", TABLE.period.in_(months), TABLE.n != 0
    )
    mine = query if code == WHOLE else query.where(TABLE.scope == code)
    return mine.group_by(TABLE.axis, TABLE.period, TABLE.value)


def gone_cases(session: Session, scope: str) -> CaseTally:
    """Return the cases of a view that are gone, without restricted ones."""
    code, tally = scope_code(scope), CaseTally()
    mine = CaseRow.scope != WHOLE if code == WHOLE else CaseRow.scope == code
    for cells in session.scalars(sa.select(CaseRow.cells).where(CaseRow.case_id.is_(None), mine)):
        for period, axis, value, n in cells:
            tally.add(period, axis, value, n)
    return tally


def faults(session: Session) -> list[str]:
    """Say in German where rows and sums of cases differ from the records; empty if all is well."""
    wrong, sums = 0, Counter[tuple[int, Cell]]()
    query = sa.select(CaseRow.case_id, CaseRow.scope, CaseRow.cells)
    for piece in case_records.all_in_pieces(session):
        ids = [case_id for case_id, _ in piece]
        stored = {row[0]: (row[1], from_json(row[2])) for row in session.execute(query.where(CaseRow.case_id.in_(ids)))}
        wrong += sum(stored.get(case_id) != (view_of(case), cells_of(case)) for case_id, case in piece)
    for _, scope, cells in session.execute(query.execution_options(yield_per=5000)):
        for cell, n in from_json(cells).items():
            sums[scope, cell] += n
    table = sa.select(TABLE.scope, TABLE.period, TABLE.axis, TABLE.value, TABLE.n).where(TABLE.n != 0)
    kept = {(scope, (period, axis, value)): n for scope, period, axis, value, n in session.execute(table)}
    counted = {key: n for key, n in sums.items() if n}
    axes = sorted({key[1][1] for key in {*kept, *counted} if kept.get(key) != counted.get(key)})
    found = [f"Fälle, deren Zahlen von ihren Akten abweichen: {wrong}"] if wrong else []
    return found + [f"Summen der Fälle nach „{axis}“ weichen vom vollen Zählen ab" for axis in axes]
