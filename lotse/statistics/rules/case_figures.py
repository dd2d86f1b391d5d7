"""Key figures of cases, shared by the page on cases, the page on interlocking and the lists behind their numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lotse.statistics.rules.case_cells import YEAR, CaseTally
from lotse.statistics.rules.counted import Frame
from lotse.statistics.rules.pages import BEFORE_KEY, TOTAL_KEY
from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.spreads import spread
from lotse.statistics.rules.tables import Column, Kind, Row, Table

OPENED = Column("opened", "Neue Fälle", figure="opened")
ACTIVE = Column("active", "Aktive Fälle", figure="active")
CLOSED = Column("closed", "Abgeschlossen", figure="closing")
DURATION = Column("duration", "Falldauer", Kind.MEDIAN, figure="duration", unit=" Tage")
REACHED = Column("goals_reached", "Ziele erreicht", Kind.SHARE, whole="goals", figure="goals")
FOUND = Column("found", "Gefundene Lücken", figure="gaps")
IN_TIME = Column("in_time", "Rechtzeitig geschlossen", Kind.SHARE, whole="decided", figure="closed_in_time")
RETURNED = Column("returned", "Wiederkehr", Kind.SHARE, whole="closed_ripe", figure="returned")
KEPT = Column("kept", "Fristen gehalten", Kind.SHARE, whole="due", figure="kept")
GAP_SHARE = Column("with_gap", "Aktive Fälle mit Lücke", Kind.SHARE, whole="meshing", figure="gap_share")
ALL_CASES = {"liste": "faelle", "gruppe": "fall:"}
"""What a link to the cases behind a total asks for."""
STANDINGS = ("in_time", "ahead", "bitten")


@dataclass(frozen=True)
class CountedCases:
    """The cases of a view: all of them for the key figures, and those that are not restricted for every group."""

    everything: CaseTally
    shown: CaseTally
    today: date


def overview(cases: CountedCases, before: Sequence[Period], frame: Frame, columns: Sequence[Column]) -> Table:
    """Return the key figures of the period and of the months it is compared with."""
    rows = [figures_row(TOTAL_KEY, frame.period.label, cases.everything, [frame.period], cases.today)]
    if before:
        rows.append(figures_row(BEFORE_KEY, frame.before_label, cases.everything, before, cases.today))
    return Table("ueberblick", "Überblick", "Zeitraum", columns, rows, adds_up=False)


def figures_row(key: str, label: str, cases: CaseTally, periods: Sequence[Period], today: date) -> Row:
    """Count the key figures of cases over some months that follow each other."""
    start, end = periods[0].start, periods[-1].end
    days = {int(days): n for days, n in cases.count("duration", start, end).items()}
    counts = {
        **_course(cases, start, end, today),
        **_gaps(cases, start, end, today),
        **_goals_and_deadlines(cases, start, end, today),
    }
    return Row(key, label, counts, {"duration": spread(days)}, query=ALL_CASES)


def _course(cases: CaseTally, start: date, end: date, today: date) -> dict[str, int]:
    on = min(end, today)
    ripe = cases.count("back", start, min(end, today - YEAR))
    return {
        "opened": cases.count("opened", start, end).total(),
        "closed": cases.count("closed", start, end).total(),
        **{axis: cases.count(axis, None, on).total() for axis in ("active", "meshing", "with_gap")},
        "closed_ripe": ripe.total(),
        "returned": ripe["yes"],
    }


def _gaps(cases: CaseTally, start: date, end: date, today: date) -> dict[str, int]:
    total = Counter[str]()
    for standings in gaps_by_code(cases, start, end, today).values():
        total.update(standings)
    decided = total["in_time"] + total["bitten"]
    return {"found": decided + total["ahead"], "decided": decided, **{name: total[name] for name in STANDINGS}}


def _goals_and_deadlines(cases: CaseTally, start: date, end: date, today: date) -> dict[str, int]:
    goals, deadlines = cases.count("goal", start, end), deadlines_by_standing(cases, start, end, today)
    return {
        "goals": goals.total(),
        "goals_reached": goals["reached"],
        "deadlines": deadlines.total(),
        "due": deadlines["kept"] + deadlines["missed"],
        "kept": deadlines["kept"],
    }


def gaps_by_code(cases: CaseTally, start: date, end: date, today: date) -> dict[str, Counter[str]]:
    """Return by code what became of the gaps found between two days: a gap that is open is ahead until it begins."""
    found: dict[str, Counter[str]] = {}
    for value, n in cases.count("gap", start, end).items():
        code, _, standing = value.partition("|")
        if standing not in STANDINGS:
            standing = "ahead" if date.fromisoformat(standing) > today else "bitten"
        found.setdefault(code, Counter())[standing] += n
    return found


def deadlines_by_standing(cases: CaseTally, start: date, end: date, today: date) -> Counter[str]:
    """Return what became of the deadlines between two days: one that is open runs until its day is over."""
    found = cases.count("deadline", start, end)
    unsettled = cases.count("unsettled", start, end).total()
    missed = cases.count("unsettled", start, min(end, today - timedelta(days=1))).total()
    found["missed"] += missed
    found["running"] += unsettled - missed
    return found


def active_by_weight(cases: CaseTally, period: Period, today: date) -> Counter[str]:
    """Return the cases open at the end of the period, at the latest today."""
    return cases.count("active", None, min(period.end, today))
