"""Reading the guides per concern."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from lotse.directory.models import Concern, Guide, GuideEdition, guide_concern
from lotse.foundation.db import db, get_stored


def list_guides() -> Sequence[Guide]:
    """Return all guides with their concerns, by question."""
    query = sa.select(Guide).options(selectinload(Guide.concerns)).order_by(Guide.question)
    return db.session.scalars(query).all()


def get_guide(guide_id: int) -> Guide:
    """Return the guide with its concerns, or answer 404."""
    return get_stored(Guide, guide_id, options=[selectinload(Guide.concerns)])


def list_for_concerns(concern_ids: Iterable[int]) -> Sequence[Guide]:
    """Return the guides that belong to any of the concerns, main guides first, as the catalogue orders them."""
    ids = list(concern_ids)
    if not ids:
        return []
    linked = sa.select(guide_concern.c.guide_id).where(guide_concern.c.concern_id.in_(ids))
    query = (
        sa.select(Guide)
        .where(sa.or_(Guide.concern_id.in_(ids), Guide.id.in_(linked)))
        .outerjoin(Concern, Concern.id == Guide.concern_id)
        .options(selectinload(Guide.concerns))
        .order_by(Guide.concern_id.in_(ids).desc(), Concern.position, Guide.question)
    )
    return db.session.scalars(query).all()


def known_codes() -> set[str]:
    """Return the codes of the delivered guides that are already here."""
    return set(db.session.scalars(sa.select(Guide.code).where(Guide.code.is_not(None))))


def list_editions(guide_id: int) -> Sequence[GuideEdition]:
    """Return what the guide said before, newest first."""
    query = sa.select(GuideEdition).where(GuideEdition.guide_id == guide_id)
    return db.session.scalars(query.order_by(GuideEdition.edition.desc())).all()
