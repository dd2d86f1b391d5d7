"""Tables of figures: what is counted, protected once, and read by list, chart, map, XLSX, CSV and PDF alike."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from lotse.statistics.rules.protection import SHARE_FROM, protected
from lotse.statistics.rules.reckoning import hidden_cells
from lotse.statistics.rules.spreads import Spread

MISSING = "–"
THIN = "\u202f"


class Kind(StrEnum):
    """How the value of a column comes about."""

    COUNT = "count"
    SHARE = "share"
    MEDIAN = "median"
    QUARTILES = "quartiles"
    NINETY = "ninety"
    RATE = "rate"


SPREADS = (Kind.MEDIAN, Kind.QUARTILES, Kind.NINETY)


@dataclass(frozen=True)
class Column:
    """A column: a count, a share of two counts, a median of a spread, or a count per 1,000 inhabitants."""

    part: str
    title: str
    kind: Kind = Kind.COUNT
    whole: str = ""
    figure: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    listed: bool = True
    """Whether the count is one of records that can be listed; hours and percentages are not."""

    @property
    def key(self) -> str:
        """Return a name that is unique in the table."""
        return self.part if self.kind is Kind.COUNT else f"{self.part}_{self.kind}"


@dataclass(frozen=True)
class Row:
    """One group with its counts; None where a count must not be shown."""

    key: str
    label: str
    counts: Mapping[str, int | None]
    spreads: Mapping[str, Spread | None] = field(default_factory=dict)
    population: int = 0
    few: frozenset[str] = frozenset()
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def query_key(self) -> str:
        """Return the bare value of the group, such as the key of a municipality."""
        return self.key.partition("=")[2]

    def count(self, name: str) -> int | None:
        """Return a count; what was never counted is 0."""
        return self.counts.get(name, 0)


@dataclass(frozen=True)
class Table:
    """Rows, perhaps with a total. `sums` name counts of a row that are the sum of other counts of the same row."""

    key: str
    title: str
    row_title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    total: Row | None = None
    sums: Sequence[tuple[str, Sequence[str]]] = ()
    adds_up: bool = True
    ranked_by: str = ""
    limit: int = 0
    is_protected: bool = False

    @property
    def shown_rows(self) -> list[Row]:
        """Return the rows in the order shown; ranked by what is shown, so that the order tells no more than that."""
        rows = list(self.rows)
        if self.ranked_by:
            rows.sort(key=lambda row: (-(row.count(self.ranked_by) or 0), row.label))
        return rows[: self.limit] if self.limit else rows

    @property
    def all_rows(self) -> list[Row]:
        """Return the shown rows and the total."""
        return [*self.shown_rows, *([self.total] if self.total else [])]

    @property
    def is_blank(self) -> bool:
        """Whether no row shows a number: a page of zeros and dashes says less than one sentence."""
        return not any(self.value(row, column) for row in self.shown_rows for column in self.columns)

    @property
    def is_void(self) -> bool:
        """Whether not even the total shows a number."""
        return self.is_blank and not (self.total and any(self.value(self.total, column) for column in self.columns))

    @property
    def telling_rows(self) -> list[Row]:
        """Return the shown rows in which any number stands, be it a zero."""
        return [row for row in self.shown_rows if any(self.value(row, c) is not None for c in self.columns)]

    @property
    def silent_labels(self) -> list[str]:
        """Return the names of the shown rows in which no number may stand: on paper one sentence holds them."""
        return [row.label for row in self.shown_rows if all(self.value(row, c) is None for c in self.columns)]

    @property
    def names(self) -> set[str]:
        """Return the counts a reader of the table sees or can reckon back from a share."""
        seen = {c.part for c in self.columns if c.kind not in SPREADS}
        return seen | {c.whole for c in self.columns if c.whole}

    def column(self, key: str) -> Column:
        """Return a column by its key."""
        return next(column for column in self.columns if column.key == key)

    def records_query(self, row: Row, column: Column) -> Mapping[str, str]:
        """Return what the list of the records behind a cell is asked for by; empty where there is no list.

        Behind a share stand the records of its numerator.
        """
        countable = column.listed and column.kind in (Kind.COUNT, Kind.SHARE)
        if not (row.query and countable and row.count(column.part)):
            return {}
        return {"spalte": column.part, **row.query, **column.query}

    def value(self, row: Row, column: Column) -> float | None:
        """Return the number shown in a cell; None if there is none to show."""
        part = row.count(column.part)
        if column.kind in SPREADS:
            found = row.spreads.get(column.part)
            return None if found is None else found.p90 if column.kind is Kind.NINETY else found.median
        if part is None or column.kind is Kind.COUNT:
            return part
        if column.kind is Kind.RATE:
            return round(1000 * part / row.population, 1) if row.population else None
        whole = row.count(column.whole)
        carries = whole is not None and whole >= SHARE_FROM and column.whole not in row.few
        return min(round(100 * part / whole, 1), 100.0) if whole and carries else None

    def text(self, row: Row, column: Column) -> str:
        """Return the cell in German words."""
        value = self.value(row, column)
        if value is None:
            return self._small_share(row, column)
        if column.kind is Kind.QUARTILES:
            found = row.spreads[column.part]
            return f"{german(found.q1)} bis {german(found.q3)}" if found else MISSING
        if column.kind is Kind.RATE:
            return rate(value)
        return german(value) + {Kind.SHARE: "\u00a0%"}.get(column.kind, column.unit)

    def _small_share(self, row: Row, column: Column) -> str:
        part, whole = row.count(column.part), row.count(column.whole)
        if column.kind is Kind.SHARE and whole and part is not None and not self.is_protected:
            return f"{part} von {whole}"
        return MISSING


def rate(value: float) -> str:
    """Write a rate with its one decimal, so that rates stand below each other."""
    return f"{value:,.1f}".replace(",", THIN).replace(".", ",")


def german(value: float) -> str:
    """Write a number with a narrow space between thousands and a decimal comma."""
    digits = 0 if float(value).is_integer() else 1
    return f"{value:,.{digits}f}".replace(",", THIN).replace(".", ",")


Cell = tuple[str, str]


def sums_of(table: Table) -> list[tuple[Cell, list[Cell]]]:
    """Return every sum a reader of the table may use: along the rows and down the columns."""
    lines: list[tuple[Cell, list[Cell]]] = [
        ((row.key, whole), [(row.key, part) for part in parts])
        for whole, parts in table.sums
        if {whole, *parts} <= table.names
        for row in _rows(table)
    ]
    if table.total and table.adds_up:
        lines += [((table.total.key, name), [(r.key, name) for r in table.rows]) for name in sorted(table.names)]
    return lines


def _rows(table: Table) -> list[Row]:
    return [*table.rows, *([table.total] if table.total else [])]


def counts_of(tables: Sequence[Table]) -> dict[Cell, int]:
    """Return every count a reader of the tables sees."""
    return {(row.key, name): row.count(name) or 0 for t in tables for row in _rows(t) for name in t.names}


def protect_tables(tables: Sequence[Table], hidden: Collection[Any] | None = None) -> list[Table]:
    """Return the tables as everybody may see them, without the hidden cells; not told which, judge the tables alone."""
    if hidden is None:
        hidden = hidden_cells(counts_of(tables), [line for table in tables for line in sums_of(table)])
    return [_protect_table(table, hidden) for table in tables]


def _protect_table(table: Table, hidden: Collection[Any]) -> Table:
    def safe(row: Row) -> Row:
        counts = {n: None if (row.key, n) in hidden else protected(row.count(n) or 0) for n in table.names}
        spreads = {name: s if s and s.n >= SHARE_FROM else None for name, s in row.spreads.items()}
        # Eight and nine are shown as 10, and still carry no percentage.
        few = frozenset(name for name, n in row.counts.items() if n is not None and n < SHARE_FROM)
        return replace(
            row, counts=counts, spreads={k: s and replace(s, n=0) for k, s in spreads.items()}, few=few, query={}
        )

    rows = [safe(row) for row in table.rows]
    if table.ranked_by:
        # A group shown with nothing but zeros would tell that it exists; left out, it may as well be empty.
        rows = [row for row in rows if any(n is None or n for n in row.counts.values())]
    return replace(table, rows=rows, total=table.total and safe(table.total), is_protected=True)
