"""The page of a receiver: what we sent there, how fast it answers, what it accepts."""

from __future__ import annotations

from flask import render_template

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import SOCIAL_WORK
from lotse.foundation.clock import now
from lotse.foundation.web.pagination import Page, asked_page
from lotse.referrals.queries import agreements, lists, receivers
from lotse.referrals.routes.blueprint import blueprint
from lotse.referrals.rules.track_record import track_record

PAGE_SIZE = 25


@blueprint.get("/stelle/<id:organisation_id>")
@allow(*SOCIAL_WORK)
def receiver(organisation_id: int) -> str:
    """Show the referrals to one receiver that the account may see, and their figures."""
    organisation, user = receivers.get_organisation(organisation_id), signed_in_user()
    number = asked_page()
    rows, total = lists.list_referrals(
        user, now(), organisation_id=organisation_id, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE
    )
    return render_template(
        "referrals/receiver.html",
        organisation=organisation,
        record=track_record(receivers.facts_of_receiver(organisation_id, user, now()), organisation.state),
        page=Page(rows, number, PAGE_SIZE, total),
        terms=agreements.list_agreements(organisation_id),
    )
