"""`no_overlap`: per pair of sessions min(earlier end + transfer, later end) - later start, where positive."""

from functools import lru_cache

from lotse.measures.rules.calendar import Grid, numbers, sessions
from lotse.measures.rules.findings import Overlap
from lotse.measures.rules.minutes import Window, windows
from lotse.measures.rules.plan import NoOverlap, Plan


def find_overlap(requirement: NoOverlap, plan: Plan, grid: Grid) -> Overlap | None:
    """The days on which one person would have to be in two places."""
    left, right = (sessions(plan.measure(measure_id), grid, plan.state) for measure_id in requirement.measures)
    lost: dict[int, int] = {}
    for here_dates, here in left:
        for there_dates, there in right:
            both = here_dates & there_dates
            if both and (minutes := clash(windows(here), windows(there), requirement.transfer_min)):
                lost |= dict.fromkeys(numbers(both), minutes)
    if not lost:
        return None
    dates = tuple((grid.day(day), lost[day]) for day in sorted(lost))
    return Overlap(requirement.id, requirement.person, requirement.measures, dates)


@lru_cache(maxsize=4096)
def clash(left: tuple[Window, ...], right: tuple[Window, ...], transfer: int) -> int:
    """The minutes lost on one day, over all pairs of sessions."""
    lost = 0
    for here in left:
        for there in right:
            earlier, later = min(here, there), max(here, there)
            lost += max(0, min(earlier[1] + transfer, later[1]) - later[0])
    return lost
