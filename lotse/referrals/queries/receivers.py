"""Receivers of referrals: houses and offers of the directory, and how they answered so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from lotse.directory.models import Concern, Offer, Organisation
from lotse.foundation.db import db, get_stored
from lotse.foundation.prepared import Prepared
from lotse.referrals.models import Referral
from lotse.referrals.queries.visibility import visible
from lotse.referrals.rules.track_record import Fact

if TYPE_CHECKING:
    from lotse.accounts.models import User


def find_organisation(organisation_id: int) -> Organisation | None:
    """Return an organisation that can still be referred to."""
    return db.session.scalar(
        sa.select(Organisation).where(Organisation.id == organisation_id, Organisation.closed_on.is_(None))
    )


def get_organisation(organisation_id: int) -> Organisation:
    """Return an organisation, closed ones too, or answer 404."""
    return get_stored(Organisation, organisation_id)


def find_offer(offer_id: int) -> Offer | None:
    """Return an offer that is not retired."""
    return db.session.scalar(sa.select(Offer).where(Offer.id == offer_id, Offer.retired_on.is_(None)))


def find_offer_named(offer_id: int | None) -> Offer | None:
    """Return an offer, retired ones too."""
    return db.session.get(Offer, offer_id) if offer_id else None


def find_concern(concern_id: int | None) -> Concern | None:
    """Return a concern of the catalogue."""
    return db.session.get(Concern, concern_id) if concern_id else None


def list_concerns() -> list[tuple[int, str]]:
    """Return id and label of the catalogue's entries in the office's order, for the filter and the form."""
    return _CONCERNS.rows()


_CONCERNS = Prepared(
    lambda: (
        sa.select(Concern.id, Concern.label)
        .where(Concern.retired_on.is_(None))
        .order_by(Concern.position, Concern.label)
    )
)


def search_receivers(text: str, limit: int = 8) -> list[tuple[int, int | None, str, str]]:
    """Return (organisation id, offer id, name, where) of offers that hold the typed words."""
    words = [word for word in text.casefold().split() if word][:6]
    if not words:
        return []
    query = (
        sa.select(Organisation.id, Offer.id, Offer.name, Organisation.name, Organisation.town)
        .join(Offer, Offer.organisation_id == Organisation.id)
        .where(Organisation.closed_on.is_(None), Offer.retired_on.is_(None))
    )
    for word in words:
        hit = sa.or_(Offer.name.icontains(word, autoescape=True), Organisation.name.icontains(word, autoescape=True))
        query = query.where(sa.or_(hit, Organisation.town.icontains(word, autoescape=True)))
    rows = db.session.execute(query.order_by(Offer.name, Organisation.name).limit(limit)).all()
    return [(row[0], row[1], row[2], ", ".join(filter(None, (row[3], row[4])))) for row in rows]


def only_hit(typed: str) -> tuple[int, int | None] | None:
    """Return the one receiver the typed words mean: without a script nobody picks from a list."""
    hits = search_receivers(typed.replace(",", " "))
    return hits[0][:2] if len(hits) == 1 else None


def what_to_type(typed: str) -> str:
    """Say in German why the typed words mean no receiver, with those they might mean."""
    hits = search_receivers(typed.replace(",", " "), limit=4)
    if not hits:
        return "Diese Stelle steht nicht im Verzeichnis. Bitte eine aus der Liste wählen, die beim Tippen erscheint."
    names = "; ".join(f"{name}, {where}" for _, _, name, where in hits)
    return f"Bitte genauer, oder aus der Liste wählen, die beim Tippen erscheint: {names}"


def facts_of_receiver(organisation_id: int, user: User, now: datetime) -> list[Fact]:
    """Return what the figures of a receiver are made of, from the referrals this account may see."""
    columns = (Referral.state, Referral.sent_on, Referral.answered_on, Referral.accepted_on, Referral.reason_code)
    query = sa.select(*columns).where(
        visible(user, now), Referral.organisation_id == organisation_id, Referral.sent_on.is_not(None)
    )
    return [
        Fact(row.state, row.sent_on, row.answered_on, row.accepted_on, row.reason_code)
        for row in db.session.execute(query)
        if row.sent_on
    ]


def list_open_organisations() -> Sequence[sa.Row[int, str]]:
    """Return (id, name) of every receiver a partner may name when forwarding; none whose address is confidential."""
    query = sa.select(Organisation.id, Organisation.name).where(
        Organisation.closed_on.is_(None), Organisation.address_confidential.is_(False)
    )
    return db.session.execute(query.order_by(Organisation.name)).all()
