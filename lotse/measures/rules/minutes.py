"""A day as one integer: bit n is set when something takes place in minute n after midnight."""

from collections.abc import Iterable
from functools import lru_cache

DAY_MINUTES = 1440

Window = tuple[int, int]  # minutes after midnight: from, and to (not included)


def span(start: int, end: int) -> int:
    """The minutes from start up to end, end not included."""
    return ((1 << (end - start)) - 1) << start if end > start else 0


def of_windows(parts: Iterable[Window]) -> int:
    """The minutes that lie in any of the windows."""
    bits = 0
    for start, end in parts:
        bits |= span(start, end)
    return bits


@lru_cache(maxsize=16384)
def windows(minutes: int) -> tuple[Window, ...]:
    """The runs of minutes that are set, in order."""
    found: list[Window] = []
    offset = 0
    while minutes:
        zeros = (minutes & -minutes).bit_length() - 1
        minutes >>= zeros
        ones = (~minutes & (minutes + 1)).bit_length() - 1
        minutes >>= ones
        found.append((offset + zeros, offset + zeros + ones))
        offset += zeros + ones
    return tuple(found)


def widened(minutes: int, before: int, after: int) -> int:
    """Every session with the minutes of the way before and after it, cut at midnight."""
    return of_windows((max(0, start - before), min(DAY_MINUTES, end + after)) for start, end in windows(minutes))


def clock(minute: int) -> str:
    """Minutes after midnight as HH:MM; the end of the day is 24:00."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
