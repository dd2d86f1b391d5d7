"""A county of 20,000 persons behind a real server: the counter is counted where names are crowded, not in a demo."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from waitress.server import create_server

from bench import data, filling
from lotse.accounts.actions.passwords import hasher
from lotse.accounts.models import User
from lotse.accounts.rules import Role
from lotse.app import create_app
from lotse.clients.models import Person
from lotse.config import Settings
from lotse.demo.staff import PASSWORD
from lotse.foundation.db import db

PERSONS = 20_000


class County:
    """The running county and who signs in at its counter."""

    def __init__(self, folder: Path) -> None:
        path = folder / "county.db"
        data.build(path, PERSONS / filling.PERSONS)
        self.server = create_server(lambda *_: [], host="127.0.0.1", port=0, threads=4)
        self.base = f"http://127.0.0.1:{self.server.effective_port}"
        self.app = _app(path, self.base)
        with self.app.app_context():
            desk = db.session.scalars(sa.select(User).where(User.role == Role.FRONT_DESK)).one()
            desk.password_hash, self.login = hasher.hash(PASSWORD), desk.login
            db.session.commit()
            self.persons = db.session.scalar(sa.select(sa.func.count()).select_from(Person))
            db.session.remove()
        self.server.application = self.app
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        threading.Thread(target=self.server.run, daemon=True).start()


def _app(path: Path, base: str) -> Flask:
    return create_app(
        Settings(
            instance=path.parent, public_base_url=base, secret_key=b"only for benchmarks, never elsewhere, 32",
            database_url=f"sqlite:///{path}", testing=False, development=True, run_scheduler=False,
        )
    )  # fmt: skip
