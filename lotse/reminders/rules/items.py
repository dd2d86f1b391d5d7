"""What can stand on "Heute", in which order, and in which part of the page."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """Where a date lives; only reminders and tasks are settled on "Heute" itself."""

    REMINDER = "reminder"
    TASK = "task"
    DEADLINE = "deadline"
    REFERRAL = "referral"
    GAP = "gap"
    CONSENT = "consent"
    WAIVER = "waiver"
    APPROVAL = "approval"
    REVIEW = "review"
    GOAL = "goal"
    STEP = "step"
    APPOINTMENT = "appointment"
    INTENT = "intent"
    HANDED = "handed"
    HANDOVER = "handover"
    WARNING = "warning"
    PERMISSION = "permission"
    PAPER = "paper"
    CALL_BACK = "call_back"
    REQUEST = "request"
    EMERGENCY = "emergency"


KIND_LABELS = {
    Kind.REMINDER: "Wiedervorlage",
    Kind.TASK: "Aufgabe",
    Kind.DEADLINE: "Frist",
    Kind.REFERRAL: "Vermittlung",
    Kind.GAP: "Lücke",
    Kind.CONSENT: "Einwilligung",
    Kind.WAIVER: "Ausnahme",
    Kind.APPROVAL: "Freigabe",
    Kind.REVIEW: "Überprüfung",
    Kind.GOAL: "Ziel",
    Kind.STEP: "Schritt",
    Kind.APPOINTMENT: "Termin",
    Kind.INTENT: "Antragswille",
    Kind.HANDED: "Übergabe vom Empfang",
    Kind.HANDOVER: "Fallübergabe",
    Kind.WARNING: "Hinweis",
    Kind.PERMISSION: "Bewilligung",
    Kind.PAPER: "Nachweis",
    Kind.CALL_BACK: "Rückruf",
    Kind.REQUEST: "Anfrage",
    Kind.EMERGENCY: "Notzugriff",
}
OWN_KINDS = frozenset({Kind.REMINDER, Kind.TASK})

AFTER_CLOSING = "closing:"
"""How the rule key of the question begins that is asked months after a case was closed."""
EXPIRY_AHEAD = timedelta(days=14)
"""How long before its end something that runs out is shown."""

MASKED = "Punkt in einer geschützten Akte"


class Part(StrEnum):
    """The parts of the page."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


PART_LABELS = {
    Part.OVERDUE: "Überfällig",
    Part.TODAY: "Heute",
    Part.SOON: "In den nächsten 7 Tagen",
    Part.LATER: "Später",
}


class Item(NamedTuple):
    """One thing that is due."""

    kind: Kind
    id: int
    due_on: date
    text: str
    owner_id: int | None
    case_id: int | None = None
    person_id: int | None = None
    referral_id: int | None = None
    note: str = ""
    at: str = ""
    urgent: bool = False
    overdue_on: date | None = None

    @property
    def key(self) -> str:
        """What names this item on the page."""
        return f"{self.kind}-{self.id}"

    @property
    def is_own(self) -> bool:
        """Say whether it is settled here and not where its date lives."""
        return self.kind in OWN_KINDS


def part_of(item: Item, today: date) -> Part:
    """Return the part of the page an item stands in."""
    if (item.overdue_on or item.due_on) < today:
        return Part.OVERDUE
    if item.due_on <= today:
        return Part.TODAY
    return Part.SOON if item.due_on <= today + timedelta(days=7) else Part.LATER


def in_order(items: Iterable[Item]) -> list[Item]:
    """Return the items by day; on a day deadlines, urgent things and appointments come first."""
    weight = {Kind.DEADLINE: 0, Kind.APPOINTMENT: 1}
    return sorted(items, key=lambda i: (i.due_on, weight.get(i.kind, 2 - i.urgent), i.at, i.text, i.kind, i.id))


def counts_by_kind(items: Iterable[Item]) -> dict[Kind, int]:
    """Return how many items there are of each kind, in the order of the kinds."""
    found = Counter(item.kind for item in items)
    return {kind: found[kind] for kind in Kind if found[kind]}


def in_parts(items: Iterable[Item], today: date) -> dict[Part, list[Item]]:
    """Return the items of each part in their order; what is overdue begins with the deadlines."""
    parts: dict[Part, list[Item]] = {part: [] for part in Part}
    for item in items:
        parts[part_of(item, today)].append(item)
    parts[Part.OVERDUE].sort(key=lambda item: item.kind is not Kind.DEADLINE)
    return parts
