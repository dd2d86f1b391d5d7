"""Ways of a referral: the partner's link, another receiver, the bundle; and the agreements with receivers."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK, SOCIAL_WORK, Role
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.foundation.clock import now, today
from lotse.foundation.errors import FieldError, RuleBroken
from lotse.outbox.actions import queue_mail
from lotse.referrals import queries
from lotse.referrals.actions.agreements import agree, end_agreement
from lotse.referrals.actions.links import make_link, revoke_link
from lotse.referrals.actions.redirects import join_bundle, redirect_referral
from lotse.referrals.forms import AgreementForm, RedirectForm
from lotse.referrals.routes.pages import Answer, blueprint
from lotse.referrals.rules.states import Party, State
from lotse.referrals.rules.transitions import Step


@blueprint.post("/<id:referral_id>/link")
@allow(*SOCIAL_WORK)
def link(referral_id: int) -> Answer:
    """Make a link for the partner: by mail where an address is known, the PIN always by a second channel."""
    referral = queries.get_referral(referral_id, signed_in_user())
    audit_about(person_id=referral.person_id, case_id=referral.case_id, action=Action.DISCLOSE, detail="partner_link")
    made = make_link(referral=referral, by=signed_in_user(), now=now())
    base = current_app.config["LOTSE"].public_base_url
    address = base + url_for("partner.open_link", token=made.token)
    organisation = queries.get_organisation(referral.organisation_id)
    mailed = bool(organisation.email) and queue_mail(
        dedupe_key=f"partner-link:{made.link.id}",
        recipient=organisation.email,
        subject=f"Bitte um Antwort: {referral.number}",
        body=(
            f"Guten Tag,\n\nzum Vorgang {referral.number} bitten wir um Ihre Antwort bis "
            f"{referral.answer_due_on:%d.%m.%Y}.\n\n{address}\n\nDie PIN erhalten Sie von uns auf einem anderen Weg.\n"
        ),
        due_at=now(),
        host=base.partition("//")[2].partition(":")[0],
        now=now(),
    )
    return render_template(
        "referrals/link.html", referral=referral, organisation=organisation, address=address, made=made, mailed=mailed
    )


@blueprint.post("/<id:referral_id>/link/<id:link_id>/sperren")
@allow(*SOCIAL_WORK)
def end_link(referral_id: int, link_id: int) -> Response:
    """End a partner's link at once."""
    referral = queries.get_referral(referral_id, signed_in_user())
    audit_about(person_id=referral.person_id, case_id=referral.case_id)
    revoke_link(link=queries.get_link(link_id, referral.id), now=now())
    flash("Der Link ist gesperrt.", "success")
    return redirect(url_for("referrals.show", referral_id=referral.id), 303)


@blueprint.route("/<id:referral_id>/weiter", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def hand_on(referral_id: int) -> Answer:
    """Choose another receiver after a decline or from a waiting list."""
    referral = queries.get_referral(referral_id, signed_in_user())
    audit_about(person_id=referral.person_id, case_id=referral.case_id)
    form = RedirectForm()
    if form.validate_on_submit():
        organisation_id, _, offer_id = (form.receiver_id.data or "").partition(":")
        organisation = queries.find_organisation(int(organisation_id)) if organisation_id.isdigit() else None
        if organisation is None:
            form.refuse(FieldError("receiver", "Bitte eine Stelle aus der Liste wählen, die beim Tippen erscheint."))
        else:
            step = Step(State.REDIRECTED, today(), Party.SENDER, note=form.note.data)
            try:
                new = redirect_referral(
                    referral=referral, to=organisation, offer_id=int(offer_id) if offer_id.isdigit() else None,
                    step=step, by=signed_in_user(), today=today(), now=now(),
                )  # fmt: skip
            except FieldError as error:
                form.refuse(error)
            except RuleBroken as error:
                form.form_errors.append(error.message)
            else:
                flash("Der neue Entwurf liegt bereit. Für die neue Stelle gilt ihre eigene Einwilligung.", "success")
                return redirect(url_for("referrals.show", referral_id=new.id), 303)
    return render_template("referrals/hand_on.html", form=form, referral=referral), 422 if form.errors else 200


@blueprint.post("/<id:referral_id>/buendel/<id:first_id>")
@allow(*CASE_WORK)
def bundle(referral_id: int, first_id: int) -> Response:
    """Put a referral behind another of the same case: a bundle in order."""
    referral = queries.get_referral(referral_id, signed_in_user())
    audit_about(person_id=referral.person_id, case_id=referral.case_id, object_kind="referral", object_id=referral.id)
    join_bundle(referral=referral, first=queries.get_referral(first_id, signed_in_user()))
    flash("Gehört jetzt zum Lotsenbündel.", "success")
    return redirect(url_for("referrals.show", referral_id=referral.id), 303)


@blueprint.route("/vereinbarungen/<id:organisation_id>", methods=["GET", "POST"])
@allow(Role.NAVIGATOR, Role.TEAM_LEAD, Role.ADMINISTRATION)
def agreements(organisation_id: int) -> Answer:
    """The cooperation agreements with a receiver."""
    organisation = queries.get_organisation(organisation_id)
    form = AgreementForm(valid_from=today())
    if form.validate_on_submit():
        fields = ("receipt_days", "answer_days", "first_contact_days")
        try:
            agree(
                organisation=organisation, subject=form.subject.data, valid_from=form.valid_from.data,
                valid_until=form.valid_until.data, contact_person=form.contact_person.data or "",
                **{name: getattr(form, name).data for name in fields},
            )  # fmt: skip
        except FieldError as error:
            form.refuse(error)
        else:
            flash("Die Vereinbarung gilt für alles, was ab jetzt gesendet wird.", "success")
            return redirect(url_for("referrals.agreements", organisation_id=organisation_id), 303)
    page = render_template(
        "referrals/agreements.html", form=form, organisation=organisation,
        rows=queries.list_agreements(organisation_id),
    )  # fmt: skip
    return page, 422 if form.errors else 200


@blueprint.post("/vereinbarungen/beenden/<id:agreement_id>")
@allow(Role.NAVIGATOR, Role.TEAM_LEAD, Role.ADMINISTRATION)
def finish_agreement(agreement_id: int) -> Response:
    """End an agreement."""
    agreement = queries.get_agreement(agreement_id)
    end_agreement(agreement=agreement, today=today())
    flash("Die Vereinbarung ist beendet.", "success")
    return redirect(url_for("referrals.agreements", organisation_id=agreement.organisation_id), 303)
