"""When the places of the directory are open: rows turned into hours, exceptions and states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import sqlalchemy as sa

from lotse.directory.models import Closure, Offer, OfferHours, SpecialOpening
from lotse.directory.rules.opening_hours import (
    MIDNIGHT_END,
    DateException,
    OpeningState,
    Slot,
    WeeklyHours,
    state_at,
)
from lotse.foundation.prepared import Prepared
from lotse.foundation.workdays import holidays_in, is_region

_MIDNIGHT = time(0)
Exceptions = dict[int, list[DateException]]


def week_of(offer: Offer) -> WeeklyHours:
    """Return the usual week of an offer whose hours are loaded."""
    slots = tuple(_slot(row.weekday, row.opens_at, row.closes_at) for row in offer.hours)
    return WeeklyHours(slots, by_appointment=offer.by_appointment)


def weeks_of(offers: Sequence[Offer]) -> dict[int, WeeklyHours]:
    """Return the usual weeks of several offers by their ids; one statement."""
    slots: dict[int, list[Slot]] = defaultdict(list)
    for offer_id, *times in _HOURS.rows(ids=[offer.id for offer in offers]) if offers else ():
        slots[offer_id].append(_slot(*times))
    return {offer.id: WeeklyHours(tuple(slots[offer.id]), by_appointment=offer.by_appointment) for offer in offers}


def _slot(weekday: int, opens_at: time, closes_at: time) -> Slot:
    return Slot(weekday, opens_at, MIDNIGHT_END if closes_at == _MIDNIGHT else closes_at)


_HOURS = Prepared(
    lambda: (
        sa.select(OfferHours.offer_id, OfferHours.weekday, OfferHours.opens_at, OfferHours.closes_at)
        .where(OfferHours.offer_id.in_(sa.bindparam("ids", expanding=True)))
        .order_by(OfferHours.weekday, OfferHours.opens_at)
    )
)


def exceptions_of(organisation_ids: Iterable[int], *, since: date, days: int = 35) -> Exceptions:
    """Return closures and special openings of several organisations for the coming weeks."""
    ids, until = list(organisation_ids), since + timedelta(days=days)
    found: Exceptions = defaultdict(list)
    if not ids:
        return found
    for statement in (_CLOSURES, _SPECIALS):
        for organisation_id, *exception in statement.rows(ids=ids, since=since, until=until):
            found[organisation_id].append(DateException(*exception))
    return found


def _closures() -> sa.Select[int, date, date, str]:
    query = sa.select(Closure.organisation_id, Closure.starts_on, Closure.ends_on, Closure.label)
    asked = Closure.organisation_id.in_(sa.bindparam("ids", expanding=True))
    return query.where(asked, Closure.ends_on >= sa.bindparam("since"), Closure.starts_on <= sa.bindparam("until"))


def _specials() -> sa.Select[int, date, date, str, time | None, time | None]:
    row = SpecialOpening
    query = sa.select(row.organisation_id, row.day, row.day, row.label, row.opens_at, row.closes_at)
    asked = row.organisation_id.in_(sa.bindparam("ids", expanding=True))
    return query.where(asked, row.day.between(sa.bindparam("since"), sa.bindparam("until")))


_CLOSURES, _SPECIALS = Prepared(_closures), Prepared(_specials)


def opening_state(
    week: WeeklyHours, exceptions: Sequence[DateException], region: str, moment: datetime
) -> OpeningState:
    """Say whether an offer with that week is open at a local moment."""
    return state_at(week, exceptions, moment, holidays=holidays_near(region, moment.date()))


@lru_cache(maxsize=64)
def holidays_near(region: str, day: date) -> frozenset[date]:
    """Return the statutory holidays of the year and, in December, of the next."""
    if not is_region(region):
        return frozenset()
    years = (day.year, day.year + 1) if day.month == 12 else (day.year,)
    return frozenset(holiday for year in years for holiday in holidays_in(region, year))
