"""Choropleth: areas of a map shaded in five steps, with name and value written into them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lotse.foundation.charts.canvas import MISSING, Canvas, Chart, Label, Point, plain
from lotse.foundation.charts.heatmap import scale_legend
from lotse.foundation.charts.palette import scale_class, step_for, steps_of
from lotse.foundation.charts.projection import Polygon, Projection, label_point, path_data

WIDTH = 560.0


@dataclass(frozen=True)
class DrawnArea:
    """An area ready to be painted: its path, where words go, and how much room they have there."""

    key: str
    name: str
    path: str
    middle: Point
    room: float


@dataclass(frozen=True)
class Outline:
    """A whole map ready to be painted; it costs far more to make than to paint, so keep it."""

    areas: Sequence[DrawnArea]
    height: float


def outline_of(areas: Sequence[tuple[str, str, Sequence[Polygon]]], width: float = WIDTH) -> Outline:
    """Project the areas (key, name, polygons) onto the sheet."""
    project = Projection([polygon for _, _, polygons in areas for polygon in polygons], width)
    drawn = []
    for key, name, polygons in areas:
        middle, room = label_point(polygons, project)
        drawn.append(DrawnArea(key, name, "".join(path_data(p, project) for p in polygons), middle, room))
    return Outline(drawn, project.height)


def choropleth(
    title: str,
    finding: str,
    outline: Outline,
    values: Mapping[str, float | None],
    *,
    label: Label = plain,
    printed: bool = False,
) -> Chart:
    """Paint the map; areas too narrow for words get a number that the list below the map explains."""
    sheet = Canvas(title, WIDTH, outline.height, printed)
    bounds = steps_of([v for v in values.values() if v is not None])
    legend = scale_legend(bounds, label)
    for area in outline.areas:
        value = values.get(area.key)
        fill = "chart-none" if value is None else scale_class(step_for(value, bounds))[0]
        sheet.path(area.path, f"{fill} chart-area")
    for number, area in enumerate(outline.areas, 1):
        value, (x, y) = values.get(area.key), area.middle
        ink = "chart-ink" if value is None else scale_class(step_for(value, bounds))[1]
        words = MISSING if value is None else label(value)
        if area.room >= len(area.name) * 6.6:
            sheet.text(x, y - 2, area.name, ink, "middle")
            sheet.text(x, y + 13, words, f"{ink} chart-value", "middle")
        else:
            sheet.text(x, y + 5, str(number), f"{ink} chart-value", "middle")
            legend.append(("chart-number", f"{number} {area.name}: {words}"))
    return sheet.finish(finding, legend)
