"""A form submitted twice creates one record: the second answer repeats the first.

Each form carries a random key. The request that succeeds stores key and target in its own transaction;
whoever comes later with the same key is sent to the same target.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from flask import Request, Response, redirect
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.wrappers import Response as BaseResponse

from lotse.foundation.db import Base, UtcInstant, db


class FormKey(Base):
    """A key that was used, and where its first answer led."""

    __tablename__ = "form_key"

    key: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    location: Mapped[str] = mapped_column(sa.String(500))
    used_at: Mapped[datetime] = mapped_column(UtcInstant, index=True)


def key_of(request: Request, user_id: int | None) -> str | None:
    """Return the key this request carries, bound to its user, or None."""
    given = request.form.get("form_key", "") if request.method == "POST" else ""
    return f"{user_id or 0}:{given}" if 16 <= len(given) <= 64 and given.isalnum() else None


def earlier_answer(key: str) -> BaseResponse | None:
    """Return the redirect that the first submit got, or None when the key is new."""
    location = db.session.scalar(sa.select(FormKey.location).where(FormKey.key == key))
    return redirect(location, 303) if location else None


def remember(key: str, response: Response, now: datetime) -> None:
    """Store the key with the target of a redirecting answer; flushes, so that a twin in flight is noticed."""
    if response.status_code in {302, 303} and response.location:
        db.session.add(FormKey(key=key, location=response.location[:500], used_at=now))
        db.session.flush()


def forget_before(instant: datetime) -> int:
    """Delete keys used before the instant; returns how many."""
    result = db.session.execute(sa.delete(FormKey).where(FormKey.used_at < instant))
    return int(result.rowcount)  # type: ignore[attr-defined]
