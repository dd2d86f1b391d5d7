"""Reading the overview of a case: what is due, what does not mesh, what runs, who belongs, what the client wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from lotse.casefile.queries.lines import Line, LineKind, open_lines
from lotse.cases.models import Case, Goal
from lotse.clients.models import HouseholdMember, Person
from lotse.clients.rules.birthdates import age_on
from lotse.foundation import clock
from lotse.foundation.prepared import Prepared
from lotse.referrals.rules.states import LABELS, State


@dataclass(frozen=True)
class Due:
    """Something that wants attention on a day. `tab` says where it is worked on."""

    on: date
    kind: str
    text: str
    tab: str
    who: str = ""
    firm: bool = False


@dataclass(frozen=True)
class GoalLine:
    """A goal as the overview shows it."""

    statement: str
    will: str
    due_on: date | None
    outcome: str | None


@dataclass(frozen=True)
class Member:
    """Somebody of the household; `years` are completed years, None without a birth date."""

    id: int
    name: str
    years: int | None


@dataclass(frozen=True)
class Overview:
    """Everything on the overview."""

    due: list[Due]
    lines: dict[LineKind, list[Line]]
    members: list[Member]
    goals: list[GoalLine]

    @property
    def findings(self) -> list[Line]:
        """The open gaps, the first to come on top."""
        return self.lines[LineKind.FINDING]

    @property
    def measures(self) -> list[Line]:
        """What runs, is planned or waits; `who` is the person's first name."""
        return self.lines[LineKind.MEASURE]

    @property
    def referrals(self) -> list[Line]:
        """The open referrals; `text` is the receiver, `who` the offer."""
        return self.lines[LineKind.REFERRAL]

    @property
    def other_leads(self) -> list[Line]:
        """Other bodies that lead procedures of their own."""
        return self.lines[LineKind.OTHER_LEAD]

    @property
    def plan(self) -> Line | None:
        """The support plan in force; `text` is its version, `on` its review."""
        return next(iter(self.lines[LineKind.PLAN]), None)

    @property
    def handover(self) -> Line | None:
        """A hand-over that waits for its answer."""
        return next(iter(self.lines[LineKind.HANDOVER]), None)


def overview(case: Case, *, surname: str, today: date, now: datetime) -> Overview:
    """Collect the overview in three statements, whatever the size of the case."""
    lines, goals = open_lines(case.id, today=today, now=now), _goals(case.id)
    return Overview(
        due=_due(case, goals=goals, lines=lines, today=today),
        lines=lines,
        members=_members(case, surname, today),
        goals=goals,
    )


def referral_state(line: Line) -> str:
    """Return the state of a referral in words."""
    return LABELS[State(line.more)]


def _goals(case_id: int) -> list[GoalLine]:
    return [GoalLine(*row) for row in _GOALS.rows(case_id=case_id)]


_GOALS = Prepared(
    lambda: (
        sa.select(Goal.statement, Goal.will, Goal.due_on, Goal.outcome)
        .where(Goal.case_id == sa.bindparam("case_id"))
        .order_by(Goal.outcome, Goal.due_on, Goal.id)
    )
)


def _due(case: Case, *, goals: Sequence[GoalLine], lines: dict[LineKind, list[Line]], today: date) -> list[Due]:
    due = [
        *(Due(d.on, "Frist", d.text, "deadlines", firm=True) for d in lines[LineKind.DEADLINE] if d.on),
        *(Due(r.on, "Wiedervorlage", r.text, "chronicle", r.who) for r in lines[LineKind.REMINDER] if r.on),
        *(_appointment(a) for a in lines[LineKind.APPOINTMENT]),
        *_together([_goal(g) for g in goals if g.outcome is None], today, "{} Ziele liegen über ihrem Tag"),
        *_together([_check(r) for r in lines[LineKind.REFERRAL]], today, "{} Vermittlungen warten auf Nachfrage"),
    ]
    if case.review_on and case.status == "open":
        due.append(Due(case.review_on, "Überprüfung", "Lebenslage neu einschätzen, Plan prüfen", "situation"))
    return sorted(due, key=lambda d: (d.on, not d.firm, d.text))


def _goal(goal: GoalLine) -> Due | None:
    return Due(goal.due_on, "Ziel", goal.statement, "goals") if goal.due_on else None


def _check(line: Line) -> Due | None:
    return Due(line.on, "Vermittlung", f"{line.text}: {referral_state(line)}", "referrals") if line.on else None


def _appointment(line: Line) -> Due:
    assert line.at is not None, "an appointment has an instant"
    at = clock.local(line.at)
    return Due(at.date(), "Termin", f"{at:%H:%M} Uhr, {line.text}", "chronicle", firm=True)


def _together(found: Sequence[Due | None], today: date, sentence: str) -> list[Due]:
    """Several of a kind that lie behind are one line, so that they do not push away what comes."""
    due = [d for d in found if d is not None]
    late = [d for d in due if d.on < today]
    if len(late) < 2:
        return due
    one = Due(min(d.on for d in late), late[0].kind, sentence.format(len(late)), late[0].tab)
    return [one, *(d for d in due if d.on >= today)]


def _members(case: Case, surname: str, today: date) -> list[Member]:
    """Return the household, the oldest first; the surname stands only where it is another one."""
    if case.household_id is None:
        return []
    return [
        Member(
            id_,
            first if first and last == surname else f"{first} {last}".strip(),
            age_on(born, today) if born else None,
        )
        for id_, first, last, born in _MEMBERS.rows(household_id=case.household_id, today=today)
    ]


def _living_together() -> sa.Select[int, str, str, date | None]:
    today = sa.bindparam("today", type_=sa.Date)
    return (
        sa.select(Person.id, Person.first_name, Person.last_name, Person.birth_date)
        .join(HouseholdMember, Person.id == HouseholdMember.person_id)
        .where(
            HouseholdMember.household_id == sa.bindparam("household_id"),
            HouseholdMember.still_there(today),
        )
        .order_by(Person.birth_date.is_(None), Person.birth_date, Person.id)
    )


_MEMBERS = Prepared(_living_together)
