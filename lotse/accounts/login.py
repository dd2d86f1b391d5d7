"""The throttle of the log-in: counted per account and per address, in transactions that survive the refusal."""

from __future__ import annotations

from flask import current_app

from lotse.accounts import queries, rules
from lotse.accounts.actions import log_ins, passwords, second_factor
from lotse.accounts.models import User
from lotse.audit import actions as audit
from lotse.audit.rules import Action, Entry
from lotse.foundation.clock import now
from lotse.foundation.crypto import derive
from lotse.foundation.db import db, own_transaction


def may_try(login: str, address: str) -> bool:
    """True unless the account or the address has to wait."""
    account, place = _subjects(login, address)
    at = now()
    waits = log_ins.is_throttled(db.session(), account, allowed=rules.THROTTLE_FREE_TRIES, now=at)
    return not waits and not log_ins.is_throttled(db.session(), place, allowed=rules.ADDRESS_TRIES, now=at)


def check(login: str, password: str, code: str) -> User | None:
    """Return the account when name, password and code (where one is set up) are right and it is active."""
    user = queries.find_user_by_login(login)
    password_hash = user.password_hash if user else None
    db.session.rollback()  # hashing takes a tenth of a second, in which nobody else should wait for the write lock
    if not passwords.is_password(password_hash, password) or user is None or not user.is_active:
        return None
    return user if user.totp_confirmed_at is None or second_factor.redeem_totp(user, code, now()) else None


def note_failure(login: str, address: str) -> None:
    """Count the failure and write it into the audit."""
    at = now()
    user = queries.find_user_by_login(login)
    user_id = user.id if user else None
    db.session.rollback()  # frees SQLite's write lock for the transaction that must survive
    with own_transaction() as own:
        for subject in _subjects(login, address):
            log_ins.count_failure(own, subject, at)
        audit.write(
            own.connection(),
            Entry(
                at=at, actor_id=None, actor_kind="visitor", action=Action.LOGIN_FAILED,
                endpoint="accounts.login", object_kind="user", object_id=user_id,
            ),
        )  # fmt: skip


def note_success(user: User) -> None:
    """Forget the failures of the account."""
    log_ins.forget_failures(db.session(), _subjects(user.login, "")[0])


def _subjects(login: str, address: str) -> tuple[str, str]:
    key = derive(current_app.config["LOTSE"].secret_key, "throttle")
    return log_ins.throttle_subject("account", login.strip(), key), log_ins.throttle_subject("address", address, key)
