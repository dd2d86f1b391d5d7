"""Running log-ins and the throttle against guessing."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.accounts import rules
from lotse.accounts.models import LoginSession, LoginThrottle, User
from lotse.foundation.db import db


def end_sessions(*, user: User, now: datetime, except_token_hash: str | None = None) -> None:
    """End all sessions of an account, or all but the present one."""
    query = sa.update(LoginSession).where(LoginSession.user_id == user.id, LoginSession.ended_at.is_(None))
    if except_token_hash:
        query = query.where(LoginSession.token_hash != except_token_hash)
    db.session.execute(query.values(ended_at=now))


def throttle_subject(kind: str, value: str, key: bytes) -> str:
    """Return the keyed hash under which failures of an account or an address are counted."""
    return hmac.new(key, f"{kind}:{value.casefold()}".encode(), hashlib.sha256).hexdigest()


def is_throttled(session: Session, subject: str, *, allowed: int, now: datetime) -> bool:
    """True while the subject must wait before the next try."""
    row = session.get(LoginThrottle, subject)
    return row is not None and rules.is_throttled(row.failures, row.last_failure_at, allowed=allowed, now=now)


def count_failure(session: Session, subject: str, now: datetime) -> None:
    """Count a failed try; an old series of failures starts anew."""
    row = session.get(LoginThrottle, subject, with_for_update=True)
    if row is None:
        session.add(LoginThrottle(subject=subject, failures=1, last_failure_at=now))
    else:
        fresh = now - row.last_failure_at < rules.THROTTLE_WINDOW
        row.failures, row.last_failure_at = (row.failures + 1 if fresh else 1), now
    session.flush()


def forget_failures(session: Session, subject: str) -> None:
    """A right password ends the series of failures of the account."""
    session.execute(sa.delete(LoginThrottle).where(LoginThrottle.subject == subject))
