"""Reading the job table."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from lotse.foundation.db import db
from lotse.reminders.models import JobRun

HEARTBEAT = "scheduler.tick"
SILENT_AFTER = timedelta(minutes=3)


def list_due_jobs(now: datetime) -> Sequence[str]:
    """Return the names of the jobs whose time has come."""
    query = sa.select(JobRun.name).where(JobRun.due_at <= now, JobRun.name != HEARTBEAT).order_by(JobRun.due_at)
    return db.session.scalars(query).all()


def list_job_names() -> Sequence[str]:
    """Return the names of all jobs that have a row."""
    return db.session.scalars(sa.select(JobRun.name)).all()


def job_runs() -> Mapping[str, JobRun]:
    """Return all rows of the job table by name."""
    return {row.name: row for row in db.session.scalars(sa.select(JobRun))}


def is_silent(now: datetime) -> bool:
    """Say whether a scheduler has ticked before and none has for minutes: then somebody must know."""
    last = last_tick_at()
    return last is not None and now - last > SILENT_AFTER


def last_tick_at() -> datetime | None:
    """Return when a scheduler last looked at the table."""
    return db.session.scalar(sa.select(JobRun.finished_at).where(JobRun.name == HEARTBEAT))
