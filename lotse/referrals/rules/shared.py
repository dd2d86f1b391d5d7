"""What a referral may carry beside its reason: wishes, papers, known deadlines, running help. Pure.

Each entry that says something about the person belongs to a category of data; `within` keeps what the categories that
were disclosed cover, so that letter, inbox and link show the same and nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lotse.disclosure.rules import Category

CATEGORY_OF_AREA = {
    "family": Category.CHILDREN,
    "finances": Category.INCOME,
    "health": Category.HEALTH,
    "care": Category.CARE,
    "debt": Category.DEBT,
    "language_status": Category.RESIDENCE,
}
"""The category that a measure of an area of life tells about; every other area is 'other'."""


@dataclass(frozen=True)
class KnownDeadline:
    """A last day the receiver must know of; it tells which benefit somebody draws or wants."""

    what: str
    last_day: date
    category: Category = Category.INCOME


@dataclass(frozen=True)
class RunningHelp:
    """Help that is under way elsewhere."""

    what: str
    office: str
    state: str
    category: Category = Category.OTHER


@dataclass(frozen=True)
class Shared:
    """The further facts of a referral, as its form took them. Empty fields leave their paragraph out."""

    contact_wish: str = ""
    enclosed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    not_before: date | None = None
    not_before_reason: str = ""
    deadlines: tuple[KnownDeadline, ...] = ()
    running: tuple[RunningHelp, ...] = ()

    @classmethod
    def read(cls, stored: Mapping[str, Any] | None) -> Shared:
        """Read what `stored` keeps (JSON); unknown keys are left alone."""
        given = stored or {}
        not_before = given.get("not_before")
        return cls(
            contact_wish=str(given.get("contact_wish", "")),
            enclosed=tuple(given.get("enclosed", ())),
            missing=tuple(given.get("missing", ())),
            not_before=date.fromisoformat(not_before) if not_before else None,
            not_before_reason=str(given.get("not_before_reason", "")),
            deadlines=tuple(
                KnownDeadline(row["what"], date.fromisoformat(row["last_day"]), Category(row["category"]))
                for row in given.get("deadlines", ())
            ),
            running=tuple(
                RunningHelp(row["what"], row["office"], row["state"], Category(row["category"]))
                for row in given.get("running", ())
            ),
        )

    def stored(self) -> dict[str, Any]:
        """Return it as JSON, without what is empty."""
        rows = {
            "contact_wish": self.contact_wish,
            "enclosed": list(self.enclosed),
            "missing": list(self.missing),
            "not_before": self.not_before.isoformat() if self.not_before else "",
            "not_before_reason": self.not_before_reason,
            "deadlines": [
                {"what": row.what, "last_day": row.last_day.isoformat(), "category": str(row.category)}
                for row in self.deadlines
            ],
            "running": [
                {"what": row.what, "office": row.office, "state": row.state, "category": str(row.category)}
                for row in self.running
            ],
        }
        return {key: value for key, value in rows.items() if value}

    def within(self, categories: Iterable[str]) -> Shared:
        """Keep what these categories cover; wishes and papers belong to the master data of the referral itself."""
        allowed = {Category(name) for name in categories}
        return replace(
            self,
            not_before_reason=self.not_before_reason if Category.OTHER in allowed else "",
            deadlines=tuple(row for row in self.deadlines if row.category in allowed),
            running=tuple(row for row in self.running if row.category in allowed),
        )

    def withheld(self, categories: Iterable[str]) -> tuple[tuple[str, Category], ...]:
        """Return (what, missing category) of everything these categories keep back."""
        allowed = {Category(name) for name in categories}
        rows = [(row.what, row.category) for row in self.deadlines]
        rows += [(row.what, row.category) for row in self.running]
        if self.not_before_reason:
            rows.append(("Grund für „nicht vor“", Category.OTHER))
        return tuple((what, category) for what, category in rows if category not in allowed)


def lines_of(text: str) -> tuple[str, ...]:
    """Return the filled lines of a text, without list marks."""
    return tuple(line.strip(" -•\t") for line in text.splitlines() if line.strip(" -•\t"))
