"""Which records stand behind a number: the same tests by which the pages count them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lotse.statistics.rules.case_cells import CaseTally, cells_of
from lotse.statistics.rules.case_figures import (
    active_by_weight,
    deadlines_by_standing,
    figures_row,
    gaps_by_code,
)
from lotse.statistics.rules.choices import AddressRefused
from lotse.statistics.rules.contact_tally import groups_of
from lotse.statistics.rules.listed import AXES, COLUMNS, NEWCOMERS, REFERRALS
from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.records import CaseRecord, ContactRecord

LONGEST = 60


@dataclass(frozen=True)
class Behind:
    """What a link from a number asks for: which records, of which group, counted in which column."""

    records: str
    axis: str = ""
    value: str = ""
    column: str = ""

    @property
    def words(self) -> str:
        """Return what the records were counted as; empty where their plain number is meant."""
        return COLUMNS[self.records][self.column]

    @property
    def query(self) -> dict[str, str]:
        """Return the parameters of the address."""
        group = f"{self.axis}:{self.value}" if self.axis else ""
        return {k: v for k, v in (("liste", self.records), ("gruppe", group), ("spalte", self.column)) if v}


def read_behind(given: Mapping[str, str]) -> Behind:
    """Read what an address asks for; referrals if it names nothing else. Refuses what no number links to."""
    records, column = given.get("liste", "") or REFERRALS, given.get("spalte", "")
    axis, _, value = given.get("gruppe", "").partition(":")
    known = records in COLUMNS and axis in AXES[records] and column in COLUMNS[records]
    if not known or len(value) > LONGEST:
        raise AddressRefused(["Zu dieser Zahl gibt es keine Liste."])
    return Behind(records, axis, value, column)


def counts_contact(record: ContactRecord, behind: Behind, period: Period) -> bool:
    """Say whether a contact is counted in a number; restricted ones are in no group."""
    if record.restricted or not period.start <= record.day <= period.end:
        return False
    groups = groups_of(record)
    if behind.column.startswith("hour"):
        return ("stunde", f"{behind.value}|{behind.column[4:]}") in groups
    if behind.axis and (behind.axis, behind.value) not in groups:
        return False
    if behind.column in NEWCOMERS:
        return record.way in NEWCOMERS[behind.column]
    tests: Mapping[str, bool] = {
        "known": not record.anonymous,
        "anonymous": record.anonymous,
        "persons": period.key in record.first_in,
        "repeated": record.repeated,
        "interpreted": record.interpreted,
    }
    return tests.get(behind.column, True)


def count_case(record: CaseRecord, behind: Behind, period: Period, today: date) -> int:
    """Return how often a case is counted in a number; restricted ones are in no group."""
    if record.restricted:
        return 0
    return count_cells(CaseTally.of(cells_of(record)), behind, period, today)


def count_cells(cases: CaseTally, behind: Behind, period: Period, today: date) -> int:
    """Return what cases add to a number, read as the pages read it."""
    start, end = period.start, period.end
    if behind.axis == "fall":
        return figures_row("", "", cases, [period], today).count(behind.column) or 0
    if behind.axis == "luecke":
        standings = gaps_by_code(cases, start, end, today).get(behind.value, Counter())
        return standings.total() if behind.column == "found" else standings[behind.column]
    if behind.axis == "bereich":
        ways = cases.count("change", start, end)
        rated = ("improved", "same", "worsened") if behind.column == "rated" else (behind.column,)
        return sum(ways[f"{behind.value}|{way}"] for way in rated)
    counts = {
        "grund": lambda: cases.count("closed", start, end),
        "intensitaet": lambda: active_by_weight(cases, period, today),
        "ziel": lambda: cases.count("goal", start, end),
        "frist": lambda: deadlines_by_standing(cases, start, end, today),
    }
    return counts[behind.axis]()[behind.value]
