"""Writes measures of a case with days counted from today."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from lotse.demo.calendar import Clock
from lotse.measures.actions.measures import MeasureData, add_measure
from lotse.measures.actions.requirements import require, require_cover
from lotse.measures.rules.states import State
from lotse.measures.rules.weekly_times import parse_weekly_times

if TYPE_CHECKING:
    from lotse.clients.models import Person
    from lotse.demo.case_work import Course
    from lotse.directory.models import Offer
    from lotse.measures.models import Measure


class Planner:
    """Writes the measures of one case the way its story goes."""

    def __init__(self, course: Course, offers: dict[str, Offer], time: Clock) -> None:
        self.course, self.offers, self.time = course, offers, time
        self.head, self.children = course.home.head, course.home.children

    def add(
        self, kind: str, label: str, *, person: Person | None = None, offer: str = "", state: State = State.RUNNING,
        start: int = -60, end: int | None = 300, times: str = "", note: str = "",
    ) -> Measure:  # fmt: skip
        """Add a measure; start and end are days from today."""
        found = self.offers.get(offer)
        begin = self.time.today + timedelta(days=start)
        return add_measure(
            case_id=self.course.case.id,
            data=MeasureData(
                person_id=(person or self.head).id, kind=kind, label=label, starts_on=begin,
                ends_on=None if end is None else self.time.today + timedelta(days=end), state=state,
                offer_id=found.id if found else None, organisation_id=found.organisation_id if found else None,
                provider="" if found else "Landkreis Musterkreis" if kind == "benefit" else "",
                slots=parse_weekly_times(times, begin) if times else (), note=note,
            ),
            by=self.course.lead, today=self.time.today, now=self.time.now,
        )  # fmt: skip

    def cover(self, person: Person, during: list[Measure], before: int = 25, after: int = 25) -> None:
        """Say that somebody must be looked after meanwhile."""
        require_cover(
            case_id=self.course.case.id, person_id=person.id, during=[measure.id for measure in during],
            before=before, after=after, by=self.course.lead, today=self.time.today, now=self.time.now,
        )  # fmt: skip

    def mesh(self, kind: str, **params: object) -> None:
        """Add a requirement of another kind."""
        require(
            case_id=self.course.case.id, kind=kind, params=params, person_id=self.head.id, by=self.course.lead,
            today=self.time.today, now=self.time.now,
        )  # fmt: skip

    def in_days(self, days: int) -> date:
        """Return the day so many days from today."""
        return self.time.today + timedelta(days=days)
