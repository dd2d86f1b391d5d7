"""Pages of the accounts: create, change, close, take back. No content of any case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from lotse.accounts import queries as account_queries
from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.actions import second_factor
from lotse.accounts.actions import users as account_users
from lotse.accounts.rules import ROLE_LABELS, Role
from lotse.administration import queries
from lotse.administration.actions import users as actions
from lotse.administration.forms import DeactivateForm, UserForm
from lotse.administration.routes.blueprint import ADMIN, blueprint
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.foundation.clock import now, today
from lotse.foundation.web.forms import Answer

if TYPE_CHECKING:
    from lotse.accounts.models import User


@blueprint.get("/konten")
@allow(ADMIN)
def users() -> str:
    """All accounts."""
    return render_template(
        "administration/users.html", users=account_queries.list_users(active_only=False), role_labels=ROLE_LABELS
    )


@blueprint.route("/konten/neu", methods=["GET", "POST"])
@allow(ADMIN)
def new_user() -> Answer:
    """Create an account with a first password to hand over."""
    form = _user_form(UserForm())
    if form.validate_on_submit():
        with form.refusing():
            user, password = _create(form)
            audit_about(action=Action.RIGHTS, object_kind="user", object_id=user.id, detail="created")
            return _show_password(user, password)
    return render_template("administration/user.html", form=form, user=None), 422 if form.errors else 200


@blueprint.route("/konten/<id:user_id>", methods=["GET", "POST"])
@allow(ADMIN)
def user(user_id: int) -> Answer:
    """Change an account."""
    found = account_queries.get_user(user_id)
    form = _user_form(UserForm(obj=found))
    if form.validate_on_submit():
        form.check_version(found)
        names = ("name", "job_title", "role", "unit_id", "site_id", "email", "phone", "fte_percent")
        with form.refusing():
            actions.edit_user(user=found, now=now(), **{name: getattr(form, name).data for name in names})
            audit_about(action=Action.RIGHTS, object_kind="user", object_id=found.id, detail="changed")
            flash("Gespeichert.", "success")
            return redirect(url_for("administration.users"), 303)
    return render_template("administration/user.html", form=form, user=found), 422 if form.errors else 200


@blueprint.post("/konten/<id:user_id>/passwort")
@allow(ADMIN)
def reset_password(user_id: int) -> Answer:
    """Give a new first password; all sessions of the account end."""
    found = account_queries.get_user(user_id)
    audit_about(action=Action.RIGHTS, object_kind="user", object_id=found.id, detail="password_reset")
    return _show_password(found, actions.reset_password(user=found, now=now()))


@blueprint.post("/konten/<id:user_id>/zweiter-faktor")
@allow(ADMIN)
def remove_second_factor(user_id: int) -> Response:
    """Take away the second factor of somebody whose telephone is lost."""
    found = account_queries.get_user(user_id)
    second_factor.remove_totp(user=found)
    audit_about(action=Action.RIGHTS, object_kind="user", object_id=found.id, detail="second_factor_removed")
    flash("Der zweite Faktor ist entfernt.", "success")
    return redirect(url_for("administration.user", user_id=user_id), 303)


@blueprint.post("/konten/<id:user_id>/rueckkehr")
@allow(ADMIN)
def take_back(user_id: int) -> Answer:
    """Open a closed account again, with a new first password."""
    found = account_queries.get_user(user_id)
    audit_about(action=Action.RIGHTS, object_kind="user", object_id=found.id, detail="taken_back")
    return _show_password(found, actions.take_back(user=found, now=now()))


@blueprint.route("/konten/<id:user_id>/schliessen", methods=["GET", "POST"])
@allow(ADMIN)
def deactivate(user_id: int) -> Answer:
    """Close an account; its open work goes to a colleague."""
    found = account_queries.get_user(user_id)
    form = DeactivateForm()
    colleagues = [each for each in account_queries.list_users() if each.id != found.id]
    form.successor.choices = [
        ("", "– niemand –"),
        *((each.id, f"{each.name}, {ROLE_LABELS[Role(each.role)]}") for each in colleagues),
    ]
    if form.validate_on_submit():
        successor = account_queries.find_user(form.successor.data) if form.successor.data else None
        with form.refusing():
            actions.deactivate_with_hand_over(
                user=found, successor=successor, by=signed_in_user(), today=today(), now=now()
            )
            audit_about(action=Action.RIGHTS, object_kind="user", object_id=found.id, detail="deactivated")
            flash(f"Das Konto {found.login} ist geschlossen.", "success")
            return redirect(url_for("administration.users"), 303)
    work = queries.open_work_of(found.id, now())
    return render_template(
        "administration/deactivate.html", form=form, user=found, work=work
    ), 422 if form.errors else 200


def _user_form(form: UserForm) -> UserForm:
    form.offer(
        [(unit.id, unit.name) for unit in account_queries.list_units()],
        [(site.id, site.name) for site in account_queries.list_sites()],
    )
    return form


def _create(form: UserForm) -> tuple[User, str]:
    unit = account_queries.get_unit(form.unit_id.data) if form.unit_id.data else None
    fields = {name: getattr(form, name).data for name in ("job_title", "site_id", "email", "phone", "fte_percent")}
    first = actions.first_password()
    created = account_users.create_user(
        login=form.login.data, name=form.name.data, role=Role(form.role.data), password=first, now=now(), unit=unit,
        must_change_password=True, **fields,
    )  # fmt: skip
    return created, first


def _show_password(found: User, password: str) -> Response:
    """Show a first password once, on the page that answers, and keep it nowhere."""
    return Response(render_template("administration/password.html", user=found, password=password))
