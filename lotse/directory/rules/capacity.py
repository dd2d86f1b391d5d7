"""Whether an offer has room, how long one waits, and how far that statement can be trusted."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

STALE_AFTER_DAYS = 90
PROOF_DUE_AFTER_DAYS = 180
PROOF_OVERDUE_AFTER_DAYS = 365


class Capacity(StrEnum):
    """What the partner last told us about free places."""

    FREE = "free"
    WAITING_LIST = "waiting_list"
    FULL = "full"
    UNKNOWN = "unknown"


CAPACITY_LABELS = {
    Capacity.FREE: "frei",
    Capacity.WAITING_LIST: "Warteliste",
    Capacity.FULL: "voll",
    Capacity.UNKNOWN: "Prüfung nötig",
}


class Freshness(StrEnum):
    """How old the last look at an entry is."""

    FRESH = "fresh"
    DUE = "due"
    OVERDUE = "overdue"
    NEVER = "never"


FRESHNESS_LABELS = {
    Freshness.FRESH: "geprüft",
    Freshness.DUE: "bald prüfen",
    Freshness.OVERDUE: "Prüfung überfällig",
    Freshness.NEVER: "noch nie geprüft",
}


@dataclass(frozen=True)
class Room:
    """Capacity as it may be shown: stale news count as unknown."""

    capacity: Capacity
    words: str


def room(capacity: Capacity, waiting_days: int | None, reported_on: date | None, today: date) -> Room:
    """Say what the badge of an offer shows."""
    if capacity is Capacity.UNKNOWN or reported_on is None:
        return Room(Capacity.UNKNOWN, CAPACITY_LABELS[Capacity.UNKNOWN])
    if today - reported_on > timedelta(days=STALE_AFTER_DAYS):
        return Room(Capacity.UNKNOWN, f"Stand {reported_on:%d.%m.%Y}")
    if capacity is Capacity.FULL:
        return Room(capacity, CAPACITY_LABELS[capacity])
    if waiting_days is None:
        return Room(capacity, CAPACITY_LABELS[capacity])
    return Room(capacity, format_waiting(waiting_days))


def format_waiting(days: int) -> str:
    """Say a waiting time as people do: `sofort`, `5 Tage`, `6 Wochen`, `4 Monate`."""
    if days <= 1:
        return "sofort"
    if days <= 14:
        return f"{days} Tage"
    if days <= 84:
        return f"{round(days / 7)} Wochen"
    return f"{round(days / 30.4)} Monate"


def freshness(verified_on: date | None, today: date) -> Freshness:
    """Judge the age of the last proof that an entry is still right."""
    if verified_on is None:
        return Freshness.NEVER
    age = (today - verified_on).days
    if age > PROOF_OVERDUE_AFTER_DAYS:
        return Freshness.OVERDUE
    return Freshness.DUE if age > PROOF_DUE_AFTER_DAYS else Freshness.FRESH
