"""A hundred and twenty cases: stories with ratings, goals, strengths, notes, and an end for some."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lotse.accounts import queries as account_queries
from lotse.cases import actions
from lotse.cases.actions.chronicle import note_event
from lotse.cases.models import ActionStep, Goal, Note, Rating, Resource
from lotse.cases.rules.closing import REASON_LABELS, Reason
from lotse.cases.rules.phases import Phase
from lotse.contacts.rules import Result
from lotse.demo.calendar import Clock
from lotse.foundation.db import db

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.cases.models import Case
    from lotse.demo.people import Home
    from lotse.demo.visits import Desk

STORIES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("stories.toml").read_text(encoding="utf-8"))[
    "story"
]
CASES = 116
INBOX = 3
EVIDENCE = {
    1: "seit Wochen ungelöst, Hilfe sofort nötig",
    2: "allein nicht zu schaffen, Unterlagen fehlen",
    3: "mit Hilfe in Gang, noch wackelig",
    4: "läuft seit zwei Monaten ohne Rückschlag",
    5: "selbständig, keine Hilfe mehr nötig",
}
OUTCOMES = ("reached", "reached", "reached", "partly", "partly", "missed")
ENDINGS = (
    Reason.GOALS_REACHED, Reason.GOALS_REACHED, Reason.GOALS_REACHED, Reason.HANDED_OVER, Reason.ADVICE_SUFFICED,
    Reason.MOVED_AWAY, Reason.BROKEN_OFF_BY_CLIENT, Reason.CONTACT_LOST,
)  # fmt: skip


@dataclass
class Course:
    """A case with the story it follows, the home it is about, and who leads it."""

    case: Case
    story: dict[str, Any]
    home: Home
    lead: User
    opened_on: date

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still works on it."""
        return self.case.closed_on is None


def create(*, front: Desk, users: dict[str, User]) -> list[Course]:
    """Open the cases in the order of their days, let them grow, close a third of them."""
    time, random = front.time, front.time.random
    leads = [users["lotsin"]] * 4 + [users["lotse2"]] * 3 + [users["lotsin3"]] * 3 + [users["leitung"]]
    homes = random.sample(front.homes, k=min(len(front.homes), CASES + INBOX))
    ages = sorted((random.randint(5, 480) for _ in range(CASES)), reverse=True)
    courses = []
    for age, home in zip(ages, homes, strict=False):
        story = _story_for(home, front)
        courses.append(open_course(story, home, random.choice(leads), time.workday_ago(age), front))
    for course in courses:
        grow(course, front)
    for course in courses:
        age = (time.today - course.opened_on).days
        if age > 100 and random.random() < 0.42:
            _close(course, time, random.choice(ENDINGS))
        elif age > 90 and random.random() < 0.08:
            actions.rest_case(
                case=course.case,
                reason="wartet auf die Entscheidung der Stelle",
                by=course.lead,
                now=time.at(time.workday_ago(20)),
            )
    for number, home in enumerate(homes[CASES : CASES + INBOX]):
        _into_the_inbox(home, number, users, front)
    return courses


def open_course(story: dict[str, Any], home: Home, lead: User, opened_on: date, front: Desk) -> Course:
    """Open one case out of a contact, as it happens at the desk."""
    time = front.time
    contact = front.book(opened_on, home=home, codes=story["concerns"][:2], result=Result.CASE, hour=9)
    team = account_queries.list_units("team")[0]
    case = actions.open_case(
        person=home.head, household=home.household, reason=story["reason"], unit=team, by=lead, today=opened_on,
        now=contact.started_at, lead=lead, site_id=contact.site_id, weight=time.random.choice("AABBBBC"),
        first_application_on=opened_on if time.random.random() < 0.4 else None,
    )  # fmt: skip
    contact.case_id = case.id
    return Course(case, story, home, lead, opened_on)


def grow(course: Course, front: Desk) -> None:
    """Add what happened between opening and today: intake, ratings, goals, strengths, notes, contacts."""
    time, case, story = front.time, course.case, course.story
    age = (time.today - course.opened_on).days
    if age > 3:
        answers = dict.fromkeys(("several_areas", "several_actors", "usual_path_fails", "consents"), True)
        actions.decide_intake(
            case=case, answers=answers, by=course.lead, today=day_after(course, 3, time),
            now=time.at(day_after(course, 3, time)),
        )  # fmt: skip
    _rate(course, time, age)
    if age > 20:
        for entry in story["goals"]:
            _goal(course, entry, time, age)
        for box, text in story["resources"]:
            db.session.add(Resource(
                case_id=case.id, box=box, text=text,
                created_at=time.at(day_after(course, 12, time)), created_by_id=course.lead.id,
            ))  # fmt: skip
    for number, text in enumerate(story["notes"]):
        if age > 7 + number * 25:
            written = time.at(day_after(course, 7 + number * 25, time))
            db.session.add(Note(case_id=case.id, text=text, written_at=written, written_by_id=course.lead.id))
    for back in range(20, min(age, 300), time.random.choice((35, 50, 70))):
        front.book_later(
            day_after(course, back, time), home=course.home, codes=story["concerns"][:1], by=course.lead,
            case_id=case.id, result=time.random.choice((Result.ADVICE, Result.APPOINTMENT)),
        )  # fmt: skip
    case.phase = _phase(age)
    # A few reviews are late, by days and not by months: somebody looks at this list every morning.
    due = time.workday_in(time.random.randint(3, 120))
    case.review_on = due if time.random.random() < 0.97 else time.workday_ago(time.random.randint(1, 8))
    case.last_change_at = time.at(time.workday_ago(min(age, time.random.randint(1, 30))))
    db.session.flush()


