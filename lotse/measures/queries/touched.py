"""What else hangs on a measure and its dates: referrals, letters, deadlines, reminders of the case.

These slices lie above measures; each answers the signal, connected in `lotse.app`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from blinker import signal

from lotse.measures.models import Measure


@dataclass(frozen=True)
class Touched:
    """Something that a change of a measure concerns."""

    kind: str
    text: str
    on: date | None = None
    url: str = ""


asking = signal("measures.what-hangs-on-it")


def touched_by(measure: Measure, first: date, last: date | None) -> list[Touched]:
    """Ask everybody above what the change of a measure between two days would concern."""
    found: list[Touched] = []
    for _, answer in asking.send(measure, first=first, last=last):
        found += answer
    return sorted(found, key=lambda t: (t.kind, t.on or date.max, t.text))
