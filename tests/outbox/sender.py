"""A scheduler as a process of its own, for the test that kills it: queue one mail, tick, again and again."""

import os
import traceback
from datetime import date, timedelta

import sqlalchemy as sa
from flask import Flask

from lotse import scheduler
from lotse.foundation import crypto
from lotse.foundation.clock import now
from lotse.foundation.db import db, prepare_engine
from lotse.outbox import actions, jobs
from lotse.outbox.transport import transport_for
from lotse.reminders.actions import job_runs
from lotse.reminders.models import JobRun

BATCH = 3


def small_app(database: str) -> Flask:
    """An application with nothing but outbox and job table: it starts quickly enough to be killed often."""
    crypto.use_key(b"only for tests, never anywhere else, 32+")
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = database
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    return app


def start(database: str, server: str, name: str) -> int:
    """Fork a scheduler, which ticks at once where a new interpreter would load for seconds; returns its process id."""
    child = os.fork()
    if child:
        return child
    try:
        _work(database, server, name)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def deliver_until_empty(database: str, server: str, ahead: timedelta) -> None:
    """Send, as a scheduler would after so much time, what is due; name what got lost."""
    with small_app(database).app_context():
        jobs.deliver_by(transport_for(server, "lotse@sozialbuero.example"), lambda: now() + ahead)
        db.session.remove()
        db.engine.dispose()


def _work(database: str, server: str, name: str) -> None:
    app = small_app(database)
    # A claim on the job lasts ten minutes; here it must end soon, so that two schedulers are in the outbox at once.
    job_runs.LEASE = timedelta(milliseconds=1)
    transport = transport_for(server, "lotse@sozialbuero.example")

    def deliver(today: date) -> int:
        return jobs.deliver_by(transport, now, batch=BATCH)

    table = (scheduler.Job("outbox.deliver", deliver, every=1),)
    for number in range(100_000):
        with app.app_context():
            _queue(f"{name}:{number}")
            db.session.execute(sa.update(JobRun).where(JobRun.name == "outbox.deliver").values(due_at=now()))
            db.session.commit()
        scheduler.tick(app, now(), table)


def _queue(key: str) -> None:
    actions.queue_mail(
        dedupe_key=key,
        recipient="konto@sozialbuero.example",
        subject="Lotse: 1 Punkt ist fällig",
        body="Guten Morgen\n",
        due_at=now(),
        host="lotse.example",
        now=now(),
    )
