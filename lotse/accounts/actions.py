"""Changing accounts: create, password, second factor, deactivate; log-in with its throttle; grants; settings."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date, datetime, timedelta
from typing import Any

import pyotp
import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session

from lotse.accounts import rules
from lotse.accounts.models import Absence, Grant, LoginSession, LoginThrottle, OfficeSetting, Site, Unit, User
from lotse.accounts.rules import Role
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError

hasher = PasswordHasher()
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$b4scF2nYfEBnmWZXQPxPqQ$2lRDS0bRrEQGNcIvoSXrF1gq3kGmzjE4bEUAoGqdV5k"


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
    _check_password(password, login=login, name=name)
    user = User(
        login=login,
        name=name,
        role=role,
        unit_id=unit.id if unit else None,
        password_hash=hasher.hash(password),
        password_changed_at=now,
        created_at=now,
        preferences={},
        **fields,
    )
    db.session.add(user)
    db.session.flush()
    return user


def open_site(*, name: str, **fields: Any) -> Site:
    """Add a place where clients are received."""
    site = Site(name=name, **fields)
    db.session.add(site)
    db.session.flush()
    return site


def open_unit(*, kind: str, name: str, site: Site | None = None) -> Unit:
    """Add a team or a department."""
    unit = Unit(kind=kind, name=name, site_id=site.id if site else None)
    db.session.add(unit)
    db.session.flush()
    return unit


def change_record(record: Site | Unit, **fields: Any) -> None:
    """Change a site or a unit; raises FieldError when another one bears the name."""
    name = fields.get("name", record.name)
    model = type(record)
    others = db.session.scalars(sa.select(model.name).where(model.id != record.id))
    if name.casefold() in {other.casefold() for other in others}:  # the database folds only a to z
        raise FieldError("name", "Diesen Namen gibt es schon.")
    for field, value in fields.items():
        setattr(record, field, value)
    db.session.flush()


def set_password(*, user: User, password: str, now: datetime, keep_token_hash: str | None = None) -> None:
    """Set a new password and end all other sessions of the account."""
    _check_password(password, login=user.login, name=user.name)
    user.password_hash, user.password_changed_at, user.must_change_password = hasher.hash(password), now, False
    end_sessions(user=user, now=now, except_token_hash=keep_token_hash)
    db.session.flush()


def is_password(password_hash: str | None, password: str) -> bool:
    """True when the password is right. Takes as long for an unknown account, so that none can be guessed by time."""
    try:
        hasher.verify(password_hash or _NOBODY, password[:1000])
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_totp(user: User, code: str, now: datetime) -> bool:
    """True when the six digits are right for now (± one step) and were not used before; marks them used."""
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
    if not is_totp(user, code, now):
        raise FieldError("code", "Der Code stimmt nicht. Bitte den aktuellen sechsstelligen Code eingeben.")
    user.totp_confirmed_at = now
    db.session.flush()


def remove_totp(*, user: User) -> None:
    """Take the second factor away (lost telephone, or no longer wanted)."""
    user.totp_secret, user.totp_confirmed_at, user.totp_last_step = None, None, None
    db.session.flush()


def set_preferences(*, user: User, theme: str, density: str, shortcuts: bool) -> None:
    """Store display choices; anything unknown falls back to the default."""
    user.preferences = {
        **(user.preferences or {}),
        "theme": theme if theme in {"light", "dark"} else "",
        "density": density if density in {"roomy"} else "",
        "shortcuts": shortcuts,
    }
    db.session.flush()


def set_preference(*, user: User, key: str, value: Any) -> None:
    """Remember one choice of the account."""
    user.preferences = {**(user.preferences or {}), key: value}
    db.session.flush()


def plan_absence(*, user: User, deputy: User, starts_on: date, ends_on: date, note: str = "") -> Absence:
    """Write down that somebody is away and who stands in."""
    if deputy.id == user.id:
        raise FieldError("deputy_id", "Niemand vertritt sich selbst.")
    if not deputy.is_active:
        raise FieldError("deputy_id", "Dieses Konto ist stillgelegt.")
    if ends_on < starts_on:
        raise FieldError("ends_on", "Das Ende liegt vor dem Anfang.")
    absence = Absence(user_id=user.id, deputy_id=deputy.id, starts_on=starts_on, ends_on=ends_on, note=note)
    db.session.add(absence)
    db.session.flush()
    return absence


def end_absence(*, absence: Absence, today: date) -> None:
    """End an absence early: the last day was yesterday; one that has not begun is taken out."""
    if absence.starts_on >= today:
        db.session.delete(absence)
    else:
        absence.ends_on = today - timedelta(days=1)
    db.session.flush()


def mark_absence_told(*, absence: Absence, now: datetime) -> None:
    """Note that both people know of an absence."""
    absence.told_at = now
    db.session.flush()


def end_sessions(*, user: User, now: datetime, except_token_hash: str | None = None) -> None:
    """End all sessions of an account, or all but the present one."""
    query = sa.update(LoginSession).where(LoginSession.user_id == user.id, LoginSession.ended_at.is_(None))
    if except_token_hash:
        query = query.where(LoginSession.token_hash != except_token_hash)
    db.session.execute(query.values(ended_at=now))


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


def set_setting(*, key: str, value: Any, by: User | None, now: datetime) -> None:
    """Store a setting of the office."""
    row = db.session.get(OfficeSetting, key) or OfficeSetting(key=key)
    row.value, row.changed_at, row.changed_by_id = value, now, by.id if by else None
    db.session.add(row)
    db.session.flush()


def _check_password(password: str, *, login: str, name: str) -> None:
    fault = rules.password_fault(password, login=login, name=name)
    if fault:
        raise FieldError("password", fault)
