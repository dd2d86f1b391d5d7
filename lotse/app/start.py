"""Pages of no slice: where everybody begins, and whether the process is alive and ready."""

from __future__ import annotations

import logging

from flask import Flask, redirect, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, public, signed_in_user
from lotse.accounts.rules import EVERYBODY, Role
from lotse.app.site_map import START_PAGES
from lotse.config import Settings
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.foundation.web import style_page
from lotse.reminders.queries import job_runs


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
        """The database has the shape of the code and somebody works in the background; says no more than that."""
        return ("ok", 200) if _is_ready() else ("nicht bereit", 503)

    if settings.development:
        app.register_blueprint(style_page.blueprint)
        app.view_functions["style.index"] = allow(*EVERYBODY)(app.view_functions["style.index"])
        logging.getLogger("lotse").setLevel(logging.DEBUG)


def _is_ready() -> bool:
    from lotse.foundation import migrate  # Alembic: only whoever watches from outside needs it

    try:
        return migrate.current(db.engine) == migrate.head() and not job_runs.is_silent(clock.now())
    except SQLAlchemyError:
        return False
