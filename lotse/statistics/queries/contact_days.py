"""The running months of contacts: days that are over are kept one by one, so that a page counts today alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.contacts.models import Contact
from lotse.statistics.models import ContactMonth
from lotse.statistics.queries.arrivals import CASE_WITHIN, add_appointments, count, newcomers, way_of
from lotse.statistics.queries.contact_counts import FIRST, FOLLOWED, Tallies, count_days, count_month, forgotten
from lotse.statistics.rules.contact_tally import ContactTally
from lotse.statistics.rules.periods import Period, day_code, month_of
from lotse.statistics.rules.referral_cells import WHOLE

ONE_DAY = timedelta(days=1)
LONGEST_RUNNING = 31 + CASE_WITHIN.days
"""Days after which a month has settled, and its days are kept no more."""


_past: dict[int, tuple[object, Tallies, frozenset[date]]] = {}
"""By month: the sum of its kept days as last read, under what would change with it."""


def is_over(day: date, today: date) -> bool:
    """Say whether a day may be kept; the job that keeps it waits for the requests begun before midnight."""
    return day < today


def count_running(session: Session, month: Period, today: date, region: str) -> Tallies:
    """Count a month that has not settled: its kept days, the other days afresh, and what came of them."""
    gone = forgotten(session, month)
    if gone:
        # A contact of these days was erased: the kept days still know it.
        return count_month(session, month, today, region)
    past, kept = _days_kept(session, month, today)
    found: Tallies = {}
    _add(found, past)
    for run in _runs(month, kept):
        _add(found, count_days(session, *run))
        for newcomer in newcomers(session, *run):
            count(found, newcomer.unit_id, "neu", "", newcomer.way(today))
    add_appointments(session, found, month, region)
    return found


def _add(found: Tallies, more: Tallies) -> None:
    for scope, tally in more.items():
        found.setdefault(scope, ContactTally()).add(tally)


def _days_kept(session: Session, month: Period, today: date) -> tuple[Tallies, frozenset[date]]:
    """Return the sum of the kept days and which they are; read again only where a day has changed."""
    inside = (
        ContactMonth.period.between(day_code(month.start), day_code(month.end)),
        ContactMonth.content.is_not(None),
    )
    stamps = sa.select(ContactMonth.period, ContactMonth.stamp).where(*inside).order_by(ContactMonth.period)
    known = _past.get(month.code)
    if known is None or known[0] != (today, session.execute(stamps).all()):
        rows = session.execute(stamps.add_columns(ContactMonth.content)).all()
        found: Tallies = {WHOLE: ContactTally()}
        days = set[date]()
        for code, _, content in rows:
            if FIRST in content[str(WHOLE)]:
                days.add(day := date(code // 10_000, code // 100 % 100, code % 100))
                _add_day(found, day, content, today)
        known = _past[month.code] = ((today, [row[:2] for row in rows]), found, frozenset(days))
    return known[1], known[2]


def _add_day(found: Tallies, day: date, content: Mapping[str, Any], today: date) -> None:
    for scope, groups in content.items():
        tally = found.setdefault(int(scope), ContactTally())
        tally.add_json({axis: values for axis, values in groups.items() if axis != FIRST})
        for name, n in groups.get(FIRST, {}).get("", {}).items():
            tally.cell("neu")[way_of(day, name == FOLLOWED, today)] += n


def unkept_days(session: Session, today: date) -> list[tuple[date, str]]:
    """List the days that are over, in months that have not settled, without counts; with the stamp each had."""
    first = month_of(today - timedelta(days=LONGEST_RUNNING)).start
    busy = session.scalars(sa.select(Contact.day).where(Contact.day.between(first, today)).distinct())
    rows = session.execute(
        sa.select(ContactMonth.period, ContactMonth.stamp, ContactMonth.content.is_not(None)).where(
            ContactMonth.period >= day_code(first)
        )
    )
    known = {row[0]: (row[1], row[2]) for row in rows}
    return [
        (day, known.get(day_code(day), ("", False))[0])
        for day in _days(first, today, busy)
        if not known.get(day_code(day), ("", False))[1]
    ]


def _days(first: date, today: date, busy: Iterable[date]) -> list[date]:
    """Return the days that may be kept; those without contacts too, unless no contact was ever booked in the time."""
    if not list(busy):
        return []
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    return [day for day in days if is_over(day, today) and month_of(day).end + CASE_WITHIN >= today]


def _runs(month: Period, kept: Collection[date]) -> list[tuple[date, date]]:
    """Return the days without counts as stretches (first, last)."""
    runs: list[tuple[date, date]] = []
    day = month.start
    while day <= month.end:
        if day not in kept:
            runs = [*runs[:-1], (runs[-1][0], day)] if runs and runs[-1][1] == day - ONE_DAY else [*runs, (day, day)]
        day += ONE_DAY
    return runs
