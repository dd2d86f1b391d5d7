"""The demo office behind a real server, and the walk that finds one address for every page a role can reach."""

from __future__ import annotations

import html
import logging
import re
import threading
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from waitress.server import create_server
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from lotse.accounts.rules import Role
from lotse.app import create_app
from lotse.config import Settings
from lotse.demo import office as demo_office
from lotse.demo.staff import PASSWORD, STAFF
from lotse.foundation import clock, migrate
from lotse.foundation.db import db

KEY = b"only for tests, never anywhere else, 32+"
MOST_LINKS = 6  # followed per kind of page: enough to meet one that opens, however long a list is


@dataclass
class Office:
    """A running Lotse with the demo data."""

    app: Flask
    base: str
    broken: dict[Role, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def login_of(self, role: Role) -> str:
        """Return the log-in of the first demo account with the role."""
        return next(member.login for member in STAFF if member.role is role)

    def client(self, role: Role) -> FlaskClient:
        """Return a signed-in test client (no browser): the first demo account with the role that still gets in."""
        for member in STAFF:
            if member.role is role and (client := self._sign_in(member.login)):
                return client
        raise AssertionError(f"nobody with the role {role} gets in")

    def _sign_in(self, login: str) -> FlaskClient | None:
        client = self.app.test_client()
        page = client.get("/anmelden", base_url=self.base).text
        token = re.search(r'csrf-token" content="([^"]+)"', page)
        assert token
        answer = client.post(
            "/anmelden",
            base_url=self.base,
            data={"csrf_token": token.group(1), "login": login, "password": PASSWORD},
        )
        return client if answer.status_code == 303 else None

    def addresses(self, role: Role) -> dict[str, str]:
        """Follow links from the start page; return one address per endpoint that answers with a page."""
        client, found, seen, queue = self.client(role), {}, Counter[str](), deque(["/"])
        self.broken[role] = []
        while queue:
            path = queue.popleft()
            if self._endpoint(path.partition("?")[0]) in found:
                continue
            answer = client.get(path, base_url=self.base, follow_redirects=True)
            if answer.status_code >= 400:
                self.broken[role].append(f"{path} is linked and answers {answer.status_code}")
            if answer.mimetype != "text/html" or answer.status_code != 200:
                continue
            endpoint = self._endpoint(answer.request.path)
            found.setdefault(endpoint, answer.request.full_path.rstrip("?"))
            for link in self._links(answer.text):
                target = self._endpoint(link.partition("?")[0])
                if target and target not in found and seen[target] < MOST_LINKS and target != "static":
                    seen[target] += 1
                    queue.append(link)
        return found

    def _links(self, page: str) -> list[str]:
        links = (html.unescape(link).partition("#")[0] for link in re.findall(r'href="(/[^"]*)"', page))
        return [link for link in dict.fromkeys(links) if link]

    def _endpoint(self, path: str) -> str:
        try:
            return self.app.url_map.bind("localhost").match(path, method="GET")[0]
        except (HTTPException, RequestRedirect):
            return ""


def load_demo(folder: Path) -> None:
    """Create the demo office in a fresh database in a folder."""
    app = create_app(_settings(folder, "http://127.0.0.1"))
    with app.app_context():
        migrate.upgrade(db.engine)
        demo_office.load(today=clock.today(), now=clock.now())
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def serve(folder: Path) -> Office:
    """Serve the office of a folder from a thread, at a free port, until the process ends.

    Never closed before: a thread of waitress that is still answering then wakes its server through a closed descriptor,
    whose number the database of the next office may have by now; the byte it writes there spoils the file.
    """
    server = create_server(lambda *_: [], host="127.0.0.1", port=0, threads=4)
    base = f"http://127.0.0.1:{server.effective_port}"
    app = create_app(_settings(folder, base))
    server.application = app
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a browser asks for thirty files at once
    threading.Thread(target=server.run, daemon=True).start()
    return Office(app, base)


def _settings(folder: Path, base: str) -> Settings:
    return Settings(
        instance=folder,
        public_base_url=base,
        secret_key=KEY,
        database_url=f"sqlite:///{folder / 'office.db'}",
        testing=False,
        development=True,
        run_scheduler=False,
    )
