"""A signature drawn on a screen: strokes as the browser sent them, checked and turned into lines. Pure.

Only the shape is kept; pressure and speed would be biometric data and are never asked for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT = 1000, 300
_MOST_TEXT, _MOST_STROKES, _MOST_POINTS, _LEAST_INK = 120_000, 200, 6_000, 80


class NoSignature(ValueError):
    """What came is no signature; the text is a German sentence."""


@dataclass(frozen=True)
class Signature:
    """Strokes of points (x from 0 to 1000, y from 0 to 300)."""

    strokes: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def paths(self) -> list[str]:
        """Return each stroke as the `d` of an SVG path."""
        return ["M" + " L".join(f"{x} {y}" for x, y in stroke) for stroke in self.strokes]

    def stored(self) -> str:
        """Return it as the JSON that `read` takes."""
        return json.dumps(self.strokes, separators=(",", ":"))


def read(text: str) -> Signature:
    """Read what the drawing field sent; raises NoSignature for everything that nobody can have drawn."""
    if len(text) > _MOST_TEXT:
        raise NoSignature("Die Unterschrift ist zu lang. Bitte löschen und noch einmal unterschreiben.")
    try:
        given = json.loads(text)
        strokes = tuple(tuple((_whole(x, WIDTH), _whole(y, HEIGHT)) for x, y in stroke) for stroke in given)
    except (ValueError, TypeError, RecursionError):
        raise NoSignature("Die Unterschrift ist unlesbar. Bitte löschen und noch einmal unterschreiben.") from None
    strokes = tuple(stroke for stroke in strokes if len(stroke) > 1)
    if len(strokes) > _MOST_STROKES or sum(len(stroke) for stroke in strokes) > _MOST_POINTS:
        raise NoSignature("Die Unterschrift ist zu lang. Bitte löschen und noch einmal unterschreiben.")
    if sum(_length(stroke) for stroke in strokes) < _LEAST_INK:
        raise NoSignature("Bitte im Feld unterschreiben oder den Namen eintippen.")
    return Signature(strokes)


def _whole(value: object, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise ValueError(value)
    return round(value)


def _length(stroke: tuple[tuple[int, int], ...]) -> float:
    return sum(((x - before[0]) ** 2 + (y - before[1]) ** 2) ** 0.5 for before, (x, y) in pairwise(stroke))
