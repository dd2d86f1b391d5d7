"""Handing a referral on to another receiver: by redirecting it, or by following up one that has ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.disclosure.rules import Category
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken
from lotse.referrals import queries
from lotse.referrals.actions.bundles import call
from lotse.referrals.actions.drafts import refer_client
from lotse.referrals.actions.steps import name_next_step, take_step
from lotse.referrals.models import Referral
from lotse.referrals.rules.shared import Shared
from lotse.referrals.rules.states import Kind, State
from lotse.referrals.rules.transitions import Step

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.directory.models import Organisation

FOLLOWED_UP = frozenset({State.DECLINED, State.NO_RESPONSE, State.UNSUCCESSFUL})
"""Ended without help: the same request may go to somebody else as a referral of its own."""


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

    The draft passes the gate when it is sent: the consent for the first receiver does not cover the second. Until then
    it stands on the sender's list of due things, for nobody may have noticed that a receiver handed it on.
    """
    _refuse_same(referral, to)
    take_step(referral=referral, step=replace(step, redirected_to_id=to.id), by=by, today=today, now=now)
    draft = _draft_for(referral, to, offer_id, by=by or queries.get_creator(referral), today=today, now=now)
    call(draft, today=today)
    return draft


def follow_up(
    *, referral: Referral, to: Organisation, offer_id: int | None, by: User, today: date, now: datetime
) -> Referral:
    """Write the draft to the next receiver after a referral that was declined, failed or met silence."""
    if referral.state not in FOLLOWED_UP:
        raise RuleBroken("Weiter geht es erst, wenn diese Vermittlung ohne Hilfe geendet hat.")
    _refuse_same(referral, to)
    draft = _draft_for(referral, to, offer_id, by=by, today=today, now=now)
    if referral.owed_since is not None:
        name_next_step(referral=referral, text=f"{to.name} ({draft.number})", by=by, today=today, now=now)
    return draft


def _refuse_same(referral: Referral, to: Organisation) -> None:
    if to.id == referral.organisation_id:
        raise FieldError("receiver", "Das ist dieselbe Stelle. Bitte eine andere wählen.")


def _draft_for(
    referral: Referral, to: Organisation, offer_id: int | None, *, by: User, today: date, now: datetime
) -> Referral:
    draft = refer_client(
        kind=Kind(referral.kind),
        organisation=to,
        person=queries.find_person(referral.person_id),
        case=queries.find_case(referral.case_id),
        categories=[Category(name) for name in referral.categories],
        confirmed_second=True,
        received_application_on=referral.received_application_on,
        shared=Shared.read(referral.shared),
        offer_id=offer_id,
        concern_id=referral.concern_id,
        urgency=referral.urgency,
        reason=referral.reason,
        request=referral.request,
        client_words=referral.client_words,
        redirected_from_id=referral.id,
        by=by,
        today=today,
        now=now,
    )
    draft.contact_id, draft.measure_id = referral.contact_id, referral.measure_id
    draft.bundle_id, draft.bundle_position = referral.bundle_id, referral.bundle_position
    db.session.flush()
    return draft
