"""From longitude and latitude to the sheet: equal distances around the middle of the map, shapes kept."""

from collections.abc import Sequence
from math import cos, radians

from lotse.foundation.charts.canvas import Point

Ring = Sequence[Point]
Polygon = Sequence[Ring]


class Projection:
    """Fits all polygons into a sheet of the given width; tells the height this needs."""

    def __init__(self, polygons: Sequence[Polygon], width: float, margin: float = 4.0) -> None:
        points = [p for polygon in polygons for ring in polygon for p in ring]
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, north = min(y for _, y in points), max(y for _, y in points)
        self._squeeze = max(cos(radians((south + north) / 2)), 0.05)
        wide, tall = max((east - west) * self._squeeze, 1e-9), max(north - south, 1e-9)
        # A map three times as tall as wide would push everything else off the page.
        self._scale = min((width - 2 * margin) / wide, (1.4 * width - 2 * margin) / tall)
        self._west, self._north, self._margin = west, north, margin
        self._left = (width - wide * self._scale) / 2
        self.height = tall * self._scale + 2 * margin

    def __call__(self, point: Point) -> Point:
        """Place one point on the sheet; north is up."""
        x = (point[0] - self._west) * self._squeeze * self._scale + self._left
        return x, (self._north - point[1]) * self._scale + self._margin


def path_data(polygon: Polygon, project: Projection) -> str:
    """Return the path of a polygon with its holes."""
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(project, ring)) + "Z" for ring in polygon)


def label_point(polygons: Sequence[Polygon], project: Projection) -> tuple[Point, float]:
    """Return the middle of the widest stretch inside the largest polygon, and how wide it is there."""
    rings = [[project(p) for p in polygon[0]] for polygon in polygons]
    ring = max(
        rings,
        key=lambda r: (max(p[0] for p in r) - min(p[0] for p in r)) * (max(p[1] for p in r) - min(p[1] for p in r)),
    )
    low, high = min(p[1] for p in ring), max(p[1] for p in ring)
    best: tuple[float, Point, float] = (-1.0, ring[0], 0.0)
    for part in range(5, 16):
        y = low + (high - low) * part / 20
        start, end = max(zip(*[iter(_crossings(ring, y))] * 2, strict=False), key=lambda s: s[1] - s[0], default=(0, 0))
        room = min(end - start, 3 * min(y - low, high - y))
        if room > best[0]:
            best = (room, ((start + end) / 2, y), end - start)
    return best[1], best[2]


def _crossings(ring: Ring, y: float) -> list[float]:
    found = []
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 <= y) != (y2 <= y):
            found.append(x1 + (y - y1) / (y2 - y1) * (x2 - x1))
    return sorted(found)
