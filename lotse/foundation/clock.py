"""The clock, read only at the edges: routes, commands and jobs pass `today` and `now` on as arguments."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def now() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the date on the office's wall (Europe/Berlin)."""
    return datetime.now(BERLIN).date()


def local(instant: datetime) -> datetime:
    """Return the instant as the office's wall clock shows it."""
    return instant.astimezone(BERLIN)


def instant(day: date, at: time) -> datetime:
    """Return the UTC instant of a wall-clock time.

    A time that does not exist (clock put forward) becomes the next valid one; of a repeated time the first is meant.
    """
    wanted = datetime.combine(day, at, tzinfo=BERLIN)
    utc = wanted.astimezone(UTC)
    shown = utc.astimezone(BERLIN).replace(tzinfo=None)
    if shown != wanted.replace(tzinfo=None):
        # fold=0 of a missing time uses the offset before the change and so lands past the gap by its own distance;
        # the first valid time is the moment of the change itself.
        after = wanted.replace(fold=1).astimezone(UTC)
        return datetime.fromtimestamp((int(max(utc, after).timestamp()) // 3600) * 3600, UTC)
    return utc
