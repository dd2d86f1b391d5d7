"""Closing an account without losing its work; everything else administrators change lives in `accounts.actions`."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.accounts.actions import log_ins, passwords, users
from lotse.accounts.queries import count_administrators
from lotse.accounts.rules import Role
from lotse.administration import queries
from lotse.cases.actions.responsibility import put_in_lead
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken

if TYPE_CHECKING:
    from lotse.accounts.models import User

LAST_ADMINISTRATOR = "Das ist das letzte Konto der Administration. Bitte erst ein zweites anlegen."
WORDS = "Anker Birke Dorf Ente Fluss Garten Hafen Insel Jacke Kerze Lampe Meise Nebel Orgel Pinsel Regen Stein".split()


def deactivate_with_hand_over(*, user: User, successor: User | None, by: User, today: date, now: datetime) -> None:
    """Close an account and give its open work to a colleague; without open work no successor is needed.

    Cases go straight to the successor (the leaver can no longer answer an offer); reminders, contacts that were handed
    over and coming appointments follow.
    """
    if user.id == by.id:
        raise RuleBroken("Das eigene Konto kann man nicht schließen.")
    if _is_last_administrator(user):
        raise RuleBroken(LAST_ADMINISTRATOR)
    work = queries.open_work_of(user.id, now)
    if work.total and successor is None:
        raise FieldError("successor", "Es gibt offene Arbeit. Bitte sagen, wer sie übernimmt.")
    if successor is not None:
        if successor.id == user.id or not successor.is_active:
            raise FieldError("successor", "Diese Person kann die Arbeit nicht übernehmen.")
        for case in queries.list_led_cases(user.id):
            reason = f"Übernahme von {user.name}, das Konto schließt"
            put_in_lead(case=case, lead=successor, reason=reason, by=by, today=today, now=now)
        for reminder in queries.list_open_reminders(user.id):
            reminder.owner_id = successor.id
        for contact in queries.list_handed_contacts(user.id):
            contact.handed_to_id = successor.id
        for appointment in queries.list_coming_appointments(user.id, now):
            appointment.with_user_id = successor.id
    users.deactivate(user=user, now=now)
    db.session.flush()


def first_password() -> str:
    """Make a password that can be read out and typed: four words and a number."""
    return "-".join(secrets.choice(WORDS) for _ in range(4)) + str(secrets.randbelow(90) + 10)


def reset_password(*, user: User, now: datetime) -> str:
    """Give an account a first password to hand over in person; it must be changed at the next log-in."""
    password = first_password()
    passwords.set_password(user=user, password=password, now=now)
    user.must_change_password = True
    db.session.flush()
    return password


def take_back(*, user: User, now: datetime) -> str:
    """Open the account of somebody who comes back; returns the first password to hand over in person."""
    users.reactivate(user=user, now=now)
    return reset_password(user=user, now=now)


def edit_user(*, user: User, now: datetime, **fields: object) -> None:
    """Change an account; a new role or unit ends its sessions, so that the new rights hold from the next request.

    Raises FieldError for a department without unit, and when nobody would be left to administer the installation.
    """
    rights_change = any(name in fields and fields[name] != getattr(user, name) for name in ("role", "unit_id"))
    if fields.get("role", user.role) == "department" and not fields.get("unit_id", user.unit_id):
        raise FieldError("unit_id", "Eine Fachstelle braucht ihre Einheit.")
    if fields.get("role", user.role) != user.role and _is_last_administrator(user):
        raise FieldError("role", LAST_ADMINISTRATOR)
    for name, value in fields.items():
        setattr(user, name, value)
    if rights_change:
        log_ins.end_sessions(user=user, now=now)
    db.session.flush()


def _is_last_administrator(user: User) -> bool:
    return user.role == Role.ADMINISTRATION and count_administrators(besides=user.id) == 0
