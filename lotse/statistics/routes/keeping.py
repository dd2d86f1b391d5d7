"""Keeping a view under a name, and the map of the county."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import Role
from lotse.foundation import clock
from lotse.foundation.errors import FieldError, NotFound
from lotse.statistics.actions import keeping
from lotse.statistics.forms import MapForm, ViewForm
from lotse.statistics.queries import labels, reading, views
from lotse.statistics.routes.desk import READERS, TABS, blueprint, desk
from lotse.statistics.routes.pages import tabs_for


@blueprint.route("/ansichten/neu", methods=["GET", "POST"])
@allow(*READERS)
def keep_view() -> str | Response | tuple[str, int]:
    """Ask for a name and keep the view."""
    key = request.args.get("key", "")
    if key not in dict(TABS):
        raise NotFound
    at, form = desk(), ViewForm()
    if form.validate_on_submit():
        try:
            view = keeping.keep_view(name=form.name.data, page=key, filters=at.choice.address(), by=at.user, now=at.now)
        except FieldError as error:
            form.refuse(error)
        else:
            flash(f"Die Sicht „{view.name}“ ist gespeichert.", "success")
            kept: dict[str, Any] = view.filters
            return redirect(url_for("statistics.show", key=key, **kept), 303)
    page = render_template("statistics/view.html", form=form, key=key, choice=at.choice, **tabs_for(key))
    return page, 422 if form.errors else 200


@blueprint.post("/ansichten/<id:view_id>/loeschen")
@allow(*READERS)
def forget_view(view_id: int) -> Response:
    """Delete a saved view."""
    view = views.get_view(view_id, signed_in_user())
    kept: dict[str, Any] = view.filters
    address = url_for("statistics.show", key=view.page, **kept)
    keeping.forget_view(view=view)
    flash("Die Sicht ist gelöscht.", "success")
    return redirect(address, 303)


@blueprint.route("/karte", methods=["GET", "POST"])
@allow(Role.TEAM_LEAD, Role.STATISTICS, Role.ADMINISTRATION)
def county_map() -> str | Response | tuple[str, int]:
    """Show the map in use and take a new one."""
    form = MapForm()
    if form.validate_on_submit():
        upload = form.file.data
        try:
            keeping.store_map(raw=upload.read(), file_name=upload.filename or "", by=signed_in_user(), now=clock.now())
        except FieldError as error:
            form.refuse(error)
        else:
            flash("Die neue Karte ist in Gebrauch.", "success")
            return redirect(url_for("statistics.county_map"), 303)
    page = render_template(
        "statistics/map.html",
        form=form,
        stored=labels.find_map(reading()),
        places=labels.places(reading()),
        **tabs_for("karte"),
    )
    return page, 422 if form.errors else 200
