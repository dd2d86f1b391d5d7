"""The guard in its plainest form: every line again until nothing moves. The fast one must hide exactly the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from lotse.statistics.rules.protection import BASE, Interval, is_pinned, possible, protected
from lotse.statistics.rules.reckoning import Knowledge, Sum


def propagate(known: Mapping[Any, Interval], sums: Iterable[Sum[Any]]) -> dict[Any, Interval]:
    """Narrow the intervals by every sum until nothing moves: what a patient reader can work out."""
    intervals = dict(known)
    lines = [(total, [p for p in parts if p in intervals]) for total, parts in sums if total in intervals]
    used_in: dict[Any, list[int]] = {}
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


def _narrow(intervals: dict[Any, Interval], total: Any, parts: Sequence[Any]) -> list[Any]:
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


def _set(intervals: dict[Any, Interval], key: Any, new: Interval) -> bool:
    # Restricted records count in totals only, so that parts may fall short of their total: an empty interval proves
    # that a sum does not hold, and tells the reader nothing about this cell.
    if new == intervals[key] or new[0] > new[1]:
        return False
    intervals[key] = new
    return True


def hidden_from(
    counts: Mapping[Any, int], sums: Sequence[Sum[Any]], known: Knowledge | None = None, unseen: Collection[Any] = ()
) -> set[Any]:
    """Return the cells that must not even be shown rounded; usually none."""
    known = known or Knowledge()
    hidden = {key for key, n in counts.items() if known.small_hidden and protected(n) <= BASE}
    anything = (0, sum(counts.values()) + BASE)
    while True:
        intervals = {key: _interval(key, n, known, hidden, anything) for key, n in counts.items()}
        intervals |= dict.fromkeys(unseen, anything)
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
