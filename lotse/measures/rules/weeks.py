"""A week as one integer: bit 1440 x weekday + minute is set when something takes place in that minute."""

from collections.abc import Iterable
from functools import lru_cache

DAY_MINUTES = 1440
WHOLE_DAY = (1 << DAY_MINUTES) - 1

Window = tuple[int, int]  # minutes after midnight: from, and to (not included)


def _days_mask(days: int) -> int:
    return sum(WHOLE_DAY << (DAY_MINUTES * day) for day in range(7) if days >> day & 1)


# For each set of weekdays (Monday is bit 0) all the minutes of those days.
DAYS = tuple(_days_mask(days) for days in range(128))
WEEKDAYS_IN = tuple(tuple(day for day in range(7) if days >> day & 1) for days in range(128))


def span(start: int, end: int) -> int:
    """The minutes from start up to end, end not included."""
    return ((1 << (end - start)) - 1) << start if end > start else 0


def day_of(week: int, weekday: int) -> int:
    """The minutes of one weekday."""
    return week >> (DAY_MINUTES * weekday) & WHOLE_DAY


def days_touched(week: int) -> int:
    """The weekdays on which anything takes place, as bits."""
    return sum(1 << day for day in range(7) if day_of(week, day))


@lru_cache(maxsize=16384)
def windows(day: int) -> tuple[Window, ...]:
    """The runs of minutes set in a day, in order."""
    found: list[Window] = []
    offset = 0
    while day:
        zeros = (day & -day).bit_length() - 1
        day >>= zeros
        ones = (~day & (day + 1)).bit_length() - 1
        day >>= ones
        found.append((offset + zeros, offset + zeros + ones))
        offset += zeros + ones
    return tuple(found)


def day_bits(parts: Iterable[Window]) -> int:
    """The minutes of a day that lie in any of the windows."""
    bits = 0
    for start, end in parts:
        bits |= span(start, end)
    return bits


def widened(week: int, before: int, after: int) -> int:
    """Every session with the minutes of the way before and after it, cut at midnight."""
    wide = 0
    for weekday in range(7):
        parts = ((max(0, a - before), min(DAY_MINUTES, b + after)) for a, b in windows(day_of(week, weekday)))
        wide |= day_bits(parts) << (DAY_MINUTES * weekday)
    return wide


def clock(minute: int) -> str:
    """Minutes after midnight as HH:MM; the end of the day is 24:00."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
