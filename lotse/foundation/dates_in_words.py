"""Dates, times and durations as German readers write them, the same on every machine whatever its locale."""

from datetime import date, time

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
MONTHS_SHORT = tuple(month[:3] for month in MONTHS)
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
WEEKDAYS_SHORT = tuple(day[:2] for day in WEEKDAYS)


def short_date(day: date) -> str:
    """22.11.2026"""
    return f"{day.day:02d}.{day.month:02d}.{day.year}"


def long_date(day: date) -> str:
    """22. November 2026"""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def weekday_date(day: date) -> str:
    """Sonntag, 22. November 2026"""
    return f"{WEEKDAYS[day.weekday()]}, {long_date(day)}"


def clock_time(at: time) -> str:
    """10:30 Uhr, and 9 Uhr on the hour"""
    return f"{at.hour} Uhr" if at.minute == 0 else f"{at.hour}:{at.minute:02d} Uhr"


def duration(minutes: int) -> str:
    """45 Min., 2 Std., 28 Std. 50 Min., 1.968 Std."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} Min."
    whole = f"{hours:,} Std.".replace(",", ".")
    return f"{whole} {rest} Min." if rest else whole
