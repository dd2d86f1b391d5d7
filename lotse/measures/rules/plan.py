"""A plan: the persons of one case, their measures with weekly times, and what must mesh between them."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, NamedTuple

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Horizon:
    """The dates inside which findings are computed, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    role: str | None
    label: str | None
    birth_date: date | None


class Slot(NamedTuple):
    """A weekly time: weekdays (Monday is 0), from and to in minutes after midnight, and its rhythm."""

    days: tuple[int, ...]
    start: int
    end: int
    every_weeks: int = 1
    anchor_monday: date | None = None


class Closure(NamedTuple):
    """Days without sessions, both ends included."""

    label: str | None
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Measure:
    id: str
    kind: str
    person: str
    label: str | None
    org: str | None
    start: date
    end: date | None
    slots: tuple[Slot, ...] = ()
    closures: tuple[Closure, ...] = ()
    closed_on_public_holidays: bool = True
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Cover:
    """Someone must be cared for during measures and the ways to and from them."""

    kind: ClassVar[str] = "cover"
    id: str
    subject: str
    during: tuple[str, ...]
    by: tuple[str, ...]
    travel_before_min: int = 0
    travel_after_min: int = 0


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """A measure needs something that is there from a date on."""

    kind: ClassVar[str] = "prerequisite"
    id: str
    measure: str
    needs: str
    available_on: date
    law: str | None = None


@dataclass(frozen=True, slots=True)
class NoOverlap:
    """One person cannot be in two places, and needs time between them."""

    kind: ClassVar[str] = "no_overlap"
    id: str
    person: str
    measures: tuple[str, str]
    transfer_min: int = 0


@dataclass(frozen=True, slots=True)
class StartWithin:
    """A measure must start within so many days after another one ends."""

    kind: ClassVar[str] = "start_within"
    id: str
    first: str
    second: str
    max_days_after_end: int
    law: str | None = None


@dataclass(frozen=True, slots=True)
class WeeklyLimit:
    """The hours of a calendar week stay below a limit."""

    kind: ClassVar[str] = "weekly_limit"
    id: str
    person: str
    measures: tuple[str, ...]
    must_stay_below_minutes: int
    law: str | None = None


Requirement = Cover | Prerequisite | NoOverlap | StartWithin | WeeklyLimit


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the engine needs to know about one case."""

    state: str
    horizon: Horizon
    persons: tuple[Person, ...] = ()
    measures: tuple[Measure, ...] = ()
    requirements: tuple[Requirement, ...] = field(default=())

    def measure(self, measure_id: str) -> Measure:
        """The measure of that id; plans read from a document have one for every id they name."""
        return next(m for m in self.measures if m.id == measure_id)
