"""Measures of the open cases, by the story of the case."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lotse.demo.calendar import Clock
from lotse.demo.plans import health, money, work
from lotse.demo.plans.planner import Planner

if TYPE_CHECKING:
    from lotse.demo.case_work import Course
    from lotse.directory.models import Offer

WITHOUT_PLAN_DAYS = 25

STORY_PLANS: dict[str, Callable[[Planner, int], None]] = {
    "umschulung": work.retraining,
    "mietschulden": money.rent,
    "pflege": health.care,
    "schulden": money.debts,
    "ankommen": work.arrival,
    "krank": health.illness,
    "rente": health.old_age,
    "familie": money.family,
    "teilhabe": health.participation,
    "geldnot": money.no_money,
    "jung": work.young,
}


def create(courses: list[Course], offers: dict[str, Offer], time: Clock) -> None:
    """Give every open case that has reached the planning its measures."""
    for number, course in enumerate(courses):
        if course.is_open and (time.today - course.opened_on).days > WITHOUT_PLAN_DAYS:
            STORY_PLANS[course.story["key"]](Planner(course, offers, time), number)
