"""What a patient reader can work out from rounded numbers, and which of them must therefore not be shown.

The numbers stand in a row and the sums name their places, for a page is judged once per reader: everybody, and the lead
of each team. Most sums tell nothing, whoever reads them; for a lead only those are looked at again that his own numbers
make narrower. `tests/statistics/patient_reader.py` looks at every sum again and must find the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from lotse.statistics.rules.protection import BASE, is_pinned, possible, protected

Key = TypeVar("Key")
Sum = tuple[Key, Sequence[Key]]
"""A total and the parts it is the sum of."""


@dataclass(frozen=True)
class Knowledge:
    """What a reader knows beside the rounded numbers."""

    less: Mapping[Any, int] = field(default_factory=dict)
    """Exact parts of the numbers, such as those of the reader's own team: the rest is what must not be worked out."""
    at_most: Mapping[Any, int] = field(default_factory=dict)
    """Upper bounds from elsewhere."""
    small_hidden: bool = False
    """Whether numbers shown as 0 or 5 are left out from the start."""


def hidden_cells(
    counts: Mapping[Any, int], sums: Iterable[Sum[Any]], readers: Iterable[Knowledge] = (), unseen: Collection[Any] = ()
) -> set[Any]:
    """Return the cells that must not even be shown rounded, for everybody and for these readers; usually none.

    `unseen` are numbers that stand nowhere, but in sums.
    """
    puzzle = Puzzle(counts, sums, unseen)
    hidden = set[int]().union(*(puzzle.hidden_from(reader) for reader in readers or (Knowledge(),)))
    return {puzzle.keys[place] for place in hidden}


class Puzzle:
    """Rounded numbers by their place, and the sums that tie them."""

    def __init__(self, counts: Mapping[Any, int], sums: Iterable[Sum[Any]], unseen: Collection[Any] = ()) -> None:
        self.keys = [*counts, *unseen]
        self.at = at = {key: place for place, key in enumerate(self.keys)}
        self.counts = list(counts.values())
        self.anything = (0, sum(self.counts) + BASE)
        shown = [possible(protected(n)) for n in self.counts] + [self.anything] * len(unseen)
        self.low, self.high = [low for low, _ in shown], [high for _, high in shown]
        self.lines = [(at[total], [at[part] for part in parts if part in at]) for total, parts in sums if total in at]
        self.lines_of: list[list[int]] = [[] for _ in self.keys]
        for number, (total, parts) in enumerate(self.lines):
            for place in (total, *parts):
                self.lines_of[place].append(number)
        self.telling = {number for number in range(len(self.lines)) if self._may_tell(number)}

    def _may_tell(self, number: int) -> bool:
        """Say whether a sum narrows a number as it stands, or does not hold: restricted records are in totals only."""
        total, parts = self.lines[number]
        if max([total, *parts]) >= len(self.counts) or sum([self.counts[part] for part in parts]) != self.counts[total]:
            return True
        lows, highs = [self.low[part] for part in parts], [self.high[part] for part in parts]
        return not _is_quiet(lows, highs, self.low[total], self.high[total])

    def hidden_from(self, reader: Knowledge) -> set[int]:
        """Return the places of the numbers this reader must not see."""
        small = {place for place, n in enumerate(self.counts) if protected(n) <= BASE} if reader.small_hidden else set()
        hidden = set(small)
        while True:
            pinned = self._worked_out(reader, hidden, small)
            if not pinned:
                return hidden
            # The whole line goes, not the one cell, because a single gap in a line would be filled in by subtraction.
            lines = {place for at in pinned for number in self.lines_of[at] for place in self._members(number)} | pinned
            lines = {place for place in lines if place < len(self.counts)} - hidden
            more = {place for place in lines if protected(self.counts[place]) <= BASE or place in pinned} or lines
            if not more:
                return hidden
            hidden |= more

    def _members(self, number: int) -> list[int]:
        total, parts = self.lines[number]
        return [total, *parts]

    def _worked_out(self, reader: Knowledge, hidden: Collection[int], small: Collection[int]) -> set[int]:
        """Return the small numbers this reader works out."""
        low, high = self.low.copy(), self.high.copy()
        for place in hidden:
            low[place], high[place] = (0, 2 * BASE - 3) if place in small else self.anything
        touched = set(hidden)
        for place, n in self._placed(reader.less):
            if n > low[place]:
                touched.add(place)
            low[place], high[place] = max(low[place] - n, 0), high[place] - n
        for place, n in self._placed(reader.at_most):
            if n < high[place]:
                touched.add(place)
                high[place] = n
        again = self.telling.union(*(self.lines_of[place] for place in touched))
        moved = narrow_all(low, high, self.lines, self.lines_of, again)
        return {place for place in moved | touched if is_pinned((low[place], high[place]))}

    def _placed(self, numbers: Mapping[Any, int]) -> list[tuple[int, int]]:
        return [(self.at[key], n) for key, n in numbers.items() if key in self.at]


def narrow_all(
    low: list[int],
    high: list[int],
    lines: Sequence[tuple[int, Sequence[int]]],
    lines_of: Sequence[Sequence[int]],
    first: Collection[int],
) -> set[int]:
    """Narrow the intervals by these sums, and by every other one they move, until nothing moves; returns what moved."""
    moved: set[int] = set()
    # Every sum has its turn, so that the order is the same for all readers; those that cannot tell are passed over.
    waiting, queued, telling = list(range(len(lines))), set(range(len(lines))), set(first)
    while waiting:
        number = waiting.pop()
        queued.discard(number)
        if number not in telling:
            continue
        here = _narrow(low, high, *lines[number])
        moved.update(here)
        touched = {other for place in here for other in lines_of[place]}
        telling |= touched
        again = touched - queued
        waiting.extend(again)
        queued |= again
    return moved


def _narrow(low: list[int], high: list[int], total: int, parts: Sequence[int]) -> list[int]:
    lows, highs = [low[part] for part in parts], [high[part] for part in parts]
    if _is_quiet(lows, highs, low[total], high[total]):
        return []
    least, most, t_low, t_high = sum(lows), sum(highs), low[total], high[total]
    moved = [total] if _set(low, high, total, max(t_low, least), min(t_high, most)) else []
    t_low, t_high = low[total], high[total]
    for part, p_low, p_high in zip(parts, lows, highs, strict=True):
        if _set(low, high, part, max(p_low, t_low - most + p_high), min(p_high, t_high - least + p_low)):
            moved.append(part)
    return moved


def _is_quiet(lows: Sequence[int], highs: Sequence[int], t_low: int, t_high: int) -> bool:
    """Say whether a sum is wide enough on both sides to tell nothing of its total or of any part."""
    least, most = sum(lows), sum(highs)
    if least > t_low or t_high > most:
        return False
    spare = min(t_high - least, most - t_low)
    return spare >= max([high - low for low, high in zip(lows, highs, strict=True)], default=0)


def _set(low: list[int], high: list[int], place: int, least: int, most: int) -> bool:
    # Restricted records count in totals only, so that parts may fall short of their total: an empty interval proves
    # that a sum does not hold, and tells the reader nothing about this cell.
    if least > most or (least == low[place] and most == high[place]):
        return False
    low[place], high[place] = least, most
    return True
