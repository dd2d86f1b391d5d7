"""What the figures are divided by: a bare Flask page, sorted lists, raw statements, the Django admin's way."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient


def hello() -> Callable[[], object]:
    """Return a call of the smallest Flask page there is."""
    app = Flask("hello")

    @app.get("/hello")
    def page() -> str:
        return "hello"

    client: FlaskClient = app.test_client()
    return lambda: client.get("/hello").data


class SortedLists:
    """Search in memory: sorted keys and bisection, the limit of what a keystroke can cost."""

    def __init__(self, path: Path) -> None:
        with sqlite3.connect(path) as connection:
            rows = connection.execute("select part, person_id from person_search_part where kind = 'n'")
            self.rows = sorted(rows.fetchall())
        self.keys = [part for part, _ in self.rows]

    def find(self, start: str, most: int = 20) -> list[tuple[str, int]]:
        """Return the first rows that begin so."""
        at = bisect_left(self.keys, start)
        return [row for row in self.rows[at : at + most] if row[0].startswith(start)]


def scan(path: Path) -> Callable[[str], object]:
    """Return a search that reads everything: LIKE with a sign in front."""
    connection = sqlite3.connect(path, check_same_thread=False)
    return lambda text: connection.execute(
        "select id from person where folded_last like ? or folded_first like ? limit 20", (f"%{text}%", f"%{text}%")
    ).fetchall()
