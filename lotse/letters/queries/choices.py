"""What can be printed for a person: referrals, wishes to apply, appointments that lie ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lotse.cases.queries.goals import find_current_plan
from lotse.clients import queries as clients
from lotse.contacts.queries import desk
from lotse.letters.queries.deadline_drafts import printable_deadlines
from lotse.referrals.queries import lists as referrals
from lotse.referrals.rules.states import FINAL, Kind, State

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.clients.models import Person


@dataclass(frozen=True)
class Offered:
    """The records a letter can be made from."""

    referrals: Sequence[Any]
    wishes: Sequence[Any]
    appointments: Sequence[Any]
    deadlines: Sequence[Any]
    plan: Any = None


def for_person(person: Person, case_id: int | None, user: User, now: datetime) -> Offered:
    """Return what can be printed; with a case only what belongs to it or to no case."""
    family = clients.family_of_records(person)
    rows = referrals.list_for_case(case_id) if case_id else referrals.list_for_person(person.id, user, now)
    wishes = {wish.contact_id: wish for wish in desk.list_intents_of(family)}
    return Offered(
        referrals=[row for row in rows if row.kind != Kind.HINT and State(row.state) not in FINAL],
        wishes=list(wishes.values()),
        appointments=desk.list_appointments_of(family, now),
        deadlines=printable_deadlines(case_id) if case_id else (),
        plan=find_current_plan(case_id) if case_id else None,
    )
