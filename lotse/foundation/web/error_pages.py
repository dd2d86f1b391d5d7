"""Error pages: a plain German sentence, the right status, nothing internal."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import sqlalchemy.exc
from flask import Flask, current_app, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from lotse.foundation.db import db
from lotse.foundation.errors import LotseError, Stale
from lotse.foundation.web.origin import ForeignForm

log = logging.getLogger(__name__)
BUSY = "Gerade kann nichts gespeichert werden. Ihre Eingaben stehen noch im Formular: bitte gleich noch einmal senden."
UNREAD = "Gerade lässt sich nichts lesen. Laden Sie die Seite gleich noch einmal; es ist nichts verloren."
SENTENCE = 12
"""Characters from which on something typed is worth showing again."""
_PAGES = {400, 401, 403, 404, 409, 413, 422, 429, 500, 503}
_FALLBACK = {405: 400, 408: 400, 411: 400, 414: 400, 415: 400, 431: 400}


def register(app: Flask) -> None:
    """Show domain errors, HTTP errors and surprises as pages of our own."""
    for kind, handler in _HANDLERS.items():
        app.register_error_handler(kind, handler)


def page(status: int, **context: object) -> tuple[str, int]:
    """Render the page of a status; statuses without a page of their own borrow the nearest."""
    name = status if status in _PAGES else _FALLBACK.get(status, 400 if status < 500 else 500)
    return render_template(f"errors/{name}.html", status=status, **context), status


def _domain_error(error: LotseError) -> tuple[str, int]:
    return page(error.status, message=error.message, pairs=getattr(error, "pairs", []))


def _old_form(_error: CSRFError) -> tuple[str, int]:
    """The form's session is over and nobody is known to keep it for: show what was typed, so that it can be copied."""
    again = request.path if request.url_rule and "GET" in (request.url_rule.methods or ()) else None
    return page(400, message=ForeignForm.message, typed=_sentences(), again=again)


def _sentences() -> list[str]:
    """Return the texts among the fields sent: they have blanks, which tokens, numbers and passwords seldom have."""
    sent = [(name, value.strip()) for name, value in request.form.items(multi=True)]
    return [value for name, value in sent if len(value) >= SENTENCE and " " in value and "password" not in name]


def _lost_race(_error: StaleDataError) -> tuple[str, int]:
    return page(409, message=Stale.message, pairs=[])


def _foreign_host(_error: SecurityError) -> tuple[str, int]:
    # No page of ours: without a trusted host no address can be built.
    return "Diese Adresse gehört nicht zu diesem Lotsen.", 400


def _http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    return error if error.code is None or error.code < 400 else page(error.code)


def _database_refuses(error: sqlalchemy.exc.OperationalError) -> tuple[str, int]:
    log.error("database refuses: %s", type(error.orig).__name__)
    db.session.rollback()
    view = current_app.view_functions.get(request.endpoint or "")
    reads = request.method in {"GET", "HEAD"} or getattr(view, "lotse_only_reads", False)
    return page(503, message=UNREAD if reads else BUSY)


def _surprise(error: Exception) -> tuple[str, int]:
    log.error("unexpected error", exc_info=error)
    db.session.rollback()
    if current_app.testing and current_app.config.get("PROPAGATE_SURPRISES", True):
        raise error
    return page(500)


_HANDLERS: dict[type[Exception], Callable[[Any], tuple[str, int] | HTTPException]] = {
    LotseError: _domain_error,
    CSRFError: _old_form,
    StaleDataError: _lost_race,
    SecurityError: _foreign_host,
    HTTPException: _http_error,
    sqlalchemy.exc.OperationalError: _database_refuses,
    Exception: _surprise,
}
