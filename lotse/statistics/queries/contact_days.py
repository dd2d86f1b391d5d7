"""The running months of contacts: days that are over are kept one by one, so that a page counts today and yesterday."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.contacts.models import Contact
from lotse.statistics.models import ContactMonth
from lotse.statistics.queries.arrivals import CASE_WITHIN, add_arrivals
from lotse.statistics.queries.contact_counts import Tallies, add_forgotten, count_days, count_month, forgotten
from lotse.statistics.rules.contact_tally import ContactTally
from lotse.statistics.rules.periods import Period, day_code, month_of
from lotse.statistics.rules.referral_cells import WHOLE

ONE_DAY = timedelta(days=1)
LONGEST_RUNNING = 31 + CASE_WITHIN.days
"""Days after which a month has settled, and its days are kept no more."""


def is_over(day: date, today: date) -> bool:
    """Say whether a day may be kept: before yesterday, so that no request begun before midnight still writes in it."""
    return day < today - ONE_DAY


def count_running(session: Session, month: Period, today: date, region: str) -> Tallies:
    """Count a month that has not settled: its kept days, the other days afresh, and what came of them."""
    gone = forgotten(session, month)
    if gone:
        # A contact of these days was erased: the kept days still know it.
        return count_month(session, month, today, region)
    kept = _kept(session, month)
    found: Tallies = {WHOLE: ContactTally()}
    for content in kept.values():
        for scope, groups in content.items():
            found.setdefault(int(scope), ContactTally()).add_json(groups)
    for run in _runs(month, set(kept)):
        for unit, tally in count_days(session, *run).items():
            found.setdefault(unit, ContactTally()).add(tally)
    add_forgotten(found, gone, month)
    add_arrivals(session, found, month, today, region)
    return found


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


def _kept(session: Session, month: Period) -> dict[date, Mapping[str, Any]]:
    query = sa.select(ContactMonth.period, ContactMonth.content).where(
        ContactMonth.period.between(day_code(month.start), day_code(month.end)), ContactMonth.content.is_not(None)
    )
    return {date(code // 10_000, code // 100 % 100, code % 100): content for code, content in session.execute(query)}


def _runs(month: Period, kept: set[date]) -> list[tuple[date, date]]:
    """Return the days without counts as stretches (first, last)."""
    runs: list[tuple[date, date]] = []
    day = month.start
    while day <= month.end:
        if day not in kept:
            runs = [*runs[:-1], (runs[-1][0], day)] if runs and runs[-1][1] == day - ONE_DAY else [*runs, (day, day)]
        day += ONE_DAY
    return runs
