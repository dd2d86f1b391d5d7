"""Protection of small numbers: what may be shown to whoever may not open the records behind a figure.

Each count, totals included, is rounded on its own to a multiple of five; 0, 1 and 2 become 0. Shares and medians need
ten. Rounding alone leaves one hole: four groups of three, shown as 5 each beside a total of 10, can only be threes. So
`hidden_cells` plays the attacker on the finished numbers and takes out what could still be worked out.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

BASE = 5
SHARE_FROM = 10

Key = TypeVar("Key")
Interval = tuple[int, int]
Sum = tuple[Key, Sequence[Key]]
"""A total and the parts it is the sum of."""


def protected(count: int) -> int:
    """Round to the nearest multiple of five."""
    return (count + 2) // BASE * BASE


def possible(shown: int) -> Interval:
    """Return what a protected count may have been."""
    return (max(shown - 2, 0), shown + 2)


def propagate(known: Mapping[Key, Interval], sums: Iterable[Sum[Key]]) -> dict[Key, Interval]:
    """Narrow the intervals by every sum until nothing moves: what a patient reader can work out."""
    intervals = dict(known)
    lines = [(total, [p for p in parts if p in intervals]) for total, parts in sums if total in intervals]
    used_in: dict[Key, list[int]] = {}
    waiting, queued = list(range(len(lines))), set(range(len(lines)))
    while waiting:
        number = waiting.pop()
        queued.discard(number)
        moved = _narrow(intervals, *lines[number])
        if moved and not used_in:
            for other, (total, parts) in enumerate(lines):
                for key in (total, *parts):
                    used_in.setdefault(key, []).append(other)
        again = {other for key in moved for other in used_in[key]} - queued
        waiting.extend(again)
        queued |= again
    return intervals


def _narrow(intervals: dict[Key, Interval], total: Key, parts: Sequence[Key]) -> list[Key]:
    low = high = widest = 0
    for part in parts:
        p_low, p_high = intervals[part]
        low, high, widest = low + p_low, high + p_high, max(widest, p_high - p_low)
    t_low, t_high = intervals[total]
    if low <= t_low and t_high <= high and t_high - low >= widest and high - t_low >= widest:
        return []  # wide enough: nothing can be learned from this line
    moved = [total] if _set(intervals, total, (max(t_low, low), min(t_high, high))) else []
    t_low, t_high = intervals[total]
    for part in parts:
        p_low, p_high = intervals[part]
        bounds = (max(p_low, t_low - (high - p_high)), min(p_high, t_high - (low - p_low)))
        if _set(intervals, part, bounds):
            moved.append(part)
    return moved


def _set(intervals: dict[Key, Interval], key: Key, new: Interval) -> bool:
    # Restricted records count in totals only, so that parts may fall short of their total: an empty interval proves
    # that a sum does not hold, and tells the reader nothing about this cell.
    if new == intervals[key] or new[0] > new[1]:
        return False
    intervals[key] = new
    return True


def is_pinned(interval: Interval) -> bool:
    """Say whether a reader knows a small count exactly."""
    return interval[0] == interval[1] and 1 <= interval[0] <= 4


@dataclass(frozen=True)
class Knowledge:
    """What a reader knows beside the rounded numbers."""

    less: Mapping[Any, int] = field(default_factory=dict)
    """Exact parts of the numbers, such as those of the reader's own team: the rest is what must not be worked out."""
    at_most: Mapping[Any, int] = field(default_factory=dict)
    """Upper bounds from elsewhere."""
    unseen: Collection[Any] = ()
    """Numbers that stand nowhere, but in sums."""
    small_hidden: bool = False
    """Whether numbers shown as 0 or 5 are left out from the start."""


def hidden_cells(counts: Mapping[Any, int], sums: Sequence[Sum[Any]], known: Knowledge | None = None) -> set[Any]:
    """Return the cells that must not even be shown rounded; usually none."""
    known = known or Knowledge()
    hidden = {key for key, n in counts.items() if known.small_hidden and protected(n) <= BASE}
    anything = (0, sum(counts.values()) + BASE)
    while True:
        intervals = {key: _interval(key, n, known, hidden, anything) for key, n in counts.items()}
        intervals |= dict.fromkeys(known.unseen, anything)
        pinned = {key for key, interval in propagate(intervals, sums).items() if is_pinned(interval)}
        # The whole line goes, not the one cell, because a single gap in a line would be filled in by subtraction.
        keys = {key for total, parts in sums if pinned & {total, *parts} for key in (total, *parts)} | pinned
        lines = {key for key in keys if key in counts} - hidden
        more = {key for key in lines if protected(counts[key]) <= BASE or key in pinned} or lines
        if not pinned or not more:
            return hidden
        hidden |= more


def _interval(key: Any, count: int, known: Knowledge, hidden: set[Any], anything: Interval) -> Interval:
    if key in hidden:
        low, high = (0, 2 * BASE - 3) if known.small_hidden and protected(count) <= BASE else anything
    else:
        low, high = possible(protected(count))
    less = known.less.get(key, 0)
    return max(low - less, 0), min(high - less, known.at_most.get(key, high))
