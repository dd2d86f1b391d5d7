"""Which records stand behind a number: the same tests by which the pages count them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from lotse.statistics.rules.case_figures import figures_row, is_active, is_inside, key_day
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
    return _CASE_TESTS[behind.axis](record, behind, period, today)


def _cases(record: CaseRecord, behind: Behind, period: Period, today: date) -> int:
    return figures_row(behind.axis, "", [record], [period], today).count(behind.column) or 0


def _reasons(record: CaseRecord, behind: Behind, period: Period, today: date) -> int:  # noqa: ARG001
    return int(is_inside(record.closed_on, period) and record.reason == behind.value)


def _weights(record: CaseRecord, behind: Behind, period: Period, today: date) -> int:
    return int(is_active(record, key_day(period, today)) and record.weight == behind.value)


def _goals(record: CaseRecord, behind: Behind, period: Period, today: date) -> int:  # noqa: ARG001
    return sum(is_inside(day, period) and outcome == behind.value for day, outcome in record.goals)


def _changes(record: CaseRecord, behind: Behind, period: Period, today: date) -> int:  # noqa: ARG001
    steps = [s for day, name, s in record.changes if name == behind.value and is_inside(day, period)]
    tests = {
        "improved": lambda s: s > 0,
        "same": lambda s: s == 0,
        "worsened": lambda s: s < 0,
        "rated": lambda _: True,
    }
    test = tests.get(behind.column, lambda _: False)
    return sum(test(step) for step in steps)


def _gaps(record: CaseRecord, behind: Behind, period: Period, today: date) -> int:
    found = [f for f in record.findings if f.code == behind.value and is_inside(f.seen_on, period)]
    return sum(behind.column in ("found", f.standing(today)) for f in found)


def _deadlines(record: CaseRecord, behind: Behind, period: Period, today: date) -> int:
    return sum(is_inside(d.last_day, period) and d.standing(today) == behind.value for d in record.deadlines)


_CASE_TESTS: Mapping[str, Callable[[CaseRecord, Behind, Period, date], int]] = {
    "fall": _cases,
    "grund": _reasons,
    "intensitaet": _weights,
    "ziel": _goals,
    "bereich": _changes,
    "luecke": _gaps,
    "frist": _deadlines,
}
