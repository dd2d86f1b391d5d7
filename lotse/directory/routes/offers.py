"""Pages of one offer: add, change, capacity, end."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.directory.actions import offers as actions
from lotse.directory.forms.entries import CapacityForm, OfferForm
from lotse.directory.queries import concerns, organisations
from lotse.directory.queries import offers as queries
from lotse.directory.queries.opening import week_of
from lotse.directory.routes.blueprint import CAPACITY_REPORTERS, EDITORS, READERS, blueprint
from lotse.directory.rules.capacity import Capacity
from lotse.directory.rules.hours_text import HoursNotUnderstood, format_hours, parse_hours
from lotse.foundation.clock import now, today
from lotse.foundation.web.forms import Answer

if TYPE_CHECKING:
    from lotse.directory.models import Offer, Organisation


@blueprint.route("/einrichtungen/<id:organisation_id>/angebote/neu", methods=["GET", "POST"])
@allow(*EDITORS)
def new_offer(organisation_id: int) -> Answer:
    """Add an offer to a house."""
    organisation, form = organisations.get_organisation(organisation_id), OfferForm()
    del form.version
    if form.validate_on_submit():
        chosen = concerns.list_by_ids(form.concerns.data)
        actions.add_offer(
            organisation=organisation,
            concerns=chosen,
            hours=form.hours.week,
            by=signed_in_user(),
            now=now(),
            **form.fields(),
        )
        return redirect(url_for("directory.show", organisation_id=organisation_id), 303)
    return _offer_page(form, organisation, None)


@blueprint.route("/angebote/<id:offer_id>/bearbeiten", methods=["GET", "POST"])
@allow(*EDITORS)
def edit_offer(offer_id: int) -> Answer:
    """Change an offer with its concerns and hours."""
    offer = queries.get_offer(offer_id)
    stored = _as_typed(offer)
    form = OfferForm(data=stored)
    if form.validate_on_submit():
        form.check_version(SimpleNamespace(**stored))
        chosen = concerns.list_by_ids(form.concerns.data)
        actions.change_offer(
            offer=offer, concerns=chosen, hours=form.hours.week, by=signed_in_user(), now=now(), **form.fields()
        )
        flash("Gespeichert.", "success")
        return redirect(url_for("directory.show", organisation_id=offer.organisation_id), 303)
    return _offer_page(form, offer.organisation, offer)


@blueprint.route("/angebote/<id:offer_id>/plaetze", methods=["GET", "POST"])
@allow(*CAPACITY_REPORTERS)
def capacity(offer_id: int) -> Answer:
    """Record what a partner said about free places."""
    offer = queries.get_offer(offer_id)
    form = CapacityForm(data={"capacity": offer.capacity_state, "waiting_days": offer.waiting_days})
    if form.validate_on_submit():
        actions.report_capacity(
            offer=offer,
            capacity=Capacity(form.capacity.data),
            waiting_days=form.waiting_days.data,
            source=form.source.data or "",
            by=signed_in_user(),
            today=today(),
            now=now(),
        )
        flash("Plätze aktualisiert.", "success")
        return redirect(url_for("directory.show", organisation_id=offer.organisation_id), 303)
    return render_template("directory/capacity.html", form=form, offer=offer), 422 if form.errors else 200


@blueprint.post("/angebote/<id:offer_id>/ende")
@allow(*EDITORS)
def retire_offer(offer_id: int) -> Response:
    """Take an offer out of the directory, or put it back when it is out."""
    offer = queries.get_offer(offer_id)
    if offer.retired_on is None:
        actions.retire_offer(offer=offer, by=signed_in_user(), today=today(), now=now())
    else:
        actions.restore_offer(offer=offer, by=signed_in_user(), now=now())
    return redirect(url_for("directory.show", organisation_id=offer.organisation_id), 303)


@blueprint.get("/zeiten")
@allow(*READERS)
def read_hours() -> str:
    """Show typed hours back as they will be understood: a fragment beside the field."""
    text = request.args.get("hours", "")[:600]
    try:
        return render_template("directory/_hours_preview.html", shown=format_hours(parse_hours(text)), fault="")
    except HoursNotUnderstood as wrong:
        return render_template("directory/_hours_preview.html", shown="", fault=str(wrong))


def _as_typed(offer: Offer) -> dict[str, object]:
    """Return the offer as its form shows it."""
    return {
        **{name: getattr(offer, name) for name in OfferForm.record_fields},
        "languages": ", ".join(offer.languages or []),
        "concerns": [concern.id for concern in offer.concerns],
        "hours": format_hours(week_of(offer)),
    }


def _offer_page(form: OfferForm, organisation: Organisation, offer: Offer | None) -> Answer:
    page = render_template(
        "directory/edit_offer.html", form=form, organisation=organisation, offer=offer, areas=concerns.list_areas()
    )
    return page, 422 if form.errors else 200
