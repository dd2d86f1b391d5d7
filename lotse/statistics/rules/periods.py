"""Calendar periods a figure is counted over: month, quarter, year, and the period it is compared with."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lotse.foundation.dates_in_words import MONTHS, MONTHS_SHORT

_KEY = re.compile(r"(20\d\d)(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?")


class Comparison(StrEnum):
    """What a period is compared with."""

    BEFORE = "vorzeitraum"
    YEAR_BEFORE = "vorjahr"

    @property
    def label(self) -> str:
        """Return the German word."""
        return {"vorzeitraum": "Zeitraum davor", "vorjahr": "Vorjahr"}[self.value]


@dataclass(frozen=True, order=True)
class Period:
    """A year, a quarter (number 1–4) or a month (number 1–12)."""

    year: int
    quarter: int = 0
    month: int = 0

    @property
    def key(self) -> str:
        """Return the form used in addresses and summary tables: 2026, 2026-Q1, 2026-03."""
        if self.month:
            return f"{self.year}-{self.month:02d}"
        return f"{self.year}-Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def code(self) -> int:
        """Return the number under which summaries keep the period: 202600, 202621 (first quarter), 202603."""
        return self.year * 100 + (self.month or (20 + self.quarter if self.quarter else 0))

    @property
    def label(self) -> str:
        """Return the German name."""
        if self.month:
            return f"{MONTHS[self.month - 1]} {self.year}"
        return f"{self.quarter}. Quartal {self.year}" if self.quarter else f"Jahr {self.year}"

    @property
    def start(self) -> date:
        """Return the first day."""
        return date(self.year, self.month or (3 * self.quarter - 2 if self.quarter else 1), 1)

    @property
    def end(self) -> date:
        """Return the last day."""
        last = self.month or (3 * self.quarter if self.quarter else 12)
        return date(self.year + last // 12, last % 12 + 1, 1) - timedelta(days=1)

    def months(self, today: date | None = None) -> list["Period"]:
        """List the months of the period; with `today` only those that have begun."""
        all_months = [Period(self.year, month=m) for m in range(self.start.month, self.end.month + 1)]
        return [m for m in all_months if today is None or m.start <= today]

    def is_running(self, today: date) -> bool:
        """Say whether the period has begun and not ended."""
        return self.start <= today <= self.end

    def span_label(self, today: date) -> str:
        """Return the months counted: a running year is 'Januar bis November 2026'."""
        begun = self.months(today)
        if not self.is_running(today) or len(begun) < 2 or begun == self.months():
            return self.label
        return f"{MONTHS[begun[0].month - 1]} bis {MONTHS[begun[-1].month - 1]} {self.year}"

    def compared_with(self, comparison: Comparison) -> "Period":
        """Return the period a reader compares this one with."""
        if comparison is Comparison.YEAR_BEFORE or not (self.month or self.quarter):
            return Period(self.year - 1, self.quarter, self.month)
        if self.month:
            return month_of(self.start - timedelta(days=1))
        return Period(self.year, self.quarter - 1) if self.quarter > 1 else Period(self.year - 1, 4)

    def family(self, today: date) -> list["Period"]:
        """Return the year and its quarters without this period, as far as they have begun."""
        year = [Period(self.year), *(Period(self.year, quarter=q) for q in (1, 2, 3, 4))]
        return [period for period in year if period != self and period.start <= today]

    @property
    def compared_before(self) -> "Period":
        """Return the period right before this one."""
        return self.compared_with(Comparison.BEFORE)

    def compared_months(self, comparison: Comparison, today: date) -> list["Period"]:
        """List the months of the other period that answer to the months of this one which have begun."""
        return self.compared_with(comparison).months()[: len(self.months(today))]

    def compared_label(self, comparison: Comparison, today: date) -> str:
        """Name what this period is compared with; of a running period only the same months."""
        months = self.compared_months(comparison, today)
        if not self.is_running(today) or len(months) == len(self.months()):
            return self.compared_with(comparison).label
        first, last = MONTHS_SHORT[months[0].month - 1], MONTHS_SHORT[months[-1].month - 1]
        return f"{first} {months[0].year}" if first == last else f"{first}–{last} {months[0].year}"


def month_of(day: date) -> Period:
    """Return the month a day lies in."""
    return Period(day.year, month=day.month)


def quarter_of(day: date) -> Period:
    """Return the quarter a day lies in."""
    return Period(day.year, quarter=(day.month + 2) // 3)


def periods_of(day: date) -> tuple[str, str, str]:
    """Return the keys of the month, the quarter and the year of a day."""
    return month_of(day).key, quarter_of(day).key, str(day.year)


def day_code(day: date) -> int:
    """Return the number a day is kept under: 20261122, beside the months' 202611."""
    return day.year * 10_000 + day.month * 100 + day.day


def codes_of(year: int, month: int) -> tuple[int, int, int]:
    """Return the codes of a month, its quarter and its year."""
    return year * 100 + month, year * 100 + 20 + (month + 2) // 3, year * 100


def read_period(text: str) -> Period | None:
    """Read a period from an address; None if it is none."""
    found = _KEY.fullmatch(text)
    if not found or not text.isascii():
        return None
    year, quarter, month = (int(part or 0) for part in found.groups())
    return Period(year, quarter, month)


def choices(today: date, earliest: date, months: bool = True) -> list[Period]:
    """List the periods to choose from, newest first: each year with its quarters and, if wished, its months."""
    found = []
    for year in range(today.year, earliest.year - 1, -1):
        parts = [Period(year), *(Period(year, quarter=q) for q in (4, 3, 2, 1))]
        if months:
            parts += [Period(year, month=m) for m in range(12, 0, -1)]
        found += [p for p in parts if p.start <= today and p.end >= earliest]
    return found
