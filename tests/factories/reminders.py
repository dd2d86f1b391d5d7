"""Reminders for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from lotse.accounts.models import User
from lotse.reminders.actions import reminders as actions
from lotse.reminders.models import Reminder
from tests.factories.accounts import make_user

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)


def make_reminder(owner: User | None = None, **fields: object) -> Reminder:
    """A reminder that is due today."""
    given = {"text": "Vermieter anrufen", "due_on": TODAY, "by": None, "now": NOW, **fields}
    return actions.set_reminder(owner=owner or make_user(), **given)
