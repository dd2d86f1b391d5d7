"""Chains: a measure that awaits the end of another one (application, decision, place, training)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Link:
    """A measure with its dates and the measure it awaits."""

    id: int
    label: str
    start: date
    end: date | None
    awaits: int | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A measure that must move because what it awaits ends later."""

    id: int
    label: str
    start: date
    end: date | None
    new_start: date
    new_end: date | None

    @property
    def days(self) -> int:
        return (self.new_start - self.start).days


class CycleError(ValueError):
    """Measures would await each other in a ring."""

    def __init__(self, labels: list[str]) -> None:
        super().__init__("Die Maßnahmen würden im Kreis aufeinander warten: " + " → ".join(labels) + ".")
        self.labels = labels


def refuse_cycle(links: Mapping[int, Link], measure_id: int, awaits: int) -> None:
    """Raise with the ring named when `measure_id` awaiting `awaits` would close one."""
    ring = [measure_id]
    following: int | None = awaits
    while following is not None and following in links:
        if following == measure_id:
            raise CycleError([links[i].label for i in (*ring, measure_id)])
        if following in ring:
            return
        ring.append(following)
        following = links[following].awaits


def available_on(link: Link, links: Mapping[int, Link]) -> date | None:
    """The day after the awaited measure ends; None where nothing is awaited or its end is open."""
    awaited = links.get(link.awaits) if link.awaits is not None else None
    return awaited.end + ONE_DAY if awaited and awaited.end else None


def moved_along(links: Mapping[int, Link], changed: Link) -> list[Move]:
    """What a change of one measure pushes down its chain: later starts, each keeping its length."""
    now = dict(links) | {changed.id: changed}
    moves: list[Move] = []
    waiting, seen = [changed.id], {changed.id}
    while waiting:
        current = waiting.pop(0)
        for link in [link for link in now.values() if link.awaits == current and link.id not in seen]:
            seen.add(link.id)
            earliest = available_on(link, now)
            if earliest is None or link.start >= earliest:
                continue
            later = earliest - link.start
            new_end = link.end + later if link.end else None
            moves.append(Move(link.id, link.label, link.start, link.end, earliest, new_end))
            now[link.id] = Link(link.id, link.label, earliest, new_end, link.awaits)
            waiting.append(link.id)
    return moves
