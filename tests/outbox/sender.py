"""A sender as a process of its own, for the test that kills it: queue one mail, send what is due, again and again."""

import os
import traceback

from flask import Flask

from lotse.foundation.clock import now
from lotse.foundation.db import db, prepare_engine
from lotse.outbox import actions, jobs
from lotse.outbox.transport import transport_for


def small_app(database: str) -> Flask:
    """An application with nothing but the outbox: it starts quickly enough to be killed often."""
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{database}"
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    return app


def start(database: str, server: str, name: str) -> int:
    """Fork a sender, which starts at once where a new interpreter would load for seconds; returns its process id."""
    child = os.fork()
    if child:
        return child
    try:
        _work(database, server, name)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


def _work(database: str, server: str, name: str) -> None:
    with small_app(database).app_context():
        for number in range(100_000):
            actions.queue_mail(
                dedupe_key=f"{name}:{number}",
                recipient="konto@sozialbuero.example",
                subject="Lotse: 1 Punkt ist fällig",
                body="Guten Morgen\n",
                due_at=now(),
                host="lotse.example",
                now=now(),
            )
            db.session.commit()
            jobs.deliver_by(transport_for(server, "lotse@sozialbuero.example"), now, batch=3)
