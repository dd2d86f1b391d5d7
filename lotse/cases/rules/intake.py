"""Intake: does this become case management, or is advice enough? Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

CRITERIA = {
    "several_areas": "Mehrere Lebensbereiche sind betroffen.",
    "several_actors": "Mehrere Stellen müssen zusammenwirken.",
    "usual_path_fails": "Der übliche Weg über Auskunft oder einfache Vermittlung trägt nicht.",
    "consents": "Die Klientin oder der Klient will die Begleitung und hat eingewilligt.",
}
"""All four must be met, else the case is closed with advice."""


@dataclass(frozen=True)
class Intake:
    """The answers of the intake sheet."""

    several_areas: bool = False
    several_actors: bool = False
    usual_path_fails: bool = False
    consents: bool = False
    note: str = ""
    decided_on: str = ""
    decided_by: str = ""

    @property
    def is_decided(self) -> bool:
        """True when somebody has filled in the sheet."""
        return bool(self.decided_on)

    @property
    def is_met(self) -> bool:
        """True when all criteria are met: a case."""
        return self.is_decided and not self.unmet()

    def unmet(self) -> list[str]:
        """Return the sentences of the criteria that are not met."""
        return [sentence for name, sentence in CRITERIA.items() if not getattr(self, name)]

    def as_dict(self) -> dict[str, Any]:
        """Return the answers as the table keeps them."""
        return asdict(self)


def read(stored: Mapping[str, Any] | None) -> Intake:
    """Return the sheet as stored; unknown keys of later editions are left aside."""
    known = {name: (stored or {})[name] for name in Intake.__dataclass_fields__ if name in (stored or {})}
    return Intake(**known)
