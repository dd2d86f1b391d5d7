"""The one database handle, its column types, and how transactions begin.

SQLite begins with IMMEDIATE wherever something may be written: a transaction that reads first and writes later
fails at once with "database is locked" under load, whatever the busy timeout. A GET request only reads, says so
through `reading()`, and gets a plain BEGIN so that readers do not queue behind each other.
"""

from __future__ import annotations

import importlib.util
import pkgutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
import sqlalchemy.orm
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.orm.interfaces import ORMOption
from sqlalchemy.pool import ConnectionPoolEntry

from lotse.foundation.errors import NotFound

_only_reads: ContextVar[bool] = ContextVar("only_reads", default=False)

SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=10000",
    "trusted_schema=OFF",
    "secure_delete=ON",
    "cell_size_check=ON",
    "temp_store=MEMORY",
    "mmap_size=268435456",
)


class Base(DeclarativeBase):
    """Base of every table; constraints are named by convention so that a violated one can be mapped to a field."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


Row = TypeVar("Row", bound=Base)
db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False})


class UtcInstant(sa.types.TypeDecorator[datetime]):
    """An instant: aware in Python, stored in UTC without zone. A naive datetime is refused."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: sa.Dialect) -> datetime | None:
        """Turn an aware instant into naive UTC for the column."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a time zone: {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _dialect: sa.Dialect) -> datetime | None:
        """Give the stored UTC back as an aware instant."""
        return None if value is None else value.replace(tzinfo=UTC)


class Versioned:
    """Mixin for records that people edit: the form carries the version, a stale one is refused with 409.

    SQLAlchemy counts the column up and compares it in the UPDATE's WHERE, so two writers cannot both win.
    """

    version: Mapped[int] = mapped_column(default=1, nullable=False)

    @sa.orm.declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        """Name the version column to the mapper."""
        return {"version_id_col": cls.version}


def table_of(model: type[Base]) -> sa.Table:
    """Return the table of a model, for statements that need none of its objects."""
    table = model.__table__
    assert isinstance(table, sa.Table)
    return table


def get_stored(model: type[Row], id_: int, *, options: Sequence[ORMOption] = (), **columns: Any) -> Row:
    """Return the row with this id, or raise NotFound: also where one of the columns named holds another value."""
    row = db.session.get(model, id_, options=options)
    if row is None or any(getattr(row, name) != value for name, value in columns.items()):
        raise NotFound
    return row


def count_changed(statement: sa.Update | sa.Delete) -> int:
    """Carry out a statement over many rows in the request's transaction; return how many it changed or deleted."""
    result = db.session.execute(statement)
    assert isinstance(result, sa.CursorResult)
    return result.rowcount


@contextmanager
def reading() -> Iterator[None]:
    """Mark the work inside as reading only: its transactions begin without the write lock."""
    token = _only_reads.set(True)
    try:
        yield
    finally:
        _only_reads.reset(token)


def mark_reading(only_reads: bool) -> None:
    """Say for the rest of this context (one request) whether its transactions only read."""
    _only_reads.set(only_reads)


@contextmanager
def own_transaction() -> Iterator[sa.orm.Session]:
    """A session of its own that commits at the end: for what must survive a refused request (audit, throttle)."""
    with _writing(), sa.orm.Session(db.engine, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def own_connection() -> Iterator[sa.Connection]:
    """The same for statements without objects: a connection whose transaction commits at the end."""
    with _writing(), db.engine.begin() as connection:
        yield connection


@contextmanager
def _writing() -> Iterator[None]:
    if db.engine.dialect.name == "sqlite" and not _only_reads.get() and is_in_transaction():
        raise RuntimeError("the request's own transaction holds the write lock: commit or roll it back first")
    token = _only_reads.set(False)
    try:
        yield
    finally:
        _only_reads.reset(token)


def is_in_transaction() -> bool:
    """True when this request has begun to ask the database; does not begin it."""
    return db.session.registry.has() and db.session().in_transaction()


def roll_back() -> None:
    """Undo what this request has changed, where it has a database session at all."""
    if db.session.registry.has():
        db.session.rollback()


def release() -> None:
    """End a transaction that only read, before slow work that needs no database: nobody waits for its write lock."""
    if db.session.new or db.session.dirty or db.session.deleted:
        raise RuntimeError("changes would be lost: release the transaction before the first change")
    db.session.rollback()


def engine_options(url: str) -> dict[str, Any]:
    """Return how the database of that address is connected to."""
    if url.startswith("postgresql"):
        return {"pool_pre_ping": True}
    # Python keeps 128 compiled statements of a connection; the pages of an office say more in turn.
    return {"connect_args": {"cached_statements": 512}}


def prepare_engine(engine: sa.Engine) -> None:
    """Install pragmas and the explicit BEGIN on a SQLite engine; other databases need nothing."""
    if engine.dialect.name != "sqlite":
        return

    @sa.event.listens_for(engine, "connect")
    def _set_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in SQLITE_PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN" if _only_reads.get() else "BEGIN IMMEDIATE")


def load_tables(package: str) -> None:
    """Import the `models` of every slice of a package, so that the metadata knows all tables."""
    for slice_ in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}."):
        if slice_.ispkg and importlib.util.find_spec(f"{slice_.name}.models"):
            importlib.import_module(f"{slice_.name}.models")
