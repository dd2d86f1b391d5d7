"""Handing a referral on: to another receiver, or as the next part of a bundle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.disclosure.rules import Category
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError
from lotse.referrals import queries
from lotse.referrals.actions import refer_client, take_step
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import Kind
from lotse.referrals.rules.transitions import Step

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.directory.models import Organisation


def redirect_referral(
    *,
    referral: Referral,
    to: Organisation,
    offer_id: int | None,
    step: Step,
    by: User | None,
    today: date,
    now: datetime,
) -> Referral:
    """End a referral as redirected and write the draft to the new receiver.

    The draft passes the gate when it is sent: the consent for the first receiver does not cover the second.
    """
    if to.id == referral.organisation_id:
        raise FieldError("receiver", "Das ist dieselbe Stelle. Bitte eine andere wählen.")
    sender = by or queries.get_creator(referral)
    take_step(referral=referral, step=replace(step, redirected_to_id=to.id), by=by, today=today, now=now)
    follow_up = refer_client(
        kind=Kind(referral.kind),
        organisation=to,
        person=queries.find_person(referral.person_id),
        case=queries.find_case(referral.case_id),
        categories=[Category(name) for name in referral.categories],
        confirmed_second=True,
        received_application_on=referral.received_application_on,
        offer_id=offer_id,
        concern_id=referral.concern_id,
        urgency=referral.urgency,
        reason=referral.reason,
        request=referral.request,
        client_words=referral.client_words,
        redirected_from_id=referral.id,
        by=sender,
        today=today,
        now=now,
    )
    follow_up.contact_id = referral.contact_id
    db.session.flush()
    return follow_up


def join_bundle(*, referral: Referral, first: Referral) -> None:
    """Put a referral behind the others of a bundle (several referrals of one difficult case, in order)."""
    if first.case_id is None or referral.case_id != first.case_id:
        raise FieldError("bundle", "Ein Lotsenbündel gehört zu einem Fall.")
    root = first.bundle_id or first.id
    if first.bundle_id is None:
        first.bundle_id, first.bundle_position = first.id, 1
    referral.bundle_id, referral.bundle_position = root, queries.last_bundle_position(root) + 1
    db.session.flush()
