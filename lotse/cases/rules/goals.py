"""Topic, will, goal, steps; strengths in four boxes; working zones. Pure."""

from __future__ import annotations

import enum
from datetime import date, timedelta


class Zone(enum.StrEnum):
    """How voluntary the work is; stands on every plan because it changes what "voluntary" means."""

    VOLUNTARY = "voluntary"
    GREY = "grey"
    DANGER = "danger"


ZONE_LABELS = {Zone.VOLUNTARY: "freiwilliger Bereich", Zone.GREY: "Graubereich", Zone.DANGER: "Gefährdungsbereich"}

ZONE_MEANINGS = {
    Zone.VOLUNTARY: "Wünsche und eigene Ziele: Die Klientin oder der Klient entscheidet.",
    Zone.GREY: "Auftrag: Bedingungen sind mit einer Behörde vereinbart und werden offen benannt.",
    Zone.DANGER: "Auflage: verbindlich, zum Beispiel im Kinderschutz.",
}


class Box(enum.StrEnum):
    """The four boxes of the resource check."""

    PERSON = "person"
    NETWORK = "network"
    MATERIAL = "material"
    SOCIAL_SPACE = "social_space"


BOX_LABELS = {
    Box.PERSON: "Person",
    Box.NETWORK: "Soziales Netz",
    Box.MATERIAL: "Materielles",
    Box.SOCIAL_SPACE: "Sozialraum",
}

BOX_HINTS = {
    Box.PERSON: "Fähigkeiten, Interessen, Gesundheit, Erfahrung",
    Box.NETWORK: "Familie, Nachbarschaft, Freundschaften, Kollegium",
    Box.MATERIAL: "Einkommen, Auto, Wohnung, Geräte",
    Box.SOCIAL_SPACE: "Orte, Vereine, Dienste, Arbeitgeber",
}


class GoalOutcome(enum.StrEnum):
    """What became of a goal."""

    REACHED = "reached"
    PARTLY = "partly"
    MISSED = "missed"


GOAL_OUTCOME_LABELS = {
    GoalOutcome.REACHED: "erreicht",
    GoalOutcome.PARTLY: "teilweise erreicht",
    GoalOutcome.MISSED: "nicht erreicht",
}

STEP_FROM, STEP_UNTIL = timedelta(weeks=2), timedelta(weeks=6)

_FIRST_PERSON = {"ich", "wir", "mein", "meine", "meinen", "meinem", "meiner", "mir", "mich", "unser", "unsere", "uns"}
_NEGATIONS = {"nicht", "kein", "keine", "keinen", "keiner", "nie", "niemals", "nichts"}


def goal_advice(statement: str) -> list[str]:
    """Return how the wording could be stronger; advice beside the field, never a refusal."""
    words = {w.strip(".,;:!?„“\"'()").casefold() for w in statement.split()}
    advice = []
    if statement and not words & _FIRST_PERSON:
        advice.append("Ein Ziel steht in der Ich-Form: „Ich …“ oder „Wir …“.")
    if words & _NEGATIONS:
        advice.append("Positiv sagen, was sein soll, statt was aufhören soll.")
    return advice


def step_advice(due_on: date | None, *, today: date) -> str | None:
    """Return advice about the day of a step, or None."""
    if due_on is None:
        return "Ein Schritt braucht einen Tag: in zwei bis sechs Wochen."
    if due_on > today + STEP_UNTIL:
        return "Mehr als sechs Wochen sind weit weg. Lässt sich der Schritt teilen?"
    return None
