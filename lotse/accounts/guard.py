"""The life of one request: who may, CSRF, double submits before the view; audit, commit, headers after it."""

from __future__ import annotations

import json
from datetime import datetime

import sqlalchemy as sa
from flask import Flask, Response, current_app, flash, g, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from lotse.accounts.access import find_acting_account, may_open, roles_of
from lotse.accounts.acting import Acting
from lotse.accounts.models import ParkedForm
from lotse.accounts.sessions import READING_METHODS, DatabaseSessions, current_session, get_frame_setting, only_reads
from lotse.audit import actions as audit
from lotse.audit.rules import Action, Entry, object_of
from lotse.config import Settings
from lotse.foundation.clock import now
from lotse.foundation.db import db, mark_reading, own_connection, own_transaction, roll_back
from lotse.foundation.errors import Forbidden
from lotse.foundation.web import csrf, form_keys, headers

ENOUGH_FOR_A_FORM = 400_000


def install(app: Flask) -> None:
    """Put sessions, log-in, guard and the one commit on the application."""
    app.session_interface = DatabaseSessions()
    app.jinja_env.globals["csrf_token"] = csrf.token
    app.before_request(_before)
    app.after_request(_after)


def _before() -> BaseResponse | None:
    """Let the request through, or answer in place of the view."""
    if request.endpoint == "static":
        return None
    if not only_reads(current_app, request):
        roll_back()
        mark_reading(False)
    if request.routing_exception is not None:
        raise request.routing_exception
    user = find_acting_account()
    if not may_open(current_app, request.endpoint or "", user):
        if user is not None or roles_of(current_app, request.endpoint or "") is None:
            raise Forbidden
        return _ask_to_sign_in()
    if request.method not in READING_METHODS and not _is_csrf_exempt():
        csrf.check()  # only now: an ended session has had its form parked
    if user is not None and (hindrance := _must_first(user)):
        return redirect(url_for(hindrance), 303)
    g.form_key = form_keys.key_of(request, user.id if user else None)
    return form_keys.earlier_answer(g.form_key) if g.form_key else None


def _is_csrf_exempt() -> bool:
    return getattr(current_app.view_functions.get(request.endpoint or ""), "lotse_csrf_exempt", False)


def _must_first(user: Acting) -> str | None:
    """Return the endpoint an account must visit before anything else: own password, second factor by policy."""
    if (request.endpoint or "").startswith("accounts."):
        return None
    if user.must_change_password:
        return "accounts.password"
    if not user.has_second_factor and get_frame_setting("require_totp"):
        return "accounts.second_factor"
    return None


def _ask_to_sign_in() -> BaseResponse:
    """Send to the log-in page; a form that arrived too late is parked for its author."""
    expired = current_session().expired_user_id
    target = request.full_path.rstrip("?") if request.method in READING_METHODS else None
    if request.method == "POST" and expired is not None:
        _park(expired, now())
        flash("Ihre Sitzung war abgelaufen. Ihre Eingaben sind gesichert: bitte neu anmelden.", "info")
    if request.headers.get("HX-Request") == "true":
        response = redirect(url_for("accounts.login"), 303)
        response.headers["HX-Redirect"] = url_for("accounts.login")
        return response
    return redirect(url_for("accounts.login", weiter=target), 303)


def _park(user_id: int, at: datetime) -> None:
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    text = json.dumps(fields)
    if len(text) <= ENOUGH_FOR_A_FORM:
        db.session.rollback()  # frees the write lock for the transaction that must survive
        with own_transaction() as own:
            own.add(ParkedForm(user_id=user_id, path=request.path[:500], fields=text, parked_at=at))


def _after(response: Response) -> Response:
    """Write the audit row, commit a good request, roll back any other, set the headers."""
    settings: Settings = current_app.config["LOTSE"]
    static = request.endpoint == "static"
    if not static:
        response = _commit_or_roll_back(response)
    return headers.secure(response, https=settings.secure_cookies, cacheable=static and response.status_code == 200)


def _commit_or_roll_back(response: Response) -> Response:
    reads = only_reads(current_app, request)
    entry = _audit_entry(response)
    if reads or response.status_code >= 400:
        roll_back()
        if entry is not None:
            with own_connection() as own:
                audit.write(own, entry)
        return response
    try:
        if entry is not None:
            audit.write(db.session.connection(), entry)
        if g.get("form_key"):
            form_keys.remember(g.form_key, response, now())
        db.session.commit()
    except sa.exc.IntegrityError:
        db.session.rollback()
        mark_reading(True)
        earlier = form_keys.earlier_answer(g.form_key) if g.get("form_key") else None
        if earlier is None:
            raise
        return Response(earlier.get_data(), earlier.status_code, earlier.headers)
    return response


def _audit_entry(response: Response) -> Entry | None:
    """Return the one row this request deserves, or None: nothing personal was named, or the form came back."""
    named = object_of(request.view_args or {})
    told: audit.Subject | None = g.get("audit_subject")
    status = response.status_code
    refused = status in {401, 403, 404} and (named is not None or told is not None)
    if (named is None and told is None) or (status >= 400 and not refused) or g.get("no_audit"):
        return None
    user = find_acting_account()
    told = told or audit.Subject()
    kind, number = named or ("", None)
    action = (
        Action.REFUSED
        if refused
        else told.action or (Action.VIEW if request.method in READING_METHODS else Action.CHANGE)
    )
    arguments = request.view_args or {}
    return Entry(
        at=now(),
        actor_id=user.id if user else None,
        actor_kind="user" if user else "visitor",
        action=action,
        endpoint=request.endpoint or "",
        object_kind=told.object_kind or kind,
        object_id=told.object_id or number,
        person_id=told.person_id or arguments.get("person_id"),
        case_id=told.case_id or arguments.get("case_id"),
        detail=told.detail,
    )
