"""Whoever watches from outside: is the process alive, and is it ready?"""

import os
import shutil
from datetime import timedelta

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.foundation import machine, migrate
from lotse.foundation.clock import now
from lotse.foundation.db import db
from lotse.reminders.models import JobRun
from lotse.reminders.queries.job_runs import HEARTBEAT, SILENT_AFTER
from lotse.reminders.rules.alarms import MAIL_WAITS
from tests.factories.outbox import make_mail


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


def backed_up(app, ago):
    folder = app.config["LOTSE"].instance
    machine.note_backup(folder)
    at = (now() - ago).timestamp()
    os.utime(folder / machine.MARK, (at, at))


@pytest.fixture
def without_backup(app):
    yield
    (app.config["LOTSE"].instance / machine.MARK).unlink(missing_ok=True)


def test_a_process_is_not_ready_when_mails_pile_up(client, monkeypatch):
    at_step(monkeypatch, migrate.head())
    mail = make_mail()
    mail.due_at = now() - MAIL_WAITS + timedelta(minutes=1)
    db.session.commit()
    assert client.get("/readyz").status_code == 200
    mail.due_at = now() - MAIL_WAITS - timedelta(minutes=1)
    db.session.commit()
    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize(
    ("total", "free", "answer"),
    [(100e9, 4.9e9, 503), (40e9, 4.1e9, 200), (40e9, 3.9e9, 503), (100e9, 5.1e9, 200), (1e12, 6e9, 200)],
)
def test_a_process_is_not_ready_when_the_disk_fills_up(client, monkeypatch, total, free, answer):
    at_step(monkeypatch, migrate.head())
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: shutil._ntuple_diskusage(total, total - free, free))
    assert client.get("/readyz").status_code == answer


@pytest.mark.usefixtures("without_backup")
def test_a_backup_that_is_missing_is_told_once_backups_were_made(app, client, monkeypatch, login_as):
    at_step(monkeypatch, migrate.head())
    admin = login_as(Role.ADMINISTRATION)
    assert client.get("/readyz").status_code == 200
    assert "noch nie" in admin.get("/verwaltung/hintergrund").text
    backed_up(app, ago=timedelta(hours=25))
    assert client.get("/readyz").status_code == 200
    backed_up(app, ago=timedelta(hours=27))
    assert client.get("/readyz").status_code == 503
    assert "Die letzte Sicherung ist älter als 26 Stunden" in admin.get("/verwaltung/konten").text
