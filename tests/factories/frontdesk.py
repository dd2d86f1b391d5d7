"""What the counter needs in tests: concerns, an offer, a form filled in."""

from __future__ import annotations

from datetime import date

from lotse.directory.models import Concern, Offer, Organisation
from lotse.foundation.db import db


def make_concern(label: str = "Wohngeld", parent: Concern | None = None, position: int = 1) -> Concern:
    """An entry of the catalogue."""
    concern = Concern(
        code=label.lower().replace(" ", "-"), label=label, parent_id=parent and parent.id, position=position
    )
    db.session.add(concern)
    db.session.flush()
    return concern


def make_offer(name: str = "Schuldnerberatung", concern: Concern | None = None) -> Offer:
    """An offer of an organisation."""
    house = Organisation(name=f"Haus {name}", identity=f"{name}|haus", town="Musterstadt", checked_on=date(2026, 11, 1))
    db.session.add(house)
    db.session.flush()
    offer = Offer(organisation_id=house.id, name=name, search_text=name.lower())
    if concern is not None:
        offer.concerns.append(concern)
    db.session.add(offer)
    db.session.flush()
    return offer
