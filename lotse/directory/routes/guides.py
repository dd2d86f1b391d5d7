"""Guides per concern: list, show, print in plain language, edit."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts import queries as account_queries
from lotse.accounts.access import allow, signed_in_user
from lotse.directory.actions import guides as actions
from lotse.directory.actions.catalogue import REVIEW_AFTER
from lotse.directory.forms.guides import GuideForm, deadline_lines
from lotse.directory.queries import concerns, offers
from lotse.directory.queries import guides as queries
from lotse.directory.routes.blueprint import EDITORS, KEEPERS, READERS, blueprint
from lotse.directory.routes.search import own_place
from lotse.foundation.clock import local, now, today
from lotse.foundation.web.forms import Answer

if TYPE_CHECKING:
    from lotse.directory.models import Guide

SUITING = 6


@blueprint.get("/leitfaeden")
@allow(*READERS)
def guides() -> str:
    """List the guides by area of life."""
    everything = queries.list_guides()
    areas = concerns.list_areas()
    area_of = {child.id: area.concern.id for area in areas for child in area.children}
    grouped = {
        area.concern.label: [g for g in everything if area_of.get(g.concern_id, g.concern_id) == area.concern.id]
        for area in areas
    }
    return render_template("directory/guides.html", grouped=grouped, total=len(everything), day=today())


@blueprint.get("/leitfaeden/<id:guide_id>")
@allow(*READERS)
def guide(guide_id: int) -> str:
    """Show a guide with the offers that suit it right now."""
    found = queries.get_guide(guide_id)
    hits = offers.match_offers(
        [concern.id for concern in found.concerns], local(now()), near=own_place(), limit=SUITING
    )
    editions = queries.list_editions(guide_id)
    people = {row.by_id for row in editions if row.by_id} | ({found.changed_by_id} if found.changed_by_id else set())
    return render_template(
        "directory/guide.html",
        guide=found,
        hits=hits,
        editions=editions,
        names=account_queries.names_of(people),
        day=today(),
    )


@blueprint.get("/leitfaeden/<id:guide_id>/blatt")
@allow(*READERS)
def guide_sheet(guide_id: int) -> str:
    """The sheet for the client in plain language; `da` names the documents that are already there."""
    found = queries.get_guide(guide_id)
    there = {
        int(number)
        for number in request.args.getlist("da")
        if number.isascii() and number.isdigit() and len(number) < 4
    }
    hits = offers.match_offers([concern.id for concern in found.concerns], local(now()), near=own_place(), limit=3)
    documents = [(text, number in there) for number, text in enumerate(found.documents)]
    site = signed_in_user().site
    return render_template(
        "directory/guide_sheet.html", guide=found, documents=documents, hits=hits, site=site, day=today()
    )


@blueprint.route("/leitfaeden/neu", methods=["GET", "POST"])
@allow(*KEEPERS)
def new_guide() -> Answer:
    """Write a guide of the office's own."""
    form = GuideForm(data={"review_on": today() + REVIEW_AFTER})
    del form.version
    if form.validate_on_submit():
        with form.refusing():
            written = actions.write_guide(
                concerns=concerns.list_by_ids(form.concerns.data),
                review_on=form.review_on.data,
                by=signed_in_user(),
                now=now(),
                **form.content(),
            )
            return redirect(url_for("directory.guide", guide_id=written.id), 303)
    return _edit_page(form, None)


@blueprint.route("/leitfaeden/<id:guide_id>/bearbeiten", methods=["GET", "POST"])
@allow(*KEEPERS)
def edit_guide(guide_id: int) -> Answer:
    """Write the next edition of a guide."""
    found = queries.get_guide(guide_id)
    stored = _as_typed(found)
    form = GuideForm(data=stored)
    if form.validate_on_submit():
        form.check_version(SimpleNamespace(**stored))
        with form.refusing():
            actions.change_guide(
                guide=found,
                concerns=concerns.list_by_ids(form.concerns.data),
                review_on=form.review_on.data,
                by=signed_in_user(),
                now=now(),
                **form.content(),
            )
            flash(f"Ausgabe {found.edition} gespeichert.", "success")
            return redirect(url_for("directory.guide", guide_id=guide_id), 303)
    return _edit_page(form, found)


@blueprint.post("/leitfaeden/<id:guide_id>/geprueft")
@allow(*EDITORS)
def confirm_guide(guide_id: int) -> Response:
    """Record that a guide was read and is still right."""
    found = queries.get_guide(guide_id)
    review_on = today() + timedelta(days=REVIEW_AFTER.days)
    actions.confirm_guide(guide=found, review_on=review_on, by=signed_in_user(), now=now())
    flash("Als geprüft vermerkt.", "success")
    return redirect(url_for("directory.guide", guide_id=guide_id), 303)


def _as_typed(guide: Guide) -> dict[str, object]:
    return {
        "version": guide.version,
        "question": guide.question,
        "summary": guide.summary,
        "concerns": [concern.id for concern in guide.concerns],
        "competent": guide.competent,
        "documents": "\n".join(guide.documents),
        "steps": "\n".join(guide.steps),
        "deadlines": deadline_lines(guide.deadlines),
        "plain": "\n".join(guide.plain),
        "review_on": guide.review_on,
    }


def _edit_page(form: GuideForm, guide: Guide | None) -> Answer:
    page = render_template("directory/edit_guide.html", form=form, guide=guide, areas=concerns.list_areas())
    return page, 422 if form.errors else 200
