"""Durations: medians and quartiles from a histogram of whole days."""

from collections.abc import Mapping
from dataclasses import dataclass

LONGEST = 250
"""Durations above this many working days, about a year, are counted as this many."""


@dataclass(frozen=True)
class Spread:
    """Number of durations, lower quartile, median, upper quartile and the 90th percentile, in days."""

    n: int
    q1: float
    median: float
    q3: float
    p90: float


def spread(days: Mapping[int, int]) -> Spread | None:
    """Return the spread of a histogram {days: how many}; None if it is empty."""
    n = sum(days.values())
    if n == 0:
        return None
    return Spread(n, *(_quantile(days, n, share) for share in (0.25, 0.5, 0.75, 0.9)))


def _quantile(days: Mapping[int, int], n: int, share: float) -> float:
    # The usual definition (type 7): between two observations the value lies in proportion.
    position = (n - 1) * share
    below = int(position)
    low, high = _nth(days, below), _nth(days, min(below + 1, n - 1))
    return round(low + (high - low) * (position - below), 1)


def _nth(days: Mapping[int, int], index: int) -> int:
    seen = 0
    for value in sorted(days):
        seen += days[value]
        if seen > index:
            return value
    raise IndexError(index)
