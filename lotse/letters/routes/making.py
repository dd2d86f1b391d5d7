"""What can be printed for a person or a case, and the printing itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response as FileResponse
from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK, SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.cases.pages import load_case
from lotse.clients import queries as clients
from lotse.foundation.clock import now, today
from lotse.foundation.errors import NotFound, RuleBroken
from lotse.foundation.sheets import render_sheet
from lotse.foundation.web.forms import Answer
from lotse.letters import actions, queries
from lotse.letters.forms import ConsentSheetForm, ReleaseForm
from lotse.letters.queries import case_drafts, choices, client_drafts, deadline_drafts, partner_drafts, referral_drafts
from lotse.letters.routes.blueprint import blueprint
from lotse.letters.routes.pages import pdf_answer
from lotse.letters.rules.draft import Draft
from lotse.letters.rules.handouts import HANDOUTS
from lotse.letters.rules.kinds import VARIANTS, Kind, Variant
from lotse.referrals.pages import load_referral
from lotse.referrals.queries import find_case

ONE_YEAR = timedelta(days=365)


@blueprint.get("/neu/fall/<id:case_id>")
@allow(*CASE_WORK)
def new(case_id: int) -> str:
    """What can be printed for a case and its main person."""
    case = load_case(case_id)
    return _choices(clients.load_person(case.person_id), case)


@blueprint.get("/neu/person/<id:person_id>")
@allow(*SOCIAL_WORK)
def new_for_person(person_id: int) -> str:
    """What can be printed for a person."""
    person = clients.get_person(person_id, signed_in_user(), now())
    audit_about(person_id=person.id)
    return _choices(person, None)


@blueprint.post("/aus/vermittlung/<id:referral_id>")
@allow(*SOCIAL_WORK)
def create_for_referral(referral_id: int) -> Answer:
    """Print the letter of a referral with its reply form, and the client's sheet; a waiting referral is sent by it."""
    office, client = referral_drafts.referral_packet(referral_id, user=signed_in_user(), now=now())
    printed = actions.print_drafts([office, client])
    try:
        letter = actions.file_packet(
            office=printed[0], client=printed[1], by=signed_in_user(), today=today(), now=now()
        )
    except RuleBroken as error:
        return _refused(referral_id, error), 422
    audit_about(person_id=letter.person_id, case_id=letter.case_id, action=Action.DISCLOSE)
    return _to(letter)


@blueprint.post("/aus/vermittlung/<id:referral_id>/erinnerung")
@allow(*SOCIAL_WORK)
def create_reminder(referral_id: int) -> Response:
    """Print a reminder to a receiver that has not answered."""
    printed = actions.print_drafts([partner_drafts.reminder(referral_id, user=signed_in_user(), now=now())])
    letter = actions.file_reminder(printed=printed[0], by=signed_in_user(), today=today(), now=now())
    audit_about(person_id=letter.person_id, case_id=letter.case_id, action=Action.PRINT)
    return _to(letter)


@blueprint.post("/aus/vermittlung/<id:referral_id>/zugang")
@allow(*SOCIAL_WORK)
def create_access(referral_id: int) -> Response:
    """Print the letter with the partner's link, which is known only on the page that made it."""
    token = request.form.get("token", "")[:100]
    address = current_app.config["LOTSE"].public_base_url + url_for("partner.open_link", token=token or "-")
    return file_and_show(partner_drafts.access(referral_id, token, address, user=signed_in_user(), now=now()))


@blueprint.post("/aus/antragswille/<id:intent_id>")
@allow(*SOCIAL_WORK)
def create_receipt(intent_id: int) -> Response:
    """Print the receipt for what somebody wished to apply for."""
    return file_and_show(client_drafts.receipt(intent_id, _variant(Kind.RECEIPT), user=signed_in_user(), now=now()))


@blueprint.post("/aus/termin/<id:appointment_id>")
@allow(*SOCIAL_WORK)
def create_appointment(appointment_id: int) -> Response:
    """Print an appointment as a sheet, or as a card."""
    draft = client_drafts.appointment(
        appointment_id,
        _variant(Kind.APPOINTMENT),
        as_card=request.form.get("form") == "card",
        user=signed_in_user(),
        now=now(),
    )
    return file_and_show(draft)


@blueprint.post("/aus/fall/<id:case_id>/frist/<id:deadline_id>")
@allow(*CASE_WORK)
def create_deadline(case_id: int, deadline_id: int) -> Response:
    """Print the sheet "Ihre Frist"."""
    variant = _variant(Kind.DEADLINE)
    return file_and_show(deadline_drafts.deadline(case_id, deadline_id, variant, user=signed_in_user(), now=now()))


