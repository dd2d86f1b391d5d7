"""Statutory public holidays of a Land, and its school holidays where they are known."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from lotse.foundation.workdays import holidays_in

PUBLIC_HOLIDAYS_KNOWN = range(1991, 2101)
# The table of school holidays in the package is whole for these years only; beyond them they are "unbekannt".
SCHOOL_HOLIDAYS_KNOWN = range(2024, 2029)
SCHOOL_HOLIDAY_NAMES = {
    "Winter": "Winterferien",
    "Easter": "Osterferien",
    "Whit": "Pfingstferien",
    "Summer": "Sommerferien",
    "Autumn": "Herbstferien",
    "Christmas": "Weihnachtsferien",
}


@lru_cache(maxsize=4096)
def public_holidays(state: str, year: int) -> dict[date, str]:
    """The statutory holidays of the whole Land in a year, with their German names."""
    if year not in PUBLIC_HOLIDAYS_KNOWN:
        return {}
    return dict(sorted(holidays_in(state, year).items()))


@dataclass(frozen=True, slots=True)
class SchoolHolidays:
    label: str
    start: date
    end: date


@lru_cache(maxsize=256)
def school_holidays(state: str, year: int) -> tuple[SchoolHolidays, ...] | None:
    """The school holidays that touch a year, or None where the table does not know them."""
    if year not in SCHOOL_HOLIDAYS_KNOWN:
        return None
    years = (year - 1, year, year + 1)
    import holidays  # calendars of the whole world: a tenth of the start of the server

    days = holidays.country_holidays("DE", subdiv=state, years=years, expand=False, categories="school")
    found: list[SchoolHolidays] = []
    for day in sorted(days):
        label = _german(days[day])
        if found and found[-1].label == label and (day - found[-1].end).days == 1:
            found[-1] = SchoolHolidays(label, found[-1].start, day)
        else:
            found.append(SchoolHolidays(label, day, day))
    return tuple(h for h in found if h.start.year <= year <= h.end.year)


def _german(label: str) -> str:
    return next((german for english, german in SCHOOL_HOLIDAY_NAMES.items() if english in label), label)
