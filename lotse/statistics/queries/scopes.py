"""Views of the office, and whose eyes may see which of them exactly."""

from __future__ import annotations

from lotse.accounts import queries as accounts
from lotse.accounts.models import User
from lotse.accounts.rules import Role
from lotse.statistics.rules.referral_cells import EVERYTHING


def list_scopes(user: User) -> dict[str, str]:
    """Return the views of the office somebody may choose: the own team for its lead, the whole county for all.

    Views of single sites or foreign teams are not offered: together with the county they would undo the rounding.
    """
    scopes = {}
    if user.role == Role.TEAM_LEAD and user.unit_id is not None:
        scopes[f"unit{user.unit_id}"] = f"Mein Team: {accounts.get_unit(user.unit_id).name}"
    return scopes | {EVERYTHING: "Ganzer Landkreis"}


def sees_exactly(user: User, scope: str, page: str = "") -> bool:
    """Say whether the account may open the records behind the numbers of this view, and so sees them as they are.

    A team lead may open the unrestricted records of the own team, whatever the site, and every contact; restricted
    ones are in no group.
    """
    if user.role != Role.TEAM_LEAD:
        return False
    return page == "kontakte" or (user.unit_id is not None and scope == f"unit{user.unit_id}")
