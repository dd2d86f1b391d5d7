"""When the places of the directory are open: rows turned into hours, exceptions and states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from lotse.directory.models import Closure, Offer, SpecialOpening
from lotse.directory.rules.opening_hours import (
    MIDNIGHT_END,
    DateException,
    OpeningState,
    Slot,
    WeeklyHours,
    state_at,
)
from lotse.foundation.db import db
from lotse.foundation.workdays import holidays_in, is_region

_MIDNIGHT = time(0)
Exceptions = dict[int, list[DateException]]


def week_of(offer: Offer) -> WeeklyHours:
    """Return the usual week of an offer whose hours are loaded."""
    slots = tuple(
        Slot(row.weekday, row.opens_at, MIDNIGHT_END if row.closes_at == _MIDNIGHT else row.closes_at)
        for row in offer.hours
    )
    return WeeklyHours(slots, by_appointment=offer.by_appointment)


def exceptions_of(organisation_ids: Iterable[int], *, since: date, days: int = 35) -> Exceptions:
    """Return closures and special openings of several organisations for the coming weeks."""
    ids, until = list(organisation_ids), since + timedelta(days=days)
    found: Exceptions = defaultdict(list)
    if not ids:
        return found
    closures = sa.select(Closure).where(
        Closure.organisation_id.in_(ids), Closure.ends_on >= since, Closure.starts_on <= until
    )
    specials = sa.select(SpecialOpening).where(
        SpecialOpening.organisation_id.in_(ids), SpecialOpening.day.between(since, until)
    )
    for row in db.session.scalars(closures):
        found[row.organisation_id].append(DateException(row.starts_on, row.ends_on, row.label))
    for day in db.session.scalars(specials):
        found[day.organisation_id].append(DateException(day.day, day.day, day.label, day.opens_at, day.closes_at))
    return found


def opening_state(offer: Offer, region: str, exceptions: Exceptions, moment: datetime) -> OpeningState:
    """Say whether an offer is open at a local moment."""
    return state_at(
        week_of(offer),
        exceptions.get(offer.organisation_id, []),
        moment,
        holidays=holidays_near(region, moment.date()),
    )


def holidays_near(region: str, day: date) -> frozenset[date]:
    """Return the statutory holidays of the year and, in December, of the next."""
    if not is_region(region):
        return frozenset()
    years = (day.year, day.year + 1) if day.month == 12 else (day.year,)
    return frozenset(holiday for year in years for holiday in holidays_in(region, year))
