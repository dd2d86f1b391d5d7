"""Pages of the places where clients are received."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from lotse.accounts import queries as account_queries
from lotse.accounts.access import allow
from lotse.accounts.actions import units
from lotse.administration import queries
from lotse.administration.actions import sites as actions
from lotse.administration.forms import SiteForm
from lotse.administration.routes.blueprint import ADMIN, blueprint, close_or_reopen
from lotse.foundation.clock import today
from lotse.foundation.web.forms import Answer


@blueprint.route("/standorte", methods=["GET", "POST"])
@allow(ADMIN)
def sites() -> Answer:
    """Places where clients are received."""
    form = SiteForm()
    if form.validate_on_submit():
        with form.refusing():
            actions.open_site(**form.typed())
            flash("Angelegt.", "success")
            return redirect(url_for("administration.sites"), 303)
    page = render_template("administration/sites.html", form=form, sites=queries.list_sites())
    return page, 422 if form.errors else 200


@blueprint.route("/standorte/<id:site_id>", methods=["GET", "POST"])
@allow(ADMIN)
def site(site_id: int) -> Answer:
    """Change a site."""
    found = account_queries.get_site(site_id)
    form = SiteForm(obj=found)
    if form.validate_on_submit():
        form.check_version(found)
        with form.refusing():
            units.change_record(found, **form.typed())
            flash("Gespeichert.", "success")
            return redirect(url_for("administration.sites"), 303)
    return render_template("administration/site.html", form=form, site=found), 422 if form.errors else 200


@blueprint.post("/standorte/<id:site_id>/schliessung")
@allow(ADMIN)
def close_site(site_id: int) -> Response:
    """Close a site at which nobody works, or open it again."""
    found = account_queries.get_site(site_id)
    if close_or_reopen(found, lambda: actions.close_site(site=found, today=today())):
        return redirect(url_for("administration.sites"), 303)
    return redirect(url_for("administration.site", site_id=site_id), 303)
