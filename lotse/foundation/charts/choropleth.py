"""Choropleth: areas of a map shaded in five steps, with name and value written into them."""

from collections.abc import Sequence
from dataclasses import dataclass

from lotse.foundation.charts.canvas import MISSING, Canvas, Chart, Label, plain
from lotse.foundation.charts.heatmap import scale_legend
from lotse.foundation.charts.palette import scale_class, step_for, steps_of
from lotse.foundation.charts.projection import Polygon, Projection, label_point, path_data


@dataclass(frozen=True)
class Area:
    """An area with its value; None where the value may not be shown."""

    name: str
    polygons: Sequence[Polygon]
    value: float | None


def choropleth(
    title: str,
    finding: str,
    areas: Sequence[Area],
    *,
    label: Label = plain,
    width: float = 560,
    printed: bool = False,
) -> Chart:
    """Draw the map; areas too narrow for words get a number that the list below the map explains."""
    project = Projection([p for area in areas for p in area.polygons], width)
    sheet = Canvas(title, width, project.height, printed)
    bounds = steps_of([a.value for a in areas if a.value is not None])
    legend = scale_legend(bounds, label)
    for area in areas:
        fill = "chart-none" if area.value is None else scale_class(step_for(area.value, bounds))[0]
        sheet.path("".join(path_data(p, project) for p in area.polygons), f"{fill} chart-area")
    for number, area in enumerate(areas, 1):
        ink = "chart-ink" if area.value is None else scale_class(step_for(area.value, bounds))[1]
        (x, y), room = label_point(area.polygons, project)
        words = MISSING if area.value is None else label(area.value)
        if room >= len(area.name) * 6.6:
            sheet.text(x, y - 2, area.name, ink, "middle")
            sheet.text(x, y + 13, words, f"{ink} chart-value", "middle")
        else:
            sheet.text(x, y + 5, str(number), f"{ink} chart-value", "middle")
            legend.append(("chart-number", f"{number} {area.name}: {words}"))
    return sheet.finish(finding, legend)
