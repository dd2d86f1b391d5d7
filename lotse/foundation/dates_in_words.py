"""Dates and times as German readers write them, the same on every machine whatever its locale."""

from datetime import date, time

MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def short_date(day: date) -> str:
    """22.11.2026"""
    return f"{day:%d.%m.%Y}"


def long_date(day: date) -> str:
    """22. November 2026"""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def weekday_date(day: date) -> str:
    """Sonntag, 22. November 2026"""
    return f"{WEEKDAYS[day.weekday()]}, {long_date(day)}"


def clock_time(at: time) -> str:
    """10:30 Uhr, and 9 Uhr on the hour"""
    return f"{at.hour} Uhr" if at.minute == 0 else f"{at.hour}:{at.minute:02d} Uhr"
