"""What else lies in a case file: statutory deadlines, support plans, case conferences, confided notes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from lotse.casefile.actions.conference import hold_conference
from lotse.cases.actions import plan as plan_actions
from lotse.cases.actions.records import Minutes, write_note
from lotse.deadlines.actions import close_deadline, file_deadline
from lotse.deadlines.rules.closing import Outcome
from lotse.demo.calendar import REGION, Clock
from lotse.foundation.errors import FieldError

if TYPE_CHECKING:
    from lotse.demo.case_work import Course
    from lotse.demo.visits import Desk

POST = {"delivery": "post", "place_state": REGION}
# story → key of the catalogue, inputs besides the day, days back of the event, sender
DEADLINES: dict[str, tuple[str, dict[str, Any], int, str]] = {
    "mietschulden": ("48-1", {"place_state": REGION}, 50, "Amtsgericht Musterstadt"),
    "geldnot": ("1-1", POST, 30, "Jobcenter im Haus"),
    "schulden": ("1-1", POST, 12, "Sozialhilfe und Grundsicherung"),
    "pflege": ("17-1", {"place_state": REGION}, 20, "Pflegekasse"),
    "familie": ("1-1", POST, 20, "Jugendamt, Soziale Dienste"),
    "rente": ("10-2", {**POST, "period": 1, "unit": "months"}, 22, "Sozialhilfe und Grundsicherung"),
    "krank": ("1-1", POST, 26, "Krankenkasse"),
    "teilhabe": ("1-1", POST, 5, "Amt für Versorgung Musterland"),
}


def create(courses: Sequence[Course], front: Desk) -> None:
    """File deadlines for most stories, agree on plans, hold a few conferences."""
    time = front.time
    for number, course in enumerate(course for course in courses if course.is_open):
        age = (time.today - course.opened_on).days
        if course.story["key"] in DEADLINES and age > 10:
            file_one(course, time, number)
        if age > 45:
            agree(course, time, oral=number % 3 == 0)
        if age > 90 and number % 7 == 0:
            confer(course, time, ["Frau Sommerfeld, Schuldnerberatung", "Herr Soltau, Wohngeldstelle"])
        if number % 11 == 0 and age > 20:
            write_note(
                case=course.case, note_class="confided", by=course.lead, now=time.at(time.workday_ago(min(age, 15))),
                text="Im Vertrauen erzählt; bleibt bei der fallführenden Person.",
            )  # fmt: skip


def file_one(course: Course, time: Clock, number: int, key: str = "") -> None:
    """File one deadline; every fifth was met and is closed."""
    entry, given, back, sender = DEADLINES[key or course.story["key"]]
    event = _event(max(2, back - (0 if number % 6 == 0 else time.random.randint(2, 22))), time, course)
    deadline = file_deadline(
        case=course.case, key=entry, given={**given, "event_date": event.isoformat()}, office_region=REGION,
        sender=sender, reference=f"AZ {1000 + number * 37}/{time.today.year}", by=course.lead,
        now=time.at(max(event, course.opened_on)),
    )  # fmt: skip
    if number % 5 == 4:
        close_deadline(
            deadline=deadline, outcome=Outcome.DONE, closed_on=time.workday_ago(1), note="fristwahrend erledigt",
            by=course.lead, today=time.today,
        )  # fmt: skip


def agree(course: Course, time: Clock, *, oral: bool = False) -> None:
    """Draft a support plan and put it into force two weeks later."""
    day = course.opened_on + timedelta(days=35)
    at = time.at(min(day, time.workday_ago(2)))
    plan = plan_actions.draft_plan(
        case=course.case, introduction="Gemeinsam besprochen am Küchentisch, mit den Worten der Familie.",
        by=course.lead, now=at,
    )  # fmt: skip
    try:
        plan_actions.agree_on_plan(
            plan=plan, case=course.case, agreed_on=at.date(), agreement="oral" if oral else "signed",
            review_on=time.workday_in(60 + course.case.id % 90), client_note="", measures=[], by=course.lead,
            today=time.today, now=at,
        )  # fmt: skip
    except FieldError:
        # Every goal is settled already: the plan stays a draft for the next talk.
        return


def confer(course: Course, time: Clock, others: Sequence[str]) -> None:
    """Hold a case conference with everybody's consent."""
    day = time.workday_ago(30)
    people = [{"name": course.home.head.full_name, "organisation": "", "consent": "client"}]
    people.append({"name": course.lead.name, "organisation": "Sozialbüro Musterkreis", "consent": "office"})
    for other in others:
        name, _, organisation = other.partition(", ")
        people.append({"name": name, "organisation": organisation, "consent": "consent"})
    hold_conference(
        case=course.case,
        minutes=Minutes(
            held_on=day, agenda="Stand, nächste Schritte, wer macht was", participants=people,
            decisions="Unterlagen gehen gebündelt, ein Termin für alle Stellen.",
            tasks=[{"text": "Termin abstimmen", "who": course.lead.name, "due_on": time.workday_in(10).isoformat()}],
        ),
        by=course.lead,
        now=time.at(day),
    )  # fmt: skip


def _event(back: int, time: Clock, course: Course) -> date:
    return max(time.workday_ago(back), course.opened_on)
