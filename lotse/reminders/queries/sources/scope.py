"""Which cases count: open ones, led by one of the accounts asked for, or led by nobody in a team one of them leads.

All sources are prepared statements with the same values: `owners`, `today`, `until` and days reckoned from them.
"""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.accounts.rules import Role
from lotse.cases.models import Case
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import FINAL

OWNERS: sa.BindParameter[int] = sa.bindparam("owners", expanding=True, type_=sa.Integer)
TODAY: sa.BindParameter[date] = sa.bindparam("today", type_=sa.Date)
UNTIL: sa.BindParameter[date] = sa.bindparam("until", type_=sa.Date)
SOON: sa.BindParameter[date] = sa.bindparam("soon", type_=sa.Date)


def led_cases() -> sa.CompoundSelect[int]:
    """Select the open cases of these accounts, each way by an index of open cases: twelve years lie beside them."""
    led_teams = sa.select(User.unit_id).where(
        User.id.in_(OWNERS), User.role == Role.TEAM_LEAD, User.unit_id.is_not(None)
    )
    open_ones = sa.select(Case.id).where(Case.closed_on.is_(None))
    return sa.union_all(
        open_ones.where(Case.lead_id.in_(OWNERS)),
        open_ones.where(Case.lead_id.is_(None), Case.unit_id.in_(led_teams)),
    )


def open_case() -> sa.ColumnElement[bool]:
    """Return the condition on `Case`: nothing of a closed case is due, and no case's dates are nobody's."""
    return Case.id.in_(led_cases())


def is_running() -> sa.ColumnElement[bool]:
    """Return the condition on `Referral`: it has not ended."""
    return sa.and_(*(Referral.state != state for state in sorted(FINAL)))
