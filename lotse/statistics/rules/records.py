"""Contacts and cases as the statistics count them: without identity, from the living record or kept after its end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from lotse.statistics.rules.periods import periods_of
from lotse.statistics.rules.referral_cells import EVERYTHING

REPEAT_DAYS = 30
RATING_DISTANCE = 60


@dataclass(frozen=True)
class ContactRecord:
    """One contact; `first_in` names the periods in which it was its person's first."""

    day: date
    weekday: int
    hour: int
    site_id: int
    unit_id: int
    channel: str
    result: str
    language: str
    interpreted: bool
    anonymous: bool
    repeated: bool
    restricted: bool
    areas: tuple[str, ...] = ()
    first_in: tuple[str, ...] = ()
    interpreter: str = ""
    age: str = "-"
    sex: str = "-"
    way: str = ""
    """Of a contact that is gone: what came of it, if it was its person's very first (converted, alone)."""


@dataclass(frozen=True)
class CaseRecord:
    """One case with what belongs to it."""

    opened_on: date
    closed_on: date | None
    reason: str
    weight: str
    site_id: int
    unit_id: int
    restricted: bool
    goals: tuple[tuple[date, str], ...] = ()
    changes: tuple[tuple[date, str, int], ...] = ()
    findings: tuple["FindingRecord", ...] = ()
    deadlines: tuple["DeadlineRecord", ...] = ()
    measures: int = 0
    returned: bool = False
    """Whether the person got a new case within a year of the closing."""

    @property
    def meshes(self) -> bool:
        """Whether there is anything that must mesh."""
        return self.measures >= 2


@dataclass(frozen=True)
class FindingRecord:
    """A finding of the interlocking engine: when seen, when it begins and ceases to hurt, when it went away."""

    code: str
    seen_on: date
    starts_on: date
    ends_on: date
    gone_on: date | None
    minutes: int

    @property
    def settled(self) -> str:
        """Say whether the gap was closed in time or not before it began; empty while it is open."""
        if self.gone_on is None:
            return ""
        return "in_time" if self.gone_on < self.starts_on else "bitten"

    @property
    def hurts(self) -> bool:
        """Whether it is a gap in the help itself."""
        return self.code in ("COVER_GAP", "PREREQ_UNMET")


@dataclass(frozen=True)
class DeadlineRecord:
    """A deadline: its last day, when it was closed and how."""

    last_day: date
    closed_on: date | None
    outcome: str

    @property
    def settled(self) -> str:
        """Say whether it was kept, left by decision of the client, or missed; empty while it is open."""
        if self.outcome == "not_pursued":
            return "not_pursued"
        if self.closed_on is None:
            return ""
        return "kept" if self.closed_on <= self.last_day else "missed"


def in_scope(record: ContactRecord | CaseRecord, scope: str) -> bool:
    """Say whether a record belongs to a view of the office; restricted ones belong to the whole only."""
    return scope == EVERYTHING or (record.unit_id == int(scope[4:]) and not record.restricted)


def mark_persons(
    rows: Iterable[tuple[int | None, ContactRecord]], earlier: Mapping[int, date] | None = None
) -> list[ContactRecord]:
    """Mark repeats and first contacts; rows are (person, contact) in the order of time.

    `earlier` holds the day of each person's last contact before these rows.
    """
    seen = dict(earlier or {})
    periods = {(person, period) for person, day in seen.items() for period in periods_of(day)}
    marked = []
    for person, record in rows:
        if person is None:
            marked.append(record)
            continue
        last = seen.get(person)
        first = tuple(p for p in periods_of(record.day) if (person, p) not in periods)
        periods.update((person, p) for p in first)
        seen[person] = record.day
        repeated = last is not None and record.day - last <= timedelta(days=REPEAT_DAYS)
        marked.append(replace(record, repeated=repeated, first_in=first))
    return marked


def mark_first(
    rows: Sequence[tuple[int | None, ContactRecord]], earlier: Mapping[int, date] | None = None
) -> list[ContactRecord]:
    """Mark each person's first contact anew among these rows only: a view of one team has persons of its own."""
    periods = {(person, period) for person, day in (earlier or {}).items() for period in periods_of(day)}
    marked = []
    for person, record in rows:
        first: tuple[str, ...] = ()
        if person is not None:
            first = tuple(p for p in periods_of(record.day) if (person, p) not in periods)
            periods.update((person, p) for p in first)
        marked.append(replace(record, first_in=first))
    return marked


def rating_changes(ratings: Sequence[tuple[date, str, str, int]]) -> tuple[tuple[date, str, int], ...]:
    """Return (later day, dimension, steps) between first and last rating of the same view, 60 days or more apart."""
    by_view: dict[tuple[str, str], list[tuple[date, int]]] = {}
    for day, dimension, view, value in sorted(ratings):
        by_view.setdefault((dimension, view), []).append((day, value))
    found: dict[str, tuple[date, str, int]] = {}
    for (dimension, _), values in sorted(by_view.items()):
        (first_day, first), (last_day, last) = values[0], values[-1]
        if (last_day - first_day).days >= RATING_DISTANCE and dimension not in found:
            found[dimension] = (last_day, dimension, last - first)
    return tuple(found.values())


def to_kept(record: ContactRecord) -> dict[str, Any]:
    """Return the contact as it is kept: with its month instead of its day, because a day could lead to somebody."""
    return {**asdict(record), "day": record.day.replace(day=1).isoformat()}


def contact_from(kept: Mapping[str, Any]) -> ContactRecord:
    """Read a kept contact."""
    lists = {"areas": tuple(kept["areas"]), "first_in": tuple(kept["first_in"])}
    return ContactRecord(**{**kept, **lists, "day": date.fromisoformat(kept["day"])})
