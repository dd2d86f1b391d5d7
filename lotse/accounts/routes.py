"""Log-in, log-out, the own account, parked forms, keeping a session alive."""

from __future__ import annotations

import json

import pyotp
from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask_login import login_user
from werkzeug.wrappers import Response

from lotse.accounts import parked, queries, rules
from lotse.accounts.access import allow, find_acting_account, public, signed_in_user, throw_out
from lotse.accounts.acting import Acting
from lotse.accounts.actions import passwords
from lotse.accounts.actions import preferences as account_preferences
from lotse.accounts.actions import second_factor as account_second_factor
from lotse.accounts.forms import CodeForm, LoginForm, PasswordForm
from lotse.accounts.login import check, may_try, note_failure, note_success
from lotse.accounts.models import User
from lotse.accounts.rules import EVERYBODY
from lotse.accounts.sessions import current_session
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.foundation.clock import now
from lotse.foundation.errors import FieldError, NotFound
from lotse.foundation.web.forms import Answer

blueprint = Blueprint("accounts", __name__)
WRONG = "Anmeldung, Passwort oder Code stimmen nicht."


@blueprint.route("/anmelden", methods=["GET", "POST"])
@public
def login() -> Answer:
    """Sign in with name, password and, where set up, a code."""
    form = LoginForm()
    if request.method == "GET" and find_acting_account():
        return redirect(url_for("start"), 303)
    if not form.validate_on_submit():
        return _login_page(form, 422 if form.errors else 200)
    if not may_try(form.login.data, request.remote_addr or ""):
        form.form_errors.append(
            "Zu viele Fehlversuche. Bitte warten Sie 15 Minuten und versuchen Sie es dann noch einmal."
        )
        return _login_page(form, 429)
    user = check(form.login.data, form.password.data, form.code.data or "")
    if user is None:
        note_failure(form.login.data, request.remote_addr or "")
        form.form_errors.append(WRONG)
        return _login_page(form, 422)
    return _enter(user)


def _login_page(form: LoginForm, status: int) -> tuple[str, int]:
    """Show the form; in the demo office with its invented accounts beside it."""
    demo_log_ins = queries.get_setting("demo_log_ins", [])
    return render_template("accounts/login.html", form=form, demo_log_ins=demo_log_ins), status


@blueprint.post("/abmelden")
@allow(*EVERYBODY)
def logout() -> Response:
    """End the session on the server; the old cookie is worth nothing afterwards."""
    audit_about(action=Action.LOGOUT, object_kind="user", object_id=signed_in_user().id)
    throw_out()
    return redirect(url_for("accounts.login"), 303)


@blueprint.post("/konto/sitzung")
@allow(*EVERYBODY)
def keep_alive() -> Response:
    """'Verlängern': any request keeps a session; this one exists for the warning two minutes before its end."""
    session.modified = True
    return Response("", 204)


@blueprint.get("/konto")
@allow(*EVERYBODY)
def account() -> str:
    """The own account."""
    return render_template(
        "accounts/account.html", user=signed_in_user(), role=rules.ROLE_LABELS[rules.Role(signed_in_user().role)]
    )


@blueprint.route("/konto/passwort", methods=["GET", "POST"])
@allow(*EVERYBODY)
def password() -> Answer:
    """Change the own password; all other sessions end."""
    form, user = PasswordForm(), signed_in_user()
    if form.validate_on_submit():
        if not passwords.is_password(user.password_hash, form.current.data):
            form.refuse(FieldError("current", "Das bisherige Passwort stimmt nicht."))
        else:
            with form.refusing():
                passwords.set_password(
                    user=user, password=form.password.data, now=now(), keep_token_hash=current_session().token_hash
                )
                audit_about(action=Action.RIGHTS, object_kind="user", object_id=user.id, detail="password")
                flash("Ihr Passwort ist geändert. Andere Sitzungen sind beendet.", "success")
                return redirect(url_for("accounts.account"), 303)
    return render_template("accounts/password.html", form=form, user=user), 422 if form.errors else 200


