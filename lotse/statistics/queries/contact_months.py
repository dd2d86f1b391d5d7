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
from lotse.statistics.models import ContactMonth, KeptRow
from lotse.statistics.queries.arrivals import add_arrivals
from lotse.statistics.queries.contact_records import living_contacts
from lotse.statistics.queries.live import moved
from lotse.statistics.rules.contact_tally import ContactTally, tally_contacts
from lotse.statistics.rules.periods import Period, month_of
from lotse.statistics.rules.records import ContactRecord, contact_from, mark_first, mark_persons
from lotse.statistics.rules.referral_cells import WHOLE

CASE_WITHIN = timedelta(days=30)
COUNTED_OF_A_PERSON = ("birth_date", "sex", "restricted")
Tallies = dict[int, ContactTally]


def counted(session: Session, months: Sequence[Period], today: date, region: str) -> dict[int, Tallies]:
    """Return the counts of each month by view of the office, by the month's code."""
    kept = _kept(session, months)
    return {
        month.code: kept[month.code]
        if month.code in kept and is_settled(month, today)
        else count_month(session, month, today, region)
        for month in months
    }


def is_settled(month: Period, today: date) -> bool:
    """Say whether a month no longer moves with the calendar: all its first contacts are ripe."""
    return month.end + CASE_WITHIN < today


def count_month(session: Session, month: Period, today: date, region: str) -> Tallies:
    """Count one month afresh, for the whole county and every team."""
    rows = [(person, record) for _, person, record in living_contacts(session, month.start, month.end)]
    earlier = _last_before(session, month)
    whole: dict[int, date] = {}
    for (person, _), day in earlier.items():
        whole[person] = max(day, whole.get(person, day))
    marked = mark_persons(rows, whole)
    kept = _forgotten(session, month)
    found = {WHOLE: tally_contacts([*marked, *kept], month)}
    for unit in {record.unit_id for record in [*marked, *kept]}:
        mine = [(p, r) for (p, _), r in zip(rows, marked, strict=True) if r.unit_id == unit and not r.restricted]
        seen = {person: day for (person, own), day in earlier.items() if own == unit}
        theirs = [r for r in kept if r.unit_id == unit and not r.restricted]
        found[unit] = tally_contacts([*mark_first(mine, seen), *theirs], month)
    add_arrivals(session, found, month, today, region)
    return found


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
    """Return the codes of the settled months these changed objects alter; None for all of them.

    A contact or appointment alters its own month and, through repeats and first contacts, later ones: while its own has
    not settled, as in daily work, there is nothing to look up.
    """
    months, persons = set[int](), set[int]()
    for item in changed:
        if isinstance(item, User) and moved(item, "unit_id"):
            return None
        if isinstance(item, Person):
            persons |= {item.id} if moved(item, *COUNTED_OF_A_PERSON) and not sa.inspect(item).pending else set()
            continue
        settled = {month_of(day) for day in _days(item) if is_settled(month_of(day), today)}
        if settled:
            months |= {month.code for month in settled}
            persons |= set(_values(item, "person_id"))
    return months | {code for code in _months_of(session, persons) if is_settled(_month(code), today)}


def _days(item: Any) -> list[date]:
    if isinstance(item, Contact):
        return _values(item, "day")
    if isinstance(item, Appointment):
        return [local(at).date() for at in _values(item, "starts_at")]
    # A case alters what became of first contacts up to 30 days before it.
    return [day - CASE_WITHIN for day in _values(item, "opened_on")] if isinstance(item, Case) else []


def _month(code: int) -> Period:
    return Period(code // 100, month=code % 100)


def _values(item: Any, name: str) -> list[Any]:
    history = sa.inspect(item).attrs[name].history
    return [value for value in {*history.added, *history.unchanged, *history.deleted} if value is not None]


def _months_of(session: Session, persons: Collection[int]) -> set[int]:
    if not persons:
        return set()
    days = session.scalars(sa.select(Contact.day).where(Contact.person_id.in_(persons)).distinct())
    at = session.scalars(sa.select(Appointment.starts_at).where(Appointment.person_id.in_(persons)))
    return {month_of(day).code for day in [*days, *(local(start).date() for start in at)]}


def _kept(session: Session, months: Sequence[Period]) -> dict[int, Tallies]:
    found = {}
    query = sa.select(ContactMonth.period, ContactMonth.stamp, ContactMonth.content).where(
        ContactMonth.period.in_([m.code for m in months]), ContactMonth.content.is_not(None)
    )
    for period, _, content in session.execute(query):
        found[period] = {int(scope): ContactTally.from_json(groups) for scope, groups in content.items()}
    return found


def _last_before(session: Session, month: Period) -> dict[tuple[int, int], date]:
    """Return the last contact before the month of each person seen in it, by team."""
    here = sa.select(Contact.person_id).where(
        Contact.day.between(month.start, month.end), Contact.person_id.is_not(None)
    )
    query = (
        sa.select(Contact.person_id, User.unit_id, sa.func.max(Contact.day))
        .join(User, User.id == Contact.created_by_id)
        .where(Contact.person_id.in_(here), Contact.day < month.start, Contact.day >= _look_back(month))
        .group_by(Contact.person_id, User.unit_id)
    )
    return {(row[0], row[1] or 0): row[2] for row in session.execute(query) if row[0]}


def _look_back(month: Period) -> date:
    """Return the first day that matters: repeats look back 30 days, first contacts to the beginning of the year."""
    return min(date(month.year, 1, 1), month.start) - CASE_WITHIN


def _forgotten(session: Session, month: Period) -> list[ContactRecord]:
    rows = session.scalars(
        sa.select(KeptRow.content).where(
            KeptRow.subject == "contact", KeptRow.contact_id.is_(None), KeptRow.day.between(month.start, month.end)
        )
    )
    return [contact_from(content) for content in rows]


def plain(counted: Mapping[int, ContactTally]) -> dict[str, Any]:
    """Return the counts of a month as they are stored."""
    return {str(scope): tally.as_json() for scope, tally in counted.items()}
