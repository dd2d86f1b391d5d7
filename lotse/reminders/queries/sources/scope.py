"""Which cases count: open ones, led by one of the accounts asked for, or led by nobody in a team one of them leads."""

from __future__ import annotations

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.accounts.rules import Role
from lotse.cases.models import Case


def open_case(owners: list[int]) -> tuple[sa.ColumnElement[bool], ...]:
    """Return the conditions on `Case`: nothing of a closed case is due, and no case's dates are nobody's."""
    led_teams = sa.select(User.unit_id).where(
        User.id.in_(owners), User.role == Role.TEAM_LEAD, User.unit_id.is_not(None)
    )
    without_lead = sa.and_(Case.lead_id.is_(None), Case.unit_id.in_(led_teams))
    return sa.or_(Case.lead_id.in_(owners), without_lead), Case.status != "closed"
