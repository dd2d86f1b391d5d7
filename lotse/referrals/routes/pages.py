"""List, page, draft, sending, steps and answers of referrals; the inbox of a department."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import SOCIAL_WORK, Role
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.disclosure import actions as disclosure
from lotse.disclosure.rules import Basis, Category
from lotse.foundation.check_code import read_code
from lotse.foundation.clock import now, today
from lotse.foundation.errors import FieldError, RuleBroken
from lotse.foundation.web.pagination import Page, asked_page
from lotse.referrals import actions, queries
from lotse.referrals.forms import CodeForm, ConsentForm, EffectForm, SendForm, StepForm
from lotse.referrals.routes.views import may_decline, page_of, words
from lotse.referrals.rules.states import FINAL, OPEN, Kind, Party, State

blueprint = Blueprint("referrals", __name__, url_prefix="/vermittlungen")
PAGE_SIZE = 50
VIEWS = {
    "offen": tuple(OPEN),
    "unterwegs": (State.REQUESTED, State.RECEIVED),
    "bei-uns": (State.DRAFT, State.CONSENT_PENDING, State.QUESTION, State.DECLINED_PENDING),
    "laufend": (State.ACCEPTED, State.WAITLISTED, State.IN_PROGRESS, State.PAUSED),
    "beendet": tuple(FINAL),
}

Answer = str | Response | tuple[str, int]


@blueprint.context_processor
def _words() -> dict[str, Any]:
    return words()


@blueprint.get("/")
@allow(*SOCIAL_WORK)
def index() -> str:
    """All referrals the account may see; those whose clock runs out first stand on top."""
    view = request.args.get("stand", "offen")
    number = asked_page()
    concern = request.args.get("anliegen", "")
    rows, total = queries.list_referrals(
        signed_in_user(),
        states=VIEWS.get(view, ()),
        overdue_on=today() if request.args.get("faellig") else None,
        concern_id=int(concern) if concern.isascii() and concern.isdigit() and len(concern) < 10 else None,
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
    )
    page = Page(rows, number, PAGE_SIZE, total)
    return render_template(
        "referrals/index.html",
        page_url=lambda seite: url_for("referrals.index", **{**request.args.to_dict(), "seite": seite}),
        page=page,
        view=view,
        concerns=queries.list_concerns(),
        concern=concern,
        code_form=CodeForm(),
    )


@blueprint.get("/<id:referral_id>")
@allow(*SOCIAL_WORK)
def show(referral_id: int) -> str:
    """One referral: what it is about, where it stands, what is next."""
    referral = queries.get_referral(referral_id, signed_in_user())
    audit_about(person_id=referral.person_id, case_id=referral.case_id)
    return render_template(
        "referrals/show.html", page=page_of(referral, today()), send_form=SendForm(means=_usual_means(referral))
    )


@blueprint.route("/<id:referral_id>/senden", methods=["POST"])
@allow(*SOCIAL_WORK)
def send(referral_id: int) -> Answer:
    """Let the referral leave through the gate."""
    referral = queries.get_referral(referral_id, signed_in_user())
    audit_about(person_id=referral.person_id, case_id=referral.case_id, action=Action.DISCLOSE)
    form = SendForm()
    if form.validate_on_submit():
        basis = Basis(form.basis.data) if form.basis.data else None
        try:
            actions.send(
                referral=referral, means=form.means.data, by=signed_in_user(), today=today(), now=now(), basis=basis
            )
        except RuleBroken as error:
            form.form_errors.append(error.message)
        else:
            flash("Gesendet. Die Uhr läuft: Wir erinnern, wenn keine Antwort kommt.", "success")
            return redirect(url_for("referrals.show", referral_id=referral_id), 303)
    return render_template("referrals/show.html", page=page_of(referral, today()), send_form=form), 422


@blueprint.route("/<id:referral_id>/einwilligung", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def consent(referral_id: int) -> Answer:
    """Record the consent this referral needs."""
    referral = queries.get_referral(referral_id, signed_in_user())
    audit_about(person_id=referral.person_id, case_id=referral.case_id)
    person = queries.find_person(referral.person_id)
    if person is None:
        raise RuleBroken("Ein Hinweis ohne Person braucht keine Einwilligung.")
    organisation = queries.get_organisation(referral.organisation_id)
    form = ConsentForm(
        purpose=f"Vermittlung an {organisation.name}", categories=list(referral.categories), given_on=today()
    )
    if form.validate_on_submit():
        try:
            disclosure.give_consent(
                person=person,
                organisation=organisation,
                purpose=form.purpose.data,
                categories=[Category(name) for name in form.categories.data],
                form=form.form.data,
                given_on=form.given_on.data,
                valid_until=form.valid_until.data,
                signed_by=form.signed_by.data or "",
                by=signed_in_user(),
                today=today(),
                now=now(),
                case_id=referral.case_id,
            )
        except FieldError as error:
            form.refuse(error)
        else:
            flash("Die Einwilligung ist festgehalten.", "success")
            return redirect(url_for("referrals.show", referral_id=referral_id), 303)
    status = 422 if form.errors else 200
    return render_template(
        "referrals/consent.html", form=form, referral=referral, organisation=organisation, person=person
    ), status


@blueprint.route("/<id:referral_id>/antwort", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def answer(referral_id: int) -> Answer:
    """Record what the receiver (of a hint: the client) said on paper, by telephone, by fax."""
    referral = queries.get_referral(referral_id, signed_in_user())
    party = Party.CLIENT if referral.kind == Kind.HINT else Party.RECEIVER
    return _take_steps(referral, party, "referrals/answer.html")


@blueprint.route("/<id:referral_id>/schritt", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def step(referral_id: int) -> Answer:
    """Take a step of our own: answer a question, settle a decline, withdraw, reopen."""
    referral = queries.get_referral(referral_id, signed_in_user())
    return _take_steps(referral, Party.SENDER, "referrals/step.html")


@blueprint.route("/<id:referral_id>/wirkung", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def effect(referral_id: int) -> Answer:
    """Stamp whether the help helped."""
    referral = queries.get_referral(referral_id, signed_in_user())
    audit_about(person_id=referral.person_id, case_id=referral.case_id)
    form = EffectForm(on=today())
    if form.validate_on_submit():
        try:
            actions.confirm_effect(
                referral=referral,
                effect=form.effect.data,
                source=form.source.data,
                on=form.on.data,
                by=signed_in_user(),
                now=now(),
            )
        except RuleBroken as error:
            form.form_errors.append(error.message)
        else:
            flash("Die Wirkung ist festgehalten.", "success")
            return redirect(url_for("referrals.show", referral_id=referral_id), 303)
    return render_template("referrals/effect.html", form=form, referral=referral), 422 if form.errors else 200


@blueprint.route("/rueckantwort", methods=["POST"])
@allow(*SOCIAL_WORK)
def by_code() -> Answer:
    """Find the referral a paper reply belongs to by its code."""
    form = CodeForm()
    code = read_code(form.code.data or "")
    found = queries.find_by_reply_code(code) if code else None
    if found is None:
        flash("Diesen Code gibt es nicht. Bitte prüfen: zehn Zeichen, oben rechts auf der Rückantwort.", "error")
        return redirect(url_for("referrals.index"), 303)
    queries.get_referral(found.id, signed_in_user())
    return redirect(url_for("referrals.answer", referral_id=found.id), 303)


@blueprint.get("/eingang")
@allow(Role.DEPARTMENT)
def inbox() -> str:
    """What a department has to answer, and what it had (without names)."""
    user = signed_in_user()
    return render_template(
        "referrals/inbox.html", rows=queries.list_inbox(user), past=queries.list_inbox(user, past=True)
    )


@blueprint.get("/eingang/<id:referral_id>")
@allow(Role.DEPARTMENT)
def received(referral_id: int) -> str:
    """One referral as the department may see it: what the disclosure allows and nothing else."""
    referral = queries.get_referral(referral_id, signed_in_user())
    audit_about(person_id=referral.person_id, case_id=referral.case_id)
    return render_template("referrals/received.html", page=page_of(referral, today()))


@blueprint.route("/eingang/<id:referral_id>/antwort", methods=["GET", "POST"])
@allow(Role.DEPARTMENT)
def reply(referral_id: int) -> Answer:
    """The department answers: accept, ask, decline, tell the state of things."""
    referral = queries.get_referral(referral_id, signed_in_user())
    return _take_steps(referral, Party.RECEIVER, "referrals/reply.html")


def _take_steps(referral: Any, party: Party, template: str) -> Answer:
    """Show the step form with the states this party may choose, or take the steps it describes."""
    audit_about(person_id=referral.person_id, case_id=referral.case_id)
    page = page_of(referral, today())
    states = page.ours if party is Party.SENDER else page.theirs
    form = StepForm(happened_on=today(), to=request.args.get("nach"))
    form.offer_choices(states, decline=may_decline(referral))
    if template == "referrals/reply.html":
        form.via.choices, form.via.data = [("inbox", "Eingang im Haus")], "inbox"
    elif party is Party.SENDER:
        form.via.choices, form.via.data = [("system", "Lotse")], "system"
    if form.validate_on_submit():
        try:
            actions.record_answer(
                referral=referral, steps=form.steps(party), by=signed_in_user(), today=today(), now=now()
            )
        except FieldError as error:
            form.refuse(error)
        except RuleBroken as error:
            form.form_errors.append(error.message)
        else:
            flash("Festgehalten.", "success")
            return redirect(_after_step(referral), 303)
    return render_template(template, form=form, page=page, referral=referral), 422 if form.errors else 200


def _after_step(referral: Any) -> str:
    if signed_in_user().role != Role.DEPARTMENT:
        return url_for("referrals.show", referral_id=referral.id)
    open_still = State(referral.state) in OPEN
    return url_for("referrals.received", referral_id=referral.id) if open_still else url_for("referrals.inbox")


def _usual_means(referral: Any) -> str:
    organisation = queries.get_organisation(referral.organisation_id)
    return "inbox" if organisation.unit_id is not None else "letter"