def day_after(course: Course, days: int, time: Clock) -> date:
    """Return a working day so many days after the opening, not later than the last working day."""
    return time.workday_ago(max(1, (time.today - course.opened_on).days - days))


def _story_for(home: Home, front: Desk) -> dict[str, Any]:
    fitting = [story for story in STORIES if home.fits(story["fits"])]
    special = [story for story in fitting if story["fits"] != "any"]
    return front.time.random.choice(special + special + fitting)


def _phase(age: int) -> Phase:
    steps = ((3, Phase.CLEARING), (14, Phase.ASSESSMENT), (30, Phase.PLANNING), (170, Phase.DELIVERY))
    return next((phase for limit, phase in steps if age <= limit), Phase.REVIEW if age < 210 else Phase.DELIVERY)


def _rate(course: Course, time: Clock, age: int) -> None:
    if age <= 5:
        return
    for dimension, (first, later, target) in course.story["ratings"].items():
        _rating(course, dimension, first, target, day_after(course, 5, time), "professional", time)
        if age > 10 and time.random.random() < 0.5:
            seen = min(5, max(min(2, first), first + time.random.choice((-1, 0, 0, 1))))
            _rating(course, dimension, seen, None, day_after(course, 5, time), "self", time)
        if age > 110:
            now_at = later if time.random.random() < 0.8 else first
            _rating(course, dimension, now_at, target, day_after(course, 100, time), "professional", time)


def _rating(course: Course, dimension: str, value: int, target: int | None, day: date, view: str, time: Clock) -> None:
    db.session.add(Rating(
        case_id=course.case.id, person_id=course.home.head.id, dimension=dimension, view=view, state="rated",
        value=value, target=target, evidence=EVIDENCE[value], rated_on=day, rated_by_id=course.lead.id,
        created_at=time.at(day),
    ))  # fmt: skip


def _goal(course: Course, entry: dict[str, Any], time: Clock, age: int) -> None:
    start = day_after(course, 18, time)
    due = start + timedelta(days=70)
    done = due < time.today and time.random.random() < 0.5 and course.story["key"] != "heavy"
    reached = min(due, time.workday_ago(1)) if done else None
    if not done and (due < time.today or course.story["key"] == "heavy"):
        due = time.workday_in(time.random.randint(5, 60))
    db.session.add(Goal(
        case_id=course.case.id, topic=entry["topic"], dimension=entry["dimension"], will=entry["will"],
        statement=entry["statement"], sign_of_success=entry["sign"], owner=course.home.head.full_name,
        due_on=due, outcome=time.random.choice(OUTCOMES) if done else None, outcome_on=reached,
        created_at=time.at(start), created_by_id=course.lead.id,
        steps=[
            ActionStep(
                text=text, who=course.home.head.first_name, due_on=start + timedelta(days=14 * (number + 1)),
                done_on=day_after(course, 30 + 10 * number, time) if age > 45 + 10 * number else None,
            )
            for number, text in enumerate(entry["steps"])
        ],
    ))  # fmt: skip


def _close(course: Course, time: Clock, reason: Reason) -> None:
    age = (time.today - course.opened_on).days
    closed = time.workday_ago(max(2, int(age * time.random.uniform(0.05, 0.5))))
    case = course.case
    case.status, case.phase, case.closed_on, case.closing_reason = "closed", Phase.CLOSING, closed, reason
    case.closing_text = "Ziele gemeinsam durchgesehen, weitere Anlaufstellen sind bekannt."
    case.last_change_at, case.review_on = time.at(closed), None
    text = f"Fall geschlossen: {REASON_LABELS[reason]}"
    note_event(case=case, kind="closed", text=text, by=course.lead, now=time.at(closed))


def _into_the_inbox(home: Home, number: int, users: dict[str, User], front: Desk) -> None:
    """A case that the front desk opened and nobody has taken yet."""
    time, story = front.time, _story_for(home, front)
    day = time.workday_ago(number + 1)
    contact = front.book(day, home=home, codes=story["concerns"][:2], result=Result.CASE, by=users["empfang"], hour=11)
    team = account_queries.list_units("team")[0]
    case = actions.open_case(
        person=home.head, household=home.household, reason=story["reason"], unit=team, by=users["empfang"],
        today=day, now=contact.started_at, site_id=contact.site_id,
    )  # fmt: skip
    contact.case_id = case.id
