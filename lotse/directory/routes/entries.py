"""Pages of one house: show, add, change, closures, proof that it is still right."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from lotse.accounts import queries as account_queries
from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.queries import office_region
from lotse.directory.actions import organisations as actions
from lotse.directory.forms.entries import ClosureForm, OrganisationForm, SpecialOpeningForm
from lotse.directory.queries import guides
from lotse.directory.queries import organisations as queries
from lotse.directory.queries.offers import judged
from lotse.directory.routes.blueprint import EDITORS, KEEPERS, READERS, blueprint
from lotse.directory.routes.search import own_place
from lotse.directory.rules.capacity import FRESHNESS_LABELS, freshness
from lotse.foundation.clock import local, now, today
from lotse.foundation.web.forms import Answer

if TYPE_CHECKING:
    from lotse.directory.models import Organisation


@blueprint.get("/einrichtungen/<id:organisation_id>")
@allow(*READERS)
def show(organisation_id: int) -> str:
    """Show a house with its offers, hours, closures and history."""
    organisation, moment = queries.get_organisation(organisation_id), local(now())
    hits = judged([offer for offer in organisation.offers if not offer.retired_on], moment, own_place())
    concern_ids = {concern.id for hit in hits for concern in hit.offer.concerns}
    history = queries.list_history(organisation.id)
    fresh = freshness(organisation.checked_on, moment.date())
    return render_template(
        "directory/show.html",
        organisation=organisation,
        hits=hits,
        retired=[offer for offer in organisation.offers if offer.retired_on],
        closures=queries.list_closures(organisation.id, since=moment.date()),
        specials=queries.list_special_openings(organisation.id, since=moment.date()),
        guides=guides.list_for_concerns(concern_ids)[:6],
        history=history,
        names=account_queries.names_of({row.by_id for row in history if row.by_id}),
        freshness=fresh,
        freshness_label=FRESHNESS_LABELS[fresh],
    )


@blueprint.route("/einrichtungen/neu", methods=["GET", "POST"])
@allow(*EDITORS)
def new() -> Answer:
    """Add a house."""
    form = OrganisationForm(state=office_region())
    del form.version
    if form.validate_on_submit():
        with form.refusing():
            organisation = actions.add_organisation(by=signed_in_user(), now=now(), source="Hand", **form.fields())
            return redirect(url_for("directory.show", organisation_id=organisation.id), 303)
    return render_template("directory/edit.html", form=form, organisation=None), 422 if form.errors else 200


@blueprint.route("/einrichtungen/<id:organisation_id>/bearbeiten", methods=["GET", "POST"])
@allow(*EDITORS)
def edit(organisation_id: int) -> Answer:
    """Change a house. A confidential address is never sent to the browser: left empty it stays."""
    organisation = queries.get_organisation(organisation_id)
    stored = _as_typed(organisation)
    form = OrganisationForm(data=stored)
    if form.validate_on_submit():
        form.check_version(SimpleNamespace(**stored))
        with form.refusing():
            actions.change_organisation(organisation=organisation, by=signed_in_user(), now=now(), **form.fields())
            flash("Gespeichert.", "success")
            return redirect(url_for("directory.show", organisation_id=organisation.id), 303)
    return render_template("directory/edit.html", form=form, organisation=organisation), 422 if form.errors else 200


@blueprint.post("/einrichtungen/<id:organisation_id>/geprueft")
@allow(*EDITORS)
def confirm(organisation_id: int) -> Response:
    """Record that the entry was looked at and is right."""
    organisation = queries.get_organisation(organisation_id)
    actions.confirm_entry(organisation=organisation, by=signed_in_user(), today=today(), now=now())
    flash("Als geprüft vermerkt.", "success")
    return redirect(url_for("directory.show", organisation_id=organisation_id), 303)


@blueprint.post("/einrichtungen/<id:organisation_id>/stilllegung")
@allow(*KEEPERS)
def close(organisation_id: int) -> Response:
    """Take a house out of the directory, or put it back when it is out."""
    organisation = queries.get_organisation(organisation_id)
    if organisation.closed_on is None:
        actions.close_organisation(organisation=organisation, by=signed_in_user(), today=today(), now=now())
    else:
        actions.reopen_organisation(organisation=organisation, by=signed_in_user(), now=now())
    return redirect(url_for("directory.show", organisation_id=organisation_id), 303)


@blueprint.route("/einrichtungen/<id:organisation_id>/schliesszeiten/neu", methods=["GET", "POST"])
@allow(*EDITORS)
def new_closure(organisation_id: int) -> Answer:
    """Record days on which a house is closed."""
    organisation, form = queries.get_organisation(organisation_id), ClosureForm()
    if form.validate_on_submit() and form.starts_on.data and form.ends_on.data:
        with form.refusing():
            actions.add_closure(
                organisation=organisation,
                label=form.label.data,
                starts_on=form.starts_on.data,
                ends_on=form.ends_on.data,
                by=signed_in_user(),
                now=now(),
            )
            return redirect(url_for("directory.show", organisation_id=organisation_id), 303)
    page = render_template("directory/closure.html", form=form, organisation=organisation)
    return page, 422 if form.errors else 200


@blueprint.post("/schliesszeiten/<id:closure_id>/entfernen")
@allow(*EDITORS)
def remove_closure(closure_id: int) -> Response:
    """Take a closure back."""
    closure = queries.get_closure(closure_id)
    organisation_id = closure.organisation_id
    actions.remove_closure(closure=closure, by=signed_in_user(), now=now())
    return redirect(url_for("directory.show", organisation_id=organisation_id), 303)


@blueprint.route("/einrichtungen/<id:organisation_id>/sondertage/neu", methods=["GET", "POST"])
@allow(*EDITORS)
def new_special_opening(organisation_id: int) -> Answer:
    """Record a day with other hours than usual."""
    organisation, form = queries.get_organisation(organisation_id), SpecialOpeningForm()
    if form.validate_on_submit() and form.day.data:
        with form.refusing():
            actions.add_special_opening(
                organisation=organisation,
                day=form.day.data,
                opens_at=form.opens_at.data,
                closes_at=form.closes_at.data,
                label=form.label.data or "",
                by=signed_in_user(),
                now=now(),
            )
            return redirect(url_for("directory.show", organisation_id=organisation_id), 303)
    page = render_template("directory/special_opening.html", form=form, organisation=organisation)
    return page, 422 if form.errors else 200


@blueprint.post("/sondertage/<id:opening_id>/entfernen")
@allow(*EDITORS)
def remove_special_opening(opening_id: int) -> Response:
    """Take a day with other hours back."""
    opening = queries.get_special_opening(opening_id)
    organisation_id = opening.organisation_id
    actions.remove_special_opening(opening=opening, by=signed_in_user(), now=now())
    return redirect(url_for("directory.show", organisation_id=organisation_id), 303)


def _as_typed(organisation: Organisation) -> dict[str, object]:
    """Return the house as its form shows it; a confidential address stays on the server, in a conflict too."""
    stored = {name: getattr(organisation, name) for name in OrganisationForm.record_fields}
    stored["languages"] = ", ".join(organisation.languages or [])
    if organisation.address_confidential:
        stored |= dict.fromkeys(OrganisationForm.address_fields)
    return stored
