"""Who sees which referral: decided here and nowhere else."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from lotse.accounts.queries import granted_records
from lotse.accounts.rules import Role
from lotse.cases.queries import visible_case_ids
from lotse.clients.models import Person
from lotse.referrals.models import Referral

if TYPE_CHECKING:
    from lotse.accounts.models import User

DESK_ROLES = (Role.FRONT_DESK, Role.NAVIGATOR, Role.TEAM_LEAD)


def visible(user: User, now: datetime) -> sa.ColumnElement[bool]:
    """Say which referrals an account may see.

    Case work: those of its visible cases, and those without a case of its own site. Front desk: those without a case of
    its own site, and those it made itself. A department: those it holds a grant for, which lasts as long as the
    referral is open. Referrals of restricted persons only with a grant on the person or the case.
    """
    granted = Referral.id.in_(granted_records(user, "referral", now))
    if user.role == Role.DEPARTMENT:
        return granted
    if user.role not in DESK_ROLES:
        return sa.false()
    open_person = sa.or_(
        Referral.person_id.is_(None),
        Referral.person_id.in_(granted_records(user, "person", now)),
        sa.exists().where(Person.id == Referral.person_id, Person.restricted.is_(False)).correlate(Referral),
    )
    of_site = sa.and_(
        Referral.case_id.is_(None),
        open_person,
        sa.or_(Referral.site_id == user.site_id, Referral.created_by_id == user.id),
    )
    if user.role == Role.FRONT_DESK:
        mine = sa.and_(Referral.created_by_id == user.id, open_person)
        return sa.or_(of_site, mine, granted)
    return sa.or_(of_site, granted, Referral.case_id.in_(visible_case_ids(user, now)))
