"""Keeping counted months of contacts: forgotten with every change inside, counted again by a job."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lotse.statistics.models import ContactMonth
from lotse.statistics.queries import contact_months

MOST_AT_ONCE = 24
TABLE: Any = ContactMonth.__table__


def forget(session: Session, months: Collection[int] | None) -> None:
    """Take the counts of these months (None: of all) out of use, in the transaction that changes them."""
    if months is None:
        session.execute(sa.update(TABLE).values(stamp=_stamp(), content=None))
        return
    if months:
        insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        statement = insert(TABLE)
        # One order for all writers, so that two of them never wait crosswise.
        rows = [{"period": code, "stamp": _stamp(), "content": None} for code in sorted(months)]
        fresh = {"stamp": statement.excluded.stamp, "content": statement.excluded.content}
        session.execute(statement.on_conflict_do_update(index_elements=[TABLE.c.period], set_=fresh), rows)


def keep(session: Session, *, today: date, region: str, most: int = MOST_AT_ONCE) -> int:
    """Count settled months that have no counts; a month that changes meanwhile stays without."""
    kept = 0
    for month, stamp in contact_months.unkept(session, today)[:most]:
        content = contact_months.plain(contact_months.count_month(session, month, today, region))
        if stamp:
            unchanged = sa.update(TABLE).where(TABLE.c.period == month.code, TABLE.c.stamp == stamp)
            session.execute(unchanged.values(content=content))
        else:
            session.add(ContactMonth(period=month.code, stamp=_stamp(), content=content))
        session.flush()
        kept += 1
    return kept


def _stamp() -> str:
    return secrets.token_hex(8)
