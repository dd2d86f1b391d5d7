"""An invented county at full scale in the application's own tables: whole columns, one transaction, indexes last."""

from __future__ import annotations

import gc
import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from bench.filling import fill_county
from lotse.app import create_app
from lotse.config import Settings
from lotse.foundation.crypto import encrypt
from lotse.foundation.db import Base, db

FILLED_LAST = (
    "person", "phone", "person_search_part", "person_name_pair", "name_word", "household", "household_member", "contact",
    "contact_concern", "case_file", "record_grant", "measure", "referral", "reminder", "deadline", "finding", "appointment",
    "person_warning",
)  # fmt: skip
PRAGMAS = (
    # In a file the keys of an index are sorted in runs that fit the processor's cache; in memory, all in one list.
    "journal_mode=OFF", "synchronous=OFF", "temp_store=FILE", "cache_size=-400000", "locking_mode=EXCLUSIVE",
    "ignore_check_constraints=ON", "threads=2", "analysis_limit=1000",
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
        """Rows of all tables by the processor seconds from the empty file to the last index."""
        return self.rows / self.cpu_seconds


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
        statements = [str(sa.schema.CreateIndex(index).compile(dialect=db.engine.dialect)) for index in indexes]
        note = encrypt(b"Anfrage beantwortet.", "contact.note")
        db.engine.dispose()
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    narrow = _narrow_rate(connection)
    gc.disable()  # millions of rows that all stay: looking for rubbish among them only costs
    began, cpu_began = time.perf_counter(), time.process_time()
    connection.execute("BEGIN")
    fill = Filler(connection)
    fill_county(fill, scale, seed, note)
    for statement in statements:
        connection.execute(statement)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu_began
    gc.enable()
    connection.close()
    return Made(fill.rows, seconds, cpu, narrow)


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
        self.many(f"insert into {table} ({names}) values ({marks})", zip(*moving.values(), strict=False))
        self.rows += count

    def many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> int:
        """Insert rows by a statement of one's own; return how many."""
        return self.connection.executemany(statement, rows).rowcount

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


def _narrow_rate(connection: sqlite3.Connection) -> float:
    """Return rows per second of a bare insert into one narrow table: the divisor of B1."""
    count = 300_000
    connection.execute("create temp table narrow (id integer primary key, a integer, b text)")
    began = time.process_time()
    connection.execute("BEGIN")
    connection.executemany("insert into narrow (a, b) values (?, ?)", ((n, "x") for n in range(count)))
    connection.execute("COMMIT")
    seconds = time.process_time() - began
    connection.execute("drop table narrow")
    return count / seconds


if __name__ == "__main__":
    import sys

    made = build(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 1.0)
    print(f"{made.rows} rows in {made.seconds:.1f} s ({made.cpu_seconds:.1f} s cpu), {made.rows_per_second:.0f} rows/s")
