"""Views of the office, and whose eyes may see which of them exactly."""

from __future__ import annotations

from lotse.accounts import queries as accounts
from lotse.accounts.models import User
from lotse.accounts.rules import Role
from lotse.statistics.rules.referral_facts import EVERYTHING


def list_scopes(user: User) -> dict[str, str]:
    """Return the views of the office with their names; the own team stands first for its lead."""
    teams = {f"unit{unit.id}": unit.name for unit in accounts.list_units("team")}
    own = f"unit{user.unit_id}"
    scopes = {own: f"Mein Team: {teams[own]}"} if user.role == Role.TEAM_LEAD and own in teams else {}
    scopes[EVERYTHING] = "Ganzer Landkreis"
    scopes |= {f"site{site.id}": site.name for site in accounts.list_sites()}
    return scopes | {scope: name for scope, name in teams.items() if scope not in scopes}


def default_scope(user: User) -> str:
    """Return the view somebody begins with: the lead with the own team, everybody else with the whole."""
    return next(iter(list_scopes(user)))


def sees_exactly(user: User, scope: str, page: str = "") -> bool:
    """Say whether the account may open the records behind the numbers of this view, and so sees them as they are.

    A team lead may open the unrestricted records of the own team, whatever the site, and every contact; restricted
    ones are in no group.
    """
    if user.role != Role.TEAM_LEAD:
        return False
    return page == "kontakte" or (user.unit_id is not None and scope == f"unit{user.unit_id}")
