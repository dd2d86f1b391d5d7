"""Counting periods as the Civil Code does: never '+30 days'."""

import calendar
from datetime import date, timedelta
from enum import StrEnum

from lotse.foundation.months import add_months

ONE_DAY = timedelta(days=1)


class Unit(StrEnum):
    """What a period is counted in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


def add_period(day: date, count: int, unit: Unit) -> date:
    """Return the last day of a period that starts after the day (§ 187 Abs. 1, § 188 BGB)."""
    match unit:
        case Unit.DAYS:
            return day + timedelta(days=count)
        case Unit.WEEKS:
            return day + timedelta(weeks=count)
        case Unit.MONTHS:
            return add_months(day, count)
        case Unit.YEARS:
            return add_months(day, 12 * count)


def complete_months(first_day: date, months: int) -> date:
    """Return the last day of a period whose first day counts (§ 187 Abs. 2 BGB): ages and months of life."""
    following = add_months(first_day, months)
    return following - ONE_DAY if following.day == first_day.day else following


def latest_start(end: date, count: int, unit: Unit) -> date:
    """Return the latest day after which a full period still ends by the end of the day `end`."""
    day = end - timedelta(days=count) if unit is Unit.DAYS else add_period(end, -count, unit)
    while add_period(day + ONE_DAY, count, unit) <= end:
        day += ONE_DAY
    return day


def first_of_month(day: date, months: int = 0) -> date:
    """Return the first day of the month that lies so many months after the day's own."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def last_of_month(day: date, months: int = 0) -> date:
    """Return the last day of the month that lies so many months after the day's own."""
    first = first_of_month(day, months)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])
