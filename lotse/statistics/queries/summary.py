"""The kept summary: everything a page needs for one scope and period, in a handful of short range reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.statistics.models import ReferralCount, ReferralDays, Upkeep
from lotse.statistics.models import ReferralFactRow as Fact
from lotse.statistics.queries import facts
from lotse.statistics.rules.counted import STEPS, Counted, Histogram, Wanted, add_counts, add_days, ranked_values
from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.referral_cells import AXES, AXIS_CODES, COUNTERS, MEASURES, TOTAL, WHOLE, scope_code
from lotse.statistics.rules.referral_facts import ripe_until

# Bare tables: mapped columns would cost more than the reading.
COUNT: Any = ReferralCount.__table__.c
DAYS: Any = ReferralDays.__table__.c
_COUNTERS = [COUNT[name] for name in COUNTERS]


def ripe_day(session: Session, today: date) -> date:
    """Return the last day of sending that the summary holds for ripe."""
    return session.scalar(sa.select(Upkeep.ripe_until)) or ripe_until(today)


def stamp(session: Session) -> tuple[str, date] | None:
    """Return what changes whenever the facts or their ripeness do; None before the first fact."""
    row = session.execute(sa.select(Upkeep.stamp, Upkeep.ripe_until)).first()
    return None if row is None else (row[0], row[1])


def case_stamp(session: Session) -> str:
    """Return what changes whenever a case does; empty before the first change."""
    return session.scalar(sa.select(Upkeep.case_stamp)) or ""


def sent_in(session: Session, period: Period) -> int:
    """Return how many referrals the whole county sent."""
    whole = COUNT.scope == WHOLE, COUNT.period == period.code, COUNT.axis == AXIS_CODES[TOTAL], COUNT.value == ""
    return session.scalar(sa.select(COUNT.sent).where(*whole)) or 0


def first_month(session: Session) -> date | None:
    """Return the first day of the first month with a fact."""
    found = session.scalar(sa.select(sa.func.min(Fact.sent_on)))
    return found.replace(day=1) if found else None


def counted(
    session: Session, scope: str, period: Period, months: Sequence[Period], before: Sequence[Period], wanted: Wanted
) -> Counted:
    """Read a page's numbers from the summary; `months` and `before` are the months shown and compared with."""
    code = scope_code(scope)
    groups: dict[str, dict[str, dict[str, int]]] = {axis: {} for axis in (TOTAL, *wanted.axes)}
    axes = [AXIS_CODES[axis] for axis in groups]
    query = sa.select(COUNT.axis, COUNT.value, *_COUNTERS).where(
        COUNT.scope == code, COUNT.period == period.code, COUNT.axis.in_(axes), COUNT.sent > 0
    )
    for row in session.execute(query):
        groups[AXES[row[0]]][row[1]] = dict(zip(COUNTERS, row[2:], strict=True))
    by_month = counts_by_month(session, scope, [*months, *before], TOTAL)
    return Counted(
        groups,
        _days(session, code, period.code, wanted, groups.get("receiver", {})),
        {m.key: by_month[m.key][""] for m in months if m.key in by_month},
        _answers(session, code, months) if wanted.cohorts else {},
        counts_by_month(session, scope, months, wanted.months_by) if wanted.months_by else {},
        add_counts([by_month[p.key][""] for p in before if p.key in by_month]) if before else None,
        _total_days(session, code, [p.code for p in before], wanted.measures),
    )


def counts_by_month(
    session: Session, scope: str, months: Sequence[Period], axis: str
) -> dict[str, dict[str, dict[str, int]]]:
    """Return the counters by month and value of an axis: a column per status, one row per group."""
    names = {month.code: month.key for month in months}
    query = sa.select(COUNT.period, COUNT.value, *_COUNTERS).where(
        COUNT.scope == scope_code(scope), COUNT.period.in_(names), COUNT.axis == AXIS_CODES[axis], COUNT.sent > 0
    )
    found: dict[str, dict[str, dict[str, int]]] = {}
    for row in session.execute(query):
        found.setdefault(names[row[0]], {})[row[1]] = dict(zip(COUNTERS, row[2:], strict=True))
    return found


