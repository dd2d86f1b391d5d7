"""Dates and periods in German words."""

from datetime import date

from lotse.deadlines.rules.periods import Unit

_WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_UNITS = {
    Unit.DAYS: ("Tag", "Tagen"),
    Unit.WEEKS: ("Woche", "Wochen"),
    Unit.MONTHS: ("Monat", "Monaten"),
    Unit.YEARS: ("Jahr", "Jahren"),
}
_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


def day_words(day: date) -> str:
    """Return 'Mi, 02.06.2027'."""
    return f"{_WEEKDAYS[day.weekday()]}, {plain_day(day)}"


def plain_day(day: date) -> str:
    """Return '02.06.2027'."""
    return f"{day.day:02d}.{day.month:02d}.{day.year}"


def month_words(day: date) -> str:
    """Return 'Juni 2027'."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def period_words(count: int, unit: Unit) -> str:
    """Return '1 Monat' or '3 Wochen' in the dative, as after 'von'."""
    return f"{count} {_UNITS[unit][0 if count == 1 else 1]}"
