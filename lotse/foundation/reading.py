"""Cursors for statements that only read, without a database session.

A request takes one connection from the pool at its first such statement and gives it back at its end: fetching one for
each statement costs as much as a short statement itself, and on PostgreSQL a ping. Between two statements no
transaction is open, so each sees what has been committed until then.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from flask import Flask, g, has_request_context

from lotse.foundation.db import db, is_in_transaction


def register(app: Flask) -> None:
    """Give each request's connection back at its end, whatever has become of it."""
    app.teardown_request(_give_back)


@contextmanager
def reading_cursor(engine: sa.Engine) -> Iterator[Any]:
    """A cursor of the running transaction, so that its own changes are seen; else of the connection of the request."""
    if is_in_transaction():
        session = db.session()
        session.flush()
        cursor = session.connection().connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()
        return
    connection = _connection(engine)
    try:
        yield connection.cursor()
        connection.rollback()  # ends what the driver may have begun
    except engine.dialect.loaded_dbapi.Error:
        connection.invalidate()
        _give_back()
        raise
    finally:
        if not has_request_context():
            connection.close()


def _connection(engine: sa.Engine) -> Any:
    if not has_request_context():  # a job or a command: it may run for hours
        return engine.raw_connection()
    if "reading_connection" not in g:
        g.reading_connection = engine.raw_connection()
    return g.reading_connection


def _give_back(_error: BaseException | None = None) -> None:
    connection = g.pop("reading_connection", None)
    if connection is not None:
        connection.close()
