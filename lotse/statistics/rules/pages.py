"""A page of figures: a row of key figures and sections; list, chart, file and report all read this one object."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lotse.statistics.rules.figures import Figure, figures_for
from lotse.statistics.rules.findings import change
from lotse.statistics.rules.tables import MISSING, Column, Kind, Row, Table, german

TOTAL_KEY, BEFORE_KEY = "total", "before"


@dataclass(frozen=True)
class Section:
    """A table with how to draw it and how to say it in one sentence."""

    table: Table
    say: Callable[[Table], str]
    chart: str = ""
    chart_columns: Sequence[str] = ()
    figures: Sequence[str] = ()
    note: str = ""
    wide: bool = False

    @property
    def key(self) -> str:
        """Return the key of the table."""
        return self.table.key

    @property
    def finding(self) -> str:
        """Say what the table shows, from the numbers shown."""
        return self.say(self.table)

    @property
    def definitions(self) -> list[Figure]:
        """Return the definitions the section stands on."""
        return figures_for([*self.figures, *(c.figure for c in self.table.columns if c.figure)])


@dataclass(frozen=True)
class Tile:
    """A key figure as shown: its value, what it was before, its definition."""

    title: str
    value: str
    before: str
    figure: Figure | None
    query: Mapping[str, str]


@dataclass(frozen=True)
class Page:
    """One page of figures; `is_protected` says whose eyes it was made for."""

    key: str
    title: str
    overview: Table
    sections: Sequence[Section]
    before_label: str = ""
    notes: Sequence[str] = ()
    is_protected: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def tiles(self) -> list[Tile]:
        """Return the key figures with the comparison."""
        rows = {row.key: row for row in self.overview.rows}
        now, before = rows[TOTAL_KEY], rows.get(BEFORE_KEY)
        return [self._tile(column, now, before) for column in self.overview.columns]

    def _tile(self, column: Column, now: Row, before: Row | None) -> Tile:
        table = self.overview
        compared = ""
        if before is not None:
            old = table.value(before, column)
            if column.kind is Kind.COUNT:
                moved = change(table.value(now, column), old)
                compared = f"{moved} · {self.before_label} {german(old)}" if moved and old is not None else ""
            if not compared and old is not None:
                compared = f"{self.before_label} {table.text(before, column)}"
        definition = next(iter(figures_for([column.figure])), None)
        return Tile(column.title, table.text(now, column), compared, definition, table.records_query(now, column))

    @property
    def is_void(self) -> bool:
        """Whether the page shows no number at all."""
        return all(section.table.is_void for section in self.sections)

    @property
    def headline(self) -> str:
        """Say the first key figures in one line, for a reader in a hurry."""
        told = [f"{tile.title} {tile.value}" for tile in self.tiles if tile.value not in (MISSING, "0")]
        return ", ".join(told[:4])

    @property
    def definitions(self) -> list[Figure]:
        """Return every definition the page stands on, each once."""
        keys = [c.figure for c in self.overview.columns]
        for section in self.sections:
            keys += [figure.key for figure in section.definitions]
        return figures_for(keys)

    @property
    def tables(self) -> list[Table]:
        """Return the key figures and the tables of all sections."""
        return [self.overview, *(section.table for section in self.sections)]

    def together_with(self, others: Sequence["Page"]) -> "Page":
        """Return one page with the tables of all: they count the same records, and are judged together."""
        columns = {column.key: column for page in (self, *others) for column in page.overview.columns}
        sections = [section for page in (self, *others) for section in page.sections]
        return replace(self, overview=replace(self.overview, columns=list(columns.values())), sections=sections)

    def with_tables(self, tables: Sequence[Table]) -> "Page":
        """Return the page with these protected tables in place of its own."""
        overview, *rest = tables
        sections = [replace(section, table=table) for section, table in zip(self.sections, rest, strict=True)]
        return replace(self, overview=overview, sections=sections, is_protected=True)
