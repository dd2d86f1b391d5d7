"""`weekly_limit`: the session minutes of a calendar week, Monday to Sunday, stay below the limit."""

from datetime import date

from lotse.measures.rules.calendar import Grid, strands
from lotse.measures.rules.findings import HoursLimit, Week
from lotse.measures.rules.plan import Plan, WeeklyLimit


def find_hours_limit(requirement: WeeklyLimit, plan: Plan, grid: Grid) -> HoursLimit | None:
    """The weeks at or over the limit; each measure counts its own minutes, even where two of them overlap."""
    minutes = [0] * grid.weeks
    for measure_id in dict.fromkeys(requirement.measures):
        parts = strands(plan.measure(measure_id), grid, plan.state)
        counted: dict[tuple[int, ...], int] = {}
        for week, kind in enumerate(zip(*[strand.open for strand in parts], strict=True)):
            if kind not in counted:
                bits = 0
                for strand, days in zip(parts, kind, strict=True):
                    bits |= strand.on(days)
                counted[kind] = bits.bit_count()
            minutes[week] += counted[kind]
    over = tuple(
        Week(date.fromordinal(grid.day(week, 0)), total)
        for week, total in enumerate(minutes)
        if total >= requirement.must_stay_below_minutes
    )
    if not over:
        return None
    return HoursLimit(requirement.id, requirement.person, requirement.must_stay_below_minutes, over)
