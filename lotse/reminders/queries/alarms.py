"""What is wrong with unattended work right now."""

from __future__ import annotations

from datetime import datetime

from lotse.foundation.clock import local
from lotse.outbox import queries as outbox
from lotse.reminders.queries.job_runs import HEARTBEAT, job_runs
from lotse.reminders.rules.alarms import MAIL_WAITS, Alarm, Pile, alarms
from lotse.reminders.rules.timetable import is_late

OWN_MAILS = "alarm:"
"""How the keys of alarm mails begin: one that gets lost itself is shown, but raises no further alarm."""


def open_alarms(now: datetime) -> list[Alarm]:
    """Return what an administrator must hear of; three statements."""
    runs = [run for name, run in job_runs().items() if name != HEARTBEAT]
    piles = outbox.piles(("unclear", "failed"), besides=OWN_MAILS)
    oldest = outbox.oldest_due_at(now)
    return alarms(
        late=[run.title or run.name for run in runs if is_late(run.due_at, now)],
        failing=[run.title or run.name for run in runs if run.last_error],
        unclear=Pile(*piles["unclear"]),
        failed=Pile(*piles["failed"]),
        is_mail_waiting=oldest is not None and now - oldest > MAIL_WAITS,
        today=local(now).date(),
    )
