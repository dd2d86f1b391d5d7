"""Emergency access: who may ask, decide, end and review it, how long it lasts, what it never opens. Pure.

Domain report 5.2 (3): reason, time limit, notice to the responsible person and the data protection officer. A second
person decides before anything opens (four eyes: the team lead). An Auskunftssperre is never broken (5.2 (8)); a
restricted file never opens to a team lead, who takes part in decisions on staff (§ 35 Abs. 1 S. 3 SGB I).
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from lotse.accounts.rules import Role

ASKERS = (Role.NAVIGATOR, Role.TEAM_LEAD)
"""Who works in case files at all; an emergency opens a record, it gives nobody another role."""

HOURS = (1, 4, 8)
"""How long an access may last, counted from the decision; at most a working day."""

LAPSES_AFTER = timedelta(hours=12)
"""A request that nobody decided in this time can no longer be released."""

LEAST_WORDS = 20
"""Characters a reason needs at least."""


class Cause(enum.StrEnum):
    """What kind of emergency it is."""

    CRISIS = "crisis"
    UNREACHABLE = "unreachable"
    DEADLINE = "deadline"
    OTHER = "other"


CAUSE_LABELS = {
    Cause.CRISIS: "akute Krise am Empfang oder am Telefon",
    Cause.UNREACHABLE: "Fallführung und Vertretung nicht erreichbar",
    Cause.DEADLINE: "Frist läuft heute oder morgen ab",
    Cause.OTHER: "anderer Notfall",
}


class State(enum.StrEnum):
    """Where a request stands; the clock alone makes it lapse or end."""

    ASKED = "asked"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    LAPSED = "lapsed"
    RUNNING = "running"
    ENDED = "ended"
    REVIEWED = "reviewed"


STATE_LABELS = {
    State.ASKED: "wartet auf Entscheidung",
    State.WITHDRAWN: "zurückgezogen",
    State.REFUSED: "abgelehnt",
    State.LAPSED: "verfallen, nicht entschieden",
    State.RUNNING: "läuft",
    State.ENDED: "beendet, noch nicht geprüft",
    State.REVIEWED: "beendet und geprüft",
}


class Answer(enum.StrEnum):
    """What became of the request."""

    RELEASED = "released"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Finding(enum.StrEnum):
    """What the data protection officer says of an access afterwards."""

    JUSTIFIED = "justified"
    UNJUSTIFIED = "unjustified"


FINDING_LABELS = {Finding.JUSTIFIED: "berechtigt", Finding.UNJUSTIFIED: "nicht berechtigt"}


class Step(enum.StrEnum):
    """What people do with a request."""

    ANSWER = "answer"
    WITHDRAW = "withdraw"
    END = "end"
    REVIEW = "review"


class Course(Protocol):
    """What is known of a request."""

    @property
    def asked_by_id(self) -> int:
        """Who asked."""

    @property
    def asked_at(self) -> datetime:
        """When."""

    @property
    def answer(self) -> str | None:
        """What was decided."""

    @property
    def ends_at(self) -> datetime | None:
        """When the access ends or has ended; exclusive."""

    @property
    def reviewed_at(self) -> datetime | None:
        """When somebody looked at it afterwards."""


def state_of(course: Course, now: datetime) -> State:
    """Return where a request stands at an instant; at the very instant of its end an access has ended."""
    if course.answer is None:
        return State.LAPSED if now >= course.asked_at + LAPSES_AFTER else State.ASKED
    if course.answer != Answer.RELEASED or course.ends_at is None:
        return State(course.answer)
    if now < course.ends_at:
        return State.RUNNING
    return State.ENDED if course.reviewed_at is None else State.REVIEWED


_IN = {Step.ANSWER: State.ASKED, Step.WITHDRAW: State.ASKED, Step.END: State.RUNNING, Step.REVIEW: State.ENDED}
_BY = {
    Step.ANSWER: frozenset({Role.TEAM_LEAD}),
    Step.WITHDRAW: frozenset(ASKERS),
    Step.END: frozenset({*ASKERS, Role.DATA_PROTECTION}),
    Step.REVIEW: frozenset({Role.DATA_PROTECTION}),
}


def may(step: Step, course: Course, *, user_id: int, role: str, now: datetime) -> bool:
    """True when this account may take the step now: nobody decides on or reviews the own request."""
    if state_of(course, now) is not _IN[step] or role not in _BY[step]:
        return False
    own = course.asked_by_id == user_id
    if step is Step.END:
        return own or role != Role.NAVIGATOR
    return own is (step is Step.WITHDRAW)


@dataclass(frozen=True)
class Wanted:
    """Whom or what somebody asks for: a case by its number, or the running cases of exactly this person."""

    case_number: str = ""
    last_name: str = ""
    first_name: str = ""
    birth_date: date | None = None

    @property
    def names_person(self) -> bool:
        """Whether the person is named completely."""
        return bool(self.last_name and self.first_name and self.birth_date)

    @property
    def text(self) -> str:
        """In the asker's words."""
        if self.case_number:
            return f"Fall {self.case_number}"
        born = f", geboren {self.birth_date:%d.%m.%Y}" if self.birth_date else ""
        return f"{self.last_name}, {self.first_name}{born}"


def fault_in(*, wanted: Wanted, cause: str, reason: str, hours: int) -> tuple[str, str] | None:
    """Return the field and the sentence of what is wrong with a request, or None. Never says what exists."""
    named = (wanted.last_name, wanted.first_name, wanted.birth_date)
    if wanted.case_number and any(named):
        return "case_number", "Bitte entweder die Fallnummer oder die Person angeben, nicht beides."
    if not wanted.case_number and not any(named):
        return "case_number", "Bitte die Fallnummer angeben, oder Nachname, Vorname und Geburtsdatum der Person."
    if not wanted.case_number and not wanted.names_person:
        return "last_name", "Bitte Nachname, Vorname und Geburtsdatum vollständig angeben."
    if cause not in set(Cause):
        return "cause", "Bitte die Art des Notfalls wählen."
    if hours not in HOURS:
        return "hours", "Bitte die Dauer wählen."
    if len(reason.strip()) < LEAST_WORDS:
        return "reason", "Bitte in einem Satz sagen, was geschehen ist und was Sie jetzt tun müssen."
    return None


@dataclass(frozen=True)
class Found:
    """A case that a request means."""

    case_id: int
    person_id: int
    lead_id: int | None
    unit_id: int
    restricted: bool
    address_block_until: date | None


def openable(found: Iterable[Found], *, role: str, today: date) -> list[Found]:
    """Return the cases that may open; the others stay as closed as if there were none."""
    return [
        case
        for case in found
        if (case.address_block_until is None or case.address_block_until < today)
        and not (case.restricted and role != Role.NAVIGATOR)
    ]
