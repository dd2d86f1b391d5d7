"""Application, database, client and log-in for all tests; nothing else."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask, g
from flask.testing import FlaskClient

from lotse.accounts.actions import passwords
from lotse.accounts.models import User
from lotse.accounts.rules import Role
from lotse.app import create_app
from lotse.config import Settings
from lotse.foundation.db import Base, db
from lotse.foundation.pdf import INSTALL_LINE, missing_libraries
from tests.factories.accounts import PASSWORD, make_user
from tests.postgresql import Cluster

passwords.hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database for this test run: a SQLite file, or a cluster of its own with LOTSE_TEST_DATABASE=postgresql."""
    if os.environ.get("LOTSE_TEST_DATABASE") == "postgresql":
        cluster = Cluster.start()
        yield cluster.url
        cluster.stop()
    else:
        yield f"sqlite:///{tmp_path_factory.mktemp('db') / 'lotse.db'}"


@pytest.fixture(scope="session")
def _application(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    settings = Settings(
        instance=tmp_path_factory.mktemp("instance"),
        public_base_url="http://localhost",
        secret_key=b"only for tests, never anywhere else, 32+",
        database_url=database_url,
        testing=True,
        development=True,
        run_scheduler=False,
    )
    app = create_app(settings)
    app.test_client_class = Browser
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(_application: Flask) -> Iterator[Flask]:
    """The application with an empty database; every table is emptied after the test."""
    with _application.app_context():
        yield _application
        db.session.rollback()
        db.session.remove()
        _empty_tables()


def _empty_tables() -> None:
    """Empty only what holds rows: touching a hundred tables after each test would be most of the run."""
    with db.engine.begin() as connection:
        full = connection.exec_driver_sql(_asking_which_tables_hold_rows()).scalars().all()
        if full and connection.dialect.name == "postgresql":
            connection.exec_driver_sql("; ".join(_emptied_in_postgresql(full)))
        elif full:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for name in full:
                connection.exec_driver_sql(f'delete from "{name}"')


@cache
def _asking_which_tables_hold_rows() -> str:
    """One statement that names them, those that point before those that are pointed at."""
    names = [table.name for table in reversed(Base.metadata.sorted_tables)]
    return " union all ".join(f"select '{name}' where exists (select 1 from \"{name}\")" for name in names)


def _emptied_in_postgresql(full: Sequence[str]) -> list[str]:
    statements = ["set local session_replication_role = replica", *(f'delete from "{name}"' for name in full)]
    for name in full:
        if isinstance(Base.metadata.tables[name].autoincrement_column, sa.Column):
            column = Base.metadata.tables[name].autoincrement_column.name
            statements.append(f"select setval(pg_get_serial_sequence('\"{name}\"', '{column}'), 1, false)")
    return statements


class Browser(FlaskClient):
    """A browser whose requests share nothing: the test's own context would keep `g` from one to the next."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """Forget what the last request noted, then ask."""
        for name in list(g):
            g.pop(name)
        return super().open(*args, **kwargs)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without session."""
    return app.test_client()


@pytest.fixture
def login_as(app: Flask) -> Callable[..., FlaskClient]:
    """Return a signed-in browser: `login_as(Role.NAVIGATOR)` or `login_as(user)`."""

    def sign_in(who: Role | User) -> FlaskClient:
        user = who if isinstance(who, User) else make_user(role=who)
        login = user.login
        db.session.commit()
        browser = app.test_client()
        token = csrf_token(browser.get("/anmelden").text)
        answer = browser.post("/anmelden", data={"csrf_token": token, "login": login, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        return browser

    return sign_in


def csrf_token(page: str) -> str:
    """Return the CSRF token of a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page) or re.search(
        r'csrf-token" content="([^"]+)"', page
    )
    assert found, "the page holds no CSRF token"
    return found.group(1)


def without_token(page: str) -> str:
    """Return a page without its CSRF token, in which the second of its making stands."""
    return page.replace(csrf_token(page), "")


@pytest.fixture
def submit() -> Callable[..., object]:
    """Post a form as a browser does: open the page, take its hidden fields, fill in, send."""

    def send(browser: FlaskClient, page: str, data: dict[str, object], to: str | None = None) -> object:
        text = browser.get(page).text
        hidden = dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', text))
        hidden |= dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]*)"', text))
        hidden.pop("q", None)
        return browser.post(to or page, data={**hidden, "csrf_token": csrf_token(text), **data})

    return send


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name at the end what did not run, and what needed a second try with its first failure (ADR 0360)."""
    for report in terminalreporter.stats.get("rerun", []):
        terminalreporter.section(f"passed or failed at the second try: {report.nodeid}")
        terminalreporter.write_line(report.longreprtext)
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section("did not run")
        for report in skipped:
            terminalreporter.line(
                f"{report.nodeid}: {report.longrepr[2] if isinstance(report.longrepr, tuple) else ''}"
            )


def missing_tool(reason: str) -> None:
    """Skip for a missing tool on a developer's machine; in CI the tool must be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"missing in CI: {reason}")
    pytest.skip(reason)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test of printed pages needs Pango and its friends."""
    if item.get_closest_marker("pdf") and missing_libraries():
        missing_tool(INSTALL_LINE)


def run(*command: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command and return what it said."""
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)
