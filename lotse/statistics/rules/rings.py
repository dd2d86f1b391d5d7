"""Borders that cross themselves: found by a sweep from west to east, with a bound on the work."""

from collections.abc import Sequence

Point = tuple[float, float]
Ring = Sequence[Point]
MOST_COMPARISONS = 2_000_000


class TooTangled(ValueError):
    """The border overlaps so much that checking it would take too long."""


def crosses_itself(ring: Ring) -> bool:
    """Say whether two sides of a closed ring cross; touching in a point is allowed."""
    sides = [(a, b) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True) if a != b]
    order = sorted(range(len(sides)), key=lambda i: min(sides[i][0][0], sides[i][1][0]))
    active: list[int] = []
    compared = 0
    for i in order:
        a, b = sides[i]
        west = min(a[0], b[0])
        active = [j for j in active if max(sides[j][0][0], sides[j][1][0]) >= west]
        compared += len(active)
        if compared > MOST_COMPARISONS:
            raise TooTangled
        if any(_cross(a, b, *sides[j]) for j in active):
            return True
        active.append(i)
    return False


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> int:
    turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (turn > 0) - (turn < 0)
