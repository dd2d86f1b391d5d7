"""Links of partners without an account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from lotse.foundation.db import db, get_stored
from lotse.referrals.models import PartnerLink, Referral


def list_links(referral_id: int) -> Sequence[PartnerLink]:
    """Return the partner's links of a referral, newest first."""
    query = sa.select(PartnerLink).where(PartnerLink.referral_id == referral_id).order_by(PartnerLink.id.desc())
    return db.session.scalars(query).all()


def has_open_link(referral_id: int, now: datetime) -> bool:
    """True while a partner can open a link of this referral."""
    query = sa.select(PartnerLink.id).where(
        PartnerLink.referral_id == referral_id, PartnerLink.revoked_at.is_(None), PartnerLink.locked_at.is_(None),
        PartnerLink.expires_at > now,
    )  # fmt: skip
    return db.session.scalar(query.limit(1)) is not None


def find_link(token_hash: str) -> tuple[PartnerLink, Referral] | None:
    """Return a partner's link with its referral, ended ones too."""
    query = sa.select(PartnerLink, Referral).join(Referral, Referral.id == PartnerLink.referral_id)
    row = db.session.execute(query.where(PartnerLink.token_hash == token_hash)).first()
    return (row[0], row[1]) if row else None


def get_link(link_id: int, referral_id: int) -> PartnerLink:
    """Return a link of a referral or answer 404."""
    return get_stored(PartnerLink, link_id, referral_id=referral_id)


def list_just_expired(now: datetime) -> list[tuple[PartnerLink, Referral]]:
    """Return links whose day has come and that nobody ended before."""
    query = sa.select(PartnerLink, Referral).join(Referral, Referral.id == PartnerLink.referral_id)
    rows = db.session.execute(query.where(PartnerLink.revoked_at.is_(None), PartnerLink.expires_at <= now))
    return [(row[0], row[1]) for row in rows]


def number_of(referral_id: int) -> str:
    """Return the number of a referral: the only thing a page may show before the PIN."""
    return db.session.scalar(sa.select(Referral.number).where(Referral.id == referral_id)) or ""
