"""Stacked columns: parts of a whole over time."""

from collections.abc import Sequence
from dataclasses import dataclass

from lotse.foundation.charts.canvas import MISSING, Canvas, Chart, Label, nice_steps, plain

LEFT, TOP, BOTTOM = 46.0, 24.0, 28.0
NARROW, LEFT_NARROW, DIGIT = 280.0, 26.0, 7.0


@dataclass(frozen=True)
class Series:
    """One part of each column; None where a value may not be shown."""

    name: str
    values: Sequence[float | None]


def stacked_columns(
    title: str,
    finding: str,
    categories: Sequence[str],
    series: Sequence[Series],
    totals: Sequence[float | None],
    *,
    label: Label = plain,
    width: float = 640,
    height: float = 300,
    printed: bool = False,
    narrow: bool = False,
) -> Chart:
    """Draw one column per category; each total is printed as given, because rounded parts need not add up to it.

    `narrow` is for a narrow screen: no numbers inside the columns, and every other category named.
    """
    width = NARROW if narrow else width
    sheet = Canvas(title, width, height, printed, narrow)
    stacks = [sum(s.values[i] or 0 for s in series) for i in range(len(categories))]
    marks = nice_steps(max([*stacks, *(t or 0 for t in totals)], default=0))
    base, unit = height - BOTTOM, (height - BOTTOM - TOP) / marks[-1]
    left = LEFT_NARROW if narrow else LEFT
    for mark in marks:
        y = base - mark * unit
        sheet.line((left, y), (width, y), "chart-grid")
        sheet.text(left - 6, y + 4, label(mark), "chart-quiet", "end")
    slot = (width - left) / max(len(categories), 1)
    bar = min(slot * 0.66, 54)
    for i, category in enumerate(categories):
        x = left + slot * i + (slot - bar) / 2
        total = totals[i]
        top = _stack(sheet, series, i, x, bar, base, unit, label, total)
        words = MISSING if total is None else label(total)
        if slot >= DIGIT * len(words) or i % 2 == 0:
            sheet.text(x + bar / 2, top - 6, words, "chart-strong chart-value", "middle")
        if not narrow or i % 2 == 0:
            sheet.text(x + bar / 2, height - 9, category, "chart-quiet", "middle")
    sheet.line((left, base), (width, base), "chart-axis")
    return sheet.finish(finding, [(f"chart-s{i % 6 + 1}", s.name) for i, s in enumerate(series)])


def _stack(
    sheet: Canvas,
    series: Sequence[Series],
    i: int,
    x: float,
    bar: float,
    base: float,
    unit: float,
    label: Label,
    total: float | None,
) -> float:
    y = base
    for number, part in enumerate(series):
        value = part.values[i] or 0
        if not value:
            continue
        tall = value * unit
        y -= tall
        sheet.rect(x, y + 0.75, bar, max(tall - 1.5, 0.5), "chart-part", sheet.series_fill(number))
        words = label(value)
        # A column of one part has its number above it already.
        if tall >= 17 and bar >= DIGIT * len(words) + 4 and value != total:
            plate = DIGIT * len(words) + 4
            if number % 6:
                sheet.rect(x + (bar - plate) / 2, y + tall / 2 - 8, plate, 16, f"chart-s{number % 6 + 1}")
            sheet.text(x + bar / 2, y + tall / 2 + 4, words, "chart-on-series", "middle")
    return y
