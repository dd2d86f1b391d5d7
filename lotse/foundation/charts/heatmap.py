"""Heat map: a table whose cells are shaded in five steps, each with its value printed."""

from collections.abc import Sequence
from itertools import pairwise

from lotse.foundation.charts.canvas import MISSING, Canvas, Chart, Label, plain
from lotse.foundation.charts.palette import scale_class, step_for, steps_of

CELL_HEIGHT = 26.0


def heatmap(
    title: str,
    finding: str,
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[float | None]],
    *,
    label: Label = plain,
    width: float = 640,
    slanted: bool = False,
    printed: bool = False,
) -> Chart:
    """Draw the grid; a None is an empty field with a dashed edge. `slanted` gives long column names room."""
    left = max([len(r) for r in rows], default=0) * 6.7 + 14
    head = 12 + max([len(c) for c in columns], default=0) * 4.7 if slanted else 24.0
    cell = (width - left - (56 if slanted else 2)) / max(len(columns), 1)
    sheet = Canvas(title, width, head + CELL_HEIGHT * len(rows) + 4, printed)
    known = [v for line in values for v in line if v is not None]
    unit = next((unit for unit in (5, 1) if all(v % unit == 0 for v in known)), 0)
    bounds = steps_of(known, unit=unit)
    for j, column in enumerate(columns):
        _column_name(sheet, left + cell * j + cell / 2, head, column, slanted)
    for i, row in enumerate(rows):
        y = head + CELL_HEIGHT * i
        sheet.text(left - 8, y + 17, row, "chart-ink", "end")
        for j, value in enumerate(values[i]):
            fill, ink = ("chart-none", "chart-ink") if value is None else scale_class(step_for(value, bounds))
            sheet.rect(left + cell * j + 1, y + 1, cell - 2, CELL_HEIGHT - 2, fill)
            words = MISSING if value is None else label(value)
            sheet.text(left + cell * j + cell / 2, y + 17, words, ink, "middle")
    return sheet.finish(finding, scale_legend(bounds, label, unit=unit))


def scale_legend(bounds: Sequence[float], label: Label, *, unit: int = 0) -> list[tuple[str, str]]:
    """Return the classes in words: 'unter 4', '4 bis unter 8'; of counts '0 bis 3', of multiples of five '5 bis 15'."""
    if len(bounds) < 2:
        return []
    if unit:
        words = [label(a) if b - a == unit else f"{label(a)} bis {label(b - unit)}" for a, b in pairwise(bounds)]
    else:
        words = [f"unter {label(bounds[1])}"]
        words += [f"{label(a)} bis unter {label(b)}" for a, b in pairwise(bounds[1:])]
    words.append(f"{label(bounds[-1])} und mehr")
    return [(f"chart-q{i}", w) for i, w in enumerate(words)]


def _column_name(sheet: Canvas, x: float, head: float, name: str, slanted: bool) -> None:
    if not slanted:
        sheet.text(x, head - 8, name, "chart-quiet", "middle")
        return
    sheet.parts.append(f'<g transform="translate({x:.1f} {head - 8:.1f}) rotate(-38)">')
    sheet.text(0, 0, name, "chart-quiet")
    sheet.parts.append("</g>")
