"""Mails of reminders: a digest a day, what cannot wait, and who stands in. Counts and links, never personal data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from flask import current_app

from lotse.foundation.db import db
from lotse.foundation.errors import FieldError
from lotse.outbox.actions import queue_mail
from lotse.outbox.rules import is_address
from lotse.reminders.rules.items import KIND_LABELS, Kind

if TYPE_CHECKING:
    from lotse.accounts.models import Absence, User
    from lotse.reminders.models import Reminder

FOOT = "Diese E-Mail enthält keine personenbezogenen Daten. Bitte nicht darauf antworten."


def queue_digest(*, user: User, overdue: int, counts: Mapping[Kind, int], today: date, now: datetime) -> bool:
    """Queue the digest of a person and day; False if there is nothing to say or it is queued already."""
    total = sum(counts.values())
    if not total:
        return False
    lines = [f"  {KIND_LABELS[kind]}: {number}" for kind, number in counts.items()]
    late = f", davon überfällig: {overdue}" if overdue else ""
    body = f"Guten Morgen,\n\nheute ist fällig: {total}{late}.\n\n" + "\n".join(lines)
    subject = "Lotse: 1 Punkt ist fällig" if total == 1 else f"Lotse: {total} Punkte sind fällig"
    return _queue(f"digest:{user.id}:{today.isoformat()}", user, subject, body, "/heute", now)


def tell_of_urgent(*, reminder: Reminder, by: User, now: datetime) -> bool:
    """Queue a mail at once for what cannot wait, if somebody else set it."""
    if not reminder.urgent or reminder.owner_id == by.id:
        return False
    from lotse.accounts.queries import get_user

    body = "Guten Tag,\n\nfür Sie ist gerade etwas eingetragen worden, das nicht warten kann."
    owner = get_user(reminder.owner_id)
    return _queue(f"urgent:{reminder.id}:{owner.id}", owner, "Lotse: bitte gleich ansehen", body, "/heute", now)


def tell_of_absence(*, absence: Absence, user: User, deputy: User, now: datetime) -> None:
    """Tell both once: who is away, that somebody stands in; who stands in, that the list will grow."""
    span = f"vom {absence.starts_on:%d.%m.%Y} bis {absence.ends_on:%d.%m.%Y}"
    away = f"Guten Tag,\n\nfür Ihre Abwesenheit {span} ist eine Vertretung eingetragen. Was fällig wird, geht an sie."
    here = (
        f"Guten Tag,\n\nSie sind {span} als Vertretung eingetragen. Was dort fällig wird, steht auch auf Ihrer Liste."
    )
    _queue(f"absence:{absence.id}:user", user, "Lotse: Ihre Vertretung ist eingetragen", away, "/heute", now)
    _queue(f"absence:{absence.id}:deputy", deputy, "Lotse: Sie vertreten", here, "/heute", now)


def _queue(key: str, user: User, subject: str, body: str, path: str, now: datetime) -> bool:
    settings = current_app.config["LOTSE"]
    if not user.is_active or not is_address(user.email):
        return False
    text = f"{body}\n\n{settings.public_base_url}{path}\n\n{FOOT}\n"
    host = settings.hosts[0] if settings.hosts else "lotse.invalid"
    try:
        return queue_mail(
            dedupe_key=key, recipient=user.email, subject=subject, body=text, due_at=now, host=host, now=now
        )
    except FieldError:
        return False
    finally:
        db.session.flush()
