"""A county of invented households, made by the column: names, birth dates, addresses, telephones."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from bench.names import FIRST, LAST, ORIGIN_SHARES, ORIGINS, STREETS, cohort_of

SIZES, SIZE_SHARES = (1, 2, 3, 4, 5, 6), (41, 31, 13, 10, 4, 1)
PLACES = tuple((f"999{n:02}", f"Musterort {n}") for n in range(1, 41))
POOL = 20_000
TODAY = date(2026, 11, 22)


@dataclass
class County:
    """Persons as columns; the n-th entry of each column belongs to one person."""

    last: list[str] = field(default_factory=list)
    first: list[str] = field(default_factory=list)
    born: list[date] = field(default_factory=list)
    sex: list[str] = field(default_factory=list)
    origin: list[str] = field(default_factory=list)
    household: list[int] = field(default_factory=list)
    role: list[str] = field(default_factory=list)
    phone: list[str | None] = field(default_factory=list)
    streets: list[str] = field(default_factory=list)
    places: list[tuple[str, str]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.last)


def make_county(persons: int, seed: int = 1) -> County:
    """Return that many persons in households of one to six."""
    random_, county = random.Random(seed), County()
    days = {
        age: [TODAY - timedelta(days=n) for n in range(from_ * 365, to * 365)]
        for age, (from_, to) in {"child": (0, 18), "adult": (19, 62), "old": (62, 95)}.items()
    }
    lasts = {origin: _endless(random_, LAST[origin]) for origin in ORIGINS}
    firsts = {key: _endless(random_, chooser) for key, chooser in FIRST.items()}
    kinds = _endless_choices(random_, ORIGINS, ORIGIN_SHARES)
    sizes = _endless_choices(random_, SIZES, SIZE_SHARES)
    streets = _endless_choices(random_, [f"{street} {n}" for street in STREETS for n in range(1, 120)])
    places = _endless_choices(random_, PLACES, [1 / n for n in range(2, len(PLACES) + 2)])
    ages = _endless_choices(random_, ("adult", "old"), (72, 28))
    sexes = _endless_choices(random_, "wm")
    numbers = count(100_000)
    for household in count(1):
        if len(county) >= persons:
            break
        origin, size, age = next(kinds), next(sizes), next(ages)
        last = next(lasts[origin])
        county.streets.append(next(streets))
        county.places.append(next(places))
        number = f"+4939555{next(numbers)}"
        adults = 1 if size == 1 or random_.random() < 0.2 else 2
        for member in range(min(size, persons - len(county))):
            is_adult = member < adults
            sex = next(sexes)
            born = random_.choice(days[age if is_adult else "child"])
            county.last.append(last if member == 0 or random_.random() < 0.9 else next(lasts[origin]))
            county.first.append(next(firsts[origin, sex, cohort_of(born.year)]))
            county.born.append(born)
            county.sex.append(sex)
            county.origin.append(origin)
            county.household.append(household)
            county.role.append("head" if member == 0 else "partner" if is_adult else "child")
            county.phone.append(number if member == 0 and random_.random() < 0.8 else None)
    return county


def _endless(random_: random.Random, chooser) -> Iterator[str]:
    while True:
        yield from chooser.many(random_, POOL)


def _endless_choices(random_: random.Random, values, weights=None) -> Iterator:
    while True:
        yield from random_.choices(values, weights, k=POOL)
