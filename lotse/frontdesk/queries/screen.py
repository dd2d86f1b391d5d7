"""What the contact screen shows around its fields: catalogue, colleagues, matching offers, guides, the day so far."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

import sqlalchemy as sa

from lotse.accounts.acting import Acting, Reader
from lotse.accounts.models import Unit, User
from lotse.accounts.queries import get_user, list_units
from lotse.clients.queries import rows_of
from lotse.clients.queries.warnings import Mark, marks_at
from lotse.contacts.models import CallBack, Contact
from lotse.contacts.queries.lists import ContactRow, list_day
from lotse.directory.models import Guide
from lotse.directory.queries.concerns import with_children
from lotse.directory.queries.guides import list_for_concerns
from lotse.directory.queries.offers import OfferHit, match_offers
from lotse.directory.rules.coordinates import GeoPoint
from lotse.foundation.clock import local
from lotse.foundation.prepared import Prepared
from lotse.frontdesk.queries import PersonHit, describe

SHOWN_TODAY = 5
MOST_GUIDES = 6


@dataclass
class Around:
    """What stands beside and around the form."""

    person: PersonHit | None
    offers: Sequence[OfferHit]
    guides: Sequence[Guide]
    today: Sequence[ContactRow]
    today_count: int
    call_backs: int
    last_desk: str
    marks: dict[int, list[Mark]] = field(default_factory=dict)


def around(concern_ids: Collection[int], person_id: int | None, language: str, user: Acting, now: datetime) -> Around:
    """Return what stands beside the form for what has been filled in so far."""
    day = local(now).date()
    state = desk_state(user, day)
    so_far = list_day(user.site_id, day, user, now, most=SHOWN_TODAY)
    return Around(
        person=person_hit(person_id, user, now),
        offers=matching_offers(concern_ids, language, user, now),
        guides=list_for_concerns(with_children(concern_ids))[:MOST_GUIDES],
        today=so_far,
        today_count=state.contacts,
        call_backs=state.call_backs,
        last_desk=state.last_desk,
        marks=marks_at([row.person_id for row in so_far], day),
    )


def person_hit(person_id: int | None, user: Reader, now: datetime) -> PersonHit | None:
    """Return the chosen person with what lies above her, if the account may see her."""
    rows = rows_of([person_id], user, now) if person_id else {}
    return describe(list(rows.values()), now)[0] if rows else None


def matching_offers(concern_ids: Collection[int], language: str, user: Acting, now: datetime) -> Sequence[OfferHit]:
    """Return the offers that suit the concerns best, seen from the site of the account."""
    if not concern_ids:
        return []
    site = user.as_user().site
    near = GeoPoint(site.latitude, site.longitude) if site and site.latitude and site.longitude else None
    return match_offers(concern_ids, local(now), near=near, language=language)


def unit_for(user: User) -> Unit | None:
    """Return the team that takes cases from this desk: the own team, that of the site, else the first."""
    teams = list_units("team")
    own = [unit for unit in teams if unit.id == user.unit_id]
    near = [unit for unit in teams if unit.site_id == user.site_id]
    return next(iter([*own, *near, *teams]), None)


def colleague(user_id: int | None) -> User | None:
    """Return the colleague a contact is handed to."""
    return get_user(user_id) if user_id else None


@dataclass(frozen=True)
class DeskState:
    """What the day has brought at the account's site so far."""

    contacts: int
    call_backs: int
    last_desk: str


def desk_state(user: Reader, today: date) -> DeskState:
    """Return the day's contacts and waiting call-backs of the site, and the desk the account has worked at today."""
    contacts, call_backs, last_desk = _desk_state(user.site_id is not None).first(
        user_id=user.id, site_id=user.site_id, today=today
    )
    return DeskState(contacts, call_backs, last_desk or "")


@cache
def _desk_state(of_site: bool) -> Prepared:
    here, today = sa.bindparam("site_id", type_=sa.Integer), sa.bindparam("today", type_=sa.Date)
    contacts = sa.select(sa.func.count()).where(Contact.day == today)
    waiting = sa.select(sa.func.count()).select_from(CallBack).where(CallBack.settled_at.is_(None))
    desk = sa.select(Contact.desk).where(Contact.day == today, Contact.created_by_id == sa.bindparam("user_id"))
    if of_site:
        contacts, waiting = contacts.where(Contact.site_id == here), waiting.where(CallBack.site_id == here)
        desk = desk.where(Contact.site_id == here)
    newest = desk.order_by(Contact.started_at.desc(), Contact.id.desc()).limit(1)
    counted = (contacts.scalar_subquery(), waiting.scalar_subquery(), newest.scalar_subquery())
    return Prepared(lambda: sa.select(*counted))
