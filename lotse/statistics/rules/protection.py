"""Protection of small numbers: what may be shown to whoever may not open the records behind a figure.

Each count, totals included, is rounded on its own to a multiple of five; 0, 1 and 2 become 0. Shares and medians need
ten. Rounding alone leaves one hole: four groups of three, shown as 5 each beside a total of 10, can only be threes. So
`reckoning` plays the attacker on the finished numbers and takes out what could still be worked out.
"""

BASE = 5
SHARE_FROM = 10

Interval = tuple[int, int]


def protected(count: int) -> int:
    """Round to the nearest multiple of five."""
    return (count + 2) // BASE * BASE


def possible(shown: int) -> Interval:
    """Return what a protected count may have been."""
    return (max(shown - 2, 0), shown + 2)


def is_pinned(interval: Interval) -> bool:
    """Say whether a reader knows a small count exactly."""
    return interval[0] == interval[1] and 1 <= interval[0] <= 4
