"""Accounts: opened, closed, opened again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from lotse.accounts.actions.log_ins import end_sessions
from lotse.accounts.actions.passwords import hash_password
from lotse.accounts.models import Unit, User
from lotse.accounts.rules import Role
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError


def create_user(
    *,
    login: str,
    name: str,
    role: Role,
    password: str,
    now: datetime,
    unit: Unit | None = None,
    **fields: Any,
) -> User:
    """Create an account; raises FieldError for a taken log-in, a weak password or a department without unit."""
    login = login.strip().casefold()
    if db.session.scalar(sa.select(User.id).where(sa.func.lower(User.login) == login)):
        raise FieldError("login", "Diese Anmeldung ist schon vergeben.")
    if role is Role.DEPARTMENT and unit is None:
        raise FieldError("unit_id", "Eine Fachstelle braucht ihre Einheit.")
    user = User(
        login=login,
        name=name,
        role=role,
        unit_id=unit.id if unit else None,
        password_hash=hash_password(password, login=login, name=name),
        password_changed_at=now,
        created_at=now,
        preferences={},
        **fields,
    )
    db.session.add(user)
    db.session.flush()
    return user


def reactivate(*, user: User, now: datetime) -> None:
    """Open a closed account again, for somebody who comes back; sessions of old stay ended."""
    user.deactivated_at = None
    end_sessions(user=user, now=now)
    db.session.flush()


def deactivate(*, user: User, now: datetime) -> None:
    """Close an account: no log-in, all sessions ended. Open work is handed over before (administration)."""
    user.deactivated_at = now
    end_sessions(user=user, now=now)
    db.session.flush()
