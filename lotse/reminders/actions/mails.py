"""Mails of reminders: a digest a day, what cannot wait, and who stands in. Counts and links, never personal data."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from flask import current_app

from lotse.accounts.queries import get_user
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError
from lotse.outbox.actions import queue_mail
from lotse.outbox.rules import is_address
from lotse.reminders.queries.alarms import OWN_MAILS
from lotse.reminders.rules.items import KIND_LABELS, Kind

if TYPE_CHECKING:
    from lotse.accounts.models import Absence, User
    from lotse.reminders.models import Reminder
    from lotse.reminders.rules.alarms import Alarm

STANDING_IN = (
    "Guten Tag,\n\nwer vertreten sollte, ist selbst abwesend. Was dort fällig wird, steht auch auf Ihrer Liste."
)
LEFT_OPEN = (
    "Guten Tag,\n\nein Konto ist stillgelegt und hatte noch offene Punkte. Sie stehen jetzt auf Ihrer Liste; "
    "bitte ansehen und abgeben."
)
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
    """Queue a mail at once for what cannot wait, if somebody else set it or passed it on; once a receiver."""
    if not reminder.urgent or reminder.owner_id == by.id:
        return False
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


def tell_of_chain(*, absence: Absence, to: User, now: datetime) -> bool:
    """Tell who stands in for an absent deputy, once an absence."""
    return _queue(f"absence:{absence.id}:chain:{to.id}", to, "Lotse: Sie vertreten", STANDING_IN, "/heute", now)


def tell_of_leaver(*, gone: User, to: User, now: datetime) -> bool:
    """Tell who now has the open things of an account that was shut, once."""
    at = gone.deactivated_at
    key = f"leaver:{gone.id}:{at:%Y%m%d%H%M%S}:{to.id}" if at else f"leaver:{gone.id}:{to.id}"
    return _queue(key, to, "Lotse: offene Punkte eines stillgelegten Kontos", LEFT_OPEN, "/heute", now)


def tell_of_alarm(*, alarm: Alarm, to: User, now: datetime) -> bool:
    """Tell an administrator of something wrong with unattended work, once."""
    body = f"Guten Tag,\n\n{alarm.sentence}"
    key = f"{OWN_MAILS}{hashlib.sha256(alarm.key.encode()).hexdigest()[:32]}:{to.id}"
    return _queue(key, to, "Lotse: Hintergrundarbeit prüfen", body, "/verwaltung/hintergrund", now)


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
