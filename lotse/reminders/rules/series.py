"""Reading a series as people say it: 'alle 4 Wochen bis Oktober', 'montag, jede Woche bis 15.12.'."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lotse.foundation.dates_in_words import MONTHS
from lotse.foundation.months import add_months
from lotse.foundation.workdays import next_workday
from lotse.reminders.rules.when import read_when

_SERIES = re.compile(
    r"(?:(?:ab\s+)?(?P<first>.+?),?\s+)?(?:alle\s+(?P<weeks>\d{1,2})\s+wochen|jede\s+woche)(?:\s+bis\s+(?P<until>.+))?"
)
_MONTH = re.compile(r"(?:ende\s+)?(?P<month>[a-zä]+)(?:\s+(?P<year>\d{4}))?")
_MONTHS = tuple(month.lower() for month in MONTHS)


@dataclass(frozen=True)
class Plan:
    """When something is due first; every so many weeks, until a day (inclusive), if it is a series."""

    first_on: date
    weeks: int | None = None
    until: date | None = None


def read_plan(text: str, *, today: date, region: str, anchors: Mapping[str, date] | None = None) -> Plan:
    """Return the day or series that is meant; raises ValueError with a German sentence.

    A series without a first day begins after its first interval, on a working day.
    """
    found = _SERIES.fullmatch(" ".join(text.casefold().split()))
    if found is None:
        return Plan(read_when(text, today=today, region=region, anchors=anchors))
    weeks = int(found["weeks"] or 1)
    if not 1 <= weeks <= 52:
        raise ValueError("Bitte alle 1 bis 52 Wochen.")
    until = _until(found["until"], today, region) if found["until"] else None
    if found["first"]:
        first_on = read_when(found["first"], today=today, region=region, anchors=anchors)
    else:
        first_on = next_workday(today + timedelta(weeks=weeks), region)
    if until is not None and until < first_on:
        raise ValueError("Die Reihe endet vor ihrem ersten Tag.")
    return Plan(first_on, weeks, until)


def _until(text: str, today: date, region: str) -> date:
    found = _MONTH.fullmatch(text)
    if found is None or found["month"] not in _MONTHS:
        return read_when(text, today=today, region=region)
    month = _MONTHS.index(found["month"]) + 1
    year = int(found["year"]) if found["year"] else today.year + (month < today.month)
    if not today.year <= year <= today.year + 10:
        raise ValueError("Der Tag liegt mehr als zehn Jahre entfernt.")
    return add_months(date(year, month, 1), 1) - timedelta(days=1)
