"""B12: the gap search to the minute against the plain day loop, for one case and for a whole county.

    python -m bench.interlock [--cases 300000]

Prints absolute times, the ratio to the day loop (median of interleaved rounds), the target and a verdict;
exits 1 when a target is missed or the two disagree.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bench.measure import Figure
from lotse.measures.rules.calendar import grid_of
from lotse.measures.rules.check import check
from lotse.measures.rules.cover import find_gaps
from lotse.measures.rules.plan import Closure, Cover, Horizon, Measure, Plan, Slot
from lotse.measures.rules.public_holidays import public_holidays

HORIZON = Horizon(date(2026, 11, 23), date(2027, 5, 23))  # 26 weeks
STATE = "HE"
TARGET_RATIO, TARGET_COUNTY_SECONDS = 40, 6.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    ratio, same = one_case(list(cases(400, seed=1)), arguments.rounds)
    seconds, found, measures = county(arguments.cases)
    scaled = seconds * 300_000 / arguments.cases
    print(f"county: {arguments.cases} cases, {measures} measures, {found} with gaps: {seconds:.2f} s")
    good = verdict(scaled <= TARGET_COUNTY_SECONDS)
    print(f"300,000 cases: {scaled:.2f} s; target <= {TARGET_COUNTY_SECONDS} s {good}")
    if ratio < TARGET_RATIO or scaled > TARGET_COUNTY_SECONDS or not same:
        sys.exit(1)


def figures(_path: Path, count: int = 30_000) -> list[Figure]:
    """B12 for the whole suite: a tenth of the county, scaled."""
    ratio, same = one_case(list(cases(200, seed=1)), rounds=5)
    seconds, found, measures = county(count)
    scaled = seconds * 300_000 / count
    share = f"{scaled:.2f} s ({found} of {count})"
    return [
        Figure(
            "B12", "gap search per case, day loop over engine", "p50", ratio, ">= 40", ratio >= TARGET_RATIO and same
        ),
        Figure(
            "B12", f"300,000 cases ({measures} measures timed)", share, None, "<= 6 s", scaled <= TARGET_COUNTY_SECONDS
        ),
    ]


def verdict(good: bool) -> str:
    return "ok" if good else "MISSED"


def one_case(plans: list[Plan], rounds: int) -> tuple[float, bool]:
    """Compare engine and day loop on the same cases, taking turns."""
    engine, full, loop = [], [], []
    same = all(engine_minutes(plan) == day_loop_minutes(plan) for plan in plans)
    for _ in range(rounds):
        engine.append([timed(engine_search, plan) for plan in plans])
        full.append([timed(check, plan) for plan in plans])
        loop.append([timed(day_loop_minutes, plan) for plan in plans])
    ratio = statistics.median(
        statistics.median(slow) / statistics.median(fast) for slow, fast in zip(loop, engine, strict=True)
    )
    for name, runs in (("engine, gap search", engine), ("engine, finding spelled out", full), ("day loop", loop)):
        p50 = statistics.median(statistics.median(run) for run in runs) * 1e6
        p99 = statistics.median(statistics.quantiles(run, n=100)[98] for run in runs) * 1e6
        print(f"{name}: p50 {p50:.1f} us, p99 {p99:.1f} us per case")
    print(f"ratio of p50: {ratio:.0f} x; target >= {TARGET_RATIO} x {verdict(ratio >= TARGET_RATIO)}")
    print(f"disagreements on {len(plans)} cases: {'none ok' if same else 'MISSED'}")
    return ratio, same


def county(count: int) -> tuple[float, int, int]:
    """Search all cases once; making them up is not timed."""
    seconds, found, measures = 0.0, 0, 0
    for start in range(0, count, 10_000):
        plans = list(cases(min(10_000, count - start), seed=start))
        measures += sum(len(plan.measures) for plan in plans)
        begun = time.process_time()
        found += sum(1 for plan in plans if engine_search(plan))
        seconds += time.process_time() - begun
    return seconds, found, measures


def timed(function, plan: Plan) -> float:
    begun = time.perf_counter()
    function(plan)
    return time.perf_counter() - begun


def engine_search(plan: Plan) -> bool:
    """Whether anything lies uncovered, with all uncovered minutes found."""
    grid = grid_of(plan.horizon)
    return any(find_gaps(requirement, plan, grid, {}).uncovered for requirement in plan.requirements)


def engine_minutes(plan: Plan) -> int:
    """The uncovered minutes of a case by the engine."""
    grid = grid_of(plan.horizon)
    return sum(find_gaps(requirement, plan, grid, {}).minutes for requirement in plan.requirements)


# --- invented cases --------------------------------------------------------------------------------------------------


def cases(count: int, seed: int) -> Iterator[Plan]:
    """Cases of two to five measures at one of 60 institutions each, which keep their closures once."""
    dice = random.Random(seed)
    institutions = [closures(random.Random(number)) for number in range(60)]
    shapes = [slots(random.Random(number)) for number in range(200)]
    for _ in range(count):
        size = dice.choice((2, 3, 3, 4, 5))
        measures = tuple(
            Measure(
                id=f"M{number}",
                kind="kurs",
                person="P",
                label=None,
                org=None,
                start=HORIZON.start + timedelta(days=dice.randint(-200, 40)),
                end=HORIZON.end - timedelta(days=dice.randint(-200, 40)),
                slots=dice.choice(shapes),
                closures=dice.choice(institutions),
                confirmed=dice.random() < 0.85,
            )
            for number in range(size)
        )
        ids = tuple(measure.id for measure in measures)
        yield Plan(STATE, HORIZON, (), measures, (Cover("R", "K", ids[:1], ids[1:], 20, 20),))


def closures(dice: random.Random) -> tuple[Closure, ...]:
    starts = [HORIZON.start + timedelta(days=dice.randint(0, 180)) for _ in range(dice.randint(1, 3))]
    return tuple(Closure("zu", start, start + timedelta(days=dice.choice((0, 4, 11)))) for start in starts)


def slots(dice: random.Random) -> tuple[Slot, ...]:
    start = dice.randrange(7 * 60, 10 * 60, 5)
    made = [Slot((0, 1, 2, 3, 4)[: dice.randint(2, 5)], start, start + dice.randrange(180, 540, 5))]
    if dice.random() < 0.15:
        made.append(Slot((dice.randint(0, 5),), 13 * 60, 17 * 60 + 7, 2, date(2026, 11, 23)))
    return tuple(made)


# --- the day loop: what one would write first ------------------------------------------------------------------------


def day_loop_minutes(plan: Plan) -> int:
    """The uncovered minutes of a case, day by day with interval subtraction."""
    measures = {measure.id: measure for measure in plan.measures}
    total = 0
    for requirement in plan.requirements:
        day = plan.horizon.start
        while day <= plan.horizon.end:
            need = [
                (max(0, start - requirement.travel_before_min), min(1440, end + requirement.travel_after_min))
                for identity in requirement.during
                for start, end in intervals(measures[identity], day)
            ]
            have = [
                interval
                for identity in requirement.by
                if measures[identity].confirmed
                for interval in intervals(measures[identity], day)
            ]
            total += sum(end - start for start, end in subtract(merge(need), merge(have)))
            day += timedelta(days=1)
    return total


def intervals(measure: Measure, day: date) -> list[tuple[int, int]]:
    if day < measure.start or (measure.end and day > measure.end):
        return []
    if any(closure.start <= day <= closure.end for closure in measure.closures):
        return []
    if measure.closed_on_public_holidays and day in public_holidays(STATE, day.year):
        return []
    found = []
    for slot in measure.slots:
        monday = day - timedelta(days=day.weekday())
        if day.weekday() in slot.days and (
            slot.anchor_monday is None or (monday - slot.anchor_monday).days // 7 % slot.every_weeks == 0
        ):
            found.append((slot.start, slot.end))
    return found


def merge(some: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(some):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def subtract(need: list[tuple[int, int]], have: list[tuple[int, int]]) -> list[tuple[int, int]]:
    left = []
    for start, end in need:
        for taken_from, taken_to in have:
            if taken_to <= start or taken_from >= end:
                continue
            if taken_from > start:
                left.append((start, taken_from))
            start = max(start, taken_to)
        if start < end:
            left.append((start, end))
    return left


if __name__ == "__main__":
    main()
