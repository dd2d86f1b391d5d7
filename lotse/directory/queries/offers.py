"""Finding offers: search, filters, and the offers that suit a concern right now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, selectinload

from lotse.directory.models import Offer, Organisation, offer_concern
from lotse.directory.queries.concerns import with_children
from lotse.directory.queries.opening import Exceptions, exceptions_of, opening_state, weeks_of
from lotse.directory.rules.capacity import Capacity, Room, room
from lotse.directory.rules.coordinates import GeoPoint, distance_m, format_distance
from lotse.directory.rules.folding import fold_words
from lotse.directory.rules.hours_text import format_hours
from lotse.directory.rules.opening_hours import OpeningState, WeeklyHours, describe_state
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound
from lotse.foundation.prepared import Prepared

MAX_WORDS = 6


@dataclass(frozen=True)
class OfferFilter:
    """What somebody looks for; everything empty means everything."""

    words: str = ""
    concern_ids: tuple[int, ...] = ()
    language: str = ""
    town: str = ""
    kind: str = ""
    internal: bool | None = None
    accessible: bool = False
    open_now: bool = False
    has_room: bool = False
    within_km: int | None = None
    sort: str = "name"


@dataclass(frozen=True)
class OfferHit:
    """An offer with what matters at the counter: open, how far, how long to wait."""

    offer: Offer
    organisation: Organisation
    week: WeeklyHours
    state: OpeningState
    opening_words: str
    room: Room
    distance: float | None = None

    @property
    def distance_words(self) -> str:
        """The distance as people say it, empty when unknown."""
        return "" if self.distance is None else format_distance(self.distance)

    @property
    def week_words(self) -> str:
        """The usual hours in one line."""
        return format_hours(self.week)

    @property
    def languages(self) -> list[str]:
        """Languages beside German, of the offer or else of its house."""
        return list(self.offer.languages or self.organisation.languages or [])


def get_offer(offer_id: int) -> Offer:
    """Return the offer with its house, hours and concerns, or answer 404."""
    offer = find_offer(offer_id)
    if offer is None:
        raise NotFound
    return offer


def find_offer(offer_id: int) -> Offer | None:
    """Return the offer with its house, hours and concerns, or None."""
    options = (sa.orm.joinedload(Offer.organisation), selectinload(Offer.hours), selectinload(Offer.concerns))
    return db.session.get(Offer, offer_id, options=options)


def search_offers(
    wanted: OfferFilter, moment: datetime, near: GeoPoint | None = None, *, limit: int | None = None, offset: int = 0
) -> tuple[list[OfferHit], int]:
    """Return the page of hits asked for, and how many there are in all. `moment` is local wall-clock time."""
    query = _narrowed(wanted)
    if _can_page_in_the_database(wanted, near):
        total = db.session.scalar(sa.select(sa.func.count()).select_from(query.order_by(None).subquery())) or 0
        offers = db.session.scalars(_loading(query).limit(limit).offset(offset)).all()
        return judged(offers, moment, near), total
    hits = judged(db.session.scalars(_loading(query)).all(), moment, near)
    hits = [hit for hit in hits if _passes(hit, wanted)]
    hits.sort(key=lambda hit: _rank(hit, wanted.sort))
    return hits[offset : offset + limit if limit else None], len(hits)


def match_offers(
    concern_ids: Iterable[int],
    moment: datetime,
    *,
    near: GeoPoint | None = None,
    language: str = "",
    limit: int = 5,
) -> list[OfferHit]:
    """Return the offers that suit best right now: most concerns first, then room and language, open, near, by name."""
    wanted = OfferFilter(concern_ids=tuple(concern_ids))
    if not wanted.concern_ids:
        return []
    query = _loading(_narrowed(wanted)).options(selectinload(Offer.concerns))
    hits = judged(db.session.scalars(query).all(), moment, near)
    chosen = set(wanted.concern_ids)

    def merit(hit: OfferHit) -> tuple[int, int, int, float, str]:
        covered = len(chosen.intersection(concern.id for concern in hit.offer.concerns))
        full = hit.room.capacity is Capacity.FULL
        is_foreign = language not in ("", "Deutsch") and language not in hit.languages
        return (-covered, full + is_foreign, not hit.state.is_open, hit.distance or 0.0, hit.offer.name)

    return sorted(hits, key=merit)[:limit]


def list_languages() -> list[str]:
    """Return every language that some offer or house speaks."""
    return sorted({language for (languages,) in _LANGUAGES.rows() for language in json.loads(languages) or []})


_LANGUAGES = Prepared(
    lambda: sa.union(*(sa.select(sa.cast(table.languages, sa.Text)) for table in (Offer, Organisation)))
)
"""Each list of languages once, as it is stored: hundreds of offers share a few."""


def list_towns() -> list[str]:
    """Return the towns in which places of the directory lie; confidential ones do not count."""
    return sorted(town for (town,) in _TOWNS.rows())


_TOWNS = Prepared(
    lambda: (
        sa.select(Organisation.town)
        .where(Organisation.closed_on.is_(None), Organisation.town != "", Organisation.address_confidential.is_(False))
        .distinct()
    )
)


def _narrowed(wanted: OfferFilter) -> sa.Select[Any]:
    query = (
        sa.select(Offer)
        .join(Offer.organisation)
        .where(Offer.retired_on.is_(None), Organisation.closed_on.is_(None))
        .order_by(Offer.name, Offer.id)
    )
    for word in fold_words(wanted.words).split()[:MAX_WORDS]:
        query = query.where(sa.or_(Offer.search_text.contains(word), Organisation.search_text.contains(word)))
    if wanted.concern_ids:
        ids = sa.select(offer_concern.c.offer_id).where(
            offer_concern.c.concern_id.in_(with_children(wanted.concern_ids))
        )
        query = query.where(Offer.id.in_(ids))
    if wanted.town:
        query = query.where(Organisation.town == wanted.town, Organisation.address_confidential.is_(False))
    if wanted.kind:
        query = query.where(Offer.kind == wanted.kind)
    if wanted.internal is not None:
        query = query.where(Organisation.unit_id.is_not(None) if wanted.internal else Organisation.unit_id.is_(None))
    if wanted.accessible:
        query = query.where(Organisation.accessibility != "")
    return query


def _loading(query: sa.Select[Any]) -> sa.Select[Any]:
    return query.options(contains_eager(Offer.organisation))


def _can_page_in_the_database(wanted: OfferFilter, near: GeoPoint | None) -> bool:
    in_python = wanted.language or wanted.open_now or wanted.has_room or (wanted.within_km and near)
    return wanted.sort == "name" and not in_python


def judged(offers: Sequence[Offer], moment: datetime, near: GeoPoint | None) -> list[OfferHit]:
    """Put offers together with what holds for them at this moment."""
    exceptions: Exceptions = exceptions_of({offer.organisation_id for offer in offers}, since=moment.date())
    weeks = weeks_of(offers)
    return [_judged(offer, weeks[offer.id], exceptions, moment, near) for offer in offers]


def _judged(
    offer: Offer, week: WeeklyHours, exceptions: Exceptions, moment: datetime, near: GeoPoint | None
) -> OfferHit:
    organisation = offer.organisation
    state = opening_state(week, exceptions.get(offer.organisation_id, []), organisation.state, moment)
    there = organisation.point
    return OfferHit(
        offer=offer,
        organisation=organisation,
        week=week,
        state=state,
        opening_words=describe_state(state, moment),
        room=room(Capacity(offer.capacity_state), offer.waiting_days, offer.capacity_checked_on, moment.date()),
        distance=distance_m(near, there) if near and there else None,
    )


def _passes(hit: OfferHit, wanted: OfferFilter) -> bool:
    if wanted.language and wanted.language != "Deutsch" and wanted.language not in hit.languages:
        return False
    if wanted.open_now and not hit.state.is_open:
        return False
    if wanted.has_room and hit.room.capacity is not Capacity.FREE:
        return False
    return not (wanted.within_km and (hit.distance is None or hit.distance > wanted.within_km * 1000))


def _rank(hit: OfferHit, sort: str) -> tuple[Any, ...]:
    if sort == "distance":
        return (hit.distance is None, hit.distance or 0.0, hit.offer.name)
    if sort == "waiting":
        order = {Capacity.FREE: 0, Capacity.WAITING_LIST: 1, Capacity.UNKNOWN: 2, Capacity.FULL: 3}
        return (order[hit.room.capacity], hit.offer.waiting_days or 0, hit.offer.name)
    return (hit.offer.name, hit.offer.id)
