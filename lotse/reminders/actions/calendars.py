"""The secret address of somebody's calendar: made, made anew, revoked."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from lotse.foundation.crypto import hash_token
from lotse.foundation.db import db
from lotse.reminders.models import CalendarFeed

if TYPE_CHECKING:
    from lotse.accounts.models import User


def open_feed(*, user: User, now: datetime) -> str:
    """Make a new secret address and forget the former one; the token is shown once and stored only as a hash."""
    close_feed(user=user)
    token = secrets.token_urlsafe(32)
    db.session.add(CalendarFeed(user_id=user.id, token_hash=hash_token(token), created_at=now))
    db.session.flush()
    return token


def close_feed(*, user: User) -> None:
    """Revoke the address; calendar programmes get nothing any more."""
    db.session.execute(sa.delete(CalendarFeed).where(CalendarFeed.user_id == user.id))
    db.session.flush()
