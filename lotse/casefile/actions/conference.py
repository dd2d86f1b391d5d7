"""A case conference and the tasks it gives: those of the office become reminders of the one who leads."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.accounts.queries import find_user
from lotse.cases.actions import records
from lotse.reminders.actions.reminders import set_reminder

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.cases.actions.records import Minutes
    from lotse.cases.models import Case, Conference


def hold_conference(*, case: Case, minutes: Minutes, by: User, now: datetime) -> Conference:
    """Record the conference; each task with a day is put before the lead on that day, whoever has to do it."""
    row = records.hold_conference(case=case, minutes=minutes, by=by, now=now)
    for number, task in enumerate(minutes.tasks, 1):
        if task["due_on"]:
            set_reminder(
                case_id=case.id,
                person_id=case.person_id,
                owner=(find_user(case.lead_id) if case.lead_id else None) or by,
                text=f"{task['text']} ({task['who']})" if task["who"] else task["text"],
                due_on=date.fromisoformat(task["due_on"]),
                by=by,
                now=now,
                kind="task",
                rule_key=f"conference:{row.id}:{number}",
            )
    return row
