"""Phases of a case, its status, and the day on which it must be looked at again. Pure."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from lotse.foundation.months import add_months


class Phase(enum.StrEnum):
    """Where a case stands in the course of case management."""

    CLEARING = "clearing"
    ASSESSMENT = "assessment"
    PLANNING = "planning"
    DELIVERY = "delivery"
    REVIEW = "review"
    CLOSING = "closing"


PHASE_LABELS = {
    Phase.CLEARING: "Klärung",
    Phase.ASSESSMENT: "Einschätzung",
    Phase.PLANNING: "Planung",
    Phase.DELIVERY: "Umsetzung",
    Phase.REVIEW: "Überprüfung",
    Phase.CLOSING: "Abschluss",
}

_STEPS: dict[Phase, tuple[Phase, ...]] = {
    Phase.CLEARING: (Phase.ASSESSMENT, Phase.CLOSING),
    Phase.ASSESSMENT: (Phase.PLANNING, Phase.CLEARING, Phase.CLOSING),
    Phase.PLANNING: (Phase.DELIVERY, Phase.ASSESSMENT, Phase.CLOSING),
    Phase.DELIVERY: (Phase.REVIEW, Phase.PLANNING, Phase.ASSESSMENT, Phase.CLOSING),
    Phase.REVIEW: (Phase.DELIVERY, Phase.PLANNING, Phase.ASSESSMENT, Phase.CLOSING),
    Phase.CLOSING: (Phase.REVIEW,),
}


class Status(enum.StrEnum):
    """Whether somebody works on the case."""

    OPEN = "open"
    RESTING = "resting"
    CLOSED = "closed"


STATUS_LABELS = {Status.OPEN: "offen", Status.RESTING: "ruhend", Status.CLOSED: "geschlossen"}

_STATUS_CHANGES = {
    (Status.OPEN, Status.RESTING),
    (Status.RESTING, Status.OPEN),
    (Status.OPEN, Status.CLOSED),
    (Status.RESTING, Status.CLOSED),
    (Status.CLOSED, Status.OPEN),
}

MONTHS_UNTIL_REVIEW = 6
MONTHS_UNTIL_FOLLOW_UP = 3
MONTHS_REOPENED_IS_SAME_CASE = 6


def next_phases(phase: str) -> tuple[Phase, ...]:
    """Return the phases that may follow; the usual next one stands first."""
    return _STEPS[Phase(phase)]


def may_move(phase: str, to: str) -> bool:
    """True when the guarded table allows the step."""
    return to in _STEPS[Phase(phase)]


def may_change_status(status: str, to: str) -> bool:
    """True when the status may change; closing and reopening have their own actions on top."""
    return (status, to) in _STATUS_CHANGES


@dataclass(frozen=True)
class Readiness:
    """What is known of a case when it shall move on."""

    intake_met: bool = False
    ratings: int = 0
    goals: int = 0
    plan_is_current: bool = False


def hindrance(to: str, known: Readiness) -> str | None:
    """Return the sentence that forbids the step, or None. Only the intake decision forbids."""
    if to == Phase.ASSESSMENT and not known.intake_met:
        return "Zuerst die Aufnahme entscheiden: Die Kriterien für ein Fallmanagement sind noch nicht erfüllt."
    return None


def still_missing(to: str, known: Readiness) -> list[str]:
    """Return what usually exists by then; shown as advice and never a block."""
    missing = []
    if to in {Phase.PLANNING, Phase.DELIVERY, Phase.REVIEW} and not known.ratings:
        missing.append("Noch keine Einschätzung der Lebenslage.")
    if to in {Phase.DELIVERY, Phase.REVIEW} and not known.goals:
        missing.append("Noch kein Ziel in den Worten der Klientin oder des Klienten.")
    if to in {Phase.DELIVERY, Phase.REVIEW} and not known.plan_is_current:
        missing.append("Noch kein gültiger Hilfeplan mit Zustimmung.")
    return missing


def review_day(since: date) -> date:
    """Return the latest day of the next re-assessment: six months on."""
    return add_months(since, MONTHS_UNTIL_REVIEW)


def review_fault(review_on: date | None, *, today: date) -> str | None:
    """Return why this review date is not acceptable, or None."""
    if review_on is None:
        return "Bitte den Tag der nächsten Überprüfung nennen."
    if review_on < today:
        return "Der Tag der Überprüfung liegt in der Vergangenheit."
    if review_on > review_day(today):
        return f"Spätestens nach sechs Monaten wird überprüft, also bis zum {review_day(today):%d.%m.%Y}."
    return None


def follow_up_day(closed_on: date) -> date:
    """Return the day of the question how it went on, three months after closing."""
    return add_months(closed_on, MONTHS_UNTIL_FOLLOW_UP)


def reopens_same_case(closed_on: date, today: date) -> bool:
    """True while a reopening counts as the same case (six months), not as a new one."""
    return today <= add_months(closed_on, MONTHS_REOPENED_IS_SAME_CASE)
