"""Emergency accesses for tests."""

from __future__ import annotations

from datetime import datetime, timedelta

from lotse.accounts.models import User
from lotse.accounts.rules import Role
from lotse.emergency import actions, queries
from lotse.emergency.models import EmergencyAccess
from lotse.emergency.rules import Wanted
from lotse.foundation import clock
from tests.factories.accounts import make_user

REASON = "Frau T. steht am Empfang, die Kollegin ist krank."


def ask(by: User, wanted: Wanted | str, *, at: datetime | None = None, hours: int = 1) -> EmergencyAccess:
    """A request for a case number or a person, in an office where somebody else can decide."""
    if not queries.deciders(by):
        make_user(Role.TEAM_LEAD)
    named = Wanted(case_number=wanted) if isinstance(wanted, str) else wanted
    return actions.ask(
        wanted=named, cause="crisis", reason=REASON, hours=hours, by=by, now=at or clock.now() - timedelta(minutes=2)
    )


def release(access: EmergencyAccess, *, by: User | None = None, at: datetime | None = None) -> EmergencyAccess:
    """Let a team lead agree, a minute ago."""
    lead = by or make_user(Role.TEAM_LEAD)
    at = at or clock.now() - timedelta(minutes=1)
    actions.answer(access=access, release=True, note="", by=lead, now=at)
    return access
