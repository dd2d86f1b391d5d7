"""What the summaries must hold, counted afresh from all facts: for a recount, and for the proof that none is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.referrals.models import Referral
from lotse.statistics.models import ReferralCount, ReferralDays, Upkeep
from lotse.statistics.models import ReferralFactRow as Fact
from lotse.statistics.queries import facts
from lotse.statistics.rules.periods import codes_of
from lotse.statistics.rules.referral_cells import (
    AXES,
    AXIS_CODES,
    COUNTERS,
    MEASURES,
    NO_UNIT,
    TOTAL,
    WHOLE,
    CountKey,
    DaysKey,
)
from lotse.statistics.rules.referral_facts import NEVER_SENT

# The restricted column keeps restricted facts out of the views of one unit.
PLACE: Sequence[Any] = (
    sa.extract("year", Fact.sent_on),
    sa.extract("month", Fact.sent_on),
    Fact.unit_id,
    sa.cast(Fact.restricted, sa.Integer),
)


def counts(session: Session, axis: str, ripe: date) -> dict[CountKey, list[int]]:
    """Return every cell of the summary on one axis with its counters in order."""
    found: dict[CountKey, list[int]] = {}
    for row in facts.count_by(session, axis, [], ripe, *PLACE):
        numbers = row[1 + len(PLACE) :]
        for scope, period in _cells(row[1 : 1 + len(PLACE)]):
            cell = found.setdefault((scope, period, AXIS_CODES[axis], str(row[0])), [0] * len(COUNTERS))
            for i, number in enumerate(numbers):
                cell[i] += int(number)
    return found


def days(session: Session, axis: str) -> Counter[DaysKey]:
    """Return every cell of the histograms on one axis; only the whole and the receivers have any."""
    found: Counter[DaysKey] = Counter()
    if axis in (TOTAL, "receiver"):
        for value, place, measure, took, n in facts.days_by(session, axis, [], MEASURES, *PLACE):
            for scope, period in _cells(place):
                found[scope, period, AXIS_CODES[axis], value, MEASURES.index(measure), took] += n
    return found


def faults(session: Session, axes: Sequence[str] = AXES) -> list[str]:
    """Say in German where facts and summaries differ from what they are kept from; empty if all is well."""
    ripe = session.scalar(sa.select(Upkeep.ripe_until))
    sent = sa.select(sa.func.count()).where(Referral.sent_on.is_not(None), Referral.state.not_in(NEVER_SENT))
    kept = sa.select(sa.func.count()).where(Fact.referral_id.is_not(None))
    there, known = session.scalar(sent.select_from(Referral)) or 0, session.scalar(kept.select_from(Fact)) or 0
    found = [] if there == known else [f"{there} versandte Vermittlungen, aber {known} in der Statistik"]
    if ripe is None:
        return found
    for axis in axes:
        if _stored_counts(session, axis) != _filled(counts(session, axis, ripe)):
            found.append(f"Summen der Vermittlungen nach „{axis}“ weichen vom vollen Zählen ab")
        if _stored_days(session, axis) != dict(days(session, axis)):
            found.append(f"Dauern der Vermittlungen nach „{axis}“ weichen vom vollen Zählen ab")
    return found


def _stored_counts(session: Session, axis: str) -> dict[CountKey, list[int]]:
    table: Any = ReferralCount.__table__.c
    columns = [table.scope, table.period, table.axis, table.value, *(table[name] for name in COUNTERS)]
    rows = session.execute(sa.select(*columns).where(table.axis == AXIS_CODES[axis]))
    return _filled({tuple(row[:4]): list(row[4:]) for row in rows})


def _stored_days(session: Session, axis: str) -> dict[DaysKey, int]:
    table: Any = ReferralDays.__table__.c
    query = sa.select(*table).where(table.axis == AXIS_CODES[axis], table.n != 0)
    return {tuple(row[:-1]): row[-1] for row in session.execute(query)}


def _filled(cells: dict[Any, list[int]]) -> dict[Any, list[int]]:
    return {key: cell for key, cell in cells.items() if any(cell)}


def _cells(place: Sequence[Any]) -> Iterator[tuple[int, int]]:
    year, month, unit, restricted = (int(part) for part in place)
    for scope in [WHOLE] if restricted else [WHOLE, unit or NO_UNIT]:
        for period in codes_of(year, month):
            yield scope, period
