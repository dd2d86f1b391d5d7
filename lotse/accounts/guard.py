"""The life of one request: who may, CSRF, double submits before the view; audit, commit, headers after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask import Flask, Response, current_app, flash, g, redirect, request, url_for
from flask_login import LoginManager
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.wrappers import Response as BaseResponse

from lotse.accounts import parked
from lotse.accounts.access import find_acting_account, may_open, roles_of
from lotse.accounts.sessions import (
    READING_METHODS,
    DatabaseSessions,
    current_session,
    get_frame_setting,
    only_reads,
    save_within,
)
from lotse.audit import actions as audit
from lotse.audit.rules import Action, Entry, object_of
from lotse.config import Settings
from lotse.foundation import drafts
from lotse.foundation.clock import now
from lotse.foundation.db import db, is_in_transaction, mark_reading, own_connection, roll_back
from lotse.foundation.errors import Forbidden
from lotse.foundation.record_ids import record_id
from lotse.foundation.web import form_keys, headers, origin
from lotse.foundation.web.htmx import is_htmx, render_fragment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lotse.accounts.acting import Acting

csrf = CSRFProtect()


def install(app: Flask) -> None:
    """Put sessions, log-in, guard and the one commit on the application."""
    app.session_interface = DatabaseSessions()
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # checked in `_before`, after an ended session had its form parked
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.config["WTF_CSRF_SSL_STRICT"] = False  # wants a Referer, which our Referrer-Policy forbids; see `origin`
    csrf.init_app(app)
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(_load_account)
    app.before_request(_before)
    app.after_request(_after)
    app.jinja_env.globals["waiting_drafts"] = _waiting_drafts


def _load_account(user_id: str) -> Acting | None:
    """Give Flask-Login what came with the session; an account closed since then does not act."""
    account = current_session().acting
    return account if account is not None and account.get_id() == user_id else None


def _waiting_drafts(kind: str) -> Sequence[drafts.FormDraft]:
    """Tell a form which of its drafts wait on this page; forms with a list of their own (contacts) show that."""
    account = find_acting_account()
    if account is None or request.method != "GET" or kind in parked.DRAFT_PAGES or "entwurf" in request.args:
        return ()
    return drafts.list_waiting(account.id, kind, request.path)


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
    if request.method not in READING_METHODS and not _is_csrf_exempt() and (kept := _check_token(user)):
        return kept
    if user is not None and (hindrance := _must_first(user)):
        return redirect(url_for(hindrance), 303)
    # Drafts and insets carry the key of the form they belong to, before and after it was sent.
    if request.endpoint != "drafts.save" and not only_reads(current_app, request):
        g.form_key = form_keys.key_of(request, user.id if user else None)
    answer = _answer_again(user) if g.get("form_key") else None
    g.was_let_through = answer is None
    return answer


def _answer_again(user: Acting | None) -> BaseResponse | None:
    """Repeat the answer to a form that was sent twice; one with another text is kept for its author instead."""
    earlier = form_keys.find_earlier(g.form_key, request)
    if earlier is None:
        return None
    g.form_key = None
    if earlier.is_same_text or user is None:
        return earlier.answer
    target = parked.keep(request, user.id, "twice", now())
    flash("Dieses Formular haben Sie schon gespeichert. Diese zweite Fassung ist noch nicht gespeichert.", "warning")
    return redirect(target or earlier.answer.location, 303)


def _check_token(user: Acting | None) -> BaseResponse | None:
    """Refuse a form without the token of this session; what somebody typed in an older page is kept for her."""
    origin.refuse_foreign(request)
    try:
        csrf.protect()  # only now: an ended session has had its form kept
    except CSRFError:
        if request.endpoint == "accounts.login":
            flash("Diese Anmeldeseite war nicht mehr aktuell. Bitte melden Sie sich noch einmal an.", "info")
            return redirect(url_for("accounts.login", weiter=request.args.get("weiter")), 303)
        is_typed = "form_key" in request.form and not (request.endpoint or "").startswith(("accounts.", "drafts."))
        target = parked.keep(request, user.id, "token", now()) if user is not None and is_typed else None
        if target is None:
            raise
        flash("Die Seite war älter als Ihre Anmeldung. Nichts ist verloren: bitte prüfen und erneut senden.", "info")
        return redirect(target, 303)
    return None


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
    if is_htmx():
        # No redirect: it would put the log-in page inside this one, and its new session would break a log-in under way.
        login = url_for("accounts.login", weiter=target)
        return Response(render_fragment("accounts/_signed_out.html", target=login), 401)
    if request.method == "POST" and expired is not None:
        if request.endpoint == "drafts.save":
            return _keep_late_draft(expired)
        kept = parked.keep(request, expired, "session", now())
        target = kept if "draft_kind" in request.form else None
        flash("Ihre Sitzung war abgelaufen. Ihre Eingaben sind gesichert: bitte neu anmelden.", "info")
    return redirect(url_for("accounts.login", weiter=target), 303)


def _keep_late_draft(user_id: int) -> Response:
    """Keep what a page goes on saving after its session has ended; its author finds it after signing in."""
    key = (request.view_args or {}).get("key", "")
    draft = parked.keep_draft(request, key, user_id, now()) if drafts.is_key(key) else None
    known = {"Lotse-Draft-Key": draft.key, "Lotse-Draft-Version": str(draft.version)} if draft else {}
    return Response("Ihre Sitzung ist zu Ende.", 401, known)


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
                stored = save_within(own)
                audit.write(own, entry)
            stored()
        return response
    settled: Callable[[], None] | None = None
    try:
        if entry is not None or is_in_transaction():
            settled = save_within(db.session.connection())
        if entry is not None:
            audit.write(db.session.connection(), entry)
        if g.get("form_key"):
            form_keys.remember(g.form_key, request, response, now())
        _forget_what_was_kept(response)
        db.session.commit()
    except sa.exc.IntegrityError:
        db.session.rollback()
        mark_reading(True)
        again = _answer_again(find_acting_account()) if g.get("form_key") else None
        if again is None:
            raise
        return Response(again.get_data(), again.status_code, again.headers)
    if settled is not None:
        settled()
    return response


def _forget_what_was_kept(response: Response) -> None:
    """A parked form or a draft that has been taken in now is not offered again."""
    user = find_acting_account()
    if response.status_code not in {302, 303} or user is None:
        return
    if form_id := record_id(request.form.get("parked_form")):
        parked.discard(form_id, user.id)
    if "draft_kind" in request.form and g.get("was_let_through"):
        drafts.discard(request.form.get("form_key", ""), user.id)


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
