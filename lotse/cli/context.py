"""The application around a command, with plain words when the installation is not usable."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask

from lotse import config
from lotse.foundation.errors import LotseError

LOCAL = "http://127.0.0.1:"
"""What the address of a plain local start begins with; the port follows."""


def prepare_local_instance(port: int = 8000) -> None:
    """Write key file and base address for the plain local start, unless the environment names its own."""
    instance = Path(os.environ.get("LOTSE_INSTANCE", config.ROOT / "instance")).resolve()
    instance.mkdir(parents=True, exist_ok=True)
    if "LOTSE_KEY_FILE" not in os.environ and not (instance / "key").exists():
        handle = os.open(instance / "key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    known = config.read_env_file(instance / "lotse.env")
    if "LOTSE_PUBLIC_BASE_URL" not in {**known, **os.environ}:
        with (instance / "lotse.env").open("a", encoding="utf-8") as file:
            file.write(f"LOTSE_PUBLIC_BASE_URL={LOCAL}{port}\nLOTSE_TRUSTED_HOSTS=localhost\n")


def follow_port(port: int) -> None:
    """Let a plain local start be reached where it listens now: its links would lead to the port of an earlier one."""
    instance = Path(os.environ.get("LOTSE_INSTANCE", config.ROOT / "instance")).resolve()
    written = config.read_env_file(instance / "lotse.env").get("LOTSE_PUBLIC_BASE_URL", "")
    if written.startswith(LOCAL):
        os.environ.setdefault("LOTSE_PUBLIC_BASE_URL", f"{LOCAL}{port}")


def application() -> Flask:
    """Build the application or end with one line that says what is missing."""
    from lotse.app import create_app

    try:
        return create_app()
    except config.SettingsError as error:
        raise click.ClickException(str(error)) from None


@contextmanager
def committed() -> Iterator[Flask]:
    """Run the work of a command in one transaction: committed when it succeeds, rolled back when it fails."""
    from lotse.foundation.db import db

    app = application()
    with app.app_context():
        try:
            yield app
            db.session.commit()
        except LotseError as error:
            db.session.rollback()
            click.echo(error.message, err=True)
            sys.exit(1)
