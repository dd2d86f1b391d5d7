"""Statements asked at every request or keystroke: built and compiled once, then only their text goes to the driver.

SQLAlchemy needs 40 to 200 microseconds to build, key, and run a selection and to wrap its rows; the database answers
such a question in five. Where a statement never changes its shape, that work is done once per database:
`Prepared(lambda: sa.select(Person.id).where(Person.number == sa.bindparam("number")))`, later `.rows(number=…)`.
Types of columns and values are those of the tables. Only for reading, and only for the few statements that are asked
all day long; everything else goes through `db.session`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from lotse.foundation.db import db
from lotse.foundation.reading import reading_cursor

Convert = Callable[[Any], Any] | None


class _Text:
    """A statement as one dialect writes it, with what must be done to values on their way in and out."""

    def __init__(self, statement: sa.SelectBase, dialect: sa.Dialect, lists: dict[str, Any]) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        names: dict[sa.BindParameter[Any], str] = compiled.bind_names
        all_given = {name: lists.get(name, bound.effective_value) for bound, name in names.items()}
        written = compiled.construct_expanded_state(all_given)
        self.sql: str = written.statement
        self.order: Sequence[str] | None = written.positiontup
        self.places: dict[str, Sequence[str]] = written.parameter_expansion
        self.into: dict[str, Convert] = {
            name: bound.type.dialect_impl(dialect).bind_processor(dialect) for bound, name in names.items()
        }
        self.fixed: dict[str, Any] = {}
        for bound, name in names.items():
            if bound.required:
                continue
            value: Any = bound.effective_value
            # A list that never changes (`in_(FINAL)`) has a place for each of its values.
            each = zip(self.places[name], value, strict=True) if name in self.places else [(name, value)]
            self.fixed.update((place, self._converted(name, one)) for place, one in each)
        self._types = [column.type.dialect_impl(dialect) for column in statement.selected_columns]
        self._dialect = dialect
        self._out: list[tuple[int, Callable[[Any], Any]]] | None = None

    def _converted(self, name: str, value: Any) -> Any:
        convert = self.into[name]
        return convert(value) if convert else value

    def values(self, given: dict[str, Any]) -> Any:
        """Return the values in the form the driver takes them: in order, or by name."""
        into = self.into
        known = dict(self.fixed)
        for name, value in given.items():
            if name in self.places:
                known.update(zip(self.places[name], value, strict=True))
            elif name in into:
                convert = into[name]
                known[name] = convert(value) if convert else value
        return known if self.order is None else [known[name] for name in self.order]

    def read(self, cursor: Any) -> list[Any]:
        """Return the rows with the Python values of their columns."""
        out = self._out
        if out is None:
            # Which conversion a column needs may depend on what the driver says it sends.
            described = zip(self._types, cursor.description, strict=True)
            processors = [type_.result_processor(self._dialect, column[1]) for type_, column in described]
            out = self._out = [(number, convert) for number, convert in enumerate(processors) if convert is not None]
        rows = cursor.fetchall()
        if not out:
            return list(rows)
        converted = []
        for row in rows:
            values = list(row)
            for number, processor in out:
                if values[number] is not None:
                    values[number] = processor(values[number])
            converted.append(tuple(values))
        return converted


class Prepared:
    """A selection with bound parameters that is built at its first use."""

    def __init__(self, build: Callable[[], sa.SelectBase]) -> None:
        self._build = build
        self._texts: dict[tuple[Any, ...], _Text] = {}

    def rows(self, **given: Any) -> list[Any]:
        """Run it with these values and return its rows as plain tuples; values nobody asks for are left aside.

        A list goes to an expanding parameter (`IN`), rounded up to a power of two by saying its last value again,
        so that a few texts serve all lengths.
        """
        engine = db.engine
        lists = {name: _rounded_up(value) for name, value in given.items() if type(value) is list}
        given |= lists
        key = (engine.dialect.name, *map(len, lists.values()))
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = _Text(self._build(), engine.dialect, lists)
        values = text.values(given)
        try:
            with reading_cursor(engine) as cursor:
                # Whoever counts statements (tests, bench) must see these too.
                for listener in engine.dispatch.before_cursor_execute:
                    listener(None, cursor, text.sql, values, None, False)
                cursor.execute(text.sql, values)
                return text.read(cursor)
        except engine.dialect.loaded_dbapi.Error as error:
            base = engine.dialect.loaded_dbapi.Error
            raise sa.exc.DBAPIError.instance(  # the error pages know SQLAlchemy's errors only
                text.sql, None, error, base, hide_parameters=True, dialect=engine.dialect
            ) from error

    def first(self, **given: Any) -> Any:
        """Run it with these values and return the first row, or None."""
        found = self.rows(**given)
        return found[0] if found else None


def _rounded_up(values: list[Any]) -> list[Any]:
    size = 1 << (len(values) - 1).bit_length()
    return values if len(values) in {0, size} else [*values, *values[-1:] * (size - len(values))]
