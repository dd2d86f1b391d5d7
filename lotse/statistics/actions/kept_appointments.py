"""Keeping what the statistics need of an appointment before it goes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.statistics.models import KeptAppointment
from lotse.statistics.queries.appointments import appointments_not_kept, appointments_of

OLD = timedelta(days=300)
"""The shortest retention is twelve months: what is older than this may soon be deleted."""
TABLE: Any = KeptAppointment.__table__


def keep_appointments(session: Session, *, ids: Collection[int], region: str) -> None:
    """Keep identity-free rows of settled appointments that are about to be deleted; a row that is there is renewed.

    With plain statements, because it runs inside the flush that deletes them.
    """
    rows = [
        {
            "appointment_id": met.id,
            "month": met.day.replace(day=1),
            "unit_id": met.unit_id,
            "outcome": met.outcome,
            "wait": met.wait,
        }
        for met in appointments_of(session, ids, region)
    ]
    if rows:
        session.execute(sa.delete(TABLE).where(TABLE.c.appointment_id.in_([row["appointment_id"] for row in rows])))
        session.execute(sa.insert(TABLE), rows)


def keep_old_appointments(session: Session, *, now: datetime, region: str) -> int:
    """Keep the appointments that may soon be deleted and are not kept yet; returns how many there were."""
    ids = session.scalars(appointments_not_kept(now - OLD)).all()
    keep_appointments(session, ids=ids, region=region)
    return len(ids)
