"""Places of a list that lie far from all its others: in Germany, yet hardly in the county or beside it."""

from collections.abc import Sequence
from statistics import median

from lotse.directory.rules.coordinates import GeoPoint, distance_m

ENOUGH = 5
"""Fewer places say nothing about where a list is at home."""
NEAR_M = 75_000
"""A county with its neighbours; a list that covers more is measured by its own spread."""


def find_stray(points: Sequence[GeoPoint]) -> dict[GeoPoint, float]:
    """Return the places that lie far from the middle of all, with their distance from it in metres."""
    if len(points) < ENOUGH:
        return {}
    middle = GeoPoint(median(p.latitude for p in points), median(p.longitude for p in points))
    away = sorted(distance_m(middle, point) for point in points)
    limit = max(NEAR_M, 2 * away[(len(away) * 9 - 1) // 10 if len(away) >= 10 else len(away) // 2])
    return {point: far for point in points if (far := distance_m(middle, point)) > limit}
