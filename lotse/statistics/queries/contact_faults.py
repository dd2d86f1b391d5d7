"""Where the kept counts of contacts differ from a full count: none should, and `lotse statistics check` proves it."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.statistics.models import ContactMonth
from lotse.statistics.queries.contact_counts import count_day, count_month
from lotse.statistics.queries.contact_months import is_settled, plain
from lotse.statistics.rules.periods import Period

DAYS_FROM = 10_000_000
"""Codes below are months (202603), from here on days (20260315)."""


def faults(session: Session, today: date, region: str) -> list[str]:
    """Say in German which kept months and days differ from a full count; empty if all is well."""
    found = []
    rows = session.execute(
        sa.select(ContactMonth.period, ContactMonth.content)
        .where(ContactMonth.content.is_not(None))
        .order_by(ContactMonth.period)
    )
    for code, content in rows.all():
        if code >= DAYS_FROM:
            day = date(code // 10_000, code // 100 % 100, code % 100)
            if day < today and _filled(content) != _filled(plain(count_day(session, day))):
                found.append(f"Kontakte am {day:%d.%m.%Y} weichen vom vollen Zählen ab")
            continue
        month = Period(code // 100, month=code % 100)
        if is_settled(month, today) and _filled(content) != _filled(plain(count_month(session, month, today, region))):
            found.append(f"Kontakte im {month.label} weichen vom vollen Zählen ab")
    return found


def _filled(content: object) -> object:
    """Leave out what holds nothing, at every depth."""
    if not isinstance(content, dict):
        return content
    return {key: filled for key, part in content.items() if (filled := _filled(part))}
