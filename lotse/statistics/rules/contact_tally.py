"""What a month of contacts adds to the figures: counts per axis and value, which add up over months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.records import ContactRecord
from lotse.statistics.rules.referral_facts import UNKNOWN

TOTAL, RESTRICTED = "total", "restricted"
HOURS = range(7, 20)
Groups = dict[str, dict[str, Counter[str]]]


@dataclass
class ContactTally:
    """Counts by axis and value. The total holds restricted contacts too, the other axes do not."""

    groups: Groups = field(default_factory=dict)

    def cell(self, axis: str, value: str = "") -> Counter[str]:
        """Return one cell to count in."""
        values = self.groups.setdefault(axis, {})
        return values[value] if value in values else values.setdefault(value, Counter())

    def read(self, axis: str, value: str = "") -> Counter[str]:
        """Return one cell to read; a kept tally is read by several requests at once and must not change."""
        return self.groups.get(axis, {}).get(value) or Counter()

    def values(self, axis: str) -> Mapping[str, Counter[str]]:
        """Return the cells of an axis."""
        return self.groups.get(axis, {})

    def add(self, other: ContactTally) -> None:
        """Add another month."""
        self.add_json(other.groups)

    def add_json(self, stored: Mapping[str, Mapping[str, Mapping[str, int]]]) -> None:
        """Add what was stored; in plain loops, for a page adds up thousands of small cells."""
        for axis, values in stored.items():
            mine = self.groups.setdefault(axis, {})
            for value, counts in values.items():
                cell = mine.get(value)
                if cell is None:
                    mine[value] = _cell(counts)
                    continue
                for name, n in counts.items():
                    cell[name] = cell.get(name, 0) + n

    def total(self, exact: bool) -> Counter[str]:
        """Return the sum; whoever sees exactly may not open restricted records: then they are not even in the total."""
        total = Counter(self.read(TOTAL))
        if exact:
            total.subtract(self.read(RESTRICTED))
        return total

    def as_json(self) -> dict[str, Any]:
        """Return plain dictionaries without zeros."""
        return {a: {v: {k: n for k, n in c.items() if n} for v, c in vs.items()} for a, vs in self.groups.items()}

    @classmethod
    def from_json(cls, stored: Mapping[str, Mapping[str, Mapping[str, int]]]) -> ContactTally:
        """Read what was stored."""
        return cls({a: {v: _cell(c) for v, c in vs.items()} for a, vs in stored.items()})


def _cell(counts: Mapping[str, int]) -> Counter[str]:
    """Return a counter of its own; a counter's own way to be filled takes ten times as long."""
    cell = Counter[str].__new__(Counter)
    dict.update(cell, counts)
    return cell


def tally_contacts(records: Iterable[ContactRecord], month: Period) -> ContactTally:
    """Count the contacts of one month."""
    tally = ContactTally()
    for record in records:
        names = _counts(record, month)
        groups = [(RESTRICTED, "")] if record.restricted else groups_of(record)
        for axis, value in ((TOTAL, ""), *groups):
            # A plain loop: a counter's own way to add takes three times as long.
            cell = tally.cell(axis, value)
            for name in names:
                cell[name] += 1
        if record.way and not record.restricted:
            tally.cell("neu")[record.way] += 1
    return tally


def person_counter(period: Period) -> str:
    """Return the counter of persons that adds up over the months of this kind of period."""
    return "persons_m" if period.month else "persons_q" if period.quarter else "persons_y"


def _counts(record: ContactRecord, month: Period) -> list[str]:
    quarter = f"{month.year}-Q{(month.month + 2) // 3}"
    flags = {
        "contacts": True,
        "anonymous": record.anonymous,
        "known": not record.anonymous,
        "repeated": record.repeated,
        "interpreted": record.interpreted,
        "persons_m": month.key in record.first_in,
        "persons_q": quarter in record.first_in,
        "persons_y": str(month.year) in record.first_in,
    }
    return [name for name, counts in flags.items() if counts]


def groups_of(record: ContactRecord) -> list[tuple[str, str]]:
    """Return the groups a contact belongs to, by axis."""
    hour = min(max(record.hour, HOURS[0]), HOURS[-1])
    return [
        ("weg", record.channel),
        ("ergebnis", record.result),
        ("sprache", record.language),
        ("standort", str(record.site_id)),
        ("mittlung", record.interpreter or "none"),
        ("alter", record.age),
        ("geschlecht", record.sex),
        ("stunde", f"{record.weekday}|{hour}"),
        *(("anliegen", area) for area in record.areas or (UNKNOWN,)),
    ]
