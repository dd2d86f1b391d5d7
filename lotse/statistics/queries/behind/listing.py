"""One page of the records behind a number, and how many of them nobody can open any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from lotse.accounts.models import User

MOST = 100
Item = TypeVar("Item")


@dataclass(frozen=True)
class Row:
    """A record behind a number; no name, for the list may lie open on a desk. `opens` says what page opens it."""

    opens: str
    record_id: int
    label: str
    day: date
    words: str
    times: int = 1


@dataclass(frozen=True)
class Listing:
    """The rows of one page; `total` is the number counted, `hidden` how many of it have no row on any page."""

    rows: Sequence[Row]
    total: int
    length: int
    hidden: int = 0

    @property
    def pages(self) -> int:
        """Return how many pages the list has."""
        return -(-self.length // MOST) or 1


@dataclass(frozen=True)
class Reader:
    """Who looks at a list, when, and from which row on."""

    user: User
    today: date
    now: datetime
    offset: int = 0

    def part(self, items: Sequence[Item]) -> Sequence[Item]:
        """Return the items of the page."""
        return items[self.offset : self.offset + MOST]
