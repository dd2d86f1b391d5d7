"""What a rule gives back: the dates, how they came about, and where another view is held."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lotse.foundation.workdays import previous_workday

Output = date | bool | str | None

# Which output is the day by which (or from which) somebody must act; the first one present counts.
_DECISIVE = ("last_day", "day", "earliest_day")


@dataclass(frozen=True)
class Step:
    """One step of a computation in words, with its norm."""

    text: str
    norm: str = ""


@dataclass(frozen=True)
class View:
    """Another end that is also held; the earliest of all is the safe date."""

    day: date
    reason: str


@dataclass(frozen=True)
class Result:
    """The outputs of one rule for one set of inputs."""

    outputs: Mapping[str, Output]
    steps: tuple[Step, ...]
    views: tuple[View, ...] = ()

    @property
    def decisive_day(self) -> date | None:
        """Return the day by which or from which somebody must act, if the rule gives one."""
        for name in _DECISIVE:
            day = self.outputs.get(name)
            if isinstance(day, date):
                return day
        return None

    @property
    def is_waiting_period(self) -> bool:
        """Say whether the decisive day opens a possibility instead of ending one."""
        return "earliest_day" in self.outputs

    @property
    def safe_day(self) -> date | None:
        """Return the earliest end under any view that is held."""
        day = self.decisive_day
        if day is None or self.is_waiting_period:
            return day
        return min([day, *(view.day for view in self.views)])

    def warning_day(self, region: str, lead_days: int = 7) -> date | None:
        """Return the day to warn: so many days before the safe day, moved back to a working day."""
        day = self.safe_day
        if day is None or self.is_waiting_period:
            return day
        return previous_workday(day - timedelta(days=lead_days), region)

    def as_json(self) -> dict[str, bool | str | None]:
        """Return the outputs of the interchange format, dates as ISO text."""
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in self.outputs.items()}
