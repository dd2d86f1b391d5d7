"""When an unattended job runs next: wall-clock times of the office, or every so many minutes."""

from datetime import UTC, datetime, time, timedelta

from lotse.foundation.clock import instant, local

LEASE = timedelta(minutes=10)
RETRY = timedelta(minutes=5)
ALARM_AFTER = timedelta(minutes=10)


def next_run(after: datetime, *, at: str = "", every: int = 0) -> datetime:
    """Return the first instant after the given one at which the job is due.

    `at` is a wall-clock time of the office: a time that does not exist that day becomes the next valid one, a
    repeated one means the first. So every local day has exactly one run.
    """
    if every:
        seconds = every * 60
        return datetime.fromtimestamp((int(after.timestamp()) // seconds + 1) * seconds, UTC)
    hour, minute = at.split(":")
    day = local(after).date()
    while True:
        due = instant(day, time(int(hour), int(minute)))
        if due > after:
            return due
        day += timedelta(days=1)


def is_late(due_at: datetime, now: datetime) -> bool:
    """Say whether a job has been waiting so long that an administrator must know."""
    return now - due_at > ALARM_AFTER
