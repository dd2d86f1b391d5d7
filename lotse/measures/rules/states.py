"""The states of a measure, and what follows from the findings: ready, blocked, at risk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lotse.foundation.dates_in_words import duration, short_date
from lotse.measures.rules import german
from lotse.measures.rules.findings import CoverGap, Finding, HoursLimit, Overlap, PrereqUnmet, SequenceGap
from lotse.measures.rules.plan import Cover, Plan, WeeklyLimit


class State(StrEnum):
    PLANNED = "planned"
    APPLIED = "applied"
    GRANTED = "granted"
    RUNNING = "running"
    COMPLETED = "completed"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    BROKEN_OFF = "broken_off"
    PAUSED = "paused"


STATE_LABELS = {
    State.PLANNED: "geplant",
    State.APPLIED: "beantragt",
    State.GRANTED: "bewilligt",
    State.RUNNING: "laufend",
    State.COMPLETED: "beendet",
    State.WAITLISTED: "Warteliste",
    State.DECLINED: "abgelehnt",
    State.BROKEN_OFF: "abgebrochen",
    State.PAUSED: "pausiert",
}
CONFIRMED = frozenset({State.GRANTED, State.RUNNING, State.COMPLETED})
LEFT_OUT = frozenset({State.DECLINED, State.BROKEN_OFF})
NOT_BEGUN = frozenset({State.PLANNED, State.APPLIED, State.GRANTED, State.WAITLISTED})
MAY_GO_ON = frozenset({State.APPLIED, State.WAITLISTED, State.GRANTED, State.RUNNING, State.PAUSED})
"""Others carry it on: it does not end because the office closes its case. A mere plan is nobody's."""

# Which state may follow which; a slip of the hand is mended by going back the same way.
NEXT = {
    State.PLANNED: (State.APPLIED, State.GRANTED, State.WAITLISTED, State.RUNNING, State.DECLINED, State.BROKEN_OFF),
    State.APPLIED: (State.GRANTED, State.WAITLISTED, State.DECLINED, State.PLANNED, State.BROKEN_OFF),
    State.WAITLISTED: (State.GRANTED, State.APPLIED, State.DECLINED, State.PLANNED, State.BROKEN_OFF),
    State.GRANTED: (State.RUNNING, State.COMPLETED, State.APPLIED, State.PAUSED, State.BROKEN_OFF),
    State.RUNNING: (State.COMPLETED, State.PAUSED, State.BROKEN_OFF, State.GRANTED),
    State.PAUSED: (State.RUNNING, State.COMPLETED, State.BROKEN_OFF),
    State.DECLINED: (State.APPLIED, State.PLANNED),
    State.COMPLETED: (State.RUNNING,),
    State.BROKEN_OFF: (State.RUNNING, State.PLANNED),
}


class Outlook(StrEnum):
    """What the interlocking says about a measure; derived, never typed."""

    READY = "ready"
    BLOCKED = "blocked"
    AT_RISK = "at_risk"


@dataclass(frozen=True, slots=True)
class Prospect:
    """The outlook of a measure, and what is missing in words."""

    outlook: Outlook
    missing: tuple[str, ...] = ()


def prospect(
    measure_id: str, state: State, plan: Plan, findings: Iterable[Finding], waived: frozenset[str], today: date
) -> Prospect | None:
    """The outlook of one measure; None when it is over or left out. `waived` holds requirements bridged today."""
    if state in LEFT_OUT or state is State.COMPLETED:
        return None
    blocked: list[str] = []
    at_risk: list[str] = []
    for finding in findings:
        if finding.requirement in waived:
            continue
        if isinstance(finding, PrereqUnmet):
            if finding.measure == measure_id and finding.available_on > today:
                blocked.append(f"{finding.needs} (da ab {short_date(finding.available_on)})")
        elif missing := _missing(measure_id, finding, plan):
            at_risk.append(missing)
    if blocked:
        return Prospect(Outlook.BLOCKED, (*blocked, *at_risk))
    if at_risk:
        return Prospect(Outlook.AT_RISK, tuple(at_risk))
    return Prospect(Outlook.READY) if state in NOT_BEGUN else None


def _missing(measure_id: str, finding: Finding, plan: Plan) -> str | None:
    requirement = next((r for r in plan.requirements if r.id == finding.requirement), None)
    match finding, requirement:
        case CoverGap(), Cover() if measure_id in requirement.during:
            return f"Betreuung für {duration(finding.minutes)}"
        case Overlap(), _ if measure_id in finding.measures:
            return f"Überschneidung an {german.count(len(finding.dates), 'Tag', 'Tagen')}"
        case SequenceGap(), _ if measure_id == finding.second:
            return f"Beginn bis {short_date(finding.latest_start)}"
        case HoursLimit(), WeeklyLimit() if measure_id in requirement.measures:
            return f"Wochengrenze in {german.count(len(finding.weeks), 'Woche', 'Wochen')} erreicht"
    return None
