"""`cover`: every session of a `during` measure with its ways lies inside the sessions of confirmed `by` measures."""

from collections.abc import Sequence
from datetime import date

from lotse.measures.rules.calendar import Grid, Strand, strands
from lotse.measures.rules.findings import CoverGap, Pattern, Range, Week
from lotse.measures.rules.plan import Cover, Measure, Plan
from lotse.measures.rules.weeks import DAY_MINUTES, WEEKDAYS_IN, Window, day_of, windows

Weekdays = tuple[int, ...]  # for each strand the weekdays that take place in a week


def find_cover_gap(requirement: Cover, plan: Plan, grid: Grid, held_back: dict[str, date]) -> CoverGap | None:
    """The uncovered times of one requirement; `held_back` says until when a measure cannot cover yet."""
    measures = {measure.id: measure for measure in plan.measures}
    demand = [
        strand
        for measure_id in requirement.during
        for strand in strands(
            measures[measure_id],
            grid,
            plan.state,
            before=requirement.travel_before_min,
            after=requirement.travel_after_min,
        )
    ]
    if not demand:
        return None

    def covering(*, confirmed: bool) -> list[Strand]:
        chosen: list[Measure] = [measures[measure_id] for measure_id in requirement.by]
        return [
            strand
            for measure in chosen
            if measure.confirmed is confirmed
            for strand in strands(measure, grid, plan.state, not_before=held_back.get(measure.id))
        ]

    cover, hoped_for = covering(confirmed=True), covering(confirmed=False)
    gaps = uncovered_weeks(demand, cover)
    if not gaps:
        return None
    return _finding(requirement, grid, demand, cover, hoped_for, gaps)


def uncovered_weeks(demand: Sequence[Strand], cover: Sequence[Strand]) -> dict[Weekdays, int]:
    """For each kind of week that occurs and has a gap, the minutes that lie uncovered."""
    gaps: dict[Weekdays, int] = {}
    needed = len(demand)
    everything = [*demand, *cover]
    for kind in set(zip(*[strand.open for strand in everything], strict=True)):
        need = have = 0
        for position, days in enumerate(kind):
            if days:
                if position < needed:
                    need |= everything[position].on(days)
                elif need:
                    have |= everything[position].on(days)
                else:
                    break
        if need and (gap := need & ~have if have else need):
            gaps[kind] = gap
    return gaps


def _finding(
    requirement: Cover,
    grid: Grid,
    demand: Sequence[Strand],
    cover: Sequence[Strand],
    hoped_for: Sequence[Strand],
    gaps: dict[Weekdays, int],
) -> CoverGap:
    """Spell out the uncovered minutes by day, week and run of days."""
    decoded = {kind: _by_weekday(gap) for kind, gap in gaps.items()}
    dates: dict[tuple[Window, ...], list[date]] = {}
    weeks: list[Week] = []
    runs: list[list[tuple[date, int]]] = [[]]
    coverable = 0
    kinds = zip(*[strand.open for strand in (*demand, *cover)], strict=True)
    for week, kind in enumerate(kinds):
        uncovered = decoded.get(kind, {})
        for weekday in WEEKDAYS_IN[_union(kind[: len(demand)])]:
            if weekday not in uncovered:
                runs.append([])
                continue
            day = date.fromordinal(grid.day(week, weekday))
            found, minutes = uncovered[weekday]
            dates.setdefault(found, []).append(day)
            runs[-1].append((day, minutes))
        if uncovered:
            monday = date.fromordinal(grid.day(week, 0))
            weeks.append(Week(monday, sum(minutes for _, minutes in uncovered.values())))
            hoped = 0
            for strand in hoped_for:
                hoped |= strand.on(strand.open[week])
            coverable += (gaps[kind] & hoped).bit_count()
    return CoverGap(
        requirement=requirement.id,
        subject=requirement.subject,
        minutes_coverable_by_unconfirmed=coverable,
        patterns=tuple(Pattern(found, tuple(days)) for found, days in dates.items()),
        ranges=tuple(Range(run[0][0], run[-1][0], len(run), sum(m for _, m in run)) for run in runs if run),
        weeks=tuple(weeks),
    )


def _by_weekday(gap: int) -> dict[int, tuple[tuple[Window, ...], int]]:
    """The uncovered windows and their minutes for each weekday that has any."""
    days = {}
    for weekday in range(gap.bit_length() // DAY_MINUTES + 1):
        if bits := day_of(gap, weekday):
            days[weekday] = (windows(bits), bits.bit_count())
    return days


def _union(days: Sequence[int]) -> int:
    union = 0
    for some in days:
        union |= some
    return union
