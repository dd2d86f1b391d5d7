"""Key figures of cases, shared by the page on cases and the page on interlocking."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from lotse.statistics.rules.counted import Frame
from lotse.statistics.rules.pages import BEFORE_KEY, TOTAL_KEY
from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.records import CaseRecord
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
YEAR = timedelta(days=365)
Before = tuple[Sequence[CaseRecord], Sequence[Period]]
"""Cases of the period compared with, and its months."""


def overview(
    records: Sequence[CaseRecord],
    before: Before | None,
    frame: Frame,
    today: date,
    columns: Sequence[Column],
) -> Table:
    """Return the key figures of the period and of the one compared with."""
    rows = [figures_row(TOTAL_KEY, frame.period.label, records, [frame.period], today)]
    if before is not None and before[1]:
        rows.append(figures_row(BEFORE_KEY, frame.before_label, before[0], before[1], today))
    return Table("ueberblick", "Überblick", "Zeitraum", columns, rows, adds_up=False)


def figures_row(key: str, label: str, records: Sequence[CaseRecord], periods: Sequence[Period], today: date) -> Row:
    """Count the key figures of all cases over some months."""
    # The days are taken out of the periods once: a county has tens of thousands of cases.
    start, end, on = periods[0].start, periods[-1].end, key_day(periods[-1], today)
    closed = [r for r in records if r.closed_on is not None and start <= r.closed_on <= end]
    goals = [outcome for r in records if r.goals for due, outcome in r.goals if start <= due <= end]
    seen = [f for r in records if r.findings for f in r.findings if start <= f.seen_on <= end]
    ended = [d for r in records if r.deadlines for d in r.deadlines if start <= d.last_day <= end]
    standings, gaps = Counter(d.standing(today) for d in ended), Counter(f.standing(today) for f in seen)
    active = [r for r in records if r.opened_on <= on and (r.closed_on is None or r.closed_on > on)]
    counts = {
        "opened": sum(start <= r.opened_on <= end for r in records),
        "active": len(active),
        "closed": len(closed),
        "goals": len(goals),
        "goals_reached": goals.count("reached"),
        "found": len(seen),
        **{name: gaps[name] for name in ("in_time", "ahead", "bitten")},
        "decided": gaps["in_time"] + gaps["bitten"],
        "deadlines": len(ended),
        "due": standings["kept"] + standings["missed"],
        "kept": standings["kept"],
        "meshing": sum(r.measures >= 2 for r in active),
        "with_gap": sum(r.measures >= 2 and r.soon_open for r in active),
    }
    ripe = [r for r in closed if r.closed_on and r.closed_on + YEAR <= today and r.returned is not None]
    counts |= {"closed_ripe": len(ripe), "returned": sum(bool(r.returned) for r in ripe)}
    days = Counter((r.closed_on - r.opened_on).days for r in closed if r.closed_on)
    return Row(key, label, counts, {"duration": spread(days)}, query=ALL_CASES)


def key_day(period: Period, today: date) -> date:
    """Return the day on which cases count as active."""
    return min(period.end, today)


def is_active(record: CaseRecord, day: date) -> bool:
    """Say whether a case was open at the end of a day."""
    return record.opened_on <= day and (record.closed_on is None or record.closed_on > day)


def is_inside(day: date | None, period: Period) -> bool:
    """Say whether a day lies in the period."""
    return day is not None and period.start <= day <= period.end
