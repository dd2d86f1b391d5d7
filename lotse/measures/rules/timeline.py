"""What the timeline shows, as data: lanes by person, areas of life inside them, bars, gaps, arrows. Drawn elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lotse.foundation.dates_in_words import duration, short_date
from lotse.measures.rules import german
from lotse.measures.rules.explain import CODE_NAMES, Words
from lotse.measures.rules.findings import CoverGap, Finding, HoursLimit, Overlap, PrereqUnmet, SequenceGap
from lotse.measures.rules.kinds import AREAS, area_label
from lotse.measures.rules.plan import Measure, Plan
from lotse.measures.rules.public_holidays import school_holidays
from lotse.measures.rules.states import STATE_LABELS, State

ONE_DAY = timedelta(days=1)


class Tone(StrEnum):
    """How a bar looks, beside its words."""

    DONE = "done"
    SURE = "sure"
    HOPED = "hoped"


TONES = {State.COMPLETED: Tone.DONE, State.GRANTED: Tone.SURE, State.RUNNING: Tone.SURE}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the plan does not know about a measure and the timeline tells."""

    state: State
    area: str
    times: str = ""
    awaits: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch that does not mesh; `requirement` names what it belongs to."""

    start: date
    end: date
    words: str
    requirement: str
    bridged: bool = False
    is_broad: bool = False  # an unbroken stretch, shown as a pale column behind everything


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the timeline: a measure with its bar, or only gaps."""

    label: str
    key: str = ""
    start: date | None = None
    end: date | None = None
    tone: Tone = Tone.SURE
    words: str = ""
    times: str = ""
    closures: tuple[tuple[date, date], ...] = ()
    gaps: tuple[Gap, ...] = ()
    awaits: str | None = None

    @property
    def is_measure(self) -> bool:
        return self.start is not None


@dataclass(frozen=True, slots=True)
class Area:
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """Everything of one person."""

    label: str
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A picture of a plan between two days."""

    start: date
    end: date
    today: date
    lanes: tuple[Lane, ...]
    holidays: tuple[tuple[str, date, date], ...] = ()
    holidays_unknown: tuple[int, ...] = ()

    @property
    def rows(self) -> list[Row]:
        return [row for lane in self.lanes for area in lane.areas for row in area.rows]


def frame(today: date, months: int) -> tuple[date, date]:
    """A window of so many months: a quarter of it lies behind today."""
    first = _month(today, -(months // 4))
    return first, _month(first, months) - ONE_DAY


def _month(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def timeline(
    plan: Plan,
    findings: Iterable[Finding],
    shown: Mapping[str, Shown],
    *,
    today: date,
    months: int,
    bridged: frozenset[str] = frozenset(),
) -> Timeline:
    """Lay out a plan: the client's lane first, areas of life in their usual order, gaps where they belong."""
    start, end = frame(today, months)
    words = Words(plan)
    on_measures, on_persons = _gaps(findings, bridged)
    lanes = []
    for person in plan.persons:
        own = [m for m in plan.measures if m.person == person.id and _touches(m.start, m.end, start, end)]
        areas = _areas(own, shown, on_measures)
        if person.id in on_persons:
            gap_rows = [
                row for row in on_persons[person.id] if any(_touches(g.start, g.end, start, end) for g in row.gaps)
            ]
            areas += [Area("Was nicht zusammenpasst", tuple(gap_rows))] if gap_rows else []
        if areas:
            lanes.append(Lane(words.persons[person.id], tuple(areas)))
    years = range(start.year, end.year + 1)
    known = {year: school_holidays(plan.state, year) for year in years}
    pauses = {(h.label, h.start, h.end) for found in known.values() for h in found or () if h.end >= start <= end}
    return Timeline(
        start=start,
        end=end,
        today=today,
        lanes=tuple(lanes),
        holidays=tuple(sorted((p for p in pauses if p[1] <= end), key=lambda p: p[1])),
        holidays_unknown=tuple(year for year, found in known.items() if found is None),
    )


