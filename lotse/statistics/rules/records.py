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
    soon_open: bool = False
    returned: bool | None = None
    """Whether the person got a new case within a year of the closing; unknown for cases that are gone."""


@dataclass(frozen=True)
class FindingRecord:
    """A finding of the interlocking engine: when seen, when it begins to hurt, when it went away."""

    code: str
    seen_on: date
    starts_on: date
    gone_on: date | None
    minutes: int

    def standing(self, today: date) -> str:
        """Say whether the gap was closed in time, is still ahead, or was not closed before it began."""
        if self.gone_on is not None and self.gone_on < self.starts_on:
            return "in_time"
        return "ahead" if self.gone_on is None and self.starts_on > today else "bitten"


@dataclass(frozen=True)
class DeadlineRecord:
    """A deadline: its last day, when it was closed and how."""

    last_day: date
    closed_on: date | None
    outcome: str

    def standing(self, today: date) -> str:
        """Say whether it was kept, handed over, left by decision of the client, missed, or still runs."""
        if self.outcome == "not_pursued":
            return "not_pursued"
        if self.closed_on is not None and self.closed_on <= self.last_day:
            return "kept"
        return "running" if self.closed_on is None and self.last_day >= today else "missed"


def in_scope(record: ContactRecord | CaseRecord, scope: str) -> bool:
    """Say whether a record belongs to a view of the office; restricted ones belong to the whole only."""
    return scope == EVERYTHING or (record.unit_id == int(scope[4:]) and not record.restricted)


def overlaps(record: CaseRecord, start: date, end: date) -> bool:
    """Say whether a case was open at some time between two days, both inclusive."""
    return record.opened_on <= end and (record.closed_on is None or record.closed_on >= start)


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


def to_kept(record: ContactRecord | CaseRecord) -> dict[str, Any]:
    """Return the record as it is kept: months instead of days, because a day could still lead to somebody."""
    kept: dict[str, Any] = _plain(asdict(_blurred(record)))
    return kept


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return {name: _plain(part) for name, part in value.items()} if isinstance(value, dict) else value


def _blurred(record: ContactRecord | CaseRecord) -> ContactRecord | CaseRecord:
    if isinstance(record, ContactRecord):
        return replace(record, day=record.day.replace(day=1))
    closed, opened = _moved(record.closed_on or record.opened_on, record.closed_on, record.opened_on)
    return replace(
        record,
        closed_on=closed,
        opened_on=opened,
        goals=tuple((day.replace(day=1), outcome) for day, outcome in record.goals),
        changes=tuple((day.replace(day=1), name, steps) for day, name, steps in record.changes),
        findings=tuple(_blurred_finding(finding) for finding in record.findings),
        deadlines=tuple(_blurred_deadline(deadline) for deadline in record.deadlines),
        soon_open=False,
        returned=None,
    )


def _blurred_finding(found: FindingRecord) -> FindingRecord:
    seen, starts, gone = _moved(found.seen_on, found.seen_on, found.starts_on, found.gone_on)
    return replace(found, seen_on=seen, starts_on=starts, gone_on=gone)


def _blurred_deadline(deadline: DeadlineRecord) -> DeadlineRecord:
    last, closed = _moved(deadline.last_day, deadline.last_day, deadline.closed_on)
    return replace(deadline, last_day=last, closed_on=closed)


def _moved(anchor: date, *days: date | None) -> Any:
    """Move days together so that the anchor falls on the first of its month: what lies between them stays."""
    back = timedelta(days=anchor.day - 1)
    return tuple(None if day is None else day - back for day in days)


def contact_from(kept: Mapping[str, Any]) -> ContactRecord:
    """Read a kept contact."""
    lists = {"areas": tuple(kept["areas"]), "first_in": tuple(kept["first_in"])}
    return ContactRecord(**{**kept, **lists, "day": date.fromisoformat(kept["day"])})


def case_from(kept: Mapping[str, Any]) -> CaseRecord:
    """Read a kept case."""

    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    return CaseRecord(
        **{
            **kept,
            "opened_on": day(kept["opened_on"]),
            "closed_on": day(kept["closed_on"]),
            "goals": tuple((date.fromisoformat(d), o) for d, o in kept["goals"]),
            "changes": tuple((date.fromisoformat(d), name, step) for d, name, step in kept["changes"]),
            "findings": tuple(
                FindingRecord(
                    f["code"],
                    date.fromisoformat(f["seen_on"]),
                    date.fromisoformat(f["starts_on"]),
                    day(f["gone_on"]),
                    f["minutes"],
                )
                for f in kept["findings"]
            ),
            "deadlines": tuple(
                DeadlineRecord(date.fromisoformat(d["last_day"]), day(d["closed_on"]), d["outcome"])
                for d in kept["deadlines"]
            ),
        }
    )
