"""Sessions as rows on the server; the cookie holds a random token and nothing else.

Visitors without an account get a row too (for the log-in form's CSRF token); a job sweeps old rows away.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask, Request, Response, g, session
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict

from lotse.accounts import acting, rules
from lotse.accounts.acting import Acting
from lotse.accounts.models import LoginSession
from lotse.config import Settings
from lotse.foundation.clock import now
from lotse.foundation.crypto import hash_token
from lotse.foundation.db import count_changed, mark_reading, own_connection, own_transaction, table_of

TOUCH_EVERY = timedelta(seconds=60)
READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """The content of one session row."""

    def __init__(self, content: dict[str, Any] | None = None, token: str | None = None) -> None:
        def changed(_: Any) -> None:
            self.modified = True

        super().__init__(content or {}, changed)
        self.token = token
        self.modified = False
        self.last_seen_at: datetime | None = None
        self.created_at: datetime | None = None
        self.expired_user_id: int | None = None
        self.acting: Acting | None = None
        self.settings: dict[str, Any] | None = None

    @property
    def user_id(self) -> int | None:
        """The signed-in account, as Flask-Login stores it."""
        stored = self.get("_user_id")
        return int(stored) if stored else None

    @property
    def token_hash(self) -> str | None:
        """The key of the session's row."""
        return hash_token(self.token) if self.token else None

    def is_due(self, at: datetime) -> bool:
        """Whether the stored row must learn something: new content, or that the session is still alive."""
        return self.token is not None and (
            self.modified or (self.last_seen_at is not None and at - self.last_seen_at >= TOUCH_EVERY)
        )

    def row(self, at: datetime) -> dict[str, Any]:
        """The values of the stored row."""
        return {"key": self.token_hash, "content": dict(self), "account": self.user_id, "at": at}

    def renew(self) -> None:
        """Take a new token at log-in, so that a token planted before is worth nothing; the old row and content go."""
        self.clear()
        self["_forget"] = self.token_hash
        self.token = None
        self.modified = True


class DatabaseSessions(SessionInterface):
    """Loads and stores sessions; ends those that were idle too long or lasted a whole day."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Return the session of the cookie, or a fresh one; looking it up never takes the write lock."""
        mark_reading(True)  # the guard says otherwise once it knows the view
        token = request.cookies.get(cookie_name(app))
        if not token or not 20 <= len(token) <= 100 or request.path.startswith(f"{app.static_url_path}/"):
            return ServerSession()
        stored = acting.find(hash_token(token))
        if stored is None:
            return ServerSession()
        settings: Settings = app.config["LOTSE"]
        if stored.ended_at or rules.session_has_ended(
            created_at=stored.created_at,
            last_seen_at=stored.last_seen_at,
            now=now(),
            idle_minutes=settings.idle_minutes,
            absolute_hours=settings.absolute_hours,
        ):
            fresh = ServerSession()
            fresh.expired_user_id = None if stored.ended_at else stored.user_id
            return fresh
        opened = ServerSession(stored.data, token)
        opened.last_seen_at, opened.created_at = stored.last_seen_at, stored.created_at
        opened.acting, opened.settings = stored.acting, stored.settings
        return opened

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store what changed, and once a minute that the session is alive, in a transaction of its own."""
        assert isinstance(session, ServerSession)
        at = now()
        if g.get("end_session"):
            self._end(app, session, response, at)
        elif session.modified and (session or session.token):
            self._store(app, session, response, at)
        elif session.is_due(at):
            with own_connection() as own:
                own.execute(_KEEP, session.row(at))

    def _store(self, app: Flask, session: ServerSession, response: Response, at: datetime) -> None:
        if session.token:
            with own_connection() as own:
                own.execute(_KEEP, session.row(at))
            return
        forget = session.pop("_forget", None)
        content = dict(session)
        with own_transaction() as own:
            if forget:
                own.execute(sa.update(LoginSession).where(LoginSession.token_hash == forget).values(ended_at=at))
            session.token = secrets.token_urlsafe(32)
            own.add(
                LoginSession(
                    token_hash=hash_token(session.token),
                    user_id=session.user_id,
                    data=content,
                    created_at=at,
                    last_seen_at=at,
                )
            )
        secure = app.config["LOTSE"].secure_cookies
        response.set_cookie(cookie_name(app), session.token, secure=secure, httponly=True, samesite="Lax", path="/")

    def _end(self, app: Flask, session: ServerSession, response: Response, at: datetime) -> None:
        if session.token:
            with own_transaction() as own:
                own.execute(_row_of(session.token).values(ended_at=at, data={}))
        response.delete_cookie(cookie_name(app), path="/", secure=app.config["LOTSE"].secure_cookies, httponly=True)


def save_within(connection: sa.Connection) -> Callable[[], None]:
    """Store the session in a transaction that commits anyway, and return what to call once it has committed.

    To be called before the audit row: whoever ends sessions holds their rows and then waits for the audit's lock. A
    session that begins or ends in this request is stored by itself at its end.
    """
    opened, at = current_session(), now()
    if g.get("end_session") or not opened.is_due(at):
        return lambda: None
    connection.execute(_KEEP, opened.row(at))

    def settled() -> None:
        opened.modified, opened.last_seen_at = False, at

    return settled


def only_reads(app: Flask, request: Request) -> bool:
    """Whether a request only reads: by its method, or because its view says so (a search by POST)."""
    view = app.view_functions.get(request.endpoint or "")
    return request.method in READING_METHODS or getattr(view, "lotse_only_reads", False)


def current_session() -> ServerSession:
    """Return the session of this request, typed."""
    opened: ServerSession = session._get_current_object()  # type: ignore[attr-defined]  # Flask types its proxy as the session
    return opened


def get_frame_setting(key: str) -> Any:
    """Return a setting that came with the session (or, for visitors without one, is asked for now)."""
    settings = current_session().settings
    return acting.settings_of_the_office()[key] if settings is None else settings[key]


def cookie_name(app: Flask) -> str:
    """`__Host-` binds the cookie to this host and to https; plain local starts cannot have it."""
    return "__Host-lotse" if app.config["LOTSE"].secure_cookies else "lotse"


def sweep(before: datetime) -> int:
    """Delete sessions not seen since; returns how many."""
    return count_changed(sa.delete(LoginSession).where(LoginSession.last_seen_at < before))


_ROWS = table_of(LoginSession)
_KEEP = (
    sa.update(_ROWS)
    .where(_ROWS.c.token_hash == sa.bindparam("key"))
    .values(data=sa.bindparam("content"), user_id=sa.bindparam("account"), last_seen_at=sa.bindparam("at"))
)


def _row_of(token: str) -> sa.Update:
    return sa.update(LoginSession).where(LoginSession.token_hash == hash_token(token))
