"""Reading when something is due: dates, weekdays, '2w', '10 Arbeitstage nach Versand'; and series."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from lotse.foundation.dates_in_words import WEEKDAYS
from lotse.foundation.months import add_months
from lotse.foundation.workdays import add_workdays, next_workday

LONGEST_DAYS = 3660
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{2}|\d{4})?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SPAN = re.compile(r"(?:in\s+|\+)?(\d{1,4})\s*([a-zäöü]+)(?:\s+(nach|ab)\s+(\w+))?")
_WEEKDAYS = tuple(day.lower() for day in WEEKDAYS)
_UNITS = {
    **dict.fromkeys(("t", "tag", "tage", "tagen"), "days"),
    **dict.fromkeys(("w", "woche", "wochen"), "weeks"),
    **dict.fromkeys(("m", "monat", "monate", "monaten"), "months"),
    **dict.fromkeys(
        ("at", "arbeitstag", "arbeitstage", "arbeitstagen", "werktag", "werktage", "werktagen"), "workdays"
    ),
}


def read_when(text: str, *, today: date, region: str, anchors: Mapping[str, date] | None = None) -> date:
    """Return the day that is meant; raises ValueError with a German sentence.

    `anchors` names days that a span may start from, such as {"versand": date(2026, 11, 20)}.
    """
    wanted = " ".join(text.casefold().split())
    day = _named(wanted, today) or _written(wanted, today) or _spanned(wanted, today, region, anchors or {})
    if day is None:
        raise ValueError("Bitte einen Tag nennen, zum Beispiel 15.12.2026, morgen, freitag, 2w oder 10 Arbeitstage.")
    if not today - timedelta(days=LONGEST_DAYS) <= day <= today + timedelta(days=LONGEST_DAYS):
        raise ValueError("Der Tag liegt mehr als zehn Jahre entfernt.")
    return day


def next_of_series(due_on: date, *, weeks: int, until: date | None, region: str) -> date | None:
    """Return the next day of a series, moved to a working day; None when the series is over."""
    following = due_on + timedelta(weeks=weeks)
    if until is not None and following > until:
        return None
    return next_workday(following, region)


def _named(text: str, today: date) -> date | None:
    names = {"heute": 0, "morgen": 1, "übermorgen": 2, "uebermorgen": 2}
    if text in names:
        return today + timedelta(days=names[text])
    for number, name in enumerate(_WEEKDAYS):
        if text in {name, name[:2]}:
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return None


def _written(text: str, today: date) -> date | None:
    try:
        if iso := _ISO.fullmatch(text):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if found := _DATE.fullmatch(text):
            day, month, year = int(found[1]), int(found[2]), found[3]
            if year:
                return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
            this = date(today.year, month, day)
            return this if this >= today else date(today.year + 1, month, day)
    except ValueError:
        raise ValueError("Dieses Datum gibt es nicht. Bitte so schreiben: 22.11.2026.") from None
    return None


def _spanned(text: str, today: date, region: str, anchors: Mapping[str, date]) -> date | None:
    found = _SPAN.fullmatch(text)
    if not found or found[2] not in _UNITS:
        return None
    start = today
    if found[4]:
        if found[4] not in anchors:
            raise ValueError(f"Für „{found[4]}“ ist hier kein Tag bekannt.")
        start = anchors[found[4]]
    count, unit = int(found[1]), _UNITS[found[2]]
    if count > LONGEST_DAYS:
        raise ValueError("Der Tag liegt mehr als zehn Jahre entfernt.")
    match unit:
        case "days":
            return start + timedelta(days=count)
        case "weeks":
            return start + timedelta(weeks=count)
        case "workdays":
            return add_workdays(start, count, region)
        case _:
            return add_months(start, count)
