"""Referrals that something waits for: a clock, a closing case, a revoked consent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from lotse.foundation.db import db
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import OPEN, State


def list_open_with_consent(consent_id: int) -> Sequence[Referral]:
    """Return the open referrals that rest on a consent."""
    query = sa.select(Referral).where(Referral.consent_id == consent_id, Referral.state.in_(OPEN))
    return db.session.scalars(query).all()


def list_silent(until: date) -> Sequence[Referral]:
    """Return sent referrals without any answer that were sent up to a day: the clock looks at these."""
    query = sa.select(Referral).where(Referral.state.in_([State.REQUESTED, State.RECEIVED]), Referral.sent_on <= until)
    return db.session.scalars(query).all()


def list_declines_to_settle() -> Sequence[Referral]:
    """Return declines that wait for the sender's review."""
    return db.session.scalars(sa.select(Referral).where(Referral.state == State.DECLINED_PENDING)).all()


def list_unrung(today: date) -> Sequence[Referral]:
    """Return open referrals whose clock ran out before a day and whose breach was not told yet."""
    query = sa.select(Referral).where(
        Referral.state.in_(OPEN),
        Referral.next_check_on < today,
        sa.or_(Referral.rang_for.is_(None), Referral.rang_for != Referral.next_check_on),
    )
    return db.session.scalars(query).all()
