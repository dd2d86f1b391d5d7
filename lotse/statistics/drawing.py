"""From a section to its chart; the numbers drawn are the numbers of its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from lotse.foundation.charts.bars import bars, narrow_bars
from lotse.foundation.charts.canvas import Chart
from lotse.foundation.charts.choropleth import Outline, choropleth
from lotse.foundation.charts.columns import Series, stacked_columns
from lotse.foundation.charts.heatmap import heatmap
from lotse.foundation.charts.lines import lines
from lotse.statistics.rules.pages import Section
from lotse.statistics.rules.tables import Column, Kind, Row, german, rate

NARROW = ("bars", "columns")
"""Charts that are drawn a second time for a narrow screen; maps shrink, grids and lines are moved sideways."""


def draw_narrow(section: Section) -> Chart | None:
    """Draw a section for a narrow screen; None if the one chart does for every width."""
    return draw(section, narrow=True) if section.chart in NARROW else None


def draw(
    section: Section, outline: Outline | None = None, *, printed: bool = False, narrow: bool = False
) -> Chart | None:
    """Draw a section; None if it has no chart or nothing to draw."""
    table = section.table
    columns = [table.column(key) for key in section.chart_columns]
    # A bar for a number that may not be shown would be a bar of nothing.
    rows = table.telling_rows if section.chart == "bars" else table.shown_rows
    if section.chart not in _DRAWN or not rows or not columns:
        return None
    values = [[table.value(row, column) for column in columns] for row in rows]
    if not any(value for line in values for value in line):
        return None
    return _DRAWN[section.chart](_Sketch(section, columns, rows, values, outline, printed, narrow))


class _Sketch(NamedTuple):
    """What is drawn: the section, its columns and rows, a line of values for each row; and for which paper."""

    section: Section
    columns: Sequence[Column]
    rows: Sequence[Row]
    values: Sequence[Sequence[float | None]]
    outline: Outline | None
    printed: bool
    narrow: bool

    @property
    def head(self) -> tuple[str, str, list[str]]:
        """Title, finding, names of the rows: what most charts begin with."""
        return self.section.table.title, self.section.finding, [row.label for row in self.rows]

    @property
    def series(self) -> list[Series]:
        """One series per column."""
        return [Series(c.title, [line[i] for line in self.values]) for i, c in enumerate(self.columns)]


def _columns(sketch: _Sketch) -> Chart:
    totals = [row.count(sketch.section.table.sums[0][0]) for row in sketch.rows]
    return stacked_columns(*sketch.head, sketch.series, totals, printed=sketch.printed, narrow=sketch.narrow)


def _bars(sketch: _Sketch) -> Chart | None:
    title, finding, names = sketch.head
    if len(names) < 2:
        return None  # one bar compares nothing: the table says it shorter
    pairs = [(name, line[0]) for name, line in zip(names, sketch.values, strict=True)][:12]
    return narrow_bars(title, finding, pairs) if sketch.narrow else bars(title, finding, pairs, printed=sketch.printed)


def _heatmap(sketch: _Sketch) -> Chart:
    heads = [column.title for column in sketch.columns]
    slanted = max(map(len, heads)) > 5
    return heatmap(*sketch.head, heads, sketch.values, width=900, slanted=slanted, printed=sketch.printed)


def _lines(sketch: _Sketch) -> Chart:
    share = sketch.columns[0].kind is Kind.SHARE
    return lines(
        *sketch.head,
        sketch.series,
        label=(lambda v: f"{german(v)}\u00a0%") if share else german,
        largest=100.0 if share else None,
        width=900 if sketch.section.wide else 640,
        printed=sketch.printed,
    )


def _map(sketch: _Sketch) -> Chart | None:
    if sketch.outline is None:
        return None
    title, finding, _ = sketch.head
    by_key = {row.query_key: line[0] for row, line in zip(sketch.rows, sketch.values, strict=True)}
    label = rate if sketch.columns[0].kind is Kind.RATE else german
    return choropleth(title, finding, sketch.outline, by_key, label=label, printed=sketch.printed)


_DRAWN: Mapping[str, Callable[[_Sketch], Chart | None]] = {
    "columns": _columns, "bars": _bars, "heatmap": _heatmap, "lines": _lines, "map": _map,
}  # fmt: skip