@blueprint.post("/aus/fall/<id:case_id>/wochenplan")
@allow(*CASE_WORK)
def create_week(case_id: int) -> Response:
    """Print who is where when in one week, for the family."""
    return file_and_show(case_drafts.week(case_id, request.args.get("montag", ""), user=signed_in_user(), now=now()))


@blueprint.post("/aus/person/<id:person_id>/merkblatt/<kind>")
@allow(*SOCIAL_WORK)
def create_handout(person_id: int, kind: str) -> Response:
    """Print a handout for a person, and keep that they got it."""
    found = handout_kind(kind)
    return file_and_show(client_drafts.handout(person_id, found, _variant(found), user=signed_in_user(), now=now()))


@blueprint.get("/merkblatt/<kind>.pdf")
@allow(*SOCIAL_WORK)
def handout(kind: str) -> FileResponse:
    """A handout for somebody nameless: it says nothing about anybody, so nothing is kept."""
    sheet = client_drafts.blank_handout(
        handout_kind(kind), _variant(handout_kind(kind)), user=signed_in_user(), now=now()
    )
    return pdf_answer(render_sheet(sheet.template, style=sheet.style, **sheet.context), f"Merkblatt-{kind}")


@blueprint.post("/aus/person/<id:person_id>/datenschutz")
@allow(*SOCIAL_WORK)
def create_notice(person_id: int) -> Response:
    """Print the data-protection notice."""
    return file_and_show(client_drafts.notice(person_id, _variant(Kind.NOTICE), user=signed_in_user(), now=now()))


@blueprint.route("/neu/person/<id:person_id>/einwilligung", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def new_consent(person_id: int) -> Answer:
    """Write a consent to be signed on paper."""
    person = clients.get_person(person_id, signed_in_user(), now())
    audit_about(person_id=person.id)
    form = ConsentSheetForm(valid_until=today() + ONE_YEAR)
    if form.validate_on_submit():
        with form.refusing():
            draft = client_drafts.consent(
                person_id, organisation_id=form.receiver_number(), purpose=form.purpose.data or "",
                categories=form.categories.data or (), valid_until=form.valid_until.data,
                user=signed_in_user(), now=now(),
            )  # fmt: skip
            return file_and_show(draft)
    return render_template("letters/consent.html", form=form, person=person), 422 if form.errors else 200


@blueprint.route("/neu/person/<id:person_id>/schweigepflicht", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def new_release(person_id: int) -> Answer:
    """Write a release from professional secrecy to be signed on paper."""
    user = signed_in_user()
    person = clients.get_person(person_id, user, now())
    audit_about(person_id=person.id)
    form = ReleaseForm(valid_until=today() + ONE_YEAR, towards=user.name)
    if form.validate_on_submit():
        draft = client_drafts.release(
            person_id,
            released=(form.released.data or "").splitlines(),
            towards=(form.towards.data or "").splitlines(),
            about=form.about.data or "",
            purpose=form.purpose.data or "",
            valid_until=form.valid_until.data,
            both_ways=form.both_ways.data,
            user=user,
            now=now(),
        )
        return file_and_show(draft)
    return render_template("letters/release.html", form=form, person=person), 422 if form.errors else 200


def handout_kind(kind: str) -> Kind:
    """Return the handout an address names, or answer 404."""
    found = next((one for one in HANDOUTS if one == kind), None)
    if found is None:
        raise NotFound
    return found


def _refused(referral_id: int, error: RuleBroken) -> str:
    """Say at the referral in the list why its letter does not leave; what it needs is asked on its own page."""
    referral = load_referral(referral_id)
    if referral.person_id is None:
        raise error
    person = clients.get_person(referral.person_id, signed_in_user(), now())
    return _choices(person, find_case(referral.case_id), refused={referral_id: error.message})


def _choices(person: Any, case: Any, refused: dict[int, str] | None = None) -> str:
    user = signed_in_user()
    return render_template(
        "letters/new.html",
        person=person,
        case=case,
        refused=refused or {},
        offered=choices.for_person(person, case.id if case else None, user, now()),
        letters=queries.list_for_case(case.id, user, now())
        if case
        else queries.list_for_person(clients.family_of_records(person), user, now()),
    )


def file_and_show(draft: Draft) -> Response:
    """Print a draft, keep it, and show where it lies."""
    letter = actions.print_and_file(draft=draft, by=signed_in_user(), now=now())
    audit_about(person_id=letter.person_id, case_id=letter.case_id, action=Action.PRINT)
    return _to(letter)


def _to(letter: Any) -> Response:
    flash(f"Gedruckt und abgelegt als {letter.number}.", "success")
    return redirect(url_for("letters.show", letter_id=letter.id), 303)


def _variant(kind: Kind) -> Variant:
    """Return the variant the form names, or plain German."""
    asked = request.values.get("form", "")
    return next((variant for variant in VARIANTS[kind] if variant == asked), Variant.PLAIN)
