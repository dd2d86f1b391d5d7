"""Reading bundles in their order."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from lotse.foundation.db import db
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import OPEN, Kind


def members(bundle_id: int) -> Sequence[Referral]:
    """Return the referrals of a bundle in order; a redirected one stands before the draft that took its place."""
    query = sa.select(Referral).where(Referral.bundle_id == bundle_id)
    return db.session.scalars(query.order_by(Referral.bundle_position, Referral.id)).all()


def last_position(bundle_id: int) -> int:
    """Return the highest position in a bundle."""
    query = sa.select(sa.func.max(Referral.bundle_position)).where(Referral.bundle_id == bundle_id)
    return db.session.scalar(query) or 0


def last_of_kind(case_id: int, *, besides: int) -> Referral | None:
    """Return the newest open referral of the kind 'bundle' of a case."""
    query = sa.select(Referral).where(
        Referral.case_id == case_id, Referral.kind == Kind.BUNDLE, Referral.state.in_(OPEN), Referral.id != besides
    )
    return db.session.scalars(query.order_by(Referral.id.desc()).limit(1)).first()
