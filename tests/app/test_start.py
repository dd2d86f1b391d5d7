"""Whoever watches from outside: is the process alive, and is it ready?"""

from datetime import timedelta

import sqlalchemy as sa

from lotse.foundation import migrate
from lotse.foundation.clock import now
from lotse.foundation.db import db
from lotse.reminders.models import JobRun
from lotse.reminders.queries.job_runs import HEARTBEAT, SILENT_AFTER


def at_step(monkeypatch, step):
    monkeypatch.setattr(migrate, "current", lambda engine: step)


def ticked(ago):
    at = now() - ago
    db.session.add(JobRun(name=HEARTBEAT, due_at=at, started_at=at, finished_at=at))
    db.session.commit()


def test_a_process_is_ready_when_the_database_is_at_the_step_of_the_code(client, monkeypatch):
    at_step(monkeypatch, migrate.head())
    assert (client.get("/readyz").status_code, client.get("/readyz").text) == (200, "ok")
    at_step(monkeypatch, "0001")
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_a_process_is_not_ready_when_nobody_works_in_the_background_any_more(client, monkeypatch):
    at_step(monkeypatch, migrate.head())
    ticked(ago=SILENT_AFTER + timedelta(minutes=1))
    assert (client.get("/readyz").status_code, client.get("/readyz").text) == (503, "nicht bereit")


def test_a_process_is_not_ready_when_the_database_does_not_answer(client, monkeypatch):
    def refuse(engine):
        raise sa.exc.OperationalError("select 1", None, Exception("gone"))

    monkeypatch.setattr(migrate, "current", refuse)
    assert client.get("/readyz").status_code == 503
