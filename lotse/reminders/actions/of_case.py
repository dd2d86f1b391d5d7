"""Reminders that a case sets and settles by itself: at closing, from a conference."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.foundation.db import db
from lotse.foundation.errors import RuleBroken
from lotse.reminders.models import Reminder

if TYPE_CHECKING:
    from lotse.accounts.models import User


def remind_of_case(
    *,
    case_id: int | None,
    person_id: int | None,
    owner_id: int,
    text: str,
    due_on: date,
    by: User,
    now: datetime,
    kind: str = "reminder",
    rule_key: str | None = None,
) -> Reminder:
    """Set a reminder (or task) at a case, or one that names nobody; with a rule key it exists once."""
    row = Reminder(
        kind=kind,
        text=text[:300],
        due_on=due_on,
        first_due_on=due_on,
        owner_id=owner_id,
        person_id=person_id,
        case_id=case_id,
        rule_key=rule_key,
        created_at=now,
        created_by_id=by.id,
    )
    db.session.add(row)
    db.session.flush()
    return row


def settle_at_closing(*, reminder: Reminder, outcome: str, note: str, by: User, now: datetime) -> None:
    """Settle a reminder because its case closes: it was done, or it falls away."""
    if reminder.settled_at is not None:
        raise RuleBroken("Diese Wiedervorlage ist schon erledigt.")
    reminder.settled_at, reminder.settled_by_id = now, by.id
    reminder.outcome, reminder.outcome_note = outcome, note[:300]
    db.session.flush()
