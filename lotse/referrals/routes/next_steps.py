"""What a decline, a failure or silence leads to: the next receiver, another next step, the entry to be corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK, SOCIAL_WORK
from lotse.foundation.clock import now, today
from lotse.foundation.errors import FieldError
from lotse.foundation.web.forms import Answer
from lotse.referrals.actions.consequences import SETTLEMENTS, settle_proposal
from lotse.referrals.actions.redirects import FOLLOWED_UP, follow_up, redirect_referral
from lotse.referrals.actions.steps import name_next_step
from lotse.referrals.forms.answers import NextStepForm
from lotse.referrals.forms.drafts import picked
from lotse.referrals.forms.ways import RedirectForm
from lotse.referrals.pages import load_referral
from lotse.referrals.queries import next_steps, receivers
from lotse.referrals.routes.blueprint import blueprint
from lotse.referrals.rules.states import LABELS, Party, State
from lotse.referrals.rules.transitions import Step

if TYPE_CHECKING:
    from lotse.referrals.models import Referral

FORWARDED = frozenset({State.REQUESTED, State.RECEIVED})
"""Here only the receiver can have passed the request on; later it is our own choice."""


@blueprint.route("/<id:referral_id>/weiter", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def hand_on(referral_id: int) -> Answer:
    """Choose another receiver: after a decline, silence or failure, or because the receiver passed it on."""
    referral = load_referral(referral_id)
    form = RedirectForm(version=referral.version)
    if request.method == "GET":
        _name_offer(form, request.args.get("angebot", ""))
    if not form.is_overtaken(referral.version, LABELS[State(referral.state)]) and form.validate_on_submit():
        with form.refusing():
            new = _hand_on(referral, form)
            flash("Der neue Entwurf liegt bereit. Für die neue Stelle gilt ihre eigene Einwilligung.", "success")
            return redirect(url_for("referrals.show", referral_id=new.id), 303)
    page = render_template(
        "referrals/hand_on.html", form=form, referral=referral, theirs=referral.state in FORWARDED,
    )  # fmt: skip
    return page, form.status


@blueprint.route("/<id:referral_id>/naechster-schritt", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def next_step(referral_id: int) -> Answer:
    """Say what follows where it is no other receiver: the referral leaves the desk."""
    referral = load_referral(referral_id)
    form = NextStepForm()
    if form.validate_on_submit():
        with form.refusing():
            name_next_step(referral=referral, text=form.next_step.data, by=signed_in_user(), today=today(), now=now())
            flash("Der nächste Schritt ist festgehalten.", "success")
            return redirect(url_for("referrals.show", referral_id=referral.id), 303)
    return render_template("referrals/next_step.html", form=form, referral=referral), 422 if form.errors else 200


@blueprint.get("/vorschlaege")
@allow(*CASE_WORK)
def proposals() -> str:
    """Entries of the directory that declines put into question."""
    return render_template(
        "referrals/proposals.html", rows=next_steps.list_proposals(signed_in_user(), now()), settlements=SETTLEMENTS
    )


@blueprint.post("/vorschlaege/<id:proposal_id>")
@allow(*CASE_WORK)
def settle(proposal_id: int) -> Response:
    """Close a proposal: corrected, right as it stands, or the offer is taken out."""
    proposal = next_steps.get_proposal(proposal_id, signed_in_user(), now())
    settle_proposal(
        proposal=proposal, settlement=request.form.get("settlement", ""), by=signed_in_user(), today=today(), now=now()
    )
    flash("Der Eintrag ist geprüft.", "success")
    return redirect(url_for("referrals.proposals"), 303)


def _hand_on(referral: Referral, form: RedirectForm) -> Referral:
    ids = picked(form.receiver_id.data) or receivers.only_hit(form.receiver.data)
    organisation = receivers.find_organisation(ids[0]) if ids else None
    if ids is None or organisation is None:
        raise FieldError("receiver", receivers.what_to_type(form.receiver.data))
    offer = receivers.find_offer(ids[1]) if ids[1] else None
    offer_id = offer.id if offer and offer.organisation_id == organisation.id else None
    by, day, moment = signed_in_user(), today(), now()
    if referral.state in FOLLOWED_UP:
        return follow_up(referral=referral, to=organisation, offer_id=offer_id, by=by, today=day, now=moment)
    theirs = referral.state in FORWARDED
    step = Step(
        State.REDIRECTED, day, Party.RECEIVER if theirs else Party.SENDER, via=form.via.data if theirs else "system",
        note=form.note.data,
    )  # fmt: skip
    return redirect_referral(
        referral=referral, to=organisation, offer_id=offer_id, step=step, by=by, today=day, now=moment
    )


def _name_offer(form: RedirectForm, number: str) -> None:
    """Fill in the offer a proposal names (`?angebot=34`)."""
    offer = receivers.find_offer(int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else None
    if offer is not None:
        form.receiver.data = f"{offer.name}, {offer.organisation.name}"
        form.receiver_id.data = f"{offer.organisation_id}:{offer.id}"
        form.note.data = "nächstes passendes Angebot"
