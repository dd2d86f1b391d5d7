"""Lines: how a share or a number develops; dashes and end labels tell the lines apart, not colour alone."""

from collections.abc import Sequence

from lotse.foundation.charts.canvas import Canvas, Chart, Label, Point, nice_steps, plain
from lotse.foundation.charts.columns import Series

LEFT, TOP, BOTTOM, RIGHT = 46.0, 12.0, 28.0, 118.0


def lines(
    title: str,
    finding: str,
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    label: Label = plain,
    largest: float | None = None,
    width: float = 640,
    height: float = 260,
    printed: bool = False,
) -> Chart:
    """Draw one line per series with a dot and, at its end, name and last value; a None leaves a hole."""
    sheet = Canvas(title, width, height, printed)
    top = largest or max([v for s in series for v in s.values if v is not None], default=0)
    marks = nice_steps(top, 4)
    base, unit = height - BOTTOM, (height - BOTTOM - TOP) / marks[-1]
    for mark in marks:
        sheet.line((LEFT, base - mark * unit), (width - RIGHT, base - mark * unit), "chart-grid")
        sheet.text(LEFT - 8, base - mark * unit + 4, label(mark), "chart-quiet", "end")
    step = (width - LEFT - RIGHT) / max(len(categories) - 1, 1)
    every = -(-len(categories) // 13) or 1
    for i, category in enumerate(categories):
        if i % every == 0:
            sheet.text(LEFT + step * i, height - 9, category, "chart-quiet", "middle")
    taken: list[float] = []
    for number, part in enumerate(series):
        points = [None if v is None else (LEFT + step * i, base - v * unit) for i, v in enumerate(part.values)]
        _draw(sheet, number, points)
        _end_label(sheet, part, points, taken, label)
    return sheet.finish(finding, [(f"chart-s{i % 6 + 1}", s.name) for i, s in enumerate(series)])


def _draw(sheet: Canvas, number: int, points: Sequence[Point | None]) -> None:
    css, data, pen = f"chart-l{number % 6 + 1} chart-d{number % 3 + 1}", "", "M"
    for point in points:
        if point is None:
            pen = "M"
            continue
        data += f"{pen}{point[0]:.1f} {point[1]:.1f}"
        pen = "L"
    if data:
        sheet.path(data, css)
    for point in points:
        if point:
            sheet.parts.append(
                f'<circle class="chart-s{number % 6 + 1}" cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="3.2"/>'
            )


def _end_label(sheet: Canvas, part: Series, points: Sequence[Point | None], taken: list[float], label: Label) -> None:
    last = max((i for i, p in enumerate(points) if p), default=None)
    if last is None:
        return
    x, y = points[last] or (0.0, 0.0)
    while any(abs(y - other) < 15 for other in taken):
        y += 3
    taken.append(y)
    sheet.text(x + 9, y + 4, f"{part.name} {label(part.values[last] or 0)}", "chart-strong")
