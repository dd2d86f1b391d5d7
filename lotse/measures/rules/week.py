"""One week of one person: what she does, what must be covered, who covers it, and what stays open."""

from dataclasses import dataclass
from datetime import date, timedelta

from lotse.measures.rules.calendar import Grid, Part, grid_of, numbers, sessions
from lotse.measures.rules.cover import chosen, find_gaps
from lotse.measures.rules.minutes import Window, windows
from lotse.measures.rules.plan import Cover, Horizon, Measure, Plan
from lotse.measures.rules.public_holidays import public_holidays
from lotse.measures.rules.sequence import held_back_until


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a day with its name."""

    window: Window
    label: str
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week: own sessions, demand (with the way), cover, and what is uncovered."""

    date: date
    holiday: str | None
    own: tuple[Block, ...]
    need: tuple[Block, ...]
    ways: tuple[Window, ...]
    cover: tuple[Block, ...]
    gaps: tuple[Window, ...]
    closed: tuple[str, ...]

    @property
    def gap_minutes(self) -> int:
        return sum(end - start for start, end in self.gaps)


@dataclass(frozen=True, slots=True)
class WeekOf:
    """Seven days of one person."""

    person: str
    monday: date
    days: tuple[Day, ...]
    has_need: bool

    @property
    def hours(self) -> tuple[int, int]:
        """First and last full hour to show; at least from eight to sixteen."""
        ends = [w for day in self.days for w in (*(b.window for b in (*day.own, *day.need, *day.cover)), *day.gaps)]
        first = min([8, *(start // 60 for start, _ in ends)])
        last = max([16, *(-(-end // 60) for _, end in ends)])
        return first, last

    @property
    def gap_minutes(self) -> int:
        return sum(day.gap_minutes for day in self.days)


def monday_of(asked: str, today: date) -> date:
    """Return the Monday of the week an ISO date lies in; of this week when nothing readable was asked."""
    try:
        day = date.fromisoformat(asked) if len(asked) == 10 else today
    except ValueError:
        day = today
    if not 1990 <= day.year <= 2200:
        day = today
    return day - timedelta(days=day.weekday())


def week_of(plan: Plan, person_id: str, monday: date) -> WeekOf:
    """Look at one week, beyond the horizon of the plan if need be."""
    grid = grid_of(Horizon(monday, monday + timedelta(days=6)))
    requirements = [r for r in plan.requirements if isinstance(r, Cover) and r.subject == person_id]
    held_back = held_back_until(plan.requirements)
    covering = {i for r in requirements for i in r.by}
    own = [m for m in plan.measures if m.person == person_id and m.id not in covering]
    need, ways, gaps = [], [], []
    for requirement in requirements:
        for measure in chosen(plan, requirement.during):
            need.append((measure, sessions(measure, grid, plan.state)))
        found = find_gaps(requirement, plan, grid, held_back)
        ways += found.demand
        gaps += found.uncovered
    cover = [(m, sessions(m, grid, plan.state, held_back.get(m.id))) for m in plan.measures if m.id in covering]
    mine = [(m, sessions(m, grid, plan.state)) for m in own]
    here = {m.id: m for m, _ in (*need, *cover, *mine)}
    days = tuple(
        Day(
            date=grid.day(number),
            holiday=public_holidays(plan.state, grid.day(number).year).get(grid.day(number)),
            own=_blocks(mine, number),
            need=_blocks(need, number),
            ways=_windows(ways, number),
            cover=_blocks(cover, number),
            gaps=_windows(gaps, number),
            closed=tuple(sorted(_closed(list(here.values()), grid, number))),
        )
        for number in range(7)
    )
    return WeekOf(person_id, monday, days, bool(requirements))


def _blocks(some: list[tuple[Measure, list[Part]]], day: int) -> tuple[Block, ...]:
    found = {
        Block(window, measure.label or measure.kind, measure.confirmed)
        for measure, parts in some
        for dates, minutes in parts
        if dates >> day & 1
        for window in windows(minutes)
    }
    return tuple(sorted(found, key=lambda block: (block.window, block.label)))


def _windows(parts: list[Part], day: int) -> tuple[Window, ...]:
    taken = 0
    for dates, minutes in parts:
        if dates >> day & 1:
            taken |= minutes
    return windows(taken)


def _closed(measures: list[Measure], grid: Grid, day: int) -> set[str]:
    """Who keeps closed on a day on which it would otherwise be there."""
    when = grid.day(day)
    return {
        f"{closure.label or 'geschlossen'} ({measure.label or measure.kind})"
        for measure in measures
        if any(when.weekday() in slot.days for slot in measure.slots)
        for closure in measure.closures
        if closure.start <= when <= closure.end
    }


def busiest_weeks(plan: Plan, requirement: Cover, count: int = 1) -> list[date]:
    """The Mondays of the weeks with the most uncovered minutes, for opening the week view where it matters."""
    grid = grid_of(plan.horizon)
    totals: dict[date, int] = {}
    for dates, minutes in find_gaps(requirement, plan, grid, held_back_until(plan.requirements)).uncovered:
        for number in numbers(dates):
            monday = grid.monday(number)
            totals[monday] = totals.get(monday, 0) + minutes.bit_count()
    return sorted(totals, key=lambda monday: (-totals[monday], monday))[:count]