@blueprint.route("/konto/zweiter-faktor", methods=["GET", "POST"])
@allow(*EVERYBODY)
def second_factor() -> Answer:
    """Set up the second factor: secret as QR, in force after the first right code."""
    form, user = CodeForm(), signed_in_user()
    if request.method == "POST" and request.form.get("begin"):
        account_second_factor.begin_totp(user=user)
        return redirect(url_for("accounts.second_factor"), 303)
    if form.validate_on_submit():
        with form.refusing():
            account_second_factor.confirm_totp(user=user, code=form.code.data, now=now())
            audit_about(action=Action.RIGHTS, object_kind="user", object_id=user.id, detail="second_factor")
            flash("Der zweite Faktor ist eingerichtet. Ab der nächsten Anmeldung brauchen Sie den Code.", "success")
            return redirect(url_for("accounts.account"), 303)
    return render_template(
        "accounts/second_factor.html", form=form, user=user, qr=_qr(user)
    ), 422 if form.errors else 200


@blueprint.post("/konto/zweiter-faktor/entfernen")
@allow(*EVERYBODY)
def remove_second_factor() -> Response:
    """Take the own second factor away, unless the policy asks it of everybody."""
    if queries.get_setting("require_totp", False):
        flash("Der zweite Faktor ist in diesem Haus Pflicht.", "error")
    else:
        account_second_factor.remove_totp(user=signed_in_user())
        audit_about(
            action=Action.RIGHTS, object_kind="user", object_id=signed_in_user().id, detail="second_factor_removed"
        )
        flash("Der zweite Faktor ist entfernt.", "success")
    return redirect(url_for("accounts.account"), 303)


@blueprint.post("/konto/einstellungen")
@allow(*EVERYBODY)
def preferences() -> Response:
    """Store display choices of the account: theme, density, single-key shortcuts."""
    account_preferences.set_preferences(
        user=signed_in_user(),
        theme=request.form.get("theme", ""),
        density=request.form.get("density", ""),
        shortcuts=request.form.get("shortcuts", "on") == "on",
    )
    flash("Gespeichert.", "success")
    return redirect(url_for("accounts.account"), 303)


@blueprint.get("/gesichert/<id:form_id>")
@allow(*EVERYBODY)
def parked_form(form_id: int) -> str:
    """Show a form that arrived after the session had ended, ready to be sent again by its author."""
    row = parked.find(form_id, signed_in_user())
    if row is None:
        raise NotFound
    fields = [(name, value) for name, value in json.loads(row.fields) if name != "form_key"]
    form_key = next((value for name, value in json.loads(row.fields) if name == "form_key"), "")
    return render_template("accounts/parked_form.html", row=row, fields=fields, form_key=form_key)


@blueprint.post("/gesichert/<id:form_id>/verwerfen")
@allow(*EVERYBODY)
def discard_parked_form(form_id: int) -> Response:
    """Throw a parked form away."""
    parked.discard(form_id, signed_in_user().id)
    flash("Verworfen.", "success")
    return redirect(url_for("start"), 303)


def _enter(user: User) -> Response:
    note_success(user)
    current_session().renew()
    login_user(Acting.of(user))
    audit_about(action=Action.LOGIN, object_kind="user", object_id=user.id)
    waiting = parked.newest(user)
    if waiting is not None:
        return redirect(url_for("accounts.parked_form", form_id=waiting.id), 303)
    return redirect(_inner_path(request.args.get("weiter", "")) or url_for("start"), 303)


def _inner_path(target: str) -> str | None:
    """Return the target when it is a path of this application, else None (no open redirect)."""
    if not target.startswith("/") or target.startswith(("//", "/\\")) or any(ord(c) < 33 for c in target):
        return None
    adapter = current_app.create_url_adapter(request)
    if adapter is None or not adapter.test(target.partition("?")[0], method="GET"):
        return None
    return target


def _qr(user: User) -> str | None:
    """Return the secret as an SVG data address while it waits for its first code."""
    if user.totp_secret is None or user.totp_confirmed_at is not None:
        return None
    address = pyotp.TOTP(user.totp_secret).provisioning_uri(name=user.login, issuer_name="Lotse")
    import segno  # only who sets up the second factor needs it

    uri: str = segno.make(address, error="m").svg_data_uri(scale=5, border=2)
    return uri
