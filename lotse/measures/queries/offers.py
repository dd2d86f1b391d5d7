"""Offers of the directory that may close a gap: when they are there, and who keeps closed when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from lotse.directory.models import Closure, Concern, Offer, OfferHours, Organisation
from lotse.foundation.db import db
from lotse.measures.rules import plan as rules
from lotse.measures.rules.gap_help import OfferTimes, Ranking, rank_offers
from lotse.measures.rules.minutes import DAY_MINUTES
from lotse.measures.rules.weekly_times import grouped

CHILD_CONCERNS = ("kita", "kindertagespflege", "schulkind-betreuung")
CARE_CONCERNS = ("pflege-zuhause", "entlastung-angehoerige", "pflegeheim")
MOST_UNKNOWN = 8
DOES_NOT_CARE = ("Beratung", "Antrag", "Vermittlung", "Sprechstunde", "Förderung")


@dataclass(frozen=True)
class RankedOffer:
    """An offer and how many of the uncovered minutes its hours would close."""

    offer: Offer
    minutes: int
    share: int


@dataclass(frozen=True)
class OfferHelp:
    """Offers that fit, the most helpful first, and those of whom the hours are unknown."""

    ranked: tuple[RankedOffer, ...]
    unknown: tuple[Offer, ...]


def offers_for(
    plan: rules.Plan, requirement: rules.Cover, *, child: bool, total: int, age: int | None = None
) -> OfferHelp:
    """Rank the care offers of the directory by the minutes they close of one gap; `age` in completed years."""
    concerns = CHILD_CONCERNS if child else CARE_CONCERNS
    offers = {offer.id: offer for offer in _care_offers(concerns) if takes(offer.min_age, offer.max_age, age)}
    closures = _closures({offer.organisation_id for offer in offers.values()})
    times = [_times(offer, closures[offer.organisation_id], plan.state) for offer in offers.values()]
    ranking: Ranking = rank_offers(plan, requirement, times)
    return OfferHelp(
        ranked=tuple(
            RankedOffer(offers[i], minutes, round(100 * minutes / total) if total else 0)
            for i, minutes in ranking.ranked
        ),
        unknown=tuple(offers[i] for i in ranking.unknown[:MOST_UNKNOWN]),
    )


def takes(min_age: int | None, max_age: int | None, age: int | None) -> bool:
    """Whether an offer is for this age, or will be within the year that is planned; what is unknown speaks for it."""
    if age is None:
        return True
    return (min_age is None or age + 1 >= min_age) and (max_age is None or age <= max_age)


def _care_offers(concerns: Sequence[str]) -> Sequence[Offer]:
    query = (
        sa.select(Offer)
        .join(Offer.organisation)
        .where(
            Offer.retired_on.is_(None),
            Offer.kind.not_in(DOES_NOT_CARE),
            Organisation.closed_on.is_(None),
            Offer.concerns.any(Concern.code.in_(concerns)),
        )
        .options(joinedload(Offer.organisation), selectinload(Offer.hours))
        .order_by(Offer.name, Offer.id)
    )
    return db.session.scalars(query).all()


def _closures(organisation_ids: Collection[int]) -> dict[int, list[rules.Closure]]:
    found: dict[int, list[rules.Closure]] = defaultdict(list)
    for row in db.session.scalars(sa.select(Closure).where(Closure.organisation_id.in_(organisation_ids))):
        found[row.organisation_id].append(rules.Closure(row.label, row.starts_on, row.ends_on))
    return found


def _times(offer: Offer, closures: Sequence[rules.Closure], state: str) -> OfferTimes:
    slots = grouped(slot for hours in offer.hours if (slot := _slot(hours)))
    return OfferTimes(offer.id, tuple(slots), tuple(closures), offer.organisation.state or state)


def _slot(hours: OfferHours) -> rules.Slot | None:
    start = hours.opens_at.hour * 60 + hours.opens_at.minute
    end = hours.closes_at.hour * 60 + hours.closes_at.minute
    if end in (0, DAY_MINUTES - 1):  # midnight is written as 00:00 or 23:59 in the directory
        end = DAY_MINUTES
    return rules.Slot((hours.weekday,), start, end) if end > start else None


def search_organisations(words: str, limit: int = 12) -> Sequence[Organisation]:
    """Return open organisations whose name or search text holds all the words; for the field "Träger"."""
    query = sa.select(Organisation).where(Organisation.closed_on.is_(None))
    for word in words.split()[:6]:
        like = f"%{word.lower()}%"
        query = query.where(sa.or_(sa.func.lower(Organisation.name).like(like), Organisation.search_text.like(like)))
    return db.session.scalars(query.order_by(Organisation.name).limit(limit)).all()


def find_organisation(organisation_id: int) -> Organisation | None:
    """Return an organisation, a closed one too, or None."""
    return db.session.get(Organisation, organisation_id)


def closures_of(organisation_id: int) -> Sequence[Closure]:
    """Return everything a house has entered as closed."""
    query = sa.select(Closure).where(Closure.organisation_id == organisation_id)
    return db.session.scalars(query.order_by(Closure.starts_on)).all()
