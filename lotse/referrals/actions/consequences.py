"""What a coded reason sets going: the directory learns, and the sender's desk owes a next step."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.directory.actions.offers import report_capacity, retire_offer
from lotse.directory.rules.capacity import Capacity
from lotse.foundation.db import db
from lotse.foundation.errors import RuleBroken
from lotse.referrals.models import OfferProposal, Referral
from lotse.referrals.queries import receivers
from lotse.referrals.queries.next_steps import find_open_proposal
from lotse.referrals.rules.reasons import Consequence, leads_to
from lotse.referrals.rules.states import Kind, Party, State
from lotse.referrals.rules.transitions import Step

if TYPE_CHECKING:
    from lotse.accounts.models import User

ROOM_TOLD = {"no_capacity": Capacity.FULL, "waiting_list_only": Capacity.WAITING_LIST}
SETTLEMENTS = {"changed": "berichtigt", "kept": "stimmt, bleibt so", "retired": "eingestellt"}


def draw_consequences(referral: Referral, step: Step, *, by: User | None, today: date, now: datetime) -> None:
    """Let a decline or a failure act: capacity, text of the offer, next step on the sender's desk."""
    if step.to is State.DECLINED_PENDING:
        _pass_on_capacity(referral, step, by=by, today=today, now=now)
        _propose_correction(referral, step, now=now)
    if _owes_next_step(step):
        referral.owed_since = step.happened_on
    if step.to is State.DECLINED and step.next_step.strip():
        referral.next_step = step.next_step.strip()[:300]
    if step.to is State.REQUESTED:
        referral.owed_since = None


def settle_proposal(*, proposal: OfferProposal, settlement: str, by: User, today: date, now: datetime) -> None:
    """Close a proposal: the entry was corrected, is right as it stands, or the offer is taken out."""
    if settlement not in SETTLEMENTS:
        raise RuleBroken("Bitte sagen, was mit dem Eintrag geschehen ist.")
    offer = receivers.find_offer_named(proposal.offer_id)
    if settlement == "retired":
        if offer is None:
            raise RuleBroken("Der Vorschlag nennt kein Angebot.")
        if offer.retired_on is None:
            retire_offer(offer=offer, by=by, today=today, now=now)
    proposal.settled_at, proposal.settled_by_id, proposal.settlement = now, by.id, settlement
    db.session.flush()


def _owes_next_step(step: Step) -> bool:
    if step.to is State.NO_RESPONSE:
        return True
    if step.to is State.DECLINED:
        return step.party is Party.SYSTEM and not step.next_step.strip()
    return step.to is State.UNSUCCESSFUL and leads_to(step.reason_code, Consequence.PROPOSE_NEXT)


def _pass_on_capacity(referral: Referral, step: Step, *, by: User | None, today: date, now: datetime) -> None:
    """What a partner says about its places when it declines stands in the directory from then on."""
    told = ROOM_TOLD.get(step.reason_code)
    offer = receivers.find_offer_named(referral.offer_id)
    if told is None or offer is None:
        return
    waiting = (step.expected_on - today).days if step.expected_on and step.expected_on > today else offer.waiting_days
    report_capacity(
        offer=offer, capacity=told, waiting_days=waiting, by=by, today=today, now=now,
        source=f"Ablehnung {referral.number}",
    )  # fmt: skip


def _propose_correction(referral: Referral, step: Step, *, now: datetime) -> None:
    """A decline that speaks against the entry puts it on the list of entries to be checked, once."""
    if referral.kind == Kind.HINT or not leads_to(step.reason_code, Consequence.CORRECT_OFFER):
        return
    kind = "ended" if step.reason_code == "offer_ended" else "correct"
    if find_open_proposal(referral.organisation_id, referral.offer_id, kind) is not None:
        return
    db.session.add(
        OfferProposal(
            referral_id=referral.id, organisation_id=referral.organisation_id, offer_id=referral.offer_id, kind=kind,
            reason_code=step.reason_code, created_at=now, settlement="",
        )
    )  # fmt: skip
