"""Reading households, their members and the relations between persons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from lotse.accounts.models import User
from lotse.clients.models import Household, HouseholdMember, Person
from lotse.clients.queries import visible_to
from lotse.foundation.db import db, get_stored


def find_current_household_id(person_id: int, today: date) -> int | None:
    """Return the household a person belongs to today, the newest if there are two."""
    return next(iter(current_household_ids(person_id, today)), None)


def current_household_ids(person_id: int, today: date) -> Sequence[int]:
    """Return the households a person belongs to today, the newest first."""
    query = (
        sa.select(HouseholdMember.household_id)
        .where(
            HouseholdMember.person_id == person_id,
            HouseholdMember.joined_on <= today,
            HouseholdMember.still_there(today),
        )
        .order_by(HouseholdMember.joined_on.desc(), HouseholdMember.id.desc())
    )
    return db.session.scalars(query).all()


def list_people_together(person_id: int, today: date, user: User, now: datetime) -> Sequence[HouseholdMember]:
    """Return everybody, the person included, who shares a household with the person today."""
    homes = sa.select(HouseholdMember.household_id).where(
        HouseholdMember.person_id == person_id,
        HouseholdMember.still_there(today),
    )
    query = (
        sa.select(HouseholdMember)
        .join(HouseholdMember.person)
        .options(joinedload(HouseholdMember.person))
        .where(
            HouseholdMember.household_id.in_(homes),
            HouseholdMember.still_there(today),
            visible_to(user, now),
        )
        .order_by(HouseholdMember.household_id, Person.birth_date)
    )
    return db.session.scalars(query).all()


def get_stay(stay_id: int, household_id: int) -> HouseholdMember:
    """Return one membership of a household or answer 404."""
    return get_stored(HouseholdMember, stay_id, household_id=household_id)


def load_household(household_id: int) -> Household:
    """Return the household without asking who wants to know: for slices that have judged access themselves."""
    return get_stored(Household, household_id)