def _days(
    session: Session, scope: int, period: int, wanted: Wanted, receivers: Mapping[str, Mapping[str, int]]
) -> dict[tuple[str, str], dict[str, dict[int, int]]]:
    total = _total_days(session, scope, [period], wanted.measures)
    found = {(TOTAL, ""): total} if total else {}
    values = ranked_values(receivers, wanted.ranked)
    if values and wanted.by_receiver:
        query = sa.select(DAYS.value, DAYS.measure, DAYS.days, DAYS.n).where(
            DAYS.scope == scope, DAYS.period == period, DAYS.axis == AXIS_CODES["receiver"], DAYS.value.in_(values),
            DAYS.measure.in_([MEASURES.index(m) for m in wanted.by_receiver]), DAYS.n > 0,
        )  # fmt: skip
        for value, measure, days, n in session.execute(query):
            found.setdefault(("receiver", value), {}).setdefault(MEASURES[measure], {})[days] = n
    return found


def _total_days(
    session: Session, scope: int, periods: Sequence[int], measures: Sequence[str]
) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    if not periods or not measures:
        return found
    query = (
        sa.select(DAYS.measure, DAYS.days, sa.func.sum(DAYS.n))
        .where(DAYS.scope == scope, DAYS.period.in_(periods), DAYS.axis == AXIS_CODES[TOTAL], DAYS.value == "")
        .where(DAYS.measure.in_([MEASURES.index(m) for m in measures]), DAYS.n > 0)
        .group_by(DAYS.measure, DAYS.days)
    )
    for measure, days, n in session.execute(query):
        found.setdefault(MEASURES[measure], {})[days] = int(n)
    return found


def _answers(session: Session, scope: int, months: Sequence[Period]) -> dict[str, Histogram]:
    names = {month.code: month.key for month in months}
    query = sa.select(DAYS.period, DAYS.days, DAYS.n).where(
        DAYS.scope == scope, DAYS.period.in_(names), DAYS.axis == AXIS_CODES[TOTAL], DAYS.value == "",
        DAYS.measure == MEASURES.index("answer"), DAYS.days <= STEPS[-1], DAYS.n > 0,
    )  # fmt: skip
    found: dict[str, dict[int, int]] = {}
    for period, days, n in session.execute(query):
        found.setdefault(names[period], {})[days] = n
    return dict(found)


def counted_in_full(
    session: Session,
    scope: str,
    period: Period,
    months: Sequence[Period],
    before: Sequence[Period],
    wanted: Wanted,
    filters: Mapping[str, str],
    today: date,
) -> Counted:
    """Count a page's numbers from the facts: for filters, and as the proof of the summary."""
    ripe = ripe_day(session, today)
    where = [*facts.in_scope(scope), *filter_conditions(filters, ripe)]
    inside = [*where, Fact.sent_on.between(period.start, period.end)]
    groups = {axis: facts.groups_by(session, axis, inside, ripe) for axis in (TOTAL, *wanted.axes)}
    days = facts.histograms(session, TOTAL, inside, wanted.measures)
    shown = ranked_values(groups.get("receiver", {}), wanted.ranked)
    if wanted.by_receiver:
        by_receiver = facts.histograms(session, "receiver", inside, wanted.by_receiver)
        days |= {key: found for key, found in by_receiver.items() if key[1] in shown}
    by_month, answers, split = {}, {}, {}
    month_days: list[Mapping[str, Histogram]] = []
    for month in {*months, *before}:
        span = [*where, Fact.sent_on.between(month.start, month.end)]
        by_month[month.key] = facts.groups_by(session, TOTAL, span, ripe).get("")
        if month in before:
            month_days.append(facts.histograms(session, TOTAL, span, wanted.measures).get((TOTAL, ""), {}))
        if month in months and wanted.months_by and by_month[month.key]:
            split[month.key] = facts.groups_by(session, wanted.months_by, span, ripe)
        if month in months and wanted.cohorts:
            found = facts.histograms(session, TOTAL, span, ["answer"]).get((TOTAL, ""), {}).get("answer", {})
            answers[month.key] = {day: n for day, n in found.items() if day <= STEPS[-1]}
    return Counted(
        groups,
        days,
        {m.key: counts for m in months if (counts := by_month[m.key])},
        {key: found for key, found in answers.items() if found},
        {key: found for key, found in split.items() if found},
        add_counts([counts for p in before if (counts := by_month[p.key])]) if before else None,
        add_days(month_days),
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
