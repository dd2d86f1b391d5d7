"""Grants: who besides the usual may see one record, and until when."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from lotse.accounts.models import Grant, Unit, User
from lotse.foundation.db import db


def grant(
    *,
    kind: str,
    record_id: int,
    reason: str,
    now: datetime,
    user: User | None = None,
    unit: Unit | None = None,
    until: datetime | None = None,
) -> Grant:
    """Let an account, or everybody in a unit, see one record from `now` on, for good or until an instant."""
    row = Grant(
        user_id=user.id if user else None,
        unit_id=unit.id if unit else None,
        kind=kind,
        record_id=record_id,
        reason=reason,
        valid_from=now,
        valid_until=until,
    )
    db.session.add(row)
    db.session.flush()
    return row


def revoke_grants(
    *, kind: str, record_id: int, now: datetime, reason: str | None = None, user_id: int | None = None
) -> None:
    """End grants on a record at once: all of them, those given for a reason, or those of one account."""
    running = sa.or_(Grant.valid_until.is_(None), Grant.valid_until > now)
    query = sa.update(Grant).where(Grant.kind == kind, Grant.record_id == record_id, running)
    if reason is not None:
        query = query.where(Grant.reason == reason)
    if user_id is not None:
        query = query.where(Grant.user_id == user_id)
    db.session.execute(query.values(valid_until=now))
