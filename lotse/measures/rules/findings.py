"""What the engine answers: one finding per requirement that does not hold, and its form in the interchange format."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from lotse.measures.rules.minutes import Window, clock


@dataclass(frozen=True, slots=True)
class Pattern:
    """Days on which the same windows lie uncovered."""

    windows: tuple[Window, ...]
    dates: tuple[date, ...]

    @property
    def minutes_per_day(self) -> int:
        return sum(end - start for start, end in self.windows)


@dataclass(frozen=True, slots=True)
class Range:
    """Consecutive days of demand that all have a gap."""

    start: date
    end: date
    days: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Week:
    monday: date
    minutes: int

    @property
    def document(self) -> dict[str, Any]:
        return {"monday": self.monday.isoformat(), "minutes": self.minutes, "hours": round(self.minutes / 60, 2)}


@dataclass(frozen=True, slots=True)
class CoverGap:
    code: ClassVar[str] = "COVER_GAP"
    requirement: str
    subject: str
    minutes_coverable_by_unconfirmed: int
    patterns: tuple[Pattern, ...]
    ranges: tuple[Range, ...]
    weeks: tuple[Week, ...]

    @property
    def affected_days(self) -> int:
        return sum(len(pattern.dates) for pattern in self.patterns)

    @property
    def minutes(self) -> int:
        return sum(week.minutes for week in self.weeks)

    @property
    def document(self) -> dict[str, Any]:
        """The finding in the interchange format."""
        return {
            "code": self.code,
            "requirement": self.requirement,
            "subject": self.subject,
            "affected_days": self.affected_days,
            "minutes": self.minutes,
            "minutes_coverable_by_unconfirmed": self.minutes_coverable_by_unconfirmed,
            "patterns": [
                {
                    "windows": [[clock(start), clock(end)] for start, end in pattern.windows],
                    "minutes_per_day": pattern.minutes_per_day,
                    "days": len(pattern.dates),
                    "dates": [day.isoformat() for day in pattern.dates],
                }
                for pattern in self.patterns
            ],
            "ranges": [
                {"from": r.start.isoformat(), "to": r.end.isoformat(), "days": r.days, "minutes": r.minutes}
                for r in self.ranges
            ],
            "weeks": [week.document for week in self.weeks],
        }


@dataclass(frozen=True, slots=True)
class PrereqUnmet:
    code: ClassVar[str] = "PREREQ_UNMET"
    requirement: str
    measure: str
    needs: str
    needed_by: date
    available_on: date
    session_dates_lost: tuple[date, ...]

    @property
    def days_short(self) -> int:
        return (self.available_on - self.needed_by).days

    @property
    def document(self) -> dict[str, Any]:
        """The finding in the interchange format."""
        return {
            "code": self.code,
            "requirement": self.requirement,
            "measure": self.measure,
            "needs": self.needs,
            "needed_by": self.needed_by.isoformat(),
            "available_on": self.available_on.isoformat(),
            "days_short": self.days_short,
            "session_dates_lost": [day.isoformat() for day in self.session_dates_lost],
        }


@dataclass(frozen=True, slots=True)
class Overlap:
    code: ClassVar[str] = "OVERLAP"
    requirement: str
    person: str
    measures: tuple[str, str]
    dates: tuple[tuple[date, int], ...]

    @property
    def minutes(self) -> int:
        return sum(minutes for _, minutes in self.dates)

    @property
    def document(self) -> dict[str, Any]:
        """The finding in the interchange format."""
        return {
            "code": self.code,
            "requirement": self.requirement,
            "person": self.person,
            "measures": list(self.measures),
            "affected_days": len(self.dates),
            "minutes": self.minutes,
            "dates": [{"date": day.isoformat(), "minutes": minutes} for day, minutes in self.dates],
        }


@dataclass(frozen=True, slots=True)
class SequenceGap:
    code: ClassVar[str] = "SEQUENCE_GAP"
    requirement: str
    first: str
    second: str
    gap_from: date
    gap_to: date
    delay_days: int
    max_days_after_end: int
    latest_start: date

    @property
    def document(self) -> dict[str, Any]:
        """The finding in the interchange format."""
        return {
            "code": self.code,
            "requirement": self.requirement,
            "first": self.first,
            "second": self.second,
            "gap_from": self.gap_from.isoformat(),
            "gap_to": self.gap_to.isoformat(),
            "delay_days": self.delay_days,
            "max_days_after_end": self.max_days_after_end,
            "latest_start": self.latest_start.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class HoursLimit:
    code: ClassVar[str] = "HOURS_LIMIT"
    requirement: str
    person: str
    must_stay_below_minutes: int
    weeks: tuple[Week, ...]

    @property
    def document(self) -> dict[str, Any]:
        """The finding in the interchange format."""
        return {
            "code": self.code,
            "requirement": self.requirement,
            "person": self.person,
            "must_stay_below_minutes": self.must_stay_below_minutes,
            "weeks": [week.document for week in self.weeks],
        }


Finding = CoverGap | PrereqUnmet | Overlap | SequenceGap | HoursLimit
