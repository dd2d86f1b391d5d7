"""What the pages of measures show of a case: one plan, its findings in words, its rows, the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from lotse.measures.models import Finding as FindingRow
from lotse.measures.models import Measure, Requirement, Waiver
from lotse.measures.queries import assembling, findings, measures
from lotse.measures.queries.plans import bundle_of
from lotse.measures.rules import plan as rules
from lotse.measures.rules.check import check
from lotse.measures.rules.explain import CODE_NAMES, Words
from lotse.measures.rules.findings import CoverGap, Finding
from lotse.measures.rules.kinds import area_of, kind_label
from lotse.measures.rules.states import LEFT_OUT, STATE_LABELS, Outlook, Prospect, State, prospect
from lotse.measures.rules.timeline import Shown, Timeline, timeline
from lotse.measures.rules.waivers import WaiverPeriod, is_running
from lotse.measures.rules.weekly_times import format_weekly_times


@dataclass(frozen=True)
class FindingLine:
    """A finding with its words, its waiver and the rows that remember when it was first seen."""

    finding: Finding
    headline: str
    sentence: str
    patterns: tuple[str, ...]
    waiver: Waiver | None
    rows: tuple[FindingRow, ...]

    @property
    def key(self) -> str:
        return self.finding.requirement

    @property
    def name(self) -> str:
        return CODE_NAMES[self.finding.code]

    @property
    def unseen(self) -> list[FindingRow]:
        return [row for row in self.rows if row.acknowledged_at is None]

    @property
    def is_from_chain(self) -> bool:
        """It follows from a measure that awaits another one, and changes with that one's end."""
        return not self.key.startswith("R")


@dataclass(frozen=True)
class MeasureLine:
    """A measure with its words."""

    measure: Measure
    person: str
    house: str
    times: str
    state: str
    prospect: Prospect | None

    @property
    def kind(self) -> str:
        return kind_label(self.measure.kind)


@dataclass(frozen=True)
class RequirementLine:
    """What must mesh, in a sentence, and whether it does."""

    requirement: Requirement
    sentence: str
    holds: bool
    waiver: Waiver | None


class Overview:
    """Everything about the plan of one case on a day; each part is worked out when it is asked for."""

    def __init__(self, case_id: int, today: date) -> None:
        self.case_id, self.today = case_id, today
        self.plan, self.measures, self.requirements, self.houses = bundle_of(case_id, today)
        self.findings = check(self.plan)
        self.words = Words(self.plan)
        self.waivers = {
            waiver.key: waiver
            for waiver in measures.list_waivers([case_id])
            if is_running(WaiverPeriod("", waiver.valid_from, waiver.valid_until), today)
        }

    @property
    def bridged(self) -> frozenset[str]:
        """Requirements whose gap is bridged today."""
        return frozenset(self.waivers)

    @cached_property
    def finding_lines(self) -> list[FindingLine]:
        """The findings in words, those that nobody bridged first."""
        rows: dict[str, list[FindingRow]] = {}
        for row in findings.open_rows(self.case_id):
            rows.setdefault(row.key, []).append(row)
        lines = [
            FindingLine(
                finding=finding,
                headline=self.words.headline(finding),
                sentence=self.words.sentence(finding),
                patterns=tuple(map(self.words.pattern, finding.patterns)) if isinstance(finding, CoverGap) else (),
                waiver=self.waivers.get(finding.requirement),
                rows=tuple(rows.get(finding.requirement, ())),
            )
            for finding in self.findings
        ]
        return sorted(lines, key=lambda line: line.waiver is not None)

    def find_line(self, key: str) -> FindingLine | None:
        """The finding of one requirement, or None when it holds."""
        return next((line for line in self.finding_lines if line.key == key), None)

    @cached_property
    def measure_lines(self) -> list[MeasureLine]:
        """All measures, those left out of the plan too."""
        return [
            MeasureLine(
                measure=m,
                person=self.words.persons.get(assembling.person_key(m.person_id), ""),
                house=self.houses[m.organisation_id].name if m.organisation_id in self.houses else m.provider,
                times=format_weekly_times(assembling.slots_of(m)),
                state=STATE_LABELS[State(m.state)],
                prospect=self.prospect_of(m),
            )
            for m in self.measures
        ]

    def prospect_of(self, measure: Measure) -> Prospect | None:
        """Ready, blocked or at risk, and what is missing."""
        key, state = assembling.measure_key(measure.id), State(measure.state)
        found = prospect(key, state, self.plan, self.findings, self.bridged, self.today)
        awaited = next((m for m in self.measures if m.id == measure.predecessor_id), None)
        if found is None or awaited is None or (awaited.ends_on and awaited.state not in LEFT_OUT):
            return found
        why = STATE_LABELS[State(awaited.state)] if awaited.state in LEFT_OUT else "hat kein Ende mehr"
        return Prospect(Outlook.BLOCKED, (f"„{awaited.label}“: {why}", *found.missing))

    @cached_property
    def requirement_lines(self) -> list[RequirementLine]:
        """What must mesh, as sentences."""
        broken = {finding.requirement for finding in self.findings}
        inside = {r.id: r for r in self.plan.requirements}
        lines = []
        for row in self.requirements:
            key = assembling.requirement_key(row.id)
            rule = inside.get(key)
            sentence = (
                self.words.requirement(rule) if rule else "Ruht: eine der Maßnahmen wurde abgelehnt oder abgebrochen."
            )
            lines.append(RequirementLine(row, sentence, key not in broken, self.waivers.get(key)))
        return lines

    def shown(self) -> dict[str, Shown]:
        """What the timeline tells beside the plan."""
        return {
            assembling.measure_key(m.id): Shown(
                state=State(m.state),
                area=m.area or area_of(m.kind),
                times=format_weekly_times(assembling.slots_of(m)),
                awaits=assembling.measure_key(m.predecessor_id) if m.predecessor_id else None,
            )
            for m in self.measures
        }

    def timeline(self, months: int) -> Timeline:
        """The picture of the plan."""
        return timeline(self.plan, self.findings, self.shown(), today=self.today, months=months, bridged=self.bridged)


def is_child(person: rules.Person | None, today: date) -> bool:
    """Whether levers for children fit: below eighteen, or no birth date known and no adult's role."""
    if person is None or person.birth_date is None:
        return person is not None and person.role != "client"
    return (age_of(person, today) or 0) < 18


def age_of(person: rules.Person | None, today: date) -> int | None:
    """Return the completed years of life, None where no birth date is known."""
    if person is None or person.birth_date is None:
        return None
    born = person.birth_date
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
