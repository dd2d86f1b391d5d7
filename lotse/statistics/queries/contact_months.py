"""Contacts month by month: read from the kept months, counted where a month has changed or is still moving."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.accounts.models import User
from lotse.cases.models import Case
from lotse.clients.models import Person
from lotse.contacts.models import Appointment, Contact
from lotse.foundation.clock import local
from lotse.statistics.models import ContactMonth
from lotse.statistics.queries.arrivals import CASE_WITHIN
from lotse.statistics.queries.contact_counts import Tallies, count_day, count_month
from lotse.statistics.queries.contact_days import LONGEST_RUNNING, count_running, is_over, unkept_days
from lotse.statistics.queries.live import moved
from lotse.statistics.rules.contact_tally import ContactTally
from lotse.statistics.rules.periods import Period, day_code, month_of

__all__ = ["Tallies", "count_day", "count_month", "counted", "unkept_days"]

COUNTED_OF_A_PERSON = ("birth_date", "sex", "restricted")
FIRST_DAY = 10_000_000
"""Below it the codes of months, from it on those of days."""
_read: dict[tuple[int, str], Tallies] = {}
"""Kept months as they were read, by their stamp: a page reads two years of them, and they hardly change."""
MOST_READ = 30


def counted(session: Session, months: Sequence[Period], today: date, region: str) -> dict[int, Tallies]:
    """Return the counts of each month by view of the office, by the month's code."""
    kept = _kept(session, [month for month in months if is_settled(month, today)])
    return {month.code: kept.get(month.code) or _live(session, month, today, region) for month in months}


def _live(session: Session, month: Period, today: date, region: str) -> Tallies:
    count = count_month if is_settled(month, today) else count_running
    return count(session, month, today, region)


def is_settled(month: Period, today: date) -> bool:
    """Say whether a month no longer moves with the calendar: all its first contacts are ripe."""
    return month.end + CASE_WITHIN < today


def unkept(session: Session, today: date) -> list[tuple[Period, str]]:
    """List the settled months without counts, newest first, with the stamp each had when it was looked at."""
    first = session.scalar(sa.select(sa.func.min(Contact.day)))
    if first is None:
        return []
    rows = session.execute(sa.select(ContactMonth.period, ContactMonth.stamp, ContactMonth.content.is_not(None)))
    known = {row[0]: (row[1], row[2]) for row in rows}
    months, month = [], month_of(first)
    while is_settled(month, today):
        stamp, is_counted = known.get(month.code, ("", False))
        if not is_counted:
            months.append((month, stamp))
        month = month_of(month.end + timedelta(days=1))
    return months[::-1]


def may_touch(item: object) -> bool:
    """Say whether a change of this object may alter a counted month."""
    return isinstance(item, Contact | Appointment | Person | Case | User)


def touched_months(session: Session, changed: Iterable[Any], today: date) -> set[int] | None:
    """Return the codes of the settled months, and of the days of running ones, these objects alter; None for all.

    A contact alters its own day and, through repeats and first contacts, later ones; a case what came of first contacts
    before it. A contact of today, as in daily work, alters nothing that is kept: there is nothing to look up.
    """
    months, persons, followed = set[int](), set[int](), set[int]()
    for item in changed:
        if isinstance(item, User) and moved(item, "unit_id"):
            return None
        if isinstance(item, Person):
            persons |= {item.id} if moved(item, *COUNTED_OF_A_PERSON) and not sa.inspect(item).pending else set()
            continue
        codes = _kept_codes(_days(item), today, by_day=isinstance(item, Contact))
        if codes:
            months |= codes
            persons |= set(_values(item, "person_id"))
        elif isinstance(item, Case) and moved(item, "opened_on", "person_id"):
            followed |= set(_values(item, "person_id"))
    return months | _codes_of_persons(session, persons, today) | _running_days_of(session, followed, today)


def _kept_codes(days: Iterable[date], today: date, *, by_day: bool) -> set[int]:
    """Return the codes under which these days may be counted and kept; running months keep days of contacts only."""
    settled = {month_of(day).code for day in days if is_settled(month_of(day), today)}
    running = {day_code(day) for day in days if by_day and is_over(day, today) and month_of(day).code not in settled}
    return settled | running


def _days(item: Any) -> list[date]:
    if isinstance(item, Contact):
        return _values(item, "day")
    if isinstance(item, Appointment):
        return [local(at).date() for at in _values(item, "starts_at")]
    # A case alters what became of first contacts up to 30 days before it.
    return [day - CASE_WITHIN for day in _values(item, "opened_on")] if isinstance(item, Case) else []


def _values(item: Any, name: str) -> list[Any]:
    history = sa.inspect(item).attrs[name].history
    return [value for value in {*history.added, *history.unchanged, *history.deleted} if value is not None]


def _codes_of_persons(session: Session, persons: Collection[int], today: date) -> set[int]:
    if not persons:
        return set()
    days = list(session.scalars(sa.select(Contact.day).where(Contact.person_id.in_(persons)).distinct()))
    at = session.scalars(sa.select(Appointment.starts_at).where(Appointment.person_id.in_(persons)))
    appointed = [local(start).date() for start in at]
    return _kept_codes(days, today, by_day=True) | _kept_codes(appointed, today, by_day=False)


def _running_days_of(session: Session, persons: Collection[int], today: date) -> set[int]:
    """Return the codes of the days of running months with contacts of these persons: a new case follows one of them."""
    if not persons:
        return set()
    recent = Contact.day.between(today - timedelta(days=LONGEST_RUNNING), today)
    days = session.scalars(sa.select(Contact.day).where(Contact.person_id.in_(persons), recent).distinct())
    return {code for code in _kept_codes(days, today, by_day=True) if code >= FIRST_DAY}


def _kept(session: Session, months: Sequence[Period]) -> dict[int, Tallies]:
    wanted = ContactMonth.period.in_([m.code for m in months]), ContactMonth.content.is_not(None)
    stamps = session.execute(sa.select(ContactMonth.period, ContactMonth.stamp).where(*wanted)).all()
    known = {code: tallies for code, stamp in stamps if (tallies := _read.get((code, stamp)))}
    missing = [code for code, _ in stamps if code not in known]
    if missing:
        if len(_read) + len(missing) > MOST_READ:
            _read.clear()
        query = sa.select(ContactMonth.period, ContactMonth.stamp, ContactMonth.content)
        for code, stamp, content in session.execute(query.where(ContactMonth.period.in_(missing), wanted[1])):
            tallies = {int(scope): ContactTally.from_json(groups) for scope, groups in (content or {}).items()}
            known[code] = _read[code, stamp] = tallies
    return known


def plain(counted: Mapping[int, ContactTally]) -> dict[str, Any]:
    """Return the counts of a month as they are stored."""
    return {str(scope): tally.as_json() for scope, tally in counted.items()}
