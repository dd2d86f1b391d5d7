"""The profile of the life situation as a picture: first, last and target value of each dimension.

It reads without colour: the first value is a ring, the last a filled disc with its number, the target a diamond,
and each line says the same in words at its end. Nothing is summed or averaged.
"""

from __future__ import annotations

from collections.abc import Sequence

from lotse.cases.rules.life_situation import LEVELS
from lotse.cases.rules.profile import ProfileRow
from lotse.foundation.charts.canvas import Canvas, Chart

_LABELS, _COLUMN, _WORDS = 206.0, 74.0, 114.0
_HEAD, _ROW = 34.0, 28.0
_WIDTH = _LABELS + 5 * _COLUMN + _WORDS
_SHORT = {1: "Krise", 2: "nicht tragf.", 3: "gefährdet", 4: "tragfähig", 5: "stabil"}

LEGEND = (
    ("profile-first", "erste Einschätzung"),
    ("profile-last", "letzte Einschätzung"),
    ("profile-target", "Ziel"),
)


def draw(rows: Sequence[ProfileRow], *, title: str, printed: bool = False) -> Chart:
    """Draw one line per dimension."""
    sheet = Canvas(title, _WIDTH, _HEAD + len(rows) * _ROW + 6, printed)
    for value in LEVELS:
        x = _x(value)
        sheet.text(x, 12, str(value), "chart-strong", "middle")
        sheet.text(x, 26, _SHORT[value], "chart-quiet", "middle")
        sheet.line((x, _HEAD), (x, _HEAD + len(rows) * _ROW), "chart-grid")
    for number, row in enumerate(rows):
        _draw_row(sheet, row, _HEAD + number * _ROW)
    sheet.line((0, _HEAD + len(rows) * _ROW), (_WIDTH, _HEAD + len(rows) * _ROW), "chart-grid")
    return sheet.finish(finding(rows), LEGEND)


def finding(rows: Sequence[ProfileRow]) -> str:
    """Say in one sentence what the picture shows, for those who do not see it."""
    said = [f"{row.label}: {row.in_words}" for row in rows if row.last is not None]
    return "; ".join(said) + "." if said else "Noch keine Einschätzung."


def _draw_row(sheet: Canvas, row: ProfileRow, top: float) -> None:
    middle = top + _ROW / 2
    sheet.line((0, top), (_WIDTH, top), "chart-grid")
    sheet.text(4, middle + 4, row.label, "chart-ink")
    if row.last is None:
        sheet.text(_x(3), middle + 4, row.in_words, "chart-quiet", "middle")
        return
    sheet.text(_LABELS + 5 * _COLUMN + 8, middle + 4, row.in_words, "chart-strong")
    if row.target is not None:
        sheet.path(_diamond(_x(row.target), middle, 13.0), "chart-l2")
    if row.first is not None:
        sheet.path(_circle(_x(row.first), middle, 10.5), "chart-l1")
        if row.first != row.last:
            _arrow(sheet, _x(row.first), _x(row.last), middle)
    sheet.path(_circle(_x(row.last), middle, 8.0), "chart-s1")
    sheet.text(_x(row.last), middle + 4, str(row.last), "chart-on-series", "middle")


def _arrow(sheet: Canvas, start: float, end: float, y: float) -> None:
    way = 1 if end > start else -1
    tip = end - way * 10
    sheet.line((start + way * 10.5, y), (tip - way * 2, y), "chart-l1")
    sheet.path(f"M{tip:.1f} {y:.1f}l{-way * 7} -5v10z", "chart-s1")


def _x(value: int) -> float:
    return _LABELS + (value - 0.5) * _COLUMN


def _circle(x: float, y: float, r: float) -> str:
    return f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"


def _diamond(x: float, y: float, r: float) -> str:
    return f"M{x:.1f} {y - r:.1f}l{r} {r}l{-r} {r}l{-r} {-r}z"
