"""Writing a referral: from a case, a person, or as a hint without a person; and changing it before it leaves."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK, SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.cases.pages import load_case
from lotse.clients import queries as clients
from lotse.contacts.queries import first_concern_of, get_contact
from lotse.disclosure.rules import Category
from lotse.foundation.clock import now, today
from lotse.foundation.errors import FieldError, RuleBroken
from lotse.foundation.record_ids import record_id
from lotse.foundation.web.forms import Answer
from lotse.referrals import queries
from lotse.referrals.actions.drafts import change_draft, refer_client
from lotse.referrals.forms.drafts import ContentForm, ReferralForm
from lotse.referrals.pages import load_referral
from lotse.referrals.queries import case_facts, receivers
from lotse.referrals.routes.blueprint import blueprint
from lotse.referrals.rules.shared import Shared
from lotse.referrals.rules.states import NOT_SENT, Kind


@blueprint.route("/neu/fall/<id:case_id>", methods=["GET", "POST"])
@allow(*CASE_WORK)
def new_for_case(case_id: int) -> Answer:
    """Refer from a case; the person is its main person."""
    case = load_case(case_id)
    return _draft(queries.find_person(case.person_id), case=case)


@blueprint.route("/neu/person/<id:person_id>", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def new_for_person(person_id: int) -> Answer:
    """Refer a person without a case."""
    person = clients.get_person(person_id, signed_in_user(), now())
    audit_about(person_id=person.id)
    return _draft(person)


@blueprint.route("/neu/hinweis", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def new_hint() -> Answer:
    """Hand out an address; no data leave, no person is needed, and it is still followed up."""
    return _draft(None)


@blueprint.route("/<id:referral_id>/bearbeiten", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def edit(referral_id: int) -> Answer:
    """Change what a draft says, while nothing of it has left."""
    referral = load_referral(referral_id)
    if referral.state not in NOT_SENT:
        raise RuleBroken("Diese Vermittlung ist schon gesendet und lässt sich nicht mehr ändern.")
    form = ContentForm(obj=referral)
    _offer_choices(form, referral.case_id)
    if request.method == "GET":
        form.show(Shared.read(referral.shared))
    if form.validate_on_submit():
        form.check_version(referral)
        with form.refusing():
            change_draft(
                referral=referral, shared=form.shared(), by=signed_in_user(), today=today(), now=now(),
                **_content(form),
            )  # fmt: skip
            flash("Der Entwurf ist geändert.", "success")
            return _to(referral)
    organisation = receivers.get_organisation(referral.organisation_id)
    page = render_template("referrals/edit.html", form=form, referral=referral, organisation=organisation)
    return page, 422 if form.errors else 200


@blueprint.post("/stellen", endpoint="receivers")
@allow(*SOCIAL_WORK)
def suggest_receivers() -> str:
    """Suggest receivers while typing."""
    rows = receivers.search_receivers(request.form.get("q", "")[:100])
    return render_template("referrals/_receivers.html", rows=rows)


def _draft(person: Any, case: Any = None) -> Answer:
    form, contact = ReferralForm(), _named_contact()
    _offer_choices(form, case.id if case else None)
    if person is None:
        form.kind.choices, form.kind.data = [("hint", "Hinweis")], "hint"
    elif case is None:
        form.kind.choices = [choice for choice in form.kind.choices if choice[0] != Kind.BUNDLE]
        form.kind.description = ""
    if request.method == "GET":
        _take_from_address(form)
        form.concern_id.data = first_concern_of(contact.id) if contact else form.concern_id.data
        form.deadlines.data = [key for key, _ in form.deadlines.choices]
    if form.validate_on_submit():
        with form.refusing():
            referral = _create(form, person, case, contact)
            flash("Der Entwurf ist gespeichert. Noch hat nichts das Haus verlassen.", "success")
            return _to(referral)
    status = 422 if form.errors else 200
    return render_template("referrals/new.html", form=form, person=person, case=case), status


def _create(form: ReferralForm, person: Any, case: Any, contact: Any) -> Any:
    ids = form.receiver_ids() or receivers.only_hit(form.receiver.data)
    organisation = receivers.find_organisation(ids[0]) if ids else None
    if organisation is None or ids is None:
        raise FieldError("receiver", receivers.what_to_type(form.receiver.data))
    offer = receivers.find_offer(ids[1]) if ids[1] else None
    return refer_client(
        kind=Kind(form.kind.data),
        organisation=organisation,
        person=person,
        case=case,
        contact=contact,
        confirmed_second=form.confirmed_second.data,
        shared=form.shared(),
        offer_id=offer.id if offer and offer.organisation_id == organisation.id else None,
        by=signed_in_user(),
        today=today(),
        now=now(),
        **_content(form),
    )


def _content(form: ContentForm) -> dict[str, Any]:
    return {
        "categories": [Category(name) for name in form.categories.data or ()],
        "received_application_on": form.received_application_on.data,
        "concern_id": form.concern_id.data or None,
        "urgency": form.urgency.data,
        "reason": form.reason.data,
        "request": form.request.data,
        "client_words": form.client_words.data or "",
    }


def _offer_choices(form: ContentForm, case_id: int | None) -> None:
    form.concern_id.choices = [(0, "– bitte wählen –"), *receivers.list_concerns()]
    form.offer(case_facts.known_deadlines(case_id), case_facts.running_help(case_id))


def _named_contact() -> Any:
    """Return the contact the link names (`?kontakt=7`), from which the concern is taken over; within reach only."""
    number = record_id(request.args.get("kontakt"))
    return get_contact(number, signed_in_user(), now()) if number else None


def _take_from_address(form: ReferralForm) -> None:
    """Fill in the offer a link names (`?angebot=34`): nothing personal stands in an address."""
    number = record_id(request.args.get("angebot"))
    offer = receivers.find_offer(number) if number else None
    if offer is not None:
        form.receiver.data = f"{offer.name}, {offer.organisation.name}"
        form.receiver_id.data = f"{offer.organisation_id}:{offer.id}"


def _to(referral: Any) -> Response:
    return redirect(url_for("referrals.show", referral_id=referral.id), 303)
