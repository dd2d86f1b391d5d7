"""Findings in German: a headline, one sentence with dates and times, and what each kind of gap looks like."""

from collections.abc import Iterable, Mapping

from lotse.foundation.dates_in_words import duration, short_date
from lotse.measures.rules import german
from lotse.measures.rules.findings import (
    CoverGap,
    Finding,
    HoursLimit,
    Overlap,
    Pattern,
    PrereqUnmet,
    SequenceGap,
)
from lotse.measures.rules.plan import Cover, NoOverlap, Plan, Prerequisite, Requirement, StartWithin, WeeklyLimit

CODE_NAMES = {
    "COVER_GAP": "Betreuungslücke",
    "PREREQ_UNMET": "Voraussetzung fehlt",
    "OVERLAP": "Überschneidung",
    "SEQUENCE_GAP": "Lücke im Anschluss",
    "HOURS_LIMIT": "Zu viele Stunden",
}


class Words:
    """Names of the persons and measures of a plan, and its findings in words."""

    def __init__(self, plan: Plan) -> None:
        self.measures: Mapping[str, str] = {m.id: m.label or m.kind for m in plan.measures}
        self.persons: Mapping[str, str] = {p.id: p.label or p.role or p.id for p in plan.persons}
        self.requirements: Mapping[str, Requirement] = {r.id: r for r in plan.requirements}
        self.unconfirmed = [m.id for m in plan.measures if not m.confirmed]
        self.computed_until = plan.horizon.end
        self.beyond = {m.id for m in plan.measures if m.end is None or m.end > plan.horizon.end}

    def headline(self, finding: Finding) -> str:
        """The finding in a few words."""
        name = CODE_NAMES[finding.code]
        match finding:
            case CoverGap():
                days = german.count(finding.affected_days, "Tag", "Tagen")
                return f"{name}: {self.persons[finding.subject]}, {duration(finding.minutes)} an {days}"
            case PrereqUnmet():
                return f"{name}: {finding.needs} für {self.measures[finding.measure]}"
            case Overlap():
                days = german.count(len(finding.dates), "Tag", "Tagen")
                return f"{name}: {self._both(finding)}, {duration(finding.minutes)} an {days}"
            case SequenceGap():
                days = german.count((finding.gap_to - finding.gap_from).days + 1, "Tag", "Tage")
                return f"{name}: {days} vor {self.measures[finding.second]}"
            case HoursLimit():
                weeks = german.count(len(finding.weeks), "Woche", "Wochen")
                return f"{name}: {self.persons[finding.person]} in {weeks}"

    def sentence(self, finding: Finding) -> str:
        """The finding in one sentence, with dates and times."""
        match finding:
            case CoverGap():
                return self._cover_gap(finding)
            case PrereqUnmet():
                return self._prerequisite(finding)
            case Overlap():
                return self._overlap(finding)
            case SequenceGap():
                return self._sequence(finding)
            case HoursLimit():
                return self._hours(finding)

    def requirement(self, requirement: Requirement) -> str:
        """What must mesh, in one sentence."""
        match requirement:
            case Cover():
                before, after = requirement.travel_before_min, requirement.travel_after_min
                way = f" (Weg {before} Min. davor, {after} Min. danach)" if before or after else ""
                by = self._named(requirement.by) or "noch niemand"
                who = self.persons[requirement.subject]
                return f"{who} ist während {self._named(requirement.during)}{way} betreut; betreut wird durch {by}."
            case Prerequisite():
                when = short_date(requirement.available_on)
                return f"„{self.measures[requirement.measure]}“ braucht {requirement.needs}, da ab {when}."
            case NoOverlap():
                way = f", {requirement.transfer_min} Min. Weg dazwischen" if requirement.transfer_min else ""
                return f"{self._named(requirement.measures)} überschneiden sich nicht{way}."
            case StartWithin():
                days = german.count(requirement.max_days_after_end, "Tag", "Tage")
                first, second = self.measures[requirement.first], self.measures[requirement.second]
                return f"„{second}“ beginnt höchstens {days} nach dem Ende von „{first}“."
            case _:
                limit = duration(requirement.must_stay_below_minutes)
                return f"{self._named(requirement.measures)} bleiben unter {limit} in der Woche."

    def pattern(self, pattern: Pattern) -> str:
        """One kind of gap: when, on which weekdays, on how many days."""
        when = f"{german.weekdays(day.weekday() for day in pattern.dates)} {german.windows(pattern.windows)}"
        if len(pattern.dates) == 1:
            return f"{german.weekday_and_day(pattern.dates[0])}, {german.windows(pattern.windows)}"
        return f"{when}, {len(pattern.dates)} Tage {german.period(pattern.dates[0], pattern.dates[-1])}"

    def so_far(self, finding: CoverGap | Overlap | HoursLimit) -> str:
        """What may go on behind the horizon says how far was looked; empty where the end was reached."""
        match finding, self.requirements.get(finding.requirement):
            case CoverGap(), Cover(during=measures):
                goes_on = any(m in self.beyond for m in measures)
            case Overlap(), _:
                goes_on = all(m in self.beyond for m in finding.measures)
            case HoursLimit(), WeeklyLimit(measures=measures):
                goes_on = any(m in self.beyond for m in measures)
            case _:
                goes_on = False
        return f" (gerechnet bis {short_date(self.computed_until)})" if goes_on else ""

    def _cover_gap(self, finding: CoverGap) -> str:
        requirement = self.requirements.get(finding.requirement)
        during = ""
        hope = ""
        if isinstance(requirement, Cover):
            during = f" während {self._named(requirement.during)}"
            if finding.minutes_coverable_by_unconfirmed:
                places = self._named(m for m in requirement.by if m in self.unconfirmed)
                closable = duration(finding.minutes_coverable_by_unconfirmed)
                hope = f"; {closable} davon könnte {places} schließen, sobald der Platz zugesagt ist"
        parts = [self.pattern(pattern) for pattern in finding.patterns[:3]]
        if len(finding.patterns) > 3:
            parts.append(f"{len(finding.patterns) - 3} weitere Zeiten")
        return (
            f"{self.persons[finding.subject]} ist{during} an "
            f"{german.count(finding.affected_days, 'Tag', 'Tagen')} zusammen {duration(finding.minutes)} "
            f"nicht betreut: {'; '.join(parts)}{self.so_far(finding)}{hope}."
        )

    def _prerequisite(self, finding: PrereqUnmet) -> str:
        lost = ""
        if finding.session_dates_lost:
            days = german.count(len(finding.session_dates_lost), "Termin fällt", "Termine fallen")
            first, last = finding.session_dates_lost[0], finding.session_dates_lost[-1]
            lost = f"; {days} aus ({german.period(first, last)})"
        return (
            f"{self.measures[finding.measure]} soll am {short_date(finding.needed_by)} beginnen, aber "
            f"{finding.needs} liegt erst am {short_date(finding.available_on)} vor, "
            f"{german.count(finding.days_short, 'Tag', 'Tage')} zu spät{lost}."
        )

    def _overlap(self, finding: Overlap) -> str:
        first, last = finding.dates[0][0], finding.dates[-1][0]
        return (
            f"{self.persons[finding.person]} müsste {german.period(first, last)} an "
            f"{german.count(len(finding.dates), 'Tag', 'Tagen')} zugleich bei {self._both(finding)} sein, "
            f"zusammen {duration(finding.minutes)} einschließlich Weg{self.so_far(finding)}."
        )

    def _sequence(self, finding: SequenceGap) -> str:
        return (
            f"Zwischen {self.measures[finding.first]} und {self.measures[finding.second]} fehlt "
            f"{german.period(finding.gap_from, finding.gap_to)} der Anschluss: spätester Beginn wäre der "
            f"{short_date(finding.latest_start)}."
        )

    def _hours(self, finding: HoursLimit) -> str:
        limit = duration(finding.must_stay_below_minutes)
        most = max(week.minutes for week in finding.weeks)
        weeks = german.count(len(finding.weeks), "Woche", "Wochen")
        return (
            f"{self.persons[finding.person]} erreicht in {weeks} mit bis zu "
            f"{duration(most)} die Grenze von {limit}, zuerst in der Woche ab dem "
            f"{short_date(finding.weeks[0].monday)}{self.so_far(finding)}."
        )

    def _both(self, finding: Overlap) -> str:
        return self._named(finding.measures)

    def _named(self, ids: Iterable[str]) -> str:
        return german.listed([f"„{self.measures[i]}“" for i in ids])
