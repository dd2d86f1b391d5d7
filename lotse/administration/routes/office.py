"""The start page of administration and the settings of the office."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for

from lotse.accounts import queries as account_queries
from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.actions import office_settings
from lotse.administration import queries
from lotse.administration.forms import SettingsForm
from lotse.administration.routes.blueprint import ADMIN, blueprint
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.foundation.clock import now
from lotse.foundation.web.forms import Answer

SETTINGS = (
    "office_name",
    "office_street",
    "office_town",
    "office_phone",
    "office_email",
    "office_tagline",
    "office_body",
    "data_protection_officer",
    "complaint_office",
    "is_benefit_authority",
    "land",
    "require_totp",
)


@blueprint.get("/")
@allow(ADMIN)
def index() -> str:
    """What there is to administer; in a new installation the first steps in their order."""
    return render_template(
        "administration/index.html",
        users=len(account_queries.list_users()),
        units=len(account_queries.list_units()),
        sites=len(account_queries.list_sites()),
        setup=queries.setup(),
    )


@blueprint.route("/einstellungen", methods=["GET", "POST"])
@allow(ADMIN)
def settings() -> Answer:
    """Settings of the office."""
    kept = {key: account_queries.get_setting(key) for key in SETTINGS}
    form = SettingsForm(data={key: value for key, value in kept.items() if value is not None})
    if form.validate_on_submit():
        for key in SETTINGS:
            office_settings.set_setting(key=key, value=getattr(form, key).data, by=signed_in_user(), now=now())
        audit_about(action=Action.RIGHTS, object_kind="settings", detail="changed")
        flash("Gespeichert.", "success")
        return redirect(url_for("administration.settings"), 303)
    return render_template("administration/settings.html", form=form), 422 if form.errors else 200
