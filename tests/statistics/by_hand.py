"""Cases counted one by one from their records, as the definitions say it: the proof of the kept summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.records import CaseRecord, DeadlineRecord, FindingRecord

YEAR, SOON = timedelta(days=365), timedelta(days=28)


def count_by_hand(cases: Sequence[CaseRecord], months: Sequence[Period], today: date) -> dict[str, int]:
    """Return the key figures of these cases over some months that follow each other."""
    start, end = months[0].start, months[-1].end
    on = min(end, today)
    closed = [c for c in cases if c.closed_on and start <= c.closed_on <= end]
    goals = [outcome for c in cases for due, outcome in c.goals if start <= due <= end]
    gaps = Counter(gap_standing(f, today) for c in cases for f in c.findings if start <= f.seen_on <= end)
    deadlines = Counter(deadline_standing(d, today) for c in cases for d in c.deadlines if start <= d.last_day <= end)
    active = [c for c in cases if c.opened_on <= on and (c.closed_on is None or c.closed_on > on)]
    ripe = [c for c in closed if c.closed_on and c.closed_on + YEAR <= today]
    return {
        "opened": sum(start <= c.opened_on <= end for c in cases),
        "active": len(active),
        "closed": len(closed),
        "closed_ripe": len(ripe),
        "returned": sum(c.returned for c in ripe),
        "goals": len(goals),
        "goals_reached": goals.count("reached"),
        "found": gaps.total(),
        "in_time": gaps["in_time"],
        "ahead": gaps["ahead"],
        "bitten": gaps["bitten"],
        "decided": gaps["in_time"] + gaps["bitten"],
        "deadlines": deadlines.total(),
        "due": deadlines["kept"] + deadlines["missed"],
        "kept": deadlines["kept"],
        "meshing": sum(c.measures >= 2 for c in active),
        "with_gap": sum(c.measures >= 2 and any(hurts_soon(f, on) for f in c.findings) for c in active),
    }


def groups_by_hand(cases: Sequence[CaseRecord], period: Period, today: date) -> dict[str, Counter[str]]:
    """Return the groups of both pages, by the key of their rows; restricted cases are in none."""
    start, end, on = period.start, period.end, min(period.end, today)
    shown = [c for c in cases if not c.restricted]
    active = [c for c in shown if c.opened_on <= on and (c.closed_on is None or c.closed_on > on)]
    return {
        "grund": Counter(c.reason for c in shown if c.closed_on and start <= c.closed_on <= end),
        "intensitaet": Counter(c.weight for c in active),
        "goal": Counter(outcome for c in shown for due, outcome in c.goals if start <= due <= end),
        "deadline": Counter(
            deadline_standing(d, today) for c in shown for d in c.deadlines if start <= d.last_day <= end
        ),
        "code": Counter(f.code for c in shown for f in c.findings if start <= f.seen_on <= end),
        "dimension": Counter(name for c in shown for day, name, _ in c.changes if start <= day <= end),
    }


def gap_standing(found: FindingRecord, today: date) -> str:
    """Say what became of a gap."""
    if found.gone_on is not None and found.gone_on < found.starts_on:
        return "in_time"
    return "ahead" if found.gone_on is None and found.starts_on > today else "bitten"


def deadline_standing(deadline: DeadlineRecord, today: date) -> str:
    """Say what became of a deadline."""
    if deadline.outcome == "not_pursued":
        return "not_pursued"
    if deadline.closed_on is not None and deadline.closed_on <= deadline.last_day:
        return "kept"
    return "running" if deadline.closed_on is None and deadline.last_day >= today else "missed"


def hurts_soon(found: FindingRecord, on: date) -> bool:
    """Say whether a gap was known and open at the end of a day and begins in the four weeks after it."""
    return (
        found.code in ("COVER_GAP", "PREREQ_UNMET")
        and found.seen_on <= on
        and (found.gone_on is None or found.gone_on > on)
        and found.starts_on <= on + SOON
        and found.ends_on >= on
    )
