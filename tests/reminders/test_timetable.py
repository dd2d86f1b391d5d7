"""When jobs run, through every change of the clock from 2026 to 2028."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from lotse.foundation.clock import BERLIN, local
from lotse.reminders.rules.timetable import next_run

CHANGES = [
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2027, 3, 28),
    date(2027, 10, 31),
    date(2028, 3, 26),
    date(2028, 10, 29),
]
HALF_HOURS = [f"{hour:02d}:{minute:02d}" for hour in range(24) for minute in (0, 30)]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("at", HALF_HOURS)
def test_a_daily_job_runs_exactly_once_on_each_day_around_a_clock_change(change, at):
    first = datetime.combine(change - timedelta(days=3), time(0), tzinfo=BERLIN).astimezone(UTC)
    last = datetime.combine(change + timedelta(days=4), time(0), tzinfo=BERLIN).astimezone(UTC)
    runs, now = [], first - timedelta(seconds=1)
    while (now := next_run(now, at=at)) < last:
        runs.append(local(now))
    assert [run.date() for run in runs] == [change + timedelta(days=n) for n in range(-3, 4)]
    odd = [run for run in runs if f"{run:%H:%M}" != at]
    assert all(run.date() == change and f"{run:%H:%M}" == "03:00" and at.startswith("02") for run in odd)


def test_a_repeated_hour_means_the_first():
    run = next_run(datetime(2026, 10, 24, 12, tzinfo=UTC), at="02:30")
    assert run == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_every_so_many_minutes_keeps_its_grid():
    assert next_run(datetime(2026, 11, 23, 6, 0, 1, tzinfo=UTC), every=5) == datetime(2026, 11, 23, 6, 5, tzinfo=UTC)
    assert next_run(datetime(2026, 11, 23, 6, 5, tzinfo=UTC), every=5) == datetime(2026, 11, 23, 6, 10, tzinfo=UTC)
