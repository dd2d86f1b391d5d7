"""`weekly_limit`: the session minutes of a calendar week, Monday to Sunday, stay below the limit."""

from datetime import date

from lotse.measures.rules.calendar import Grid, numbers, sessions
from lotse.measures.rules.findings import HoursLimit, Week
from lotse.measures.rules.plan import Plan, WeeklyLimit


def find_hours_limit(requirement: WeeklyLimit, plan: Plan, grid: Grid) -> HoursLimit | None:
    """The weeks at or over the limit; each measure counts its own minutes, even where two of them overlap."""
    totals: dict[int, int] = {}
    for measure_id in dict.fromkeys(requirement.measures):
        for dates, minutes in sessions(plan.measure(measure_id), grid, plan.state):
            length = minutes.bit_count()
            for day in numbers(dates):
                week = (grid.first + day - 1) // 7
                totals[week] = totals.get(week, 0) + length
    over = tuple(
        Week(date.fromordinal(week * 7 + 1), minutes)
        for week, minutes in sorted(totals.items())
        if minutes >= requirement.must_stay_below_minutes
    )
    if not over:
        return None
    return HoursLimit(requirement.id, requirement.person, requirement.must_stay_below_minutes, over)
