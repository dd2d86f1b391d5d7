"""A figure with its definition: what it counts, over what, by which date, and when an item is ripe to be judged."""

from dataclasses import dataclass

RIPE_AFTER_DAYS = 42
"""A referral younger than this is neither success nor failure."""


@dataclass(frozen=True)
class Figure:
    """One figure with its one definition, in the words shown beside it."""

    key: str
    title: str
    numerator: str
    date_basis: str
    unit: str
    denominator: str = ""
    ripeness: str = ""
    note: str = ""

    @property
    def sentence(self) -> str:
        """Return the whole definition as running text."""
        parts = [f"Gezählt: {self.numerator}."]
        if self.denominator:
            parts.append(f"Bezogen auf: {self.denominator}.")
        parts.append(f"Einheit: {self.unit}. Zeitbezug: {self.date_basis}.")
        if self.ripeness:
            parts.append(f"Reif: {self.ripeness}.")
        return " ".join([*parts, *([self.note] if self.note else [])])
