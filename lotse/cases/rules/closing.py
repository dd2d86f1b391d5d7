"""Closing a case: reason, an outcome for each goal, what must be settled first, when four eyes are needed. Pure."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


class Reason(enum.StrEnum):
    """Why a case ends."""

    GOALS_REACHED = "goals_reached"
    HANDED_OVER = "handed_over"
    ADVICE_SUFFICED = "advice_sufficed"
    MOVED_AWAY = "moved_away"
    BROKEN_OFF_BY_CLIENT = "broken_off_by_client"
    BROKEN_OFF_BY_OFFICE = "broken_off_by_office"
    CONTACT_LOST = "contact_lost"
    DECEASED = "deceased"


REASON_LABELS = {
    Reason.GOALS_REACHED: "Ziele erreicht, keine Begleitung mehr nötig",
    Reason.HANDED_OVER: "an eine andere Fallführung übergeben",
    Reason.ADVICE_SUFFICED: "Auskunft oder Beratung hat genügt",
    Reason.MOVED_AWAY: "weggezogen",
    Reason.BROKEN_OFF_BY_CLIENT: "von der Klientin oder dem Klienten abgebrochen",
    Reason.BROKEN_OFF_BY_OFFICE: "vom Büro abgebrochen",
    Reason.CONTACT_LOST: "Kontakt verloren",
    Reason.DECEASED: "verstorben",
}

BROKEN_OFF = frozenset({Reason.BROKEN_OFF_BY_CLIENT, Reason.BROKEN_OFF_BY_OFFICE, Reason.CONTACT_LOST})


class OpenKind(enum.StrEnum):
    """What can still be open when a case shall close."""

    GOAL = "goal"
    REFERRAL = "referral"
    MEASURE = "measure"
    DEADLINE = "deadline"
    REMINDER = "reminder"
    HANDOVER = "handover"
    APPOINTMENT = "appointment"


OPEN_LABELS = {
    OpenKind.GOAL: "Ziele ohne Ergebnis",
    OpenKind.REFERRAL: "offene Vermittlungen",
    OpenKind.MEASURE: "laufende oder geplante Maßnahmen",
    OpenKind.DEADLINE: "offene Fristen",
    OpenKind.REMINDER: "offene Wiedervorlagen",
    OpenKind.HANDOVER: "Übergabe ohne Antwort",
    OpenKind.APPOINTMENT: "kommende Termine",
}


@dataclass(frozen=True)
class OpenItem:
    """One thing that must be settled before the case can close; a measure names its state and whether it began."""

    kind: OpenKind
    record_id: int
    label: str
    due_on: date | None = None
    state: str = ""
    has_begun: bool = True


@dataclass(frozen=True)
class Question:
    """Everything the closing page must ask, by kind, in the order of the list."""

    kind: OpenKind
    items: tuple[OpenItem, ...]

    @property
    def label(self) -> str:
        """The heading above the items."""
        return OPEN_LABELS[self.kind]


def questions(items: Iterable[OpenItem]) -> list[Question]:
    """Group what is open by kind; an empty list means that nothing stands against closing."""
    found = list(items)
    return [
        Question(
            kind, tuple(sorted((i for i in found if i.kind is kind), key=lambda i: (i.due_on or date.max, i.label)))
        )
        for kind in OpenKind
        if any(i.kind is kind for i in found)
    ]


def four_eyes_because(*, reason: str, crises: Sequence[str], restricted: bool) -> list[str]:
    """Return why the team lead must agree; an empty list when one pair of eyes is enough.

    `crises` are the German names of the dimensions whose newest rating is a 1.
    """
    because = []
    if crises:
        because.append("Offene Krise: " + ", ".join(crises) + ".")
    if reason in BROKEN_OFF:
        because.append("Der Fall wird abgebrochen.")
    if restricted:
        because.append("Die Akte ist besonders geschützt.")
    return because


def closing_fault(*, reason: str, report: str, still_open: Sequence[Question]) -> str | None:
    """Return why the case cannot close yet, or None."""
    if reason not in set(Reason):
        return "Bitte den Grund des Abschlusses wählen."
    if len(report.strip()) < 20:
        return "Der Abschlussbericht braucht ein paar Sätze: Was wurde erreicht, was bleibt?"
    if still_open:
        return "Noch zu klären: " + ", ".join(q.label for q in still_open) + "."
    return None


def may_approve(*, asked_by_id: int, approver_id: int) -> bool:
    """Four eyes are two people: nobody approves the own request."""
    return asked_by_id != approver_id
