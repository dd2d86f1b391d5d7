"""Periods, times of day and counts as they are said in German."""

from collections.abc import Iterable, Sequence
from datetime import date

from lotse.foundation.dates_in_words import WEEKDAYS_SHORT, short_date
from lotse.measures.rules.minutes import Window, clock


def weekday_and_day(when: date) -> str:
    return f"{WEEKDAYS_SHORT[when.weekday()]} {short_date(when)}"


def period(start: date, end: date | None) -> str:
    """A period in words; without an end it is open."""
    if end is None:
        return f"ab {short_date(start)}"
    return f"am {short_date(start)}" if start == end else f"vom {short_date(start)} bis {short_date(end)}"


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
            parts.append(f"{WEEKDAYS_SHORT[run[0]]}–{WEEKDAYS_SHORT[run[-1]]}")
        else:
            parts += [WEEKDAYS_SHORT[number] for number in run]
    return ", ".join(parts)
