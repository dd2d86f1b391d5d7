"""From a section to its chart; the numbers drawn are the numbers of its table."""

from __future__ import annotations

from lotse.foundation.charts.bars import bars, narrow_bars
from lotse.foundation.charts.canvas import Chart
from lotse.foundation.charts.choropleth import Outline, choropleth
from lotse.foundation.charts.columns import Series, stacked_columns
from lotse.foundation.charts.heatmap import heatmap
from lotse.foundation.charts.lines import lines
from lotse.statistics.rules.pages import Section
from lotse.statistics.rules.tables import Kind, german, rate

NARROW = ("bars", "columns")
"""Charts that are drawn a second time for a narrow screen; maps shrink, grids and lines are moved sideways."""


def draw_narrow(section: Section) -> Chart | None:
    """Draw a section for a narrow screen; None if the one chart does for every width."""
    return draw(section, narrow=True) if section.chart in NARROW else None


def draw(
    section: Section, outline: Outline | None = None, *, printed: bool = False, narrow: bool = False
) -> Chart | None:
    """Draw a section; None if it has no chart or nothing to draw."""
    table, title = section.table, section.table.title
    columns = [table.column(key) for key in section.chart_columns]
    # A bar for a number that may not be shown would be a bar of nothing.
    rows = table.telling_rows if section.chart == "bars" else table.shown_rows
    if not section.chart or not rows or not columns:
        return None
    values = [[table.value(row, column) for column in columns] for row in rows]
    if not any(value for line in values for value in line):
        return None
    names = [row.label for row in rows]
    if section.chart == "columns":
        series = [Series(c.title, [line[i] for line in values]) for i, c in enumerate(columns)]
        totals = [row.count(table.sums[0][0]) for row in rows]
        return stacked_columns(title, section.finding, names, series, totals, printed=printed, narrow=narrow)
    if section.chart == "bars" and len(rows) < 2:
        return None  # one bar compares nothing: the table says it shorter
    if section.chart == "bars":
        pairs = [(name, line[0]) for name, line in zip(names, values, strict=True)][:12]
        if narrow:
            return narrow_bars(title, section.finding, pairs)
        return bars(title, section.finding, pairs, printed=printed)
    if section.chart == "heatmap":
        heads = [column.title for column in columns]
        slanted = max(map(len, heads)) > 5
        return heatmap(title, section.finding, names, heads, values, width=900, slanted=slanted, printed=printed)
    if section.chart == "lines":
        series = [Series(c.title, [line[i] for line in values]) for i, c in enumerate(columns)]
        share = columns[0].kind is Kind.SHARE
        label = (lambda v: f"{german(v)}\u00a0%") if share else german
        top = 100.0 if share else None
        return lines(
            title,
            section.finding,
            names,
            series,
            label=label,
            largest=top,
            width=900 if section.wide else 640,
            printed=printed,
        )
    if section.chart == "map" and outline is not None:
        by_key = {row.query_key: line[0] for row, line in zip(rows, values, strict=True)}
        label = rate if columns[0].kind is Kind.RATE else german
        return choropleth(title, section.finding, outline, by_key, label=label, printed=printed)
    return None
