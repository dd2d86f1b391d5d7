"""Dates, times and durations as they are said in German."""

from collections.abc import Iterable, Sequence
from datetime import date

from lotse.measures.rules.minutes import Window, clock

WEEKDAY_SHORT = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
WEEKDAY_NAMES = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")


def day(when: date) -> str:
    return f"{when.day:02d}.{when.month:02d}.{when.year:04d}"


def weekday_and_day(when: date) -> str:
    return f"{WEEKDAY_SHORT[when.weekday()]} {day(when)}"


def period(start: date, end: date | None) -> str:
    """A period in words; without an end it is open."""
    if end is None:
        return f"ab {day(start)}"
    return f"am {day(start)}" if start == end else f"vom {day(start)} bis {day(end)}"


def duration(minutes: int) -> str:
    """`45 Min.`, `2 Std.`, `28 Std. 50 Min.`, `1.968 Std.`"""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} Min."
    whole = f"{hours:,} Std.".replace(",", ".")
    return f"{whole} {rest} Min." if rest else whole


def window(times: Window) -> str:
    return f"{clock(times[0])}–{clock(times[1])}"


def windows(times: Iterable[Window]) -> str:
    return listed([window(part) for part in times]) + " Uhr"


def listed(words: Sequence[str]) -> str:
    """`a`, `a und b`, `a, b und c`"""
    return f"{', '.join(words[:-1])} und {words[-1]}" if len(words) > 1 else "".join(words)


def count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def weekdays(days: Iterable[int]) -> str:
    """Weekdays in short, runs of three and more joined: `Mo–Fr`, `Mo, Mi, Fr`."""
    runs: list[list[int]] = []
    for number in sorted(set(days)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[str] = []
    for run in runs:
        if len(run) > 2:
            parts.append(f"{WEEKDAY_SHORT[run[0]]}–{WEEKDAY_SHORT[run[-1]]}")
        else:
            parts += [WEEKDAY_SHORT[number] for number in run]
    return ", ".join(parts)
