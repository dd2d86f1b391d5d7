"""Reminders of the demo: overdue, due today, coming, and done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from lotse.demo.calendar import Clock
from lotse.foundation.db import db
from lotse.reminders.models import Reminder

if TYPE_CHECKING:
    from lotse.demo.case_work import Course

TEXTS = (
    "Anrufen: Ist der Bescheid gekommen?", "Unterlagen nachfordern", "Termin bei der Beratungsstelle bestätigen",
    "Rückmeldung der Stelle prüfen", "Nachfragen, wie das erste Gespräch war", "Ratenvereinbarung kontrollieren",
    "Weiterbewilligung vorbereiten", "Hilfeplan gemeinsam durchsehen", "Kita wegen Frühdienst fragen",
)  # fmt: skip


def create(courses: list[Course], time: Clock) -> None:
    """Give open cases their reminders; every navigator has some due today."""
    random = time.random
    due_today: dict[int, int] = {}
    for number, course in enumerate(course for course in courses if course.is_open):
        if due_today.get(course.lead.id, 0) < 4:
            remind(course, time, time.today, urgent=number % 5 == 0)
            due_today[course.lead.id] = due_today.get(course.lead.id, 0) + 1
        if number % 9 == 0:
            remind(course, time, time.workday_ago(random.randint(2, 9)))
        if number % 2:
            remind(course, time, time.workday_in(random.randint(1, 40)))
    for course in courses[::2]:
        past = time.workday_ago(max(3, (time.today - course.opened_on).days - 20))
        remind(course, time, past, settled_on=past)


def remind(
    course: Course, time: Clock, due_on: date, text: str = "", *, urgent: bool = False, settled_on: date | None = None
) -> None:
    """Set one reminder of a case."""
    created = time.at(min(due_on, time.today) - timedelta(days=7))
    db.session.add(Reminder(
        text=text or time.random.choice(TEXTS), due_on=due_on, first_due_on=due_on, owner_id=course.lead.id,
        person_id=course.home.head.id, case_id=course.case.id, urgent=urgent, created_at=created,
        created_by_id=course.lead.id, settled_at=time.at(settled_on) if settled_on else None,
        settled_by_id=course.lead.id if settled_on else None, outcome="done" if settled_on else None,
    ))  # fmt: skip
