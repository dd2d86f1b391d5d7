"""Settings of the office."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lotse.accounts.models import OfficeSetting, User
from lotse.foundation.db import db


def set_setting(*, key: str, value: Any, by: User | None, now: datetime) -> None:
    """Store a setting of the office."""
    row = db.session.get(OfficeSetting, key) or OfficeSetting(key=key)
    row.value, row.changed_at, row.changed_by_id = value, now, by.id if by else None
    db.session.add(row)
    db.session.flush()
