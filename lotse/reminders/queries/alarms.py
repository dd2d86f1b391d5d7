"""What is wrong with unattended work and the machine under it right now."""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from lotse.foundation import machine
from lotse.foundation.clock import local
from lotse.outbox import queries as outbox
from lotse.reminders.queries.job_runs import HEARTBEAT, job_runs
from lotse.reminders.rules.alarms import MAIL_WAITS, Alarm, Pile, alarms
from lotse.reminders.rules.timetable import is_late

OWN_MAILS = "alarm:"
"""How the keys of alarm mails begin: one that gets lost itself is shown, but raises no further alarm."""


def is_mail_waiting(now: datetime) -> bool:
    """Say whether a mail that should be out has waited for more than an hour."""
    oldest = outbox.oldest_due_at(now)
    return oldest is not None and now - oldest > MAIL_WAITS


def open_alarms(now: datetime) -> list[Alarm]:
    """Return what an administrator must hear of; three statements."""
    runs = [run for name, run in job_runs().items() if name != HEARTBEAT]
    folder = current_app.config["LOTSE"].instance
    piles = outbox.piles(("unclear", "failed"), besides=OWN_MAILS)
    return alarms(
        late=[run.title or run.name for run in runs if is_late(run.due_at, now)],
        failing=[run.title or run.name for run in runs if run.last_error],
        unclear=Pile(*piles["unclear"]),
        failed=Pile(*piles["failed"]),
        is_mail_waiting=is_mail_waiting(now),
        has_room=machine.has_room(folder),
        is_backup_late=machine.is_backup_late(folder, now),
        today=local(now).date(),
    )
