"""Pages of no slice: where everybody begins, and whether the process is alive and ready."""

from __future__ import annotations

import gc
import logging

from flask import Flask, redirect, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, public, signed_in_user
from lotse.accounts.rules import EVERYBODY, Role
from lotse.app.site_map import START_PAGES
from lotse.config import Settings
from lotse.foundation import clock, machine
from lotse.foundation.db import db
from lotse.foundation.web import style_page
from lotse.reminders.queries import job_runs
from lotse.reminders.queries.alarms import is_mail_waiting

MADE_BETWEEN_SEARCHES = 20_000
"""So many objects more than have gone, some megabytes at most."""


def register(app: Flask, settings: Settings) -> None:
    """Register the start page, the two answers for whoever watches the process, and in development the style page."""

    @app.get("/")
    @allow(*EVERYBODY)
    def start() -> Response:
        """Send everybody to the page their work begins with."""
        endpoint = START_PAGES[Role(signed_in_user().role)]
        return redirect(url_for(endpoint if endpoint in app.view_functions else "accounts.account"), 303)

    @app.get("/healthz")
    @public
    def healthz() -> tuple[str, int]:
        """The process answers."""
        return "ok", 200

    @app.get("/readyz")
    @public
    def readyz() -> tuple[str, int]:
        """Database, unattended work, mails, disk and backup are as they should be; says no more than that."""
        return ("ok", 200) if _is_ready(settings) else ("nicht bereit", 503)

    if settings.development:
        app.register_blueprint(style_page.blueprint)
        app.view_functions["style.index"] = allow(*EVERYBODY)(app.view_functions["style.index"])
        logging.getLogger("lotse").setLevel(logging.DEBUG)


def _is_ready(settings: Settings) -> bool:
    """Ask everything that must hold; that the database can be written to shows in the tick, which writes into it."""
    from lotse.foundation import migrate  # Alembic: only whoever watches from outside needs it

    at, folder = clock.now(), settings.instance
    try:
        return (
            migrate.current(db.engine) == migrate.head()
            and not job_runs.is_silent(at)
            and not is_mail_waiting(at)
            and machine.has_room(folder)
            and not machine.is_backup_late(folder, at)
        )
    except SQLAlchemyError:
        return False


def settle() -> None:
    """Take what stands after the start out of every later search for rubbish, and search less often.

    Looking through its 200,000 objects halts all requests for a tenth of a second, again and again, and finds nothing.
    What a page makes goes by itself when it is done: searched through after every 700 objects (Python's
    measure) it costs a twentieth to a tenth more of its time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(MADE_BETWEEN_SEARCHES, *gc.get_threshold()[1:])
