"""What the contact screen shows around its fields: catalogue, colleagues, matching offers, guides, the day so far."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import sqlalchemy as sa

from lotse.accounts.models import Unit, User
from lotse.accounts.queries import get_user, list_sites, list_units, list_users
from lotse.accounts.rules import SOCIAL_WORK
from lotse.clients.queries import rows_of
from lotse.clients.queries.warnings import Mark, marks_at
from lotse.contacts.models import Contact
from lotse.contacts.queries.desk import count_call_backs
from lotse.contacts.queries.lists import ContactRow, count_day, list_day
from lotse.directory.models import Concern, Guide
from lotse.directory.queries.concerns import Area, list_areas, with_children
from lotse.directory.queries.guides import list_for_concerns
from lotse.directory.queries.offers import OfferHit, match_offers
from lotse.directory.rules.coordinates import GeoPoint
from lotse.foundation.clock import local
from lotse.foundation.db import db
from lotse.frontdesk.queries import PersonHit, describe

SHOWN_TODAY = 5
MOST_GUIDES = 6


@dataclass(frozen=True)
class Choices:
    """What the selects of the form offer."""

    areas: list[tuple[int, str]]
    details: list[tuple[int, str]]
    staff: list[tuple[int, str]]
    sites: list[tuple[int, str]]


@dataclass
class Around:
    """What stands beside and around the form."""

    areas: Sequence[Area]
    person: PersonHit | None
    offers: Sequence[OfferHit]
    guides: Sequence[Guide]
    today: Sequence[ContactRow]
    today_count: int
    call_backs: int
    marks: dict[int, list[Mark]] = field(default_factory=dict)


def choices() -> Choices:
    """Return concerns of both levels, colleagues and sites."""
    areas = list_areas()
    return Choices(
        areas=[(area.concern.id, area.concern.label) for area in areas],
        details=[(child.id, child.label) for area in areas for child in area.children],
        staff=[(user.id, user.name) for user in list_users(roles=SOCIAL_WORK)],
        sites=[(site.id, site.name) for site in list_sites()],
    )


def around(concern_ids: Collection[int], person_id: int | None, language: str, user: User, now: datetime) -> Around:
    """Return what stands beside the form for what has been filled in so far."""
    day = local(now).date()
    so_far = list_day(user.site_id, day, user, now, most=SHOWN_TODAY)
    return Around(
        areas=list_areas(),
        person=person_hit(person_id, user, now),
        offers=matching_offers(concern_ids, language, user, now),
        guides=list_for_concerns(with_children(concern_ids))[:MOST_GUIDES],
        today=so_far,
        today_count=count_day(user.site_id, day).contacts,
        call_backs=count_call_backs(user),
        marks=marks_at([row.person_id for row in so_far], day),
    )


def person_hit(person_id: int | None, user: User, now: datetime) -> PersonHit | None:
    """Return the chosen person with what lies above her, if the account may see her."""
    rows = rows_of([person_id], user, now) if person_id else {}
    return describe(list(rows.values()), now)[0] if rows else None


def matching_offers(concern_ids: Collection[int], language: str, user: User, now: datetime) -> Sequence[OfferHit]:
    """Return the offers that suit the concerns best, seen from the site of the account."""
    site = user.site
    near = GeoPoint(site.latitude, site.longitude) if site and site.latitude and site.longitude else None
    return match_offers(concern_ids, local(now), near=near, language=language)


def labels_of(concern_ids: Collection[int]) -> str:
    """Return the labels of concerns as a phrase."""
    query = sa.select(Concern.label).where(Concern.id.in_(concern_ids)).order_by(Concern.position)
    return ", ".join(db.session.scalars(query))


def unit_for(user: User) -> Unit | None:
    """Return the team that takes cases from this desk: the own team, that of the site, else the first."""
    teams = list_units("team")
    own = [unit for unit in teams if unit.id == user.unit_id]
    near = [unit for unit in teams if unit.site_id == user.site_id]
    return next(iter([*own, *near, *teams]), None)


def colleague(user_id: int | None) -> User | None:
    """Return the colleague a contact is handed to."""
    return get_user(user_id) if user_id else None


def last_desk(user: User, today: date) -> str:
    """Return the desk at which the account has worked today."""
    query = sa.select(Contact.desk).where(Contact.created_by_id == user.id, Contact.day == today)
    return db.session.scalar(query.order_by(Contact.id.desc()).limit(1)) or ""
