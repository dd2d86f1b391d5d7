"""Birth dates as people say and write them: exact, by year only, approximate, unknown."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

OLDEST = 125
_MONTHS = "januar februar maerz april mai juni juli august september oktober november dezember".split()
_MONTH_NUMBER = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"mae": 3, "mrz": 3, "jaen": 1, "jae": 1}
_APPROXIMATE = re.compile(r"^(?:ca\.?|circa|um|etwa|ungefaehr|~)\s*", re.IGNORECASE)
_UNKNOWN = frozenset({"unbekannt", "unbek.", "unbek", "?", "00.00.0000", "00000000", "0000-00-00"})
_SEPARATED = re.compile(r"^(\d{1,2})[./\-\s]+(\d{1,2})[./\-\s]+(\d{2}|\d{4})$")
_ISO = re.compile(r"^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$")
_NAMED = re.compile(r"^(?:(\d{1,2})\.?\s*)?([a-z]{3,9})\.?\s*(\d{2}|\d{4})$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[./\-](\d{4})$")


class Precision(StrEnum):
    """How much of a birth date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"


class BirthDateUnreadable(ValueError):
    """The text is no birth date; the message can be shown at the field."""


@dataclass(frozen=True)
class BirthDate:
    """A birth date with what is known of it; unknown parts stand at the 1st of January."""

    on: date | None
    precision: Precision = Precision.DAY

    def __str__(self) -> str:
        if self.on is None:
            return "unbekannt"
        match self.precision:
            case Precision.DAY:
                return f"{self.on:%d.%m.%Y}"
            case Precision.MONTH:
                return f"{self.on:%m.%Y}"
            case Precision.YEAR:
                return f"{self.on:%Y}"
            case _:
                return f"ca. {self.on:%Y}"


UNKNOWN = BirthDate(None, Precision.UNKNOWN)


def read_birth_date(text: str, today: date) -> BirthDate:
    """Return the birth date a person at the desk may write; raise BirthDateUnreadable with a German sentence."""
    given = text.strip().lower().replace("ä", "ae")
    if not given or given in _UNKNOWN:
        return UNKNOWN
    bare = _APPROXIMATE.sub("", given)
    year, month, day = _split(bare, today)
    if bare != given:
        return BirthDate(_checked(year, 1, 1, today), Precision.ESTIMATED)
    if not month:
        return BirthDate(_checked(year, 1, 1, today), Precision.YEAR)
    if not day:
        return BirthDate(_checked(year, month, 1, today), Precision.MONTH)
    return BirthDate(_checked(year, month, day, today), Precision.DAY)


def find_birth_date(text: str, today: date) -> BirthDate | None:
    """Return the complete birth date in a search text, or None where the text means something else."""
    if sum(c.isdigit() for c in text) < 4:
        return None
    try:
        found = read_birth_date(text, today)
    except BirthDateUnreadable:
        return None
    return found if found.precision is Precision.DAY else None


def near_dates(on: date) -> Iterator[date]:
    """Yield the dates that a slip makes out of this one: itself, swapped, one wrong digit, the day beside."""
    seen = set()
    for year, month, day in _slips(on):
        if 1 <= month <= 12 and year >= 1900 and 1 <= day <= monthrange(year, month)[1]:
            slip = date(year, month, day)
            if slip not in seen:
                seen.add(slip)
                yield slip


def age_on(born: date, today: date) -> int:
    """Return the age in whole years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _slips(on: date) -> Iterator[tuple[int, int, int]]:
    year, month, day = on.year, on.month, on.day
    yield year, month, day
    yield year, day, month
    for days in (-1, 1):
        beside = on + timedelta(days=days)
        yield beside.year, beside.month, beside.day
    for other in _one_digit_off(day, 31):
        yield year, month, other
    for other in _one_digit_off(month, 12):
        yield year, other, day
    for other in _one_digit_off(year % 100, 99):
        yield year - year % 100 + other, month, day
    tens, ones = divmod(year % 100, 10)
    yield year - year % 100 + ones * 10 + tens, month, day
    yield year + (100 if year < 2000 else -100), month, day
    yield year, month, day % 10 * 10 + day // 10


def _one_digit_off(number: int, most: int) -> Iterator[int]:
    tens, ones = divmod(number, 10)
    for digit in range(10):
        for other in (digit * 10 + ones, tens * 10 + digit):
            if other != number and other <= most:
                yield other


def _split(text: str, today: date) -> tuple[int, int, int]:
    if match := _SEPARATED.match(text):
        day, month, year = match.groups()
        return _year(year, today), int(month), int(day)
    if match := _ISO.match(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _MONTH_YEAR.match(text):
        return int(match[2]), int(match[1]), 0
    if (match := _NAMED.match(text)) and (month := _MONTH_NUMBER.get(match[2][:3])):
        return _year(match[3], today), month, int(match[1] or 0)
    if text.isascii() and text.isdigit():
        if len(text) == 8:
            return _split_eight(text)
        if len(text) == 6:
            return _year(text[4:], today), int(text[2:4]), int(text[:2])
        if len(text) == 4:
            return int(text), 0, 0
    raise BirthDateUnreadable(
        "Bitte das Geburtsdatum wie 14.03.1988 eingeben; nur das Jahr, „ca. 1988“ oder „unbekannt“ geht auch."
    )


def _split_eight(text: str) -> tuple[int, int, int]:
    """14031988 or 19880314: the reading with a possible year wins."""
    if 1880 <= int(text[4:]) <= 2200:
        return int(text[4:]), int(text[2:4]), int(text[:2])
    return int(text[:4]), int(text[4:6]), int(text[6:])


def _year(text: str, today: date) -> int:
    """Two digits mean the latest such year that is not ahead of us."""
    if len(text) == 4:
        return int(text)
    year = today.year - today.year % 100 + int(text)
    return year if year <= today.year else year - 100


def _checked(year: int, month: int, day: int, today: date) -> date:
    try:
        on = date(year, month, day)
    except ValueError:
        raise BirthDateUnreadable("Diesen Tag gibt es im Kalender nicht.") from None
    if on > today:
        raise BirthDateUnreadable("Das Geburtsdatum liegt in der Zukunft.")
    if today.year - on.year > OLDEST:
        raise BirthDateUnreadable(f"Das Geburtsdatum liegt mehr als {OLDEST} Jahre zurück.")
    return on
