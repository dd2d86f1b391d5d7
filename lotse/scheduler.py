"""Scheduler: every unattended job, its time and its function, and the one tick that asks the table what is due.

Any number of processes may tick. A job is claimed by one UPDATE on its row; a process that dies with a claim loses it
when the lease ends, and the job, which is safe to run twice, runs again. A machine that was off runs each job once.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask

from lotse.accounts import sessions
from lotse.foundation import clock, drafts
from lotse.foundation.db import db
from lotse.foundation.web import form_keys
from lotse.measures import jobs as measure_jobs
from lotse.outbox import jobs as outbox_jobs
from lotse.referrals import jobs as referral_jobs
from lotse.reminders import jobs as reminder_jobs
from lotse.reminders.actions import job_runs as job_actions
from lotse.reminders.queries import job_runs as job_queries
from lotse.reminders.rules.timetable import RETRY, next_run
from lotse.statistics import jobs as statistics_jobs

TICK_SECONDS = 30

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Unattended work: shallow, and safe to run twice. `at` is local wall time (HH:MM), or `every` minutes."""

    name: str
    run: Callable[[date], object]
    at: str = ""
    every: int = 0
    title: str = ""


def _sweep(_today: date) -> int:
    now = clock.now()
    swept = sessions.sweep(now - timedelta(days=2))
    return swept + form_keys.forget_before(now - timedelta(days=2)) + drafts.sweep(now - timedelta(days=30))


JOBS = (
    Job("outbox.deliver", outbox_jobs.deliver, every=1, title="Fällige E-Mails senden"),
    Job("measures.refresh", measure_jobs.run, at="02:10", title="Lücken der Fälle neu prüfen"),
    Job("referrals.clocks", referral_jobs.run_clocks, at="05:30", title="Uhren der Vermittlungen"),
    Job("statistics.ripen", statistics_jobs.ripen, at="00:10", title="Reif gewordene Vermittlungen zählen"),
    Job("statistics.months", statistics_jobs.count_months, every=10, title="Monate der Kontakte zählen"),
    Job("statistics.keep", statistics_jobs.keep, at="01:40", title="Statistik alter Kontakte sichern"),
    Job("statistics.blur", statistics_jobs.blur, at="03:40", title="Statistik gelöschter Vorgänge vergröbern"),
    Job("reminders.digest", reminder_jobs.send_digests, at="06:30", title="Tagesübersicht an alle senden"),
    Job("reminders.absences", reminder_jobs.tell_stand_ins, every=5, title="Vertretungen Bescheid geben"),
    Job("accounts.sweep", _sweep, at="03:10", title="Alte Sitzungen und Entwürfe löschen"),
    # Last, so that a machine that was off has caught up before anybody is alarmed.
    Job("reminders.alarms", reminder_jobs.raise_alarms, every=5, title="Verwaltung alarmieren"),
)


def start(app: Flask) -> None:
    """Start the tick in this process, beside the server; the truth is in the tables."""
    from apscheduler.schedulers.background import BackgroundScheduler  # not every process ticks

    _run_by(BackgroundScheduler(timezone=clock.BERLIN, daemon=True), app)


def work(app: Flask) -> None:
    """Tick in this process and do nothing else, until it is stopped."""
    from apscheduler.schedulers.blocking import BlockingScheduler

    _run_by(BlockingScheduler(timezone=clock.BERLIN), app)


def _run_by(scheduler: Any, app: Flask) -> None:
    free_claims_of_the_dead(app)
    # One short interval and no cron trigger: those skip and repeat runs when the clock changes.
    scheduler.add_job(
        lambda: tick(app, clock.now()),
        "interval",
        seconds=TICK_SECONDS,
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
        next_run_time=datetime.now(clock.BERLIN),
    )
    logger.info("scheduler: %s jobs, tick every %s s", len(JOBS), TICK_SECONDS)
    scheduler.start()


def free_claims_of_the_dead(app: Flask) -> int:
    """Before the first tick: what a killed process of this machine held need not wait for the end of its lease."""
    with app.app_context():
        try:
            freed = job_actions.free_claims(host=socket.gethostname(), is_alive=_is_another_alive)
            db.session.commit()
        except Exception:
            logger.exception("scheduler: claims of the dead not freed")  # their leases end by themselves
            return 0
        else:
            return freed
        finally:
            db.session.remove()


def _is_another_alive(process: int) -> bool:
    """Say whether another process of this number runs; this one has claimed nothing yet, whatever its number."""
    if process == os.getpid():
        return False
    if os.name != "posix":
        return True  # elsewhere signal 0 is no question
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def tick(app: Flask, now: datetime, jobs: tuple[Job, ...] | None = None) -> list[str]:
    """Run every job whose time has come and that no other process has; return their names."""
    jobs = JOBS if jobs is None else jobs
    owner = f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"[:80]
    with app.app_context():
        try:
            _enter_new_jobs(jobs, now)
            job_actions.beat(owner=owner, now=now)
            due = job_queries.list_due_jobs(now)
            db.session.commit()
            return [job.name for job in jobs if job.name in due and _run(job, owner, now)]
        except Exception:
            # The next tick tries again; an exception here would end up in a log that nobody reads anyway.
            logger.exception("scheduler: tick failed")
            db.session.rollback()
            return []
        finally:
            db.session.remove()


def _enter_new_jobs(jobs: tuple[Job, ...], now: datetime) -> None:
    known = set(job_queries.list_job_names())
    for job in jobs:
        if job.name not in known:
            first = now if job.every else next_run(now, at=job.at)
            job_actions.enter_job(name=job.name, title=job.title, due_at=first)


def _run(job: Job, owner: str, now: datetime) -> bool:
    due_at = job_actions.claim_job(name=job.name, owner=owner, now=now)
    db.session.commit()
    if due_at is None:
        return False
    error = ""
    try:
        job.run(clock.local(now).date())
        db.session.commit()
    except Exception as problem:
        logger.exception("scheduler: %s failed", job.name)
        db.session.rollback()
        error = f"{type(problem).__name__}: {problem}"
    regular = next_run(now, at=job.at, every=job.every)
    following = min(regular, now + RETRY) if error else regular
    job_actions.finish_job(name=job.name, owner=owner, due_at=due_at, next_due_at=following, error=error, now=now)
    db.session.commit()
    return True
