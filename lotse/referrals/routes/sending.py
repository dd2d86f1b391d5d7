"""Letting a referral leave: the sending itself and the consent recorded on the way."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.disclosure.forms import ConsentFields
from lotse.disclosure.rules import Basis
from lotse.foundation.clock import now, today
from lotse.foundation.errors import RuleBroken
from lotse.foundation.web.forms import Answer
from lotse.referrals import queries
from lotse.referrals.actions import sending
from lotse.referrals.forms.drafts import SendForm
from lotse.referrals.pages import load_referral
from lotse.referrals.queries import receivers
from lotse.referrals.routes.blueprint import blueprint
from lotse.referrals.routes.disclosed import fields_shown
from lotse.referrals.routes.views import page_of


@blueprint.route("/<id:referral_id>/senden", methods=["POST"])
@allow(*SOCIAL_WORK)
def send(referral_id: int) -> Answer:
    """Let the referral leave through the gate."""
    referral = load_referral(referral_id)
    audit_about(action=Action.DISCLOSE)
    form = SendForm.for_receiver(receivers.get_organisation(referral.organisation_id))
    if form.validate_on_submit():
        with form.refusing():
            sending.send(
                referral=referral, means=form.means.data, by=signed_in_user(), today=today(), now=now(),
                basis=Basis(form.basis.data) if form.basis.data else None, spoken_with=form.spoken_with.data or "",
                fields=fields_shown(referral), out_of_turn=form.out_of_turn.data,
            )  # fmt: skip
            flash("Gesendet. Die Uhr läuft: Wir erinnern, wenn keine Antwort kommt.", "success")
            return redirect(url_for("referrals.show", referral_id=referral_id), 303)
    return render_template(
        "referrals/show.html", page=page_of(referral, today(), user=signed_in_user()), send_form=form
    ), 422


@blueprint.route("/<id:referral_id>/einwilligung", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def consent(referral_id: int) -> Answer:
    """Record the consent this referral needs."""
    referral = load_referral(referral_id)
    person = queries.find_person(referral.person_id)
    if person is None:
        raise RuleBroken("Ein Hinweis ohne Person braucht keine Einwilligung.")
    organisation = receivers.get_organisation(referral.organisation_id)
    form = ConsentFields(
        purpose=f"Vermittlung an {organisation.name}", categories=list(referral.categories), given_on=today()
    )
    if form.validate_on_submit():
        with form.refusing():
            form.store(person, organisation, by=signed_in_user(), today=today(), now=now(), case_id=referral.case_id)
            flash("Die Einwilligung ist festgehalten.", "success")
            return redirect(url_for("referrals.show", referral_id=referral_id), 303)
    page = render_template(
        "referrals/consent.html", form=form, referral=referral, organisation=organisation, person=person
    )
    return page, 422 if form.errors else 200
