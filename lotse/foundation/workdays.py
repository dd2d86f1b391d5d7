"""Working days and public holidays of the German regions.

A working day is neither Saturday nor Sunday nor a statutory holiday of the region. 24 and 31 December and the
carnival days are working days: no German region makes them holidays. Dates go in, dates come out; nothing here
reads the clock.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

# The 16 regions by their ISO 3166-2 code. Bavaria has two municipal calendars of its own, because Mariä Himmelfahrt
# is a holiday only where Catholics are the larger part of a municipality and the Friedensfest only in Augsburg.
REGIONS: Mapping[str, str] = MappingProxyType(
    {
        "BW": "Baden-Württemberg",
        "BY": "Bayern",
        "BE": "Berlin",
        "BB": "Brandenburg",
        "HB": "Bremen",
        "HH": "Hamburg",
        "HE": "Hessen",
        "MV": "Mecklenburg-Vorpommern",
        "NI": "Niedersachsen",
        "NW": "Nordrhein-Westfalen",
        "RP": "Rheinland-Pfalz",
        "SL": "Saarland",
        "SN": "Sachsen",
        "ST": "Sachsen-Anhalt",
        "SH": "Schleswig-Holstein",
        "TH": "Thüringen",
    }
)
MUNICIPAL_REGIONS: Mapping[str, str] = MappingProxyType(
    {
        "BY-MH": "Bayern, Gemeinde mit Mariä Himmelfahrt",
        "BY-AUGSBURG": "Bayern, Stadt Augsburg",
    }
)

# Outside these years nobody vouches for the table: the present holidays are not all older than 2000.
FIRST_RELIABLE = date(2000, 1, 1)
LAST_RELIABLE = date(2100, 12, 31)

_SATURDAY = 5


def is_region(code: str) -> bool:
    """Say whether the code names a region with a holiday table."""
    return code in REGIONS or code in MUNICIPAL_REGIONS


def region_name(code: str) -> str:
    """Return the German name of a region."""
    return REGIONS.get(code) or MUNICIPAL_REGIONS[code]


def holidays_in(region: str, year: int) -> Mapping[date, str]:
    """Return the statutory holidays of a region in a year with their German names."""
    if not is_region(region):
        raise ValueError(f"unknown region {region!r}")
    return _table(region, year)


def holiday_name(day: date, region: str) -> str | None:
    """Return the name of the holiday on that day, if it is one."""
    return holidays_in(region, day.year).get(day)


def is_workday(day: date, region: str) -> bool:
    """Say whether offices of the region work on that day."""
    return day.weekday() < _SATURDAY and day not in holidays_in(region, day.year)


def next_workday(day: date, region: str) -> date:
    """Return the day itself if it is a working day, else the first one after it."""
    while not is_workday(day, region):
        day += timedelta(days=1)
    return day


def previous_workday(day: date, region: str) -> date:
    """Return the day itself if it is a working day, else the last one before it."""
    while not is_workday(day, region):
        day -= timedelta(days=1)
    return day


def add_workdays(day: date, count: int, region: str) -> date:
    """Return the count-th working day after (or, if negative, before) the day, which itself is not counted."""
    step = timedelta(days=1 if count >= 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_workday(day, region):
            day += step
    return day


def count_workdays(start: date, end: date, region: str) -> int:
    """Count the working days after start up to and including end; 0 if end is not after start."""
    days = (end - start).days
    return sum(is_workday(start + timedelta(days=n), region) for n in range(1, days + 1))


@lru_cache(maxsize=4096)
def _table(region: str, year: int) -> Mapping[date, str]:
    # Imported here because the package costs more to load than this whole module, and few requests need it.
    from holidays.countries.germany import Germany

    if region == "BY-MH":
        table = Germany(subdiv="BY", years=year, categories=("public", "catholic"), language="de")
    elif region == "BY-AUGSBURG":
        table = Germany(subdiv="Augsburg", years=year, language="de")
    else:
        table = Germany(subdiv=region, years=year, language="de")
    return MappingProxyType({day: name for day, name in table.items() if day.year == year})
