"""The directory as a table: the same columns that an import understands."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, selectinload

from lotse.directory.models import Offer, Organisation
from lotse.directory.queries.opening import week_of
from lotse.directory.rules.columns import Column
from lotse.directory.rules.hours_text import format_hours
from lotse.foundation.db import db

HEAD = tuple(column.value for column in Column)


def export_rows() -> list[list[str | int | float | None]]:
    """Return one row per offer; a confidential address is left out."""
    query = (
        sa.select(Offer)
        .join(Offer.organisation)
        .where(Offer.retired_on.is_(None), Organisation.closed_on.is_(None))
        .options(contains_eager(Offer.organisation), selectinload(Offer.hours))
        .order_by(Organisation.name, Offer.name)
    )
    return [_row(offer) for offer in db.session.scalars(query).unique()]


def _row(offer: Offer) -> list[str | int | float | None]:
    house, point = offer.organisation, offer.organisation.point
    open_address = not house.address_confidential
    values: dict[Column, str | int | float | None] = {
        Column.NAME: house.name,
        Column.OFFER: offer.name,
        Column.CATEGORY: offer.kind,
        Column.STREET: house.street if open_address else "",
        Column.POSTAL_CODE: house.postcode if open_address else "",
        Column.TOWN: house.town if open_address else "",
        Column.DISTRICT: house.district if open_address else "",
        Column.MUNICIPALITY_KEY: house.municipality_key if open_address else "",
        Column.CARRIER: house.carrier,
        Column.UMBRELLA: house.umbrella,
        Column.PHONE: house.phone,
        Column.EMAIL: house.email,
        Column.WEBSITE: house.website,
        Column.CAPACITY: offer.capacity,
        Column.NOTE: offer.description,
        Column.HOURS: format_hours(week_of(offer)),
        Column.LANGUAGES: ", ".join(offer.languages or []),
        Column.LATITUDE: point.latitude if point else None,
        Column.LONGITUDE: point.longitude if point else None,
        Column.FOREIGN_ID: offer.id,
    }
    return [values.get(column) for column in Column]
