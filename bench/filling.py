"""The tables of the invented county, column by column: what an office of 120 people has after twelve years."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import combinations, cycle, islice
from typing import TYPE_CHECKING, TypeVar

from bench.population import TODAY, County, make_county
from lotse.clients.models import ADDRESS, NAME
from lotse.clients.rules.names import search_parts, sound, words
from lotse.clients.rules.spellings import spelling

if TYPE_CHECKING:
    from bench.data import Filler

PERSONS, CONTACTS, CASES, MEASURES, REFERRALS, REMINDERS = 500_000, 2_000_000, 300_000, 1_000_000, 1_000_000, 1_000_000
YEARS = 12
SITES, STAFF, OFFERS = 4, 120, 400
PAST = YEARS * 365
AHEAD = 90
SETTLED = ("completed", "declined", "no_response")

Value = TypeVar("Value")


@dataclass(frozen=True)
class Office:
    """What the columns are drawn from: chance, and days as text; index 0 is today, -1 tomorrow."""

    chance: random.Random
    days: Sequence[str]
    note: str

    def day(self, ago: int) -> str:
        """Return the day so many days ago; below zero it lies ahead."""
        return self.days[ago + AHEAD]

    def pool(
        self, values: Sequence[Value], weights: Sequence[int] | None = None, size: int = 10_007
    ) -> Iterator[Value]:
        """Return values without end, drawn once into a pool; pools of different prime sizes do not march in step."""
        return cycle(self.chance.choices(values, weights, k=size))


def fill_county(fill: Filler, scale: float, seed: int, note: str) -> None:
    """Fill every table."""
    days = [(TODAY - timedelta(days=ago)).isoformat() for ago in range(-AHEAD, PAST + 1)]
    office, county = Office(random.Random(seed), days, note), make_county(int(PERSONS * scale), seed)
    _staff(fill)
    _persons(fill, county, at(days[-1]))
    _search_parts(fill, county)
    _name_pairs(fill, county)
    opened, main_persons = _cases(fill, office, int(CASES * scale), len(county))
    _contacts(fill, office, int(CONTACTS * scale), len(county), main_persons)
    _work(fill, office, scale, opened, main_persons)
    _due(fill, office, opened, main_persons)


@cache
def at(day: str, clock: str = "10:00:00.000000") -> str:
    """Return an instant of the day as the database writes it."""
    return f"{day} {clock}"


def _staff(fill: Filler) -> None:
    began, teams = "2026-01-01 08:00:00.000000", range(1, SITES + 1)
    fill("site", SITES, id=teams, name=[f"Standort {n}" for n in teams])
    fill("unit", SITES, id=teams, kind="team", name=[f"Team {n}" for n in teams])
    roles = ["team_lead", "front_desk", *["navigator"] * (STAFF - 2)]
    fill(
        "user_account", STAFF, id=range(1, STAFF + 1), login=[f"konto{n}" for n in range(1, STAFF + 1)],
        name=[f"Vorname Konto{n}" for n in range(1, STAFF + 1)], role=roles, password_hash="-",
        password_changed_at=began, created_at=began, site_id=list(islice(cycle(teams), STAFF)),
        unit_id=list(islice(cycle(teams), STAFF)), preferences="{}",
    )  # fmt: skip
    labels = ["Lebensunterhalt", "Arbeit", "Wohnen", "Schulden", "Pflege", "Rente", "Kinder", "Familie", "Behinderung"]
    fill("concern", 9, id=range(1, 10), code=labels, label=labels, position=range(9))
    fill(
        "organisation", OFFERS, id=range(1, OFFERS + 1), name=[f"Stelle {n}" for n in range(1, OFFERS + 1)],
        identity=[f"stelle-{n}" for n in range(1, OFFERS + 1)],
    )  # fmt: skip
    fill(
        "offer", OFFERS, id=range(1, OFFERS + 1), organisation_id=range(1, OFFERS + 1),
        name=[f"Beratung {n}" for n in range(1, OFFERS + 1)], search_text=[f"beratung {n}" for n in range(1, OFFERS + 1)],
    )  # fmt: skip


def _persons(fill: Filler, county: County, written_at: str) -> None:
    count, homes = len(county), len(county.streets)
    iso = cache(lambda born: born.isoformat())
    fold = cache(lambda name: " ".join(words(name)))
    fill(
        "person", count, id=range(1, count + 1), number=(f"P-{n:06d}" for n in range(1, count + 1)),
        last_name=county.last, first_name=county.first, folded_last=map(fold, county.last),
        folded_first=map(fold, county.first), birth_date=map(iso, county.born), birth_precision="day", sex=county.sex,
        street=(county.streets[n - 1] for n in county.household), postcode=(county.places[n - 1][0] for n in county.household),
        town=(county.places[n - 1][1] for n in county.household), created_at=written_at,
    )  # fmt: skip
    fill(
        "household", homes, id=range(1, homes + 1), street=county.streets, postcode=[code for code, _ in county.places],
        town=[town for _, town in county.places], created_at=written_at,
    )  # fmt: skip
    fill(
        "household_member", count, id=range(1, count + 1), household_id=county.household, person_id=range(1, count + 1),
        role=county.role, joined_on="2014-01-01",
    )  # fmt: skip
    callers = [(n, number) for n, number in enumerate(county.phone, 1) if number]
    fill(
        "phone", len(callers), person_id=[n for n, _ in callers], number=[number for _, number in callers],
        digits=[number[1:] for _, number in callers],
    )  # fmt: skip


def _search_parts(fill: Filler, county: County) -> None:
    """Every part once with all its persons in order, so that the tree only ever grows at its end."""
    names, addresses = defaultdict(list), defaultdict(list)
    for number, (last, first) in enumerate(zip(county.last, county.first, strict=True), 1):
        names[last].append(number)
        names[first].append(number)
    for number, home in enumerate(county.household, 1):
        addresses[county.streets[home - 1], ""].append(number)
        addresses["", county.places[home - 1][1]].append(number)
    by_part: dict[str, list[tuple[str, list[int]]]] = defaultdict(list)
    vocabulary: set[str] = set()
    for name, numbers in names.items():
        parts = search_parts((name,), "", "")
        vocabulary.update(parts)
        for part in parts:
            by_part[part].append((NAME, numbers))
    for (street, town), numbers in addresses.items():
        for part in search_parts((), street, town):
            by_part[part].append((ADDRESS, numbers))

    def rows() -> Iterator[tuple[str, int, str]]:
        for kind in (ADDRESS, NAME):
            for part in sorted(by_part):
                bearing = {number for of_kind, numbers in by_part[part] if of_kind == kind for number in numbers}
                if kind == ADDRESS:  # a name wins over an address
                    bearing.difference_update(*(numbers for of_kind, numbers in by_part[part] if of_kind == NAME))
                for number in sorted(bearing):
                    yield kind, part, number

    fill.rows += fill.many("insert into person_search_part (kind, part, person_id) values (?, ?, ?)", rows())
    known = [(word, sound(word), spelling(word)) for word in sorted(vocabulary)]
    fill.rows += fill.many("insert into name_word (word, sound, spelling) values (?, ?, ?)", known)


def _name_pairs(fill: Filler, county: County) -> None:
    """Every pair of parts once with all its persons in order."""
    bearers = defaultdict(list)
    for number, name in enumerate(zip(county.last, county.first, strict=True), 1):
        bearers[name].append(number)
    parts = cache(lambda name: tuple(search_parts((name,))))
    by_pair: dict[tuple[str, str], list[int]] = defaultdict(list)
    for (last, first), numbers in bearers.items():
        for pair in combinations(sorted({*parts(last), *parts(first)}), 2):
            by_pair[pair] += numbers
    rows = ((*pair, number) for pair in sorted(by_pair) for number in sorted(by_pair[pair]))
    fill.rows += fill.many("insert into person_name_pair (one, other, person_id) values (?, ?, ?)", rows)


def _contacts(fill: Filler, office: Office, count: int, persons: int, main_persons: list[int]) -> None:
    """Entered day by day: ids grow with time, as in an office. One in twenty belongs to a case."""
    chance, cases = office.chance, len(main_persons)
    days = [office.day(PAST - 1 - n * PAST // count) for n in range(count)]
    clocks = [f"{8 + n // 12 % 9:02}:{n * 5 % 60:02}:00.000000" for n in range(108)]
    begun = [at(day, clock) for day, clock in zip(days, cycle(clocks), strict=False)]
    who: list[int | None] = chance.choices(range(1, persons + 1), k=count)
    for n in range(0, count, 4):
        who[n] = None
    case_ids: list[int | None] = [None] * count
    for n in range(1, count, 20):
        case_ids[n] = chance.randrange(1, cases + 1)
        who[n] = main_persons[case_ids[n] - 1]
    pool = office.pool
    fill(
        "contact", count, id=range(1, count + 1), site_id=pool(range(1, SITES + 1), size=10_007),
        desk=pool(("Platz 1", "Platz 2", "Platz 3"), size=10_009), day=days, started_at=begun,
        duration_minutes=pool((5, 15, 30, 45), size=10_037),
        channel=pool(("on_site", "phone", "email", "outreach"), (55, 35, 8, 2), size=10_039), person_id=who, case_id=case_ids,
        note=office.note, result=pool(("advice", "referred", "appointment", "case", "not_reached"), (60, 18, 12, 4, 6), 10_061),
        created_at=begun, created_by_id=pool(range(1, STAFF + 1), size=10_067),
    )  # fmt: skip
    fill("contact_concern", count, contact_id=range(1, count + 1), concern_id=pool(range(1, 10), size=10_069))


def _cases(fill: Filler, office: Office, count: int, persons: int) -> tuple[list[int], list[int]]:
    """Return for each case how many days ago it was opened (below zero: it is closed) and its main person."""
    chance = office.chance
    opened = chance.choices(range(PAST), k=count)
    lasted = list(islice(office.pool(range(30, 300), size=10_079), count))
    closed = [office.day(ago - length) if ago >= length else None for ago, length in zip(opened, lasted, strict=True)]
    leads = list(islice(office.pool(range(3, STAFF + 1), size=10_091), count))
    main_persons = chance.choices(range(1, persons + 1), k=count)
    days = [office.day(ago) for ago in opened]
    begun = [at(day) for day in days]
    fill(
        "case_file", count, id=range(1, count + 1), number=[f"L-{day[:4]}-{i:06d}" for i, day in enumerate(days, 1)],
        person_id=main_persons, unit_id=[1 + (lead - 1) % SITES for lead in leads], lead_id=leads, reason="Beratung",
        status=["closed" if day else "open" for day in closed], closed_on=closed,
        phase=["closing" if day else "delivery" for day in closed], opened_on=days, created_at=begun, last_change_at=begun,
        review_on=[None if day else office.day(ago % 120 - 80) for day, ago in zip(closed, opened, strict=True)], intake="{}",
    )  # fmt: skip
    fill(
        "record_grant", count, user_id=leads, kind="case", record_id=range(1, count + 1), reason="lead", valid_from=begun,
    )  # fmt: skip
    return [~ago if day else ago for ago, day in zip(opened, closed, strict=True)], main_persons


def _work(fill: Filler, office: Office, scale: float, opened: list[int], main_persons: list[int]) -> None:
    """Measures, referrals and reminders in the months after their case was opened; those of open cases run on."""
    cases, pool = len(opened), office.pool
    began = [~ago if ago < 0 else ago for ago in opened]
    later = list(islice(pool(range(150), size=10_093), int(max(MEASURES, REFERRALS, REMINDERS) * scale)))
    of_case = [n % cases for n in range(len(later))]
    start = [max(0, began[case] - wait) for case, wait in zip(of_case, later, strict=True)]
    running = [opened[case] >= 0 for case in of_case]
    people, ids = [main_persons[case] for case in of_case], [case + 1 for case in of_case]
    days, instants = [office.day(ago) for ago in start], [at(office.day(ago)) for ago in start]

    count = int(MEASURES * scale)
    fill(
        "measure", count, case_id=ids[:count], person_id=people[:count], kind="course", label="Kurs",
        state=["running" if ago < 180 else "completed" for ago in start[:count]], starts_on=days[:count],
        ends_on=[office.day(max(ago - 180, -AHEAD)) for ago in start[:count]], created_at=instants[0],
    )  # fmt: skip
    count = int(REFERRALS * scale)
    settled, waiting = (
        pool(SETTLED, (65, 20, 15), 10_099),
        pool(("requested", "received", "accepted", "waitlisted"), None, 10_103),
    )
    ahead = pool(range(-60, 30), size=10_111)
    fill(
        "referral", count, number=(f"V-{n:07d}" for n in range(count)), kind="referral",
        state=(next(waiting) if runs else next(settled) for runs in running[:count]), person_id=people[:count],
        case_id=ids[:count], organisation_id=pool(range(1, OFFERS + 1), size=10_133), offer_id=pool(range(1, OFFERS + 1), size=10_133),
        concern_id=pool(range(1, 10), size=10_139), site_id=pool(range(1, SITES + 1), size=10_141), created_at=instants[:count],
        created_by_id=pool(range(1, STAFF + 1), size=10_151), sent_on=days[:count], unit_id=1,
        next_check_on=(office.day(next(ahead)) if runs else None for runs in running[:count]),
        ended_on=(None if runs else day for runs, day in zip(running, days, strict=True)),
    )  # fmt: skip
    count = int(REMINDERS * scale)
    due = [office.day(next(ahead)) if runs else day for runs, day in zip(running[:count], days, strict=False)]
    done = [None if runs else at(day, "12:00:00.000000") for runs, day in zip(running[:count], days, strict=False)]
    fill(
        "reminder", count, text="Nachfragen", due_on=due, first_due_on=due, owner_id=pool(range(1, STAFF + 1), size=10_159),
        case_id=ids[:count], settled_at=done, outcome=["done" if day else None for day in done], created_at=instants[0],
    )  # fmt: skip


def _due(fill: Filler, office: Office, opened: list[int], main_persons: list[int]) -> None:
    """What else is due in open cases: deadlines, findings, appointments; and warnings at one person in fifty."""
    open_cases = [number for number, ago in enumerate(opened, 1) if ago >= 0]
    people, count, created = [main_persons[n - 1] for n in open_cases], len(open_cases), at(office.day(30))
    ahead = list(islice(office.pool(range(-40, 10), size=10_163), count))
    ends = [office.day(ago) for ago in ahead]
    fill(
        "deadline", count, case_id=open_cases, person_id=people, rule="widerspruch", rule_version="1", title="Widerspruch",
        inputs="{}", outputs='{"last_day": ""}', warning_on=[office.day(ago + 14) for ago in ahead], safe_on=ends, last_day=ends,
        created_at=created,
    )  # fmt: skip
    some = open_cases[::4]
    fill(
        "finding", len(some), case_id=some, code="gap", digest=[f"{n:064d}" for n in some], starts_on=ends[::4], ends_on=office.day(-80),
        sentence="Mo 14–16 Uhr ist niemand da.", content="{}", first_seen_at=created,
    )  # fmt: skip
    fill(
        "appointment", len(some), person_id=people[::4], case_id=some, with_user_id=office.pool(range(3, STAFF + 1), size=10_169),
        starts_at=[at(office.day(-(n % 30))) for n in some], ends_at=[at(office.day(-(n % 30)), "11:00:00.000000") for n in some],
        uid=[f"termin-{n}" for n in some], created_at=created, created_by_id=1,
    )  # fmt: skip
    warned = range(1, max(main_persons) + 1, 50)
    fill(
        "person_warning", len(warned), person_id=warned, kind=office.pool(("care", "interpreter_only", "danger"), (6, 3, 1)),
        text="Bitte beachten", valid_until=office.day(-60), review_on=office.day(-30), created_at=created,
    )  # fmt: skip
