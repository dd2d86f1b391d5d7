"""Ways of a referral: the partner's link, the bundle."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK, SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.foundation.clock import now, today
from lotse.foundation.errors import RuleBroken
from lotse.foundation.web.forms import Answer
from lotse.referrals import queries
from lotse.referrals.actions import mails
from lotse.referrals.actions.bundles import join_bundle
from lotse.referrals.actions.links import make_link, revoke_link
from lotse.referrals.pages import load_referral
from lotse.referrals.queries import links, receivers
from lotse.referrals.routes.blueprint import blueprint
from lotse.referrals.routes.disclosed import fields_shown


@blueprint.post("/<id:referral_id>/link")
@allow(*SOCIAL_WORK)
def link(referral_id: int) -> Answer:
    """Make a link for the partner: by mail where an address is known, the PIN always by a second channel."""
    referral = load_referral(referral_id)
    audit_about(action=Action.DISCLOSE, detail="partner_link")
    made = make_link(
        referral=referral, by=signed_in_user(), today=today(), now=now(), fields=tuple(fields_shown(referral))
    )
    base = current_app.config["LOTSE"].public_base_url
    address = base + url_for("partner.open_link", token=made.token)
    organisation = receivers.get_organisation(referral.organisation_id)
    mailed = mails.send_link(
        referral=referral, organisation=organisation, link_id=made.link.id, address=address, now=now()
    )
    return render_template(
        "referrals/link.html", referral=referral, organisation=organisation, address=address, made=made, mailed=mailed
    )


@blueprint.post("/<id:referral_id>/link/<id:link_id>/sperren")
@allow(*SOCIAL_WORK)
def end_link(referral_id: int, link_id: int) -> Response:
    """End a partner's link at once."""
    referral = load_referral(referral_id)
    found = links.get_link(link_id, referral.id)
    revoke_link(link=found, referral=referral, by=signed_in_user(), today=today(), now=now())
    flash("Der Link ist gesperrt.", "success")
    return redirect(url_for("referrals.show", referral_id=referral.id), 303)


@blueprint.post("/<id:referral_id>/buendel/<id:first_id>")
@allow(*CASE_WORK)
def bundle(referral_id: int, first_id: int) -> Response:
    """Put a referral behind another of the same case: a bundle in order."""
    referral = load_referral(referral_id)
    audit_about(object_kind="referral", object_id=referral.id)
    try:
        join_bundle(referral=referral, first=queries.get_referral(first_id, signed_in_user(), now()))
        flash("Gehört jetzt zum Lotsenbündel.", "success")
    except RuleBroken as error:  # told on the page that shows who stands where by now
        flash(error.message, "danger")
    return redirect(url_for("referrals.show", referral_id=referral.id), 303)
