"""Days and hours on which the demo office has worked, counted back from today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from lotse.foundation import clock
from lotse.foundation.workdays import is_workday, previous_workday

REGION = "HE"


@dataclass(frozen=True)
class Clock:
    """Today and now of the loading, and the dice that make every load alike."""

    today: date
    now: datetime
    random: Random

    def workday_ago(self, days: int) -> date:
        """Return a working day about so many days back, never today."""
        day = self.today - timedelta(days=max(days, 1))
        return day if is_workday(day, REGION) else previous_workday(day, REGION)

    def workday_in(self, days: int) -> date:
        """Return a working day at least so many days ahead."""
        day = self.today + timedelta(days=days)
        while not is_workday(day, REGION):
            day += timedelta(days=1)
        return day

    def at(self, day: date, hour: int | None = None, minute: int | None = None) -> datetime:
        """Return an instant in office hours of a day, never after now."""
        hour = self.random.choice((8, 8, 9, 9, 9, 10, 10, 11, 11, 14, 15, 16)) if hour is None else hour
        minute = self.random.randrange(60) if minute is None else minute
        return min(clock.instant(day, time(hour, minute)), self.now)

    def workdays_since(self, days: int) -> list[date]:
        """Return all working days of the last so many days, today left out."""
        span = (self.today - timedelta(days=back) for back in range(days, 0, -1))
        return [day for day in span if is_workday(day, REGION)]
