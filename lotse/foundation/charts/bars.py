"""Horizontal bars: groups compared, largest first, each with its value."""

from collections.abc import Sequence

from lotse.foundation.charts.canvas import MISSING, Canvas, Chart, Label, plain

ROW = 27.0


def bars(
    title: str,
    finding: str,
    rows: Sequence[tuple[str, float | None]],
    *,
    label: Label = plain,
    width: float = 560,
    before: Sequence[float | None] = (),
    before_name: str = "",
    now_name: str = "",
    printed: bool = False,
) -> Chart:
    """Draw one bar per row; with `before` a thin mark beside it for the period compared with."""
    names = [_shorten(name) for name, _ in rows]
    left = min(max([len(n) for n in names], default=0) * 6.6 + 12, width * 0.45)
    height = ROW * max(len(rows), 1) + 8
    sheet = Canvas(title, width, height, printed)
    largest = max([*(v or 0 for _, v in rows), *(v or 0 for v in before)], default=0) or 1
    unit = (width - left - 64) / largest
    for i, (name, (_, value)) in enumerate(zip(names, rows, strict=True)):
        y = ROW * i + 4
        long = (value or 0) * unit
        sheet.text(left - 8, y + 15, name, "chart-ink", "end")
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


def _shorten(name: str, most: int = 34) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"
