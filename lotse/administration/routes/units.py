"""Pages of teams and departments."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from lotse.accounts import queries as account_queries
from lotse.accounts.access import allow, signed_in_user
from lotse.administration import queries
from lotse.administration.actions import units as actions
from lotse.administration.forms import UnitForm
from lotse.administration.routes.blueprint import ADMIN, blueprint, close_or_reopen
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.directory.queries.organisations import find_for_unit
from lotse.foundation.clock import now, today
from lotse.foundation.web.forms import Answer


@blueprint.route("/einheiten", methods=["GET", "POST"])
@allow(ADMIN)
def units() -> Answer:
    """Teams and departments."""
    form = _offer(UnitForm())
    if form.validate_on_submit():
        with form.refusing():
            unit = actions.open_unit(
                kind=form.kind.data, name=form.name.data, **_choices(form), by=signed_in_user(), now=now()
            )
            audit_about(action=Action.RIGHTS, object_kind="unit", object_id=unit.id, detail="created")
            flash("Angelegt.", "success")
            return redirect(url_for("administration.units"), 303)
    page = render_template("administration/units.html", form=form, units=queries.list_units())
    return page, 422 if form.errors else 200


@blueprint.route("/einheiten/<id:unit_id>", methods=["GET", "POST"])
@allow(ADMIN)
def unit(unit_id: int) -> Answer:
    """Change a team or a department."""
    found, entry = account_queries.get_unit(unit_id), find_for_unit(unit_id)
    form = _offer(UnitForm(obj=found, organisation_id=entry.id if entry else None), unit_id)
    if form.validate_on_submit():
        form.check_version(found)
        with form.refusing():
            actions.change_unit(unit=found, name=form.name.data, **_choices(form), by=signed_in_user(), now=now())
            audit_about(action=Action.RIGHTS, object_kind="unit", object_id=found.id, detail="changed")
            flash("Gespeichert.", "success")
            return redirect(url_for("administration.units"), 303)
    page = render_template("administration/unit.html", form=form, unit=found, entry=entry)
    return page, 422 if form.errors else 200


@blueprint.post("/einheiten/<id:unit_id>/schliessung")
@allow(ADMIN)
def close_unit(unit_id: int) -> Response:
    """Close a unit without accounts and work, or open it again."""
    found = account_queries.get_unit(unit_id)
    if close_or_reopen(found, lambda: actions.close_unit(unit=found, today=today())):
        return redirect(url_for("administration.units"), 303)
    return redirect(url_for("administration.unit", unit_id=unit_id), 303)


def _offer(form: UnitForm, unit_id: int | None = None) -> UnitForm:
    form.offer([(site.id, site.name) for site in account_queries.list_sites()], queries.entries_for_units(unit_id))
    return form


def _choices(form: UnitForm) -> dict[str, Any]:
    site = account_queries.get_site(form.site_id.data) if form.site_id.data else None
    return {"site": site, "organisation_id": form.organisation_id.data}
