"""An invented county at full scale in the application's own tables: whole columns, one transaction, indexes last."""

from __future__ import annotations

import random
import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from bench.population import TODAY, County, make_county
from lotse.app import create_app
from lotse.clients.rules.names import search_parts, sound, words
from lotse.config import Settings
from lotse.foundation.crypto import encrypt
from lotse.foundation.db import Base, db

PERSONS, CONTACTS, CASES, MEASURES, REFERRALS, REMINDERS = 500_000, 2_000_000, 300_000, 1_000_000, 1_000_000, 1_000_000
YEARS = 12
SITES, STAFF, OFFERS = 4, 120, 400
FILLED_LAST = (
    "person", "phone", "person_search_part", "name_word", "household", "household_member", "contact",
    "contact_concern", "case_file", "record_grant", "measure", "referral", "reminder",
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """What was generated, and how long it took."""

    rows: int
    seconds: float
    cpu_seconds: float
    narrow_rows_per_second: float

    @property
    def rows_per_second(self) -> float:
        """Rows of all tables by the seconds from the empty file to the last index."""
        return self.rows / self.seconds


def bench_app(path: Path) -> Flask:
    """Return the application on a database file of the benchmark."""
    return create_app(
        Settings(
            instance=path.parent, public_base_url="http://localhost", secret_key=b"only for benchmarks, never elsewhere, 32",
            database_url=f"sqlite:///{path}", testing=True, run_scheduler=False,
        )
    )  # fmt: skip


def build(path: Path, scale: float = 1.0, seed: int = 1) -> Made:
    """Fill a fresh file with the county at the given scale."""
    path.unlink(missing_ok=True)
    app = bench_app(path)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        indexes = [index for name in FILLED_LAST for index in Base.metadata.tables[name].indexes]
        for index in indexes:
            index.drop(db.engine)
        db.engine.dispose()
        note = encrypt(b"Anfrage beantwortet.", "contact.note")
        began, cpu_began = time.perf_counter(), time.process_time()
        connection = sqlite3.connect(path, isolation_level=None)
        for pragma in (
            "journal_mode=OFF",
            "synchronous=OFF",
            "temp_store=MEMORY",
            "cache_size=-400000",
            "locking_mode=EXCLUSIVE",
            "ignore_check_constraints=ON",
            "threads=2",
            "analysis_limit=1000",
        ):
            connection.execute(f"PRAGMA {pragma}")
        narrow = _narrow_rate(connection)
        connection.execute("BEGIN")
        rows = _fill(Filler(connection), scale, random.Random(seed), seed, note)
        for index in indexes:
            connection.execute(str(sa.schema.CreateIndex(index).compile(dialect=db.engine.dialect)))
        connection.execute("COMMIT")
        connection.execute("ANALYZE")
        connection.close()
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu_began
    return Made(rows, seconds, cpu, narrow)


class Filler:
    """Writes columns into the application's tables; what is not given gets the default of its column."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.rows = 0

    def __call__(self, table: str, count: int, **columns: object) -> None:
        """Insert that many rows; a list or iterator is a column, anything else a constant."""
        given = {**self._defaults(table, columns), **columns}
        moving = {name: value for name, value in given.items() if isinstance(value, list | range | Iterator)}
        # Constants stand in the statement: binding them for each row would cost more than everything else.
        marks = ", ".join("?" if name in moving else _literal(value) for name, value in given.items())
        names = ", ".join(f'"{name}"' for name in given)
        self.connection.executemany(
            f"insert into {table} ({names}) values ({marks})", zip(*moving.values(), strict=False)
        )
        self.rows += count

    def _defaults(self, table: str, columns: Iterable[str]) -> dict[str, object]:
        found: dict[str, object] = {}
        for column in Base.metadata.tables[table].columns:
            if column.name in columns or column.primary_key:
                continue
            if column.default is not None and not column.default.is_callable:
                found[column.name] = getattr(column.default.arg, "value", column.default.arg)
            elif not column.nullable:
                found[column.name] = "[]" if isinstance(column.type, sa.JSON) else ""
        return found


def _literal(value: object) -> str:
    if isinstance(value, bool | int):
        return str(int(value))
    return "null" if value is None else "'" + str(value).replace("'", "''") + "'"


def _fill(fill: Filler, scale: float, random_: random.Random, seed: int, note: str) -> int:
    persons = int(PERSONS * scale)
    county = make_county(persons, seed)
    days = [(TODAY - timedelta(days=n)).isoformat() for n in range(YEARS * 365)]
    instants = [f"{day} {8 + n % 9:02}:{n * 7 % 60:02}:00.000000" for n, day in enumerate(days)]
    _office(fill)
    _persons(fill, county, instants[-1])
    _contacts(fill, int(CONTACTS * scale), persons, random_, days, instants, note)
    _cases(fill, int(CASES * scale), persons, random_, days, instants)
    _work(fill, scale, persons, random_, days, instants)
    return fill.rows


def _office(fill: Filler) -> None:
    at = "2026-01-01 08:00:00.000000"
    fill("site", SITES, id=range(1, SITES + 1), name=[f"Standort {n}" for n in range(1, SITES + 1)])
    fill("unit", SITES, id=range(1, SITES + 1), kind="team", name=[f"Team {n}" for n in range(1, SITES + 1)])
    roles = ["team_lead", "front_desk", *["navigator"] * (STAFF - 2)]
    fill(
        "user_account", STAFF, id=range(1, STAFF + 1), login=[f"konto{n}" for n in range(1, STAFF + 1)],
        name=[f"Vorname Konto{n}" for n in range(1, STAFF + 1)], role=roles, password_hash="-", password_changed_at=at,
        created_at=at, site_id=list(islice(cycle(range(1, SITES + 1)), STAFF)), unit_id=list(islice(cycle(range(1, SITES + 1)), STAFF)), preferences="{}",
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


def _persons(fill: Filler, county: County, at: str) -> None:
    count = len(county)
    streets = [county.streets[n - 1] for n in county.household]
    places = [county.places[n - 1] for n in county.household]
    fill(
        "person", count, id=range(1, count + 1), number=[f"P-{n:06d}" for n in range(1, count + 1)],
        last_name=county.last, first_name=county.first, folded_last=_folded(county.last), folded_first=_folded(county.first),
        birth_date=[born.isoformat() for born in county.born], birth_precision="day", sex=county.sex, street=streets,
        postcode=[code for code, _ in places], town=[town for _, town in places], created_at=at,
    )  # fmt: skip
    fill(
        "household", len(county.streets), id=range(1, len(county.streets) + 1), street=county.streets,
        postcode=[code for code, _ in county.places], town=[town for _, town in county.places], created_at=at,
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
    _search_parts(fill, county, streets, places)


def _search_parts(fill: Filler, county: County, streets: list[str], places: list[tuple[str, str]]) -> None:
    by_part: dict[str, dict[int, str]] = defaultdict(dict)
    known: dict[tuple[str, str, str], list[str]] = {}

    def keys(name: str, street: str, town: str) -> list[str]:
        if (name, street, town) not in known:
            known[name, street, town] = list(search_parts((name,) if name else (), street, town))
        return known[name, street, town]

    columns = zip(county.last, county.first, streets, places, strict=True)
    for number, (last, first, street, (_, town)) in enumerate(columns, 1):
        for part in keys("", street, ""):
            by_part[part][number] = "a"
        for part in keys("", "", town):
            by_part[part][number] = "a"
        for part in keys(last, "", ""):
            by_part[part][number] = "n"
        for part in keys(first, "", ""):
            by_part[part][number] = "n"
    rows = ((part, number, kind) for part in sorted(by_part) for number, kind in by_part[part].items())
    fill.connection.executemany("insert into person_search_part (part, person_id, kind) values (?, ?, ?)", rows)
    vocabulary = {part for name in {*county.last, *county.first} for part in keys(name, "", "")}
    fill.connection.executemany(
        "insert into name_word (word, sound) values (?, ?)", [(word, sound(word)) for word in sorted(vocabulary)]
    )
    fill.rows += sum(map(len, by_part.values())) + len(vocabulary)


def _contacts(
    fill: Filler, count: int, persons: int, random_: random.Random, days: list[str], instants: list[str], note: str
) -> None:
    # Contacts are entered day by day: ids grow with time, as in an office.
    when = [len(days) - 1 - n * len(days) // count for n in range(count)]
    who = random_.choices([*range(1, persons + 1), *[None] * (persons // 3)], k=count)
    fill(
        "contact", count, id=range(1, count + 1), site_id=random_.choices(range(1, SITES + 1), k=count),
        desk=random_.choices(("Platz 1", "Platz 2", "Platz 3"), k=count), day=[days[n] for n in when],
        started_at=[instants[n] for n in when], duration_minutes=random_.choices((5, 15, 30, 45), k=count),
        channel=random_.choices(("on_site", "phone", "email", "outreach"), (55, 35, 8, 2), k=count), person_id=who,
        note=note, result=random_.choices(("advice", "referred", "appointment", "case", "not_reached"), (60, 18, 12, 4, 6), k=count),
        created_at=[instants[n] for n in when], created_by_id=random_.choices(range(1, STAFF + 1), k=count),
    )  # fmt: skip
    fill("contact_concern", count, contact_id=range(1, count + 1), concern_id=random_.choices(range(1, 10), k=count))


def _cases(
    fill: Filler, count: int, persons: int, random_: random.Random, days: list[str], instants: list[str]
) -> None:
    opened = random_.choices(range(len(days)), k=count)
    closed = [None if random_.random() < 0.1 else days[max(0, n - random_.randrange(30, 500))] for n in opened]
    leads = random_.choices(range(3, STAFF + 1), k=count)
    fill(
        "case_file", count, id=range(1, count + 1), number=[f"L-{days[n][:4]}-{i:06d}" for i, n in enumerate(opened, 1)],
        person_id=random_.choices(range(1, persons + 1), k=count), unit_id=random_.choices(range(1, SITES + 1), k=count),
        lead_id=leads, reason="Beratung", status=["closed" if day else "open" for day in closed], closed_on=closed,
        phase=["closing" if day else "delivery" for day in closed], opened_on=[days[n] for n in opened],
        created_at=[instants[n] for n in opened], last_change_at=[instants[n] for n in opened], intake="{}",
    )  # fmt: skip
    fill(
        "record_grant", count, user_id=leads, kind="case", record_id=range(1, count + 1), reason="lead",
        valid_from=[instants[n] for n in opened],
    )  # fmt: skip


def _work(
    fill: Filler, scale: float, persons: int, random_: random.Random, days: list[str], instants: list[str]
) -> None:
    cases, count = int(CASES * scale), int(MEASURES * scale)
    starts = random_.choices(days, k=count)
    ends = (date.fromisoformat(day) for day in starts)
    fill(
        "measure", count, case_id=[1 + n % cases for n in range(count)],
        person_id=random_.choices(range(1, persons + 1), k=count), kind="course", label="Kurs", state="running",
        starts_on=starts, ends_on=[(day + timedelta(days=180)).isoformat() for day in ends], created_at=instants[0],
    )  # fmt: skip
    count = int(REFERRALS * scale)
    sent = random_.choices(days, k=count)
    fill(
        "referral", count, number=[f"V-{n:07d}" for n in range(count)], kind="referral",
        state=random_.choices(("received", "accepted", "completed", "declined", "no_response"), (10, 15, 50, 15, 10), k=count),
        person_id=random_.choices(range(1, persons + 1), k=count), case_id=[1 + n % cases for n in range(count)],
        organisation_id=random_.choices(range(1, OFFERS + 1), k=count), concern_id=random_.choices(range(1, 10), k=count),
        site_id=random_.choices(range(1, SITES + 1), k=count), created_at=[f"{day} 10:00:00.000000" for day in sent],
        created_by_id=random_.choices(range(1, STAFF + 1), k=count), sent_on=sent, unit_id=1,
    )  # fmt: skip
    count = int(REMINDERS * scale)
    due = random_.choices(days, k=count)
    settled = [None if random_.random() < 0.01 else f"{day} 12:00:00.000000" for day in due]
    fill(
        "reminder", count, text="Nachfragen", due_on=due, first_due_on=due,
        owner_id=random_.choices(range(1, STAFF + 1), k=count), case_id=[1 + n % cases for n in range(count)],
        settled_at=settled, outcome=["done" if day else None for day in settled], created_at=instants[0],
    )  # fmt: skip


def _folded(names: list[str]) -> list[str]:
    known = {name: " ".join(words(name)) for name in set(names)}
    return [known[name] for name in names]


def _narrow_rate(connection: sqlite3.Connection) -> float:
    """Return rows per second of a bare insert into one narrow table: the divisor of B1."""
    count = 300_000
    connection.execute("create temp table narrow (id integer primary key, a integer, b text)")
    began = time.perf_counter()
    connection.execute("BEGIN")
    connection.executemany("insert into narrow (a, b) values (?, ?)", ((n, "x") for n in range(count)))
    connection.execute("COMMIT")
    seconds = time.perf_counter() - began
    connection.execute("drop table narrow")
    return count / seconds


if __name__ == "__main__":
    import sys

    made = build(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 1.0)
    print(f"{made.rows} rows in {made.seconds:.1f} s ({made.cpu_seconds:.1f} s cpu), {made.rows_per_second:.0f} rows/s")
