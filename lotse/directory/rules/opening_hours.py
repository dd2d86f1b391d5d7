"""When a place is open: weekly slots, exceptions by date, by appointment, and what that means at a moment."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from lotse.foundation.dates_in_words import WEEKDAYS_SHORT

MIDNIGHT_END = time(23, 59)
_LOOK_AHEAD_DAYS = 21


@dataclass(frozen=True, order=True)
class Slot:
    """One weekly opening time; `end` 23:59 stands for midnight."""

    weekday: int
    start: time
    end: time

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise ValueError("weekday must be 0 to 6")
        if self.start >= self.end:
            raise ValueError("a slot must end after it starts")


@dataclass(frozen=True)
class WeeklyHours:
    """The usual week of a place."""

    slots: tuple[Slot, ...] = ()
    by_appointment: bool = False

    @property
    def known(self) -> bool:
        """Tell whether anything is known about the hours at all."""
        return bool(self.slots) or self.by_appointment

    def on(self, weekday: int) -> tuple[Slot, ...]:
        """Return the slots of one weekday in order."""
        return tuple(sorted(slot for slot in self.slots if slot.weekday == weekday))


@dataclass(frozen=True)
class DateException:
    """Days that differ from the usual week: closed when it has no slots of its own."""

    first_on: date
    last_on: date
    reason: str = ""
    opens: time | None = None
    closes: time | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the day falls under this exception."""
        return self.first_on <= day <= self.last_on


class Openness(StrEnum):
    """What a person at the counter wants to know first."""

    OPEN = "open"
    CLOSED = "closed"
    BY_APPOINTMENT = "by_appointment"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class OpeningState:
    """Open until when, or closed until when, and why."""

    openness: Openness
    until: datetime | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Tell whether somebody is there now."""
        return self.openness is Openness.OPEN


def state_at(
    hours: WeeklyHours,
    exceptions: Sequence[DateException],
    moment: datetime,
    *,
    holidays: Collection[date] = (),
) -> OpeningState:
    """Say whether a place is open at a local moment; `moment` is wall-clock time of the place."""
    for start, end in _times_on(hours, exceptions, moment.date(), holidays):
        if start <= moment.time() < end:
            return OpeningState(Openness.OPEN, datetime.combine(moment.date(), end, moment.tzinfo))
    if not hours.slots:
        return OpeningState(Openness.BY_APPOINTMENT if hours.by_appointment else Openness.UNKNOWN)
    reason = _reason(exceptions, moment.date(), holidays)
    return OpeningState(Openness.CLOSED, next_opening(hours, exceptions, moment, holidays=holidays), reason)


def next_opening(
    hours: WeeklyHours,
    exceptions: Sequence[DateException],
    moment: datetime,
    *,
    holidays: Collection[date] = (),
) -> datetime | None:
    """Return the next time the doors open after the moment, None within three weeks."""
    for offset in range(_LOOK_AHEAD_DAYS):
        day = moment.date() + timedelta(days=offset)
        for start, _ in _times_on(hours, exceptions, day, holidays):
            opening = datetime.combine(day, start, moment.tzinfo)
            if opening > moment:
                return opening
    return None


def describe_state(state: OpeningState, moment: datetime) -> str:
    """Put the state into the few words a badge has room for."""
    if state.openness is Openness.BY_APPOINTMENT:
        return "nach Vereinbarung"
    if state.openness is Openness.UNKNOWN:
        return "Zeiten unbekannt"
    if state.until is None:
        return f"geschlossen ({state.reason})" if state.reason else "geschlossen"
    clock = format_time(state.until.time())
    if state.is_open:
        return f"offen bis {clock} Uhr"
    days = (state.until.date() - moment.date()).days
    if days == 0:
        return f"öffnet um {clock} Uhr"
    if days == 1:
        return f"öffnet morgen {clock} Uhr"
    if days < 7:
        return f"öffnet {WEEKDAYS_SHORT[state.until.weekday()]} {clock} Uhr"
    return f"öffnet am {state.until:%d.%m.}"


def format_time(clock: time) -> str:
    """Write a time as offices print it: `8`, `8:30`, `24`."""
    if clock == MIDNIGHT_END:
        return "24"
    return str(clock.hour) if not clock.minute else f"{clock.hour}:{clock.minute:02}"


def merge_slots(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """Sort slots and join those that overlap or touch."""
    merged: list[Slot] = []
    for slot in sorted(slots):
        last = merged[-1] if merged else None
        if last is not None and last.weekday == slot.weekday and slot.start <= last.end:
            merged[-1] = Slot(last.weekday, last.start, max(last.end, slot.end))
        else:
            merged.append(slot)
    return tuple(merged)


def _times_on(
    hours: WeeklyHours, exceptions: Sequence[DateException], day: date, holidays: Collection[date]
) -> list[tuple[time, time]]:
    """Opening times of one date. An exception outweighs the holiday: an office may open on purpose."""
    special = [exception for exception in exceptions if exception.covers(day)]
    if special:
        return sorted((item.opens, item.closes) for item in special if item.opens and item.closes)
    if day in holidays:
        return []
    return [(slot.start, slot.end) for slot in hours.on(day.weekday())]


def _reason(exceptions: Sequence[DateException], day: date, holidays: Collection[date]) -> str:
    named = [item.reason for item in exceptions if item.covers(day) and item.reason]
    return named[0] if named else ("Feiertag" if day in holidays else "")
