"""Scheduler: every unattended job, its time and its function, and the one tick that asks what is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Flask

from lotse.accounts import sessions
from lotse.foundation import clock, drafts
from lotse.foundation.web import form_keys


@dataclass(frozen=True)
class Job:
    """Unattended work: shallow, and safe to run twice. `at` is local wall time (HH:MM), or `every` minutes."""

    name: str
    run: Callable[[date], object]
    at: str = ""
    every: int = 0


def _sweep(today: date) -> int:  # noqa: ARG001  # every job takes the date
    now = clock.now()
    swept = sessions.sweep(now - timedelta(days=2))
    return swept + form_keys.forget_before(now - timedelta(days=2)) + drafts.sweep(now - timedelta(days=30))


JOBS = (Job("accounts.sweep", _sweep, at="03:10"),)


def start(app: Flask) -> None:
    """Start the tick in this process (a daemon thread; the truth is in the tables)."""
    app.logger.info("scheduler: %s jobs", len(JOBS))
