"""Passwords: set with the sessions of old ended, and checked without telling who has an account."""

from __future__ import annotations

from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lotse.accounts import rules
from lotse.accounts.actions.log_ins import end_sessions
from lotse.accounts.models import User
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError

hasher = PasswordHasher()
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$b4scF2nYfEBnmWZXQPxPqQ$2lRDS0bRrEQGNcIvoSXrF1gq3kGmzjE4bEUAoGqdV5k"


def set_password(*, user: User, password: str, now: datetime, keep_token_hash: str | None = None) -> None:
    """Set a new password and end all other sessions of the account."""
    user.password_hash = hash_password(password, login=user.login, name=user.name)
    user.password_changed_at, user.must_change_password = now, False
    end_sessions(user=user, now=now, except_token_hash=keep_token_hash)
    db.session.flush()


def is_password(password_hash: str | None, password: str) -> bool:
    """True when the password is right. Takes as long for an unknown account, so that none can be guessed by time."""
    try:
        hasher.verify(password_hash or _NOBODY, password[:1000])
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def hash_password(password: str, *, login: str, name: str) -> str:
    """Return the hash to store; raises FieldError for a password that is too weak for this account."""
    fault = rules.password_fault(password, login=login, name=name)
    if fault:
        raise FieldError("password", fault)
    return hasher.hash(password)
