"""Cooperation agreements with receivers: listed, recorded, ended."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow
from lotse.accounts.rules import Role
from lotse.foundation.clock import today
from lotse.foundation.web.forms import Answer
from lotse.referrals.actions.agreements import agree, end_agreement
from lotse.referrals.forms.ways import AgreementForm
from lotse.referrals.queries import agreements, receivers
from lotse.referrals.routes.blueprint import blueprint

TERMS = (
    "receipt_days", "answer_days", "first_contact_days", "status_days", "waiting_list_days", "reminder_days",
    "second_reminder_days", "no_response_days",
)  # fmt: skip


@blueprint.route("/vereinbarungen/<id:organisation_id>", methods=["GET", "POST"], endpoint="agreements")
@allow(Role.NAVIGATOR, Role.TEAM_LEAD, Role.ADMINISTRATION)
def list_and_add(organisation_id: int) -> Answer:
    """The cooperation agreements with a receiver."""
    organisation = receivers.get_organisation(organisation_id)
    form = AgreementForm(valid_from=today())
    if form.validate_on_submit():
        with form.refusing():
            agree(
                organisation=organisation, subject=form.subject.data, valid_from=form.valid_from.data,
                valid_until=form.valid_until.data, contact_person=form.contact_person.data or "",
                **{name: getattr(form, name).data for name in TERMS},
            )  # fmt: skip
            flash("Die Vereinbarung gilt für alles, was ab jetzt gesendet wird.", "success")
            return redirect(url_for("referrals.agreements", organisation_id=organisation_id), 303)
    page = render_template(
        "referrals/agreements.html", form=form, organisation=organisation,
        rows=agreements.list_agreements(organisation_id),
    )  # fmt: skip
    return page, 422 if form.errors else 200


@blueprint.post("/vereinbarungen/beenden/<id:agreement_id>")
@allow(Role.NAVIGATOR, Role.TEAM_LEAD, Role.ADMINISTRATION)
def finish_agreement(agreement_id: int) -> Response:
    """End an agreement."""
    agreement = agreements.get_agreement(agreement_id)
    end_agreement(agreement=agreement, today=today())
    flash("Die Vereinbarung ist beendet.", "success")
    return redirect(url_for("referrals.agreements", organisation_id=agreement.organisation_id), 303)
