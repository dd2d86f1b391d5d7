"""Keeping counted months of contacts, and days of running ones: forgotten with every change, counted by a job."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lotse.statistics.actions.upkeep import new_stamp
from lotse.statistics.models import ContactMonth
from lotse.statistics.queries import contact_months
from lotse.statistics.rules.periods import day_code

MOST_AT_ONCE = 24
LONGEST_KEPT_DAY = 100
TABLE: Any = ContactMonth.__table__


def forget(session: Session, months: Collection[int] | None) -> None:
    """Take the counts of these months (None: of all) out of use, in the transaction that changes them."""
    if months is None:
        session.execute(sa.update(TABLE).values(stamp=new_stamp(), content=None))
        return
    if months:
        insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        statement = insert(TABLE)
        # One order for all writers, so that two of them never wait crosswise.
        rows = [{"period": code, "stamp": new_stamp(), "content": None} for code in sorted(months)]
        fresh = {"stamp": statement.excluded.stamp, "content": statement.excluded.content}
        session.execute(statement.on_conflict_do_update(index_elements=[TABLE.c.period], set_=fresh), rows)


def keep(session: Session, *, today: date, region: str, most: int = MOST_AT_ONCE) -> int:
    """Count settled months and past days of running ones that have no counts; what changes meanwhile stays without."""
    session.execute(
        sa.delete(TABLE).where(TABLE.c.period.between(contact_months.FIRST_DAY, _day_before_running(today)))
    )
    days = contact_months.unkept_days(session, today)
    for day, stamp in days:
        _store(session, day_code(day), stamp, contact_months.count_day(session, day))
    months = contact_months.unkept(session, today)[:most]
    for month, stamp in months:
        _store(session, month.code, stamp, contact_months.count_month(session, month, today, region))
    return len(days) + len(months)


def rebuild(session: Session, *, today: date, region: str) -> None:
    """Count every settled month and every past day of the running ones afresh, whatever was kept."""
    forget(session, None)
    while keep(session, today=today, region=region):
        pass


def _day_before_running(today: date) -> int:
    return day_code(today - timedelta(days=LONGEST_KEPT_DAY))


def _store(session: Session, code: int, stamp: str, counted: contact_months.Tallies) -> None:
    content = contact_months.plain(counted)
    if stamp:
        unchanged = sa.update(TABLE).where(TABLE.c.period == code, TABLE.c.stamp == stamp)
        session.execute(unchanged.values(content=content))
    else:
        session.add(ContactMonth(period=code, stamp=new_stamp(), content=content))
    session.flush()
