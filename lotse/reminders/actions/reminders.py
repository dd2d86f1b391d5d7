"""Every change of reminders: set, settle, postpone, pass on, undo; series go on by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken
from lotse.reminders.models import Reminder
from lotse.reminders.rules.when import next_of_series

if TYPE_CHECKING:
    from lotse.accounts.models import User

LONGEST_SERIES_WEEKS = 52
SAID_AGAIN = (
    "kind", "text", "owner_id", "person_id", "case_id", "referral_id", "contact_id", "urgent", "series_weeks",
    "series_until",
)  # fmt: skip
"""What the next of a series takes over from the one before."""


def set_reminder(
    *, text: str, due_on: date, owner: User, by: User | None, now: datetime, kind: str = "reminder",
    person_id: int | None = None, case_id: int | None = None, referral_id: int | None = None,
    contact_id: int | None = None, urgent: bool = False, rule_key: str | None = None,
    series_weeks: int | None = None, series_until: date | None = None,
) -> Reminder:  # fmt: skip
    """Set a reminder or task; one with a rule key that exists already is given back instead of set twice.

    A series comes again every `series_weeks` (1 to 52), last on or before `series_until`. Raises FieldError for an
    empty text, an account that is closed, and a series that cannot be.
    """
    _check(text, owner)
    _check_series(due_on, series_weeks, series_until)
    return _once(
        rule_key, kind=kind, text=text.strip()[:300], due_on=due_on, owner_id=owner.id, person_id=person_id,
        case_id=case_id, referral_id=referral_id, contact_id=contact_id, urgent=urgent, series_weeks=series_weeks,
        series_until=series_until if series_weeks else None, created_at=now, created_by_id=by.id if by else None,
    )  # fmt: skip


def _once(rule_key: str | None, *, due_on: date, **columns: Any) -> Reminder:
    """Store a reminder; where one with this key was stored before, return that one."""
    if rule_key and (found := db.session.scalar(sa.select(Reminder).where(Reminder.rule_key == rule_key))):
        return found
    reminder = Reminder(rule_key=rule_key, due_on=due_on, first_due_on=due_on, **columns)
    db.session.add(reminder)
    db.session.flush()
    return reminder


def change_reminder(*, reminder: Reminder, text: str, due_on: date, owner: User, urgent: bool) -> None:
    """Change what a reminder says, when and for whom."""
    _must_be_open(reminder)
    _check(text, owner)
    reminder.text, reminder.due_on, reminder.owner_id, reminder.urgent = text.strip()[:300], due_on, owner.id, urgent
    db.session.flush()


def give_to_person(*, contact_id: int, person_id: int | None) -> None:
    """Let the reminders of a contact speak of another person, because the contact was booked on the wrong one."""
    for reminder in db.session.scalars(sa.select(Reminder).where(Reminder.contact_id == contact_id)):
        reminder.person_id = person_id
    db.session.flush()


def settle(
    *, reminders: Iterable[Reminder], by: User, now: datetime, region: str, outcome: str = "done"
) -> list[dict[str, Any]]:
    """Settle reminders and return what is needed to undo it; a series goes on with its next day."""
    undo = []
    for reminder in reminders:
        if reminder.settled_at is not None:
            continue
        undo.append({"id": reminder.id, "settled": True, "next": None})
        reminder.settled_at, reminder.settled_by_id, reminder.outcome = now, by.id, outcome
        following = _following(reminder, by, now, region) if outcome == "done" else None
        if following is not None:
            undo[-1]["next"] = following.id
    db.session.flush()
    return undo


def postpone(*, reminders: Iterable[Reminder], to: date) -> list[dict[str, Any]]:
    """Put reminders off to a day and return what is needed to undo it."""
    undo = []
    for reminder in reminders:
        if reminder.settled_at is None and reminder.due_on != to:
            undo.append({"id": reminder.id, "due_on": reminder.due_on.isoformat()})
            reminder.due_on = to
    db.session.flush()
    return undo


def pass_on(*, reminders: Iterable[Reminder], to: User) -> list[dict[str, Any]]:
    """Give reminders to somebody else and return what is needed to undo it."""
    if not to.is_active:
        raise FieldError("to_id", "Dieses Konto ist stillgelegt.")
    undo = []
    for reminder in reminders:
        if reminder.settled_at is None and reminder.owner_id != to.id:
            undo.append({"id": reminder.id, "owner_id": reminder.owner_id})
            reminder.owner_id = to.id
    db.session.flush()
    return undo


def take_back(*, undo: Iterable[Mapping[str, Any]]) -> int:
    """Undo what settle, postpone or pass_on returned; gives the number of reminders set back."""
    changes = list(undo)
    for change in changes:
        reminder = db.session.get(Reminder, change["id"])
        if reminder is None:
            continue
        if change.get("settled"):
            reminder.settled_at = reminder.settled_by_id = reminder.outcome = None
            following = db.session.get(Reminder, change["next"]) if change.get("next") else None
            if following is not None and following.settled_at is None:
                db.session.delete(following)
        if "due_on" in change:
            reminder.due_on = date.fromisoformat(change["due_on"])
        if "owner_id" in change:
            reminder.owner_id = change["owner_id"]
    db.session.flush()
    return len(changes)


def _following(reminder: Reminder, by: User, now: datetime, region: str) -> Reminder | None:
    if not reminder.series_weeks:
        return None
    # Counted from the agreed day, not from the day it was put off to, so that a series does not drift.
    due_on = next_of_series(
        reminder.first_due_on, weeks=reminder.series_weeks, until=reminder.series_until, region=region
    )
    if due_on is None:
        return None
    said = {name: getattr(reminder, name) for name in SAID_AGAIN}
    return _once(f"series:{reminder.id}", due_on=due_on, **said, created_at=now, created_by_id=by.id)


def _check(text: str, owner: User) -> None:
    if not text.strip():
        raise FieldError("text", "Bitte sagen, woran erinnert werden soll.")
    if not owner.is_active:
        raise FieldError("owner_id", "Dieses Konto ist stillgelegt.")


def _check_series(due_on: date, weeks: int | None, until: date | None) -> None:
    if weeks is not None and not 1 <= weeks <= LONGEST_SERIES_WEEKS:
        raise FieldError("series_weeks", "Bitte 1 bis 52 Wochen.")
    if until is not None and until < due_on:
        raise FieldError("series_until", "Die Reihe endet vor ihrem ersten Tag.")


def _must_be_open(reminder: Reminder) -> None:
    if reminder.settled_at is not None:
        raise RuleBroken("Die Wiedervorlage ist schon erledigt.")
