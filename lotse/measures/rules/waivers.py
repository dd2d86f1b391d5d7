"""Waivers: a gap bridged or accepted for a time; when the time is over, the gap is back."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class WaiverPeriod:
    requirement: str
    valid_from: date
    valid_until: date
    ended_on: date | None = None


def is_running(waiver: WaiverPeriod, today: date) -> bool:
    """Whether a waiver holds today: both its days are included, an early end counts from its own day on."""
    if waiver.ended_on is not None and waiver.ended_on <= today:
        return False
    return waiver.valid_from <= today <= waiver.valid_until
