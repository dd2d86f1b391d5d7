"""What a decline, a failure or silence leads to: locked offers, next offers, entries to be corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from lotse.directory.models import Offer, Organisation
from lotse.directory.queries.offers import OfferHit, match_offers
from lotse.directory.rules.capacity import Capacity
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound
from lotse.referrals.models import OfferProposal, Referral, ReferralEvent
from lotse.referrals.queries.visibility import visible
from lotse.referrals.rules import reasons
from lotse.referrals.rules.states import OPEN, State

if TYPE_CHECKING:
    from lotse.accounts.models import User

LOCKING = reasons.with_consequence(reasons.Consequence.LOCK_OFFER)
MOST_OFFERS = 5


@dataclass(frozen=True)
class Lock:
    """An offer that declined this person for a reason that will not change soon; `until` is included."""

    organisation_id: int
    offer_id: int | None
    since: date
    until: date
    reason: str


def list_locks(person_id: int, today: date) -> list[Lock]:
    """Return what is not proposed to this person now: derived from declines of the last sixty days."""
    since = sa.func.max(ReferralEvent.happened_on)
    query = (
        sa.select(Referral.organisation_id, Referral.offer_id, ReferralEvent.reason_code, since)
        .join(ReferralEvent, ReferralEvent.referral_id == Referral.id)
        .where(
            Referral.person_id == person_id,
            ReferralEvent.to_state == State.DECLINED_PENDING,
            ReferralEvent.reason_code.in_(LOCKING),
            ReferralEvent.happened_on >= today - timedelta(days=reasons.LOCK_DAYS),
        )
        .group_by(Referral.organisation_id, Referral.offer_id, ReferralEvent.reason_code)
    )
    return [
        Lock(organisation_id, offer_id, day, day + timedelta(days=reasons.LOCK_DAYS), reasons.label(code))
        for organisation_id, offer_id, code, day in db.session.execute(query)
    ]


def find_lock(person_id: int, organisation_id: int, offer_id: int | None, today: date) -> Lock | None:
    """Return the lock that stands against referring this person there, if there is one."""
    for lock in list_locks(person_id, today):
        if lock.organisation_id == organisation_id and (lock.offer_id == offer_id or None in (lock.offer_id, offer_id)):
            return lock
    return None


def next_offers(referral: Referral, *, language: str, moment: datetime) -> list[OfferHit]:
    """Return offers for the same concern that could come next: with room, not locked, not asked already.

    `moment` is local wall-clock time: offers that are open now rank before others.
    """
    if referral.concern_id is None or referral.person_id is None:
        return []
    today = moment.date()
    locks = list_locks(referral.person_id, today)
    locked_offers = {lock.offer_id for lock in locks}
    tried = set(
        db.session.scalars(
            sa.select(Referral.organisation_id).where(
                Referral.person_id == referral.person_id,
                sa.or_(Referral.state.in_(OPEN), Referral.id == referral.id),
            )
        )
    ) | {lock.organisation_id for lock in locks if lock.offer_id is None}
    hits = match_offers([referral.concern_id], moment, language=language, limit=MOST_OFFERS * 4)
    fitting = [
        hit
        for hit in hits
        if hit.organisation.id not in tried
        and hit.offer.id not in locked_offers
        and hit.room.capacity is not Capacity.FULL
    ]
    return fitting[:MOST_OFFERS]


@dataclass(frozen=True)
class ProposalRow:
    """An entry of the directory that a decline put into question."""

    id: int
    kind: str
    reason: str
    organisation_id: int
    organisation: str
    offer_id: int | None
    offer: str
    referral_id: int
    number: str
    created_at: datetime


def list_proposals(user: User, now: datetime, *, referral_id: int | None = None) -> list[ProposalRow]:
    """Return what is still to be checked in the directory, oldest first, from referrals the account may see."""
    query = (
        sa.select(OfferProposal, Organisation.name, Offer.name, Referral.number)
        .join(Referral, Referral.id == OfferProposal.referral_id)
        .join(Organisation, Organisation.id == OfferProposal.organisation_id)
        .outerjoin(Offer, Offer.id == OfferProposal.offer_id)
        .where(OfferProposal.settled_at.is_(None), visible(user, now))
        .order_by(OfferProposal.id)
    )
    if referral_id is not None:
        query = query.where(OfferProposal.referral_id == referral_id)
    return [
        ProposalRow(
            row.id, row.kind, reasons.label(row.reason_code), row.organisation_id, house, row.offer_id, offer or "",
            row.referral_id, number, row.created_at,
        )
        for row, house, offer, number in db.session.execute(query.limit(200))
    ]  # fmt: skip


def get_proposal(proposal_id: int, user: User, now: datetime) -> OfferProposal:
    """Return an open proposal from a referral the account may see, or answer 404."""
    query = (
        sa.select(OfferProposal)
        .join(Referral, Referral.id == OfferProposal.referral_id)
        .where(OfferProposal.id == proposal_id, OfferProposal.settled_at.is_(None), visible(user, now))
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def find_open_proposal(organisation_id: int, offer_id: int | None, kind: str) -> OfferProposal | None:
    """Return the same proposal if it waits already: two declines ask one question."""
    query = sa.select(OfferProposal).where(
        OfferProposal.organisation_id == organisation_id,
        OfferProposal.offer_id == offer_id if offer_id is not None else OfferProposal.offer_id.is_(None),
        OfferProposal.kind == kind,
        OfferProposal.settled_at.is_(None),
    )
    return db.session.scalar(query.limit(1))


def list_follow_ups(referral_id: int) -> Sequence[Referral]:
    """Return the referrals that followed this one to another receiver."""
    return db.session.scalars(sa.select(Referral).where(Referral.redirected_from_id == referral_id)).all()
