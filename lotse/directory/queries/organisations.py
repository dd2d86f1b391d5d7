"""Reading organisations, their closures and their history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from lotse.directory.models import Closure, DirectoryChange, Offer, Organisation, SpecialOpening
from lotse.foundation.db import db, get_stored
from lotse.foundation.errors import NotFound


def get_organisation(organisation_id: int) -> Organisation:
    """Return the organisation with offers and their concerns, or answer 404."""
    query = (
        sa.select(Organisation)
        .where(Organisation.id == organisation_id)
        .options(
            selectinload(Organisation.offers).selectinload(Offer.concerns),
        )
    )
    organisation = db.session.scalar(query)
    if organisation is None:
        raise NotFound
    return organisation


def find_by_identity(identities: Iterable[str]) -> dict[str, Organisation]:
    """Return organisations by identity, offers loaded; for imports."""
    wanted = list(identities)
    found: dict[str, Organisation] = {}
    for start in range(0, len(wanted), 500):
        query = (
            sa.select(Organisation)
            .where(Organisation.identity.in_(wanted[start : start + 500]))
            .options(selectinload(Organisation.offers))
        )
        found |= {row.identity: row for row in db.session.scalars(query)}
    return found


def find_for_unit(unit_id: int) -> Organisation | None:
    """Return the directory entry of an internal department."""
    return db.session.scalar(sa.select(Organisation).where(Organisation.unit_id == unit_id).limit(1))


def list_closures(organisation_id: int, *, since: date) -> Sequence[Closure]:
    """Return present and coming closures."""
    query = sa.select(Closure).where(Closure.organisation_id == organisation_id, Closure.ends_on >= since)
    return db.session.scalars(query.order_by(Closure.starts_on)).all()


def list_special_openings(organisation_id: int, *, since: date) -> Sequence[SpecialOpening]:
    """Return present and coming days with other hours."""
    query = sa.select(SpecialOpening).where(
        SpecialOpening.organisation_id == organisation_id, SpecialOpening.day >= since
    )
    return db.session.scalars(query.order_by(SpecialOpening.day, SpecialOpening.opens_at)).all()


def get_closure(closure_id: int) -> Closure:
    """Return the closure or answer 404."""
    return get_stored(Closure, closure_id)


def get_special_opening(opening_id: int) -> SpecialOpening:
    """Return the day with other hours or answer 404."""
    return get_stored(SpecialOpening, opening_id)


def list_history(organisation_id: int, limit: int = 50) -> Sequence[DirectoryChange]:
    """Return the latest changes first, by the moment they happened."""
    query = sa.select(DirectoryChange).where(DirectoryChange.organisation_id == organisation_id)
    return db.session.scalars(query.order_by(DirectoryChange.at.desc(), DirectoryChange.id.desc()).limit(limit)).all()
