"""Dates and periods in German words."""

from datetime import date

from lotse.deadlines.rules.periods import Unit
from lotse.foundation.dates_in_words import MONTHS, WEEKDAYS_SHORT, short_date

_UNITS = {
    Unit.DAYS: ("Tag", "Tagen"),
    Unit.WEEKS: ("Woche", "Wochen"),
    Unit.MONTHS: ("Monat", "Monaten"),
    Unit.YEARS: ("Jahr", "Jahren"),
}


def day_words(day: date) -> str:
    """Return 'Mi, 02.06.2027'."""
    return f"{WEEKDAYS_SHORT[day.weekday()]}, {short_date(day)}"


def month_words(day: date) -> str:
    """Return 'Juni 2027'."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def period_words(count: int, unit: Unit) -> str:
    """Return '1 Monat' or '3 Wochen' in the dative, as after 'von'."""
    return f"{count} {_UNITS[unit][0 if count == 1 else 1]}"
