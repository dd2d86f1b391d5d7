"""Horizontal bars: groups compared, largest first, each with its value."""

import textwrap
from collections.abc import Sequence

from lotse.foundation.charts.canvas import MISSING, Canvas, Chart, Label, plain

ROW, SECOND_LINE = 27.0, 13.0
LETTER = 6.4
LONGEST, LONGEST_NARROW = 34, 43
"""Letters of one line beside a bar, and above one."""
NARROW_ROW = 40.0


def bars(
    title: str,
    finding: str,
    rows: Sequence[tuple[str, float | None]],
    *,
    label: Label = plain,
    width: float = 600,
    before: Sequence[float | None] = (),
    before_name: str = "",
    now_name: str = "",
    printed: bool = False,
) -> Chart:
    """Draw one bar per row; with `before` a thin mark beside it for the period compared with."""
    names = [_lines(name, LONGEST) for name, _ in rows]
    left = max([len(line) for lines in names for line in lines], default=0) * LETTER + 12
    height = ROW * max(len(rows), 1) + SECOND_LINE * sum(len(lines) - 1 for lines in names) + 8
    sheet = Canvas(title, width, height, printed)
    largest = max([*(v or 0 for _, v in rows), *(v or 0 for v in before)], default=0) or 1
    unit = (width - left - 64) / largest
    top = 4.0
    for i, (lines, (_, value)) in enumerate(zip(names, rows, strict=True)):
        further = SECOND_LINE * (len(lines) - 1)
        y, top = top + further / 2, top + ROW + further
        long = (value or 0) * unit
        for number, words in enumerate(lines):
            sheet.text(left - 8, y + 15 - further / 2 + SECOND_LINE * number, words, "chart-ink", "end")
        sheet.rect(left, y + 2, long, 18, "chart-s1")
        if i < len(before) and before[i] is not None:
            at = left + (before[i] or 0) * unit
            sheet.line((at, y - 1), (at, y + 23), "chart-l3 chart-d1")
            long = max(long, at - left)
        words = MISSING if value is None else label(value)
        sheet.text(left + long + 7, y + 15, words, "chart-strong chart-value")
    sheet.line((left, 2), (left, height - 2), "chart-axis")
    legend = [("chart-s1", now_name), ("chart-tick", before_name)] if before else []
    return sheet.finish(finding, legend)


def _lines(name: str, most: int) -> list[str]:
    """Write a long name in two lines; only what does not fit there is cut."""
    if len(name) <= most:
        return [name]
    first, *rest = textwrap.wrap(name, most) or [""]
    return [first, _shorten(" ".join(rest), most)] if rest else [first]


def narrow_bars(
    title: str,
    finding: str,
    rows: Sequence[tuple[str, float | None]],
    *,
    label: Label = plain,
    width: float = 280,
) -> Chart:
    """Draw the same bars for a narrow screen: each name stands above its bar."""
    sheet = Canvas(title, width, NARROW_ROW * max(len(rows), 1) + 4, narrow=True)
    largest = max([v or 0 for _, v in rows], default=0) or 1
    for i, (name, value) in enumerate(rows):
        y, words = NARROW_ROW * i, MISSING if value is None else label(value)
        long = (value or 0) * (width - 56) / largest
        sheet.text(0, y + 13, _shorten(name, LONGEST_NARROW), "chart-ink")
        sheet.rect(0, y + 18, long, 14, "chart-s1")
        sheet.text(long + 6, y + 30, words, "chart-strong chart-value")
    return sheet.finish(finding)


def _shorten(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"
