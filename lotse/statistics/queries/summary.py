"""The kept summary: everything a page needs for one scope and period, in a handful of short range reads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.statistics.models import ReferralCount, ReferralDays, Upkeep
from lotse.statistics.models import ReferralFactRow as Fact
from lotse.statistics.queries import facts
from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.referral_facts import AXES, COUNTERS, EVERYTHING, MEASURES, TOTAL, ripe_until
from lotse.statistics.rules.referral_pages import Counted

_COUNTERS = [ReferralCount.__table__.c[name] for name in COUNTERS]


def ripe_day(session: Session, today: date) -> date:
    """Return the last day of sending that the summary holds for ripe."""
    return session.scalar(sa.select(Upkeep.ripe_until)) or ripe_until(today)


def stamp(session: Session) -> tuple[str, date] | None:
    """Return what changes whenever the facts or their ripeness do; None before the first fact."""
    row = session.execute(sa.select(Upkeep.stamp, Upkeep.ripe_until)).first()
    return None if row is None else (row[0], row[1])


def first_month(session: Session) -> date | None:
    """Return the first day of the first month with a fact."""
    found = session.scalar(sa.select(sa.func.min(Fact.sent_on)))
    return found.replace(day=1) if found else None


def counted(
    session: Session,
    scope: str,
    period: Period,
    months: Sequence[Period],
    before: Sequence[Period],
    axes: Sequence[str],
) -> Counted:
    """Read a page's numbers from the summary; `months` and `before` are the months shown and compared with."""
    groups: dict[str, dict[str, dict[str, int]]] = {axis: {} for axis in axes}
    count = ReferralCount
    query = sa.select(count.axis, count.value, *_COUNTERS).where(
        count.scope == scope, count.period == period.key, count.axis.in_([TOTAL, *axes]), count.sent > 0
    )
    for row in session.execute(query):
        groups.setdefault(row[0], {})[row[1]] = dict(zip(COUNTERS, row[2:], strict=True))
    keys = {p.key for p in [*months, *before]}
    totals = sa.select(count.period, *_COUNTERS).where(
        count.scope == scope, count.period.in_(keys), count.axis == TOTAL, count.value == ""
    )
    by_month = {row[0]: dict(zip(COUNTERS, row[1:], strict=True)) for row in session.execute(totals)}
    month_days = _month_days(session, scope, keys)
    return Counted(
        groups,
        _days(session, scope, period.key, with_receivers="receiver" in axes),
        {m.key: by_month[m.key] for m in months if m.key in by_month},
        {m.key: month_days[m.key] for m in months if m.key in month_days},
        _sum([by_month[p.key] for p in before if p.key in by_month]) if before else None,
        _sum_days([month_days[p.key] for p in before if p.key in month_days]),
    )


def _days(
    session: Session, scope: str, period: str, with_receivers: bool
) -> dict[tuple[str, str], dict[str, dict[int, int]]]:
    table = ReferralDays
    axes = [TOTAL, "receiver"] if with_receivers else [TOTAL]
    query = sa.select(table.axis, table.value, table.measure, table.days, table.n).where(
        table.scope == scope, table.period == period, table.axis.in_(axes), table.n > 0
    )
    found: dict[tuple[str, str], dict[str, dict[int, int]]] = {}
    for axis, value, measure, days, n in session.execute(query):
        found.setdefault((axis, value), {}).setdefault(measure, {})[days] = n
    return found


def _month_days(session: Session, scope: str, keys: set[str]) -> dict[str, dict[str, dict[int, int]]]:
    table = ReferralDays
    query = sa.select(table.period, table.measure, table.days, table.n).where(
        table.scope == scope, table.period.in_(keys), table.axis == TOTAL, table.value == "", table.n > 0
    )
    found: dict[str, dict[str, dict[int, int]]] = {}
    for period, measure, days, n in session.execute(query):
        found.setdefault(period, {}).setdefault(measure, {})[days] = n
    return found


def counted_in_full(
    session: Session,
    scope: str,
    period: Period,
    months: Sequence[Period],
    before: Sequence[Period],
    axes: Sequence[str],
    filters: Mapping[str, str],
    today: date,
) -> Counted:
    """Count a page's numbers from the facts: for filters, and as the proof of the summary."""
    ripe = ripe_day(session, today)
    where = [*facts.in_scope(scope), *filter_conditions(filters, ripe)]
    inside = [*where, Fact.sent_on.between(period.start, period.end)]
    groups = {axis: facts.groups_by(session, axis, inside, ripe) for axis in {TOTAL, *axes}}
    days = facts.histograms(session, TOTAL, inside)
    if "receiver" in axes:
        days |= facts.histograms(session, "receiver", inside)
    by_month, month_days = {}, {}
    for month in {*months, *before}:
        span = [*where, Fact.sent_on.between(month.start, month.end)]
        by_month[month.key] = facts.groups_by(session, TOTAL, span, ripe).get("")
        month_days[month.key] = facts.histograms(session, TOTAL, span).get((TOTAL, ""), {})
    return Counted(
        groups,
        days,
        {m.key: counts for m in months if (counts := by_month[m.key])},
        {m.key: month_days[m.key] for m in months if month_days[m.key]},
        _sum([counts for p in before if (counts := by_month[p.key])]) if before else None,
        _sum_days([month_days[p.key] for p in before]),
    )


def filter_conditions(filters: Mapping[str, str], ripe: date) -> list[Any]:
    """Turn filters {axis: value} into conditions; a filter takes restricted facts out, they count in totals only."""
    if not filters:
        return []
    found: list[Any] = [sa.not_(Fact.restricted)]
    for name, value in filters.items():
        if name == "standing":
            found.append(facts.conditions(ripe)["ripe_unmet"] if value == "ungedeckt" else facts.STANDINGS[value])
        else:
            found.append(facts.AXIS_COLUMNS[name] == value)
    return found


def _sum(parts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter(dict.fromkeys(COUNTERS, 0))
    for part in parts:
        total.update(part)
    return dict(total)


def _sum_days(parts: Sequence[Mapping[str, Mapping[int, int]]]) -> dict[str, dict[int, int]]:
    total: dict[str, Counter[int]] = defaultdict(Counter)
    for part in parts:
        for measure, histogram in part.items():
            total[measure].update(histogram)
    return {measure: dict(total[measure]) for measure in MEASURES if measure in total}


ALL_AXES = tuple(axis for axis in AXES if axis != TOTAL)
__all__ = ["ALL_AXES", "EVERYTHING", "counted", "counted_in_full", "filter_conditions", "first_month", "ripe_day"]
