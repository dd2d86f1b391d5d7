"""Claiming and finishing unattended jobs; the table is the truth, whatever the processes think."""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa

from lotse.foundation.db import count_changed, db
from lotse.reminders.models import JobRun
from lotse.reminders.queries.job_runs import HEARTBEAT
from lotse.reminders.rules.timetable import LEASE


def enter_job(*, name: str, due_at: datetime, title: str = "") -> None:
    """Give a new job its row; another process may have done so already."""
    try:
        with db.session.begin_nested():
            db.session.add(JobRun(name=name, title=title, due_at=due_at))
    except sa.exc.IntegrityError:
        return


def claim_job(*, name: str, owner: str, now: datetime) -> datetime | None:
    """Reserve a due job for this owner and return since when it was due; None if another process has it."""
    free = sa.or_(JobRun.lease_until.is_(None), JobRun.lease_until <= now)
    update = (
        sa.update(JobRun)
        .where(JobRun.name == name, JobRun.due_at <= now, free)
        .values(owner=owner, lease_until=now + LEASE, started_at=now)
        .returning(JobRun.due_at)
        .execution_options(synchronize_session=False)
    )
    return db.session.execute(update).scalar()


def free_claims(*, host: str, is_alive: Callable[[int], bool]) -> int:
    """Take their claims from processes of this machine that are gone: what they left runs at the next tick.

    An owner is named `host:process:thread`. A process on another machine keeps its claim until its lease ends.
    """
    held = db.session.execute(sa.select(JobRun.name, JobRun.owner).where(JobRun.lease_until.is_not(None))).all()
    dead = [row for row in held if row.owner and _is_dead(row.owner, host, is_alive)]
    for row in dead:
        update = sa.update(JobRun).where(JobRun.name == row.name, JobRun.owner == row.owner)
        db.session.execute(update.values(owner=None, lease_until=None).execution_options(synchronize_session=False))
    return len(dead)


def _is_dead(owner: str, host: str, is_alive: Callable[[int], bool]) -> bool:
    there, _, rest = owner.partition(":")
    process = rest.partition(":")[0]
    return there == host and process.isdigit() and not is_alive(int(process))


def finish_job(*, name: str, owner: str, due_at: datetime, next_due_at: datetime, error: str, now: datetime) -> None:
    """Write down how a job went and when it runs next."""
    update = (
        sa.update(JobRun)
        .where(JobRun.name == name, JobRun.owner == owner)
        .values(
            due_at=next_due_at,
            owner=None,
            lease_until=None,
            finished_at=now,
            last_error=error[:300],
            lateness_seconds=max(0, int((now - due_at).total_seconds())),
        )
        .execution_options(synchronize_session=False)
    )
    db.session.execute(update)


def beat(*, owner: str, now: datetime) -> None:
    """Leave a sign of life."""
    update = (
        sa.update(JobRun)
        .where(JobRun.name == HEARTBEAT)
        .values(owner=owner, due_at=now, started_at=now, finished_at=now)
        .execution_options(synchronize_session=False)
    )
    if not count_changed(update):
        try:
            with db.session.begin_nested():
                db.session.add(JobRun(name=HEARTBEAT, due_at=now, owner=owner, started_at=now, finished_at=now))
        except sa.exc.IntegrityError:
            return
