"""Caseload: cases weighted by intensity against what the working hours carry. It warns and never blocks. Pure."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


class Weight(enum.StrEnum):
    """How intensive a case is."""

    INTENSIVE = "A"
    USUAL = "B"
    LIGHT = "C"


WEIGHT_LABELS = {Weight.INTENSIVE: "A – intensiv", Weight.USUAL: "B – üblich", Weight.LIGHT: "C – begleitend"}

POINTS = {Weight.INTENSIVE: Decimal("2"), Weight.USUAL: Decimal("1"), Weight.LIGHT: Decimal("0.3")}

POINTS_PER_FULL_TIME = 50
"""A working value (40 to 60 coordinating or 20 to 30 intensive cases), no statutory figure; the office may change."""


class Pressure(enum.StrEnum):
    """How full somebody's desk is."""

    FREE = "free"
    FULL = "full"
    OVER = "over"


@dataclass(frozen=True)
class Load:
    """Somebody's weighted load against the limit of the working hours."""

    points: Decimal
    limit: Decimal

    @property
    def percent(self) -> int:
        """Share of the limit that is used, in whole percent; without hours any load is over."""
        if not self.limit:
            return 999 if self.points else 0
        return int((self.points * 100 / self.limit).to_integral_value())

    @property
    def pressure(self) -> Pressure:
        """Free below nine tenths, full up to the limit, over above it."""
        if self.points > self.limit:
            return Pressure.OVER
        return Pressure.FULL if self.points * 10 >= self.limit * 9 and self.points else Pressure.FREE

    @property
    def warning(self) -> str | None:
        """The sentence for whoever takes on one more case, or None."""
        if self.pressure is Pressure.OVER:
            return "Die Fallbelastung liegt über dem vereinbarten Wert. Bitte mit der Teamleitung sprechen."
        if self.pressure is Pressure.FULL:
            return "Die Fallbelastung ist fast erreicht."
        return None


def load(weights: Iterable[str], *, fte_percent: int, points_per_full_time: int = POINTS_PER_FULL_TIME) -> Load:
    """Return the load of the open cases given by weight; resting cases are left out by the caller."""
    points = sum((POINTS[Weight(w)] for w in weights), Decimal(0))
    return Load(points, Decimal(fte_percent * points_per_full_time) / 100)
