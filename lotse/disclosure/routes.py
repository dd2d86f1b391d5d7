"""Consents of a person: listed, given, revoked; and who got what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.queries import names_of
from lotse.accounts.rules import SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.clients import queries as clients
from lotse.disclosure import actions, queries
from lotse.disclosure.actions import proof
from lotse.disclosure.forms import FORMS, ConsentForm, RevocationForm, SheetForm
from lotse.disclosure.rules import CATEGORY_LABELS, is_valid
from lotse.foundation.clock import now, today
from lotse.foundation.errors import FieldError
from lotse.foundation.record_ids import record_id
from lotse.foundation.signature import read as read_signature
from lotse.foundation.web.files import as_download, chosen_file
from lotse.foundation.web.forms import Answer

if TYPE_CHECKING:
    from lotse.directory.models import Organisation

blueprint = Blueprint("disclosure", __name__, url_prefix="/einwilligungen")


@blueprint.get("/person/<id:person_id>")
@allow(*SOCIAL_WORK)
def index(person_id: int) -> str:
    """The consents of a person and the list of who got what about her."""
    person = clients.get_person(person_id, signed_in_user(), now())
    consents = queries.list_consents(person.id)
    disclosures = queries.list_disclosures(person.id)
    names = queries.names_of_organisations(
        {c.organisation_id for c in consents} | {d.organisation_id for d in disclosures}
    )
    return render_template(
        "disclosure/index.html",
        person=person,
        consents=[(consent, is_valid(consent, today())) for consent in consents],
        disclosures=disclosures,
        organisations=names,
        sheets=queries.sheets_of([consent.id for consent in consents]),
        category_labels=CATEGORY_LABELS,
        forms=FORMS,
    )


@blueprint.route("/person/<id:person_id>/neu", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def new(person_id: int) -> Answer:
    """Record a consent."""
    person = clients.get_person(person_id, signed_in_user(), now())
    form = ConsentForm(given_on=today())
    if form.validate_on_submit():
        with form.refusing():
            form.store(person, _recipient(form), by=signed_in_user(), today=today(), now=now())
            flash("Die Einwilligung ist festgehalten.", "success")
            return redirect(url_for("disclosure.index", person_id=person.id), 303)
    return render_template("disclosure/new.html", form=form, person=person), 422 if form.errors else 200


@blueprint.route("/<id:consent_id>/bogen", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def add_sheet(consent_id: int) -> Answer:
    """Add the scan of a sheet that was signed on paper."""
    consent = queries.get_consent(consent_id)
    person = clients.get_person(consent.person_id, signed_in_user(), now())
    audit_about(person_id=person.id)
    form = SheetForm()
    if form.validate_on_submit():
        name, content = chosen_file(form.sheet)
        with form.refusing():
            proof.add_sheet(consent=consent, file_name=name, content=content, by=signed_in_user(), now=now())
            flash("Der Bogen ist gespeichert.", "success")
            return redirect(url_for("disclosure.index", person_id=person.id), 303)
    page = render_template("disclosure/sheet.html", form=form, consent=consent, person=person)
    return page, 422 if form.errors else 200


@blueprint.get("/<id:consent_id>/bogen/<id:sheet_id>")
@allow(*SOCIAL_WORK)
def download_sheet(consent_id: int, sheet_id: int) -> Response:
    """Give a signed sheet out."""
    consent = queries.get_consent(consent_id)
    person = clients.get_person(consent.person_id, signed_in_user(), now())
    sheet = queries.get_sheet(sheet_id, consent.id)
    audit_about(person_id=person.id, action=Action.EXPORT, detail="consent_sheet")
    return as_download(sheet, sheet.content)


@blueprint.get("/<id:consent_id>/unterschrift")
@allow(*SOCIAL_WORK)
def signature(consent_id: int) -> str:
    """Show what was signed on the screen, by whom and before whom."""
    consent = queries.get_consent(consent_id)
    person = clients.get_person(consent.person_id, signed_in_user(), now())
    audit_about(person_id=person.id)
    drawn = read_signature(consent.signature).paths if consent.signature else []
    return render_template(
        "disclosure/signature.html", consent=consent, person=person, paths=drawn, category_labels=CATEGORY_LABELS,
        organisation=queries.names_of_organisations({consent.organisation_id})[consent.organisation_id],
        witness=names_of({consent.witnessed_by_id}).get(consent.witnessed_by_id, "") if consent.witnessed_by_id else "",
    )  # fmt: skip


@blueprint.route("/<id:consent_id>/widerruf", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def revoke(consent_id: int) -> Answer:
    """End a consent for the future; open referrals that rest on it are withdrawn at once."""
    consent = queries.get_consent(consent_id)
    person = clients.get_person(consent.person_id, signed_in_user(), now())
    audit_about(person_id=person.id)
    form = RevocationForm()
    if form.validate_on_submit():
        with form.refusing():
            actions.revoke_consent(
                consent=consent, by=signed_in_user(), today=today(), now=now(), note=form.note.data or ""
            )
            flash(
                "Widerrufen. Ab sofort geht nichts mehr an diese Stelle; offene Vermittlungen sind zurückgezogen.",
                "success",
            )
            return redirect(url_for("disclosure.index", person_id=person.id), 303)
    organisation = queries.names_of_organisations({consent.organisation_id})[consent.organisation_id]
    page = render_template(
        "disclosure/revoke.html", form=form, consent=consent, person=person, organisation=organisation,
        category_labels=CATEGORY_LABELS,
    )  # fmt: skip
    return page, 422 if form.errors else 200


def _recipient(form: ConsentForm) -> Organisation:
    """Return the organisation picked from the list (`12` or `12:34` with the offer)."""
    identifier = record_id((form.receiver_id.data or "").partition(":")[0])
    organisation = queries.find_recipient(identifier) if identifier else None
    if organisation is None:
        raise FieldError("receiver", "Bitte eine Stelle aus der Liste wählen, die beim Tippen erscheint.")
    return organisation
