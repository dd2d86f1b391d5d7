"""A form submitted twice creates one record: the second answer repeats the first.

Each form carries a random key. The request that succeeds stores key, target and a digest of what was sent in its own
transaction; whoever comes later with the same key and the same text is sent to the same target. The same key with
another text is no double click: somebody went on writing in a second tab, and that must not vanish unseen.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from flask import Request, Response, redirect
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.wrappers import Response as BaseResponse

from lotse.foundation.db import Base, UtcInstant, count_changed, db, table_of
from lotse.foundation.prepared import Prepared


class FormKey(Base):
    """A key that was used, and where its first answer led."""

    __tablename__ = "form_key"

    key: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    location: Mapped[str] = mapped_column(sa.String(500))
    digest: Mapped[str] = mapped_column(sa.String(64), default="")
    used_at: Mapped[datetime] = mapped_column(UtcInstant, index=True)


_EARLIER = Prepared(lambda: sa.select(FormKey.location, FormKey.digest).where(FormKey.key == sa.bindparam("key")))
_USED = sa.insert(table_of(FormKey))

NOT_TYPED = frozenset({"csrf_token", "draft_version", "draft_writer", "parked_form"})


@dataclass(frozen=True)
class Earlier:
    """The first answer to a key: where it led, and whether the same text was sent then."""

    answer: BaseResponse
    is_same_text: bool


def digest_of(request: Request) -> str:
    """Return what tells two texts of one form apart, without storing them."""
    pairs = sorted(pair for pair in request.form.items(multi=True) if pair[0] not in NOT_TYPED)
    return hashlib.sha256(repr(pairs).encode()).hexdigest()


def key_of(request: Request, user_id: int | None) -> str | None:
    """Return the key this request carries, bound to its user, or None."""
    given = request.form.get("form_key", "") if request.method == "POST" else ""
    return f"{user_id or 0}:{given}" if 16 <= len(given) <= 64 and given.isalnum() else None


def find_earlier(key: str, request: Request) -> Earlier | None:
    """Return the redirect that the first submit got, or None when the key is new."""
    db.session.connection()  # on SQLite its BEGIN IMMEDIATE waits for a twin in flight
    row = _EARLIER.first(key=key)
    if row is None:
        return None
    location, digest = row
    return Earlier(redirect(location, 303), digest == digest_of(request))


def remember(key: str, request: Request, response: Response, now: datetime) -> None:
    """Store the key with the target of a redirecting answer, at once, so that a twin in flight is noticed."""
    if response.status_code in {302, 303} and response.location:
        row = {"key": key, "location": response.location[:500], "digest": digest_of(request), "used_at": now}
        db.session.connection().execute(_USED, row)


def forget_before(instant: datetime) -> int:
    """Delete keys used before the instant; returns how many."""
    return count_changed(sa.delete(FormKey).where(FormKey.used_at < instant))