def _touches(first: date, last: date | None, start: date, end: date) -> bool:
    return first <= end and (last is None or last >= start)


def _areas(measures: Sequence[Measure], shown: Mapping[str, Shown], gaps: Mapping[str, list[Gap]]) -> list[Area]:
    found = []
    order = [*AREAS, *sorted({shown[m.id].area for m in measures} - set(AREAS))]
    for area in order:
        here = sorted((m for m in measures if shown[m.id].area == area), key=lambda m: (m.start, m.id))
        if here:
            found.append(Area(area_label(area), tuple(_row(m, shown[m.id], gaps.get(m.id, [])) for m in here)))
    return found


def _row(measure: Measure, shown: Shown, gaps: list[Gap]) -> Row:
    until = f"bis {short_date(measure.end)}" if measure.end else "ohne Ende"
    return Row(
        label=measure.label or measure.kind,
        key=measure.id,
        start=measure.start,
        end=measure.end,
        tone=TONES.get(shown.state, Tone.HOPED),
        words=f"{STATE_LABELS[shown.state]} {until}",
        times=shown.times,
        closures=tuple((closure.start, closure.end) for closure in measure.closures),
        gaps=tuple(gaps),
        awaits=shown.awaits,
    )


def _gaps(findings: Iterable[Finding], bridged: frozenset[str]) -> tuple[dict[str, list[Gap]], dict[str, list[Row]]]:
    """Gaps that belong to a measure's own line, and lines of their own for those that belong to a person."""
    on_measures: dict[str, list[Gap]] = {}
    on_persons: dict[str, list[Row]] = {}
    for finding in findings:
        is_bridged = finding.requirement in bridged
        is_broad = isinstance(finding, SequenceGap | PrereqUnmet | CoverGap) and not is_bridged
        after = " (überbrückt)" if is_bridged else ""
        gaps = [
            Gap(start, end, words + after, finding.requirement, is_bridged, is_broad)
            for start, end, words in _stretches(finding)
        ]
        match finding:
            case SequenceGap(second=measure) | PrereqUnmet(measure=measure):
                on_measures.setdefault(measure, []).extend(gaps)
            case CoverGap(subject=person) | Overlap(person=person) | HoursLimit(person=person):
                on_persons.setdefault(person, []).append(_gap_row(finding, gaps))
    return on_measures, on_persons


def _stretches(finding: Finding) -> list[tuple[date, date, str]]:
    """First and last day of each stretch that does not mesh, with what is said there."""
    match finding:
        case SequenceGap():
            days = german.count((finding.gap_to - finding.gap_from).days + 1, "Tag", "Tage")
            return [(finding.gap_from, finding.gap_to, f"Lücke {days}")]
        case PrereqUnmet():
            return [(finding.needed_by, finding.available_on - ONE_DAY, f"fehlt: {finding.needs}")]
        case CoverGap():
            return [
                (r.start, r.end, f"{german.count(r.days, 'Tag', 'Tage')}, {duration(r.minutes)}")
                for r in finding.ranges
            ]
        case Overlap():
            return [(day, day, duration(minutes)) for day, minutes in finding.dates]
        case HoursLimit():
            return [
                (run[0], run[-1] + 6 * ONE_DAY, german.count(len(run), "Woche", "Wochen"))
                for run in _runs_of_weeks([week.monday for week in finding.weeks])
            ]


def _runs_of_weeks(mondays: list[date]) -> list[list[date]]:
    runs: list[list[date]] = []
    for monday in mondays:
        if runs and monday - runs[-1][-1] == 7 * ONE_DAY:
            runs[-1].append(monday)
        else:
            runs.append([monday])
    return runs


def _gap_row(finding: Finding, gaps: list[Gap]) -> Row:
    return Row(label=CODE_NAMES[finding.code], key=f"gap-{finding.requirement}", gaps=tuple(gaps))
