"""The second factor: a secret, confirmed by its first code; every code counts once."""

from __future__ import annotations

import hmac
from datetime import datetime

import pyotp

from lotse.accounts.models import User
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError


def redeem_totp(user: User, code: str, now: datetime) -> bool:
    """Use up the six digits: True when they are right for now (± one step) and were not used before."""
    if not user.totp_secret:
        return False
    step = int(now.timestamp()) // 30
    for candidate in (step - 1, step, step + 1):
        expected = pyotp.TOTP(user.totp_secret).at(candidate * 30)
        if hmac.compare_digest(expected, "".join(code.split())) and candidate > (user.totp_last_step or 0):
            user.totp_last_step = candidate
            return True
    return False


def begin_totp(*, user: User) -> str:
    """Give the account a fresh secret, not yet in force, and return it for the authenticator app."""
    user.totp_secret, user.totp_confirmed_at, user.totp_last_step = pyotp.random_base32(), None, None
    db.session.flush()
    return user.totp_secret


def confirm_totp(*, user: User, code: str, now: datetime) -> None:
    """Put the second factor in force once the first code was right."""
    if not redeem_totp(user, code, now):
        raise FieldError("code", "Der Code stimmt nicht. Bitte den aktuellen sechsstelligen Code eingeben.")
    user.totp_confirmed_at = now
    db.session.flush()


def remove_totp(*, user: User) -> None:
    """Take the second factor away (lost telephone, or no longer wanted)."""
    user.totp_secret, user.totp_confirmed_at, user.totp_last_step = None, None, None
    db.session.flush()
