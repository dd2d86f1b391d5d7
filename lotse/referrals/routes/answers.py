"""What comes back: answers on paper, by telephone, by fax; our own steps; attempts; the effect."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import SOCIAL_WORK
from lotse.foundation.check_code import read_code
from lotse.foundation.clock import now, today
from lotse.foundation.web.forms import Answer
from lotse.referrals import queries
from lotse.referrals.actions.steps import confirm_effect, note_attempt, record_answer
from lotse.referrals.forms.answers import AttemptForm, CodeForm, EffectForm, StepForm
from lotse.referrals.pages import load_referral
from lotse.referrals.routes.blueprint import blueprint
from lotse.referrals.routes.views import ReferralPage, may_decline, page_of
from lotse.referrals.rules import clocks
from lotse.referrals.rules.reasons import EFFECTS
from lotse.referrals.rules.states import LABELS, Kind, Party, State


@blueprint.route("/rueckantwort", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def by_code() -> Answer:
    """Find the referral a paper reply belongs to by its code, typed or scanned."""
    form = CodeForm()
    if form.validate_on_submit():
        code = read_code(form.code.data or "")
        found = queries.find_by_reply_code(code, signed_in_user(), now()) if code else None
        if found is not None:
            return redirect(url_for("referrals.answer", referral_id=found.id, bogen=1), 303)
        slip = "Darin steckt ein Tippfehler: Bitte die zehn Zeichen noch einmal lesen."
        form.code.errors = [*form.code.errors, "Diesen Code gibt es nicht." if code else slip]
    return render_template("referrals/code.html", form=form), 422 if form.errors else 200


@blueprint.route("/<id:referral_id>/antwort", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def answer(referral_id: int) -> Answer:
    """Record what the receiver (of a hint: the client) said on paper, by telephone, by fax."""
    referral = load_referral(referral_id)
    from_sheet = bool(request.args.get("bogen"))
    page = page_of(referral, today())
    form = StepForm(**_usual(page, from_sheet=from_sheet))
    form.offer_choices(page.theirs, decline=may_decline(referral))
    party = Party.CLIENT if referral.kind == Kind.HINT else Party.RECEIVER
    if take_steps(form, referral, party):
        flash(f"Festgehalten: {referral.number}.", "success")
        after = "referrals.by_code" if from_sheet else "referrals.show"
        return redirect(url_for(after, referral_id=None if from_sheet else referral.id), 303)
    return render_template("referrals/answer.html", form=form, page=page, referral=referral), form.status


@blueprint.route("/<id:referral_id>/schritt", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def step(referral_id: int) -> Answer:
    """Take a step of our own: answer a question, settle a decline, withdraw, reopen."""
    referral = load_referral(referral_id)
    page = page_of(referral, today())
    form = StepForm(happened_on=today(), to=request.args.get("nach"), version=referral.version)
    form.offer_choices(page.ours, decline=may_decline(referral))
    form.via.choices, form.via.data = [("system", "Lotse")], "system"
    if take_steps(form, referral, Party.SENDER):
        flash("Festgehalten.", "success")
        return redirect(url_for("referrals.show", referral_id=referral.id), 303)
    return render_template("referrals/step.html", form=form, page=page, referral=referral), form.status


@blueprint.route("/<id:referral_id>/versuch", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def attempt(referral_id: int) -> Answer:
    """Note one attempt to reach the client; three of them make 'not reached' possible."""
    referral = load_referral(referral_id)
    form = AttemptForm(on=today())
    if form.validate_on_submit():
        with form.refusing():
            made = note_attempt(
                referral=referral, on=form.on.data, via=form.via.data, by=signed_in_user(), today=today(), now=now(),
                text=form.note.data or "",
            )  # fmt: skip
            flash(f"Festgehalten: {made} von 3 Versuchen zählen.", "success")
            return redirect(url_for("referrals.show", referral_id=referral.id), 303)
    return render_template("referrals/attempt.html", form=form, referral=referral), 422 if form.errors else 200


@blueprint.route("/<id:referral_id>/wirkung", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def effect(referral_id: int) -> Answer:
    """Stamp whether the help helped."""
    referral = load_referral(referral_id)
    form, known = EffectForm(on=today(), version=referral.version), EFFECTS.get(referral.effect)
    stand = f"Wirkung {known}" if known else LABELS[State(referral.state)]
    if not form.is_overtaken(referral.version, stand) and form.validate_on_submit():
        with form.refusing():
            confirm_effect(
                referral=referral, effect=form.effect.data, source=form.source.data, on=form.on.data,
                by=signed_in_user(), now=now(), via=form.via.data,
            )  # fmt: skip
            flash("Die Wirkung ist festgehalten.", "success")
            return redirect(url_for("referrals.show", referral_id=referral_id), 303)
    return render_template("referrals/effect.html", form=form, referral=referral), form.status


def take_steps(form: StepForm, referral: Any, party: Party) -> bool:
    """Take the steps a form describes; False when it was only opened, refused, or overtaken by somebody else."""
    # First whether somebody was faster: what was chosen may not be on offer any more.
    if form.is_overtaken(referral.version, LABELS[State(referral.state)]) or not form.validate_on_submit():
        return False
    with form.refusing():
        steps = form.steps(party, State(referral.state))
        by = None if form.via.data == "link" else signed_in_user()
        record_answer(referral=referral, steps=steps, by=by, today=today(), now=now())
        return True
    return False


def _usual(page: ReferralPage, *, from_sheet: bool) -> dict[str, Any]:
    """Fill in what most answers say, so that a sheet takes a digit and Enter."""
    referral, organisation = page.referral, page.organisation
    contact = referral.partner_contact or page.contact_person or organisation.contact_person
    return {
        "happened_on": today(),
        "received_on": today(),
        "version": referral.version,
        "to": request.args.get("nach"),
        "via": "paper" if from_sheet else "phone",
        "contact": contact,
        "follows_by": clocks.first_contact_due(today(), page.terms, organisation.state),
        "recheck_on": clocks.waiting_list_due(today(), page.terms, organisation.state),
    }
