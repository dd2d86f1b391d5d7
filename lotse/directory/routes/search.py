"""The list of offers with its filters."""

from __future__ import annotations

from flask import render_template, request, url_for

from lotse.accounts.access import allow, signed_in_user
from lotse.directory.forms.search import SearchForm
from lotse.directory.queries import concerns, offers
from lotse.directory.routes.blueprint import READERS, blueprint
from lotse.directory.rules.coordinates import GeoPoint
from lotse.foundation.clock import local, now
from lotse.foundation.web.htmx import is_htmx
from lotse.foundation.web.pagination import Page, asked_page

PAGE_SIZE = 25


@blueprint.get("/")
@allow(*READERS)
def index() -> str:
    """Search and filter the offers."""
    form = SearchForm(request.args)
    form.fill(
        concerns=concerns.grouped_choices(blank="alle"),
        languages=offers.list_languages(),
        towns=offers.list_towns(),
    )
    number, wanted, near = asked_page(), form.wanted(), own_place()
    hits, total = offers.search_offers(wanted, local(now()), near, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    page = Page(hits, number, PAGE_SIZE, total)
    arguments = {key: value for key, value in request.args.items() if key != "seite" and value}
    return render_template(
        "directory/_hits.html" if is_htmx() else "directory/index.html",
        form=form,
        page=page,
        near=near,
        page_url=lambda n: url_for("directory.index", **{**arguments, "seite": n}),
        is_filtered=bool(arguments),
    )


def own_place() -> GeoPoint | None:
    """Return where the acting person works: distances are counted from there."""
    site = signed_in_user().site
    if site is None or site.latitude is None or site.longitude is None:
        return None
    return GeoPoint(site.latitude, site.longitude)
