"""Reading referrals: one referral and its steps; lists, links, agreements and receivers have modules of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from lotse.accounts.queries import get_user
from lotse.cases.models import Case
from lotse.clients.models import Person
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound
from lotse.referrals.models import Referral, ReferralEvent
from lotse.referrals.queries.visibility import visible
from lotse.referrals.rules.states import OPEN

if TYPE_CHECKING:
    from lotse.accounts.models import User


def get_referral(referral_id: int, user: User, now: datetime) -> Referral:
    """Return a referral the account may see; unknown and forbidden alike answer 404."""
    found = db.session.scalar(sa.select(Referral).where(Referral.id == referral_id, visible(user, now)))
    if found is None:
        raise NotFound
    return found


def find_referral(referral_id: int) -> Referral | None:
    """Return a referral; the caller has checked who asks."""
    return db.session.get(Referral, referral_id)


def has_event(referral_id: int, kind: str) -> bool:
    """True when something of this kind stands in the course of a referral."""
    query = sa.select(ReferralEvent.id).where(ReferralEvent.referral_id == referral_id, ReferralEvent.kind == kind)
    return db.session.scalar(query.limit(1)) is not None


def list_events(referral_id: int) -> Sequence[ReferralEvent]:
    """Return the steps of a referral in the order in which they happened."""
    query = sa.select(ReferralEvent).where(ReferralEvent.referral_id == referral_id).order_by(ReferralEvent.id)
    return db.session.scalars(query).all()


def last_happened_on(referral_id: int) -> date | None:
    """Return the day of the latest step; reminders, attempts and openings are no steps."""
    return db.session.scalar(
        sa.select(sa.func.max(ReferralEvent.happened_on)).where(
            ReferralEvent.referral_id == referral_id, ReferralEvent.kind.in_(("created", "transition"))
        )
    )


def list_attempts(referral_id: int) -> list[tuple[date, str]]:
    """Return (day, channel) of every attempt to reach the client."""
    query = sa.select(ReferralEvent.happened_on, ReferralEvent.via).where(
        ReferralEvent.referral_id == referral_id, ReferralEvent.kind == "attempt"
    )
    return [(row.happened_on, row.via) for row in db.session.execute(query)]


def find_open_twin(person_id: int, organisation_id: int, offer_id: int | None) -> Referral | None:
    """Return an open referral of the same person to the same receiver, if there is one."""
    query = sa.select(Referral).where(
        Referral.person_id == person_id, Referral.organisation_id == organisation_id, Referral.state.in_(OPEN)
    )
    if offer_id is not None:
        query = query.where(sa.or_(Referral.offer_id == offer_id, Referral.offer_id.is_(None)))
    return db.session.scalar(query.order_by(Referral.id.desc()).limit(1))


def find_by_reply_code(code: str, user: User, now: datetime) -> Referral | None:
    """Return the referral a paper reply belongs to, if this account may see it."""
    return db.session.scalar(sa.select(Referral).where(Referral.reply_code == code, visible(user, now)))


def find_person(person_id: int | None) -> Person | None:
    """Return the person a referral is about; the caller has checked the referral."""
    return db.session.get(Person, person_id) if person_id else None


def find_case(case_id: int | None) -> Case | None:
    """Return the case a referral belongs to; the caller has checked the referral."""
    return db.session.get(Case, case_id) if case_id else None


def get_creator(referral: Referral) -> User:
    """Return the account that wrote a referral."""
    return get_user(referral.created_by_id)
