"""The page on interlocking and deadlines: gaps found and closed, hours of care secured, deadlines kept."""

from collections import Counter
from collections.abc import Mapping, Sequence

from lotse.statistics.rules import findings
from lotse.statistics.rules.case_figures import (
    ALL_CASES,
    FOUND,
    GAP_SHARE,
    IN_TIME,
    KEPT,
    CountedCases,
    deadlines_by_standing,
    gaps_by_code,
    overview,
)
from lotse.statistics.rules.counted import Frame
from lotse.statistics.rules.pages import TOTAL_KEY, Page, Section
from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.tables import Column, Row, Table, german

CODES = {
    "COVER_GAP": "fehlende Betreuung",
    "PREREQ_UNMET": "fehlende Voraussetzung",
    "OVERLAP": "Überschneidung",
    "SEQUENCE_GAP": "Abstand zu groß",
    "HOURS_LIMIT": "zu viele Stunden",
}
STANDINGS = {
    "in_time": "rechtzeitig geschlossen",
    "ahead": "noch offen, noch nicht eingetreten",
    "bitten": "eingetreten",
}
DEADLINES = {
    "kept": "gehalten",
    "missed": "versäumt",
    "running": "läuft noch",
    "not_pursued": "nicht verfolgt (Entscheidung der Person)",
}
HOURS_FROM = 10
"""Hours are a sum over few families: below ten gaps they would say too much."""


def interlocking_page(cases: CountedCases, before: Sequence[Period], frame: Frame, overdue: Mapping[str, int]) -> Page:
    """Build the page on gaps that were found and closed, deadlines and overdue reminders."""
    top = overview(cases, before, frame, [FOUND, IN_TIME, GAP_SHARE, KEPT])
    start, end = frame.period.start, frame.period.end
    gaps = gaps_by_code(cases.shown, start, end, cases.today)
    deadlines = deadlines_by_standing(cases.shown, start, end, cases.today)
    minutes = cases.shown.count("minutes", start, end).total()
    sections = [_gaps(gaps), _care(gaps, minutes), _deadlines(deadlines), _overdue(overdue)]
    notes = [
        "Eine Lücke ist rechtzeitig geschlossen, wenn der Befund vor dem ersten Tag der Lücke verschwand.",
        "Stunden der gesicherten Betreuung erscheinen erst ab zehn Lücken.",
    ]
    return Page("verzahnung", "Verzahnung und Fristen", top, sections, frame.before_label, notes)


def _gaps(gaps: Mapping[str, Counter[str]]) -> Section:
    rows = []
    for code, label in CODES.items():
        mine = gaps.get(code, Counter[str]())
        query = {"liste": "faelle", "gruppe": f"luecke:{code}"}
        rows.append(Row(f"code={code}", label, {"found": mine.total(), **{s: mine[s] for s in STANDINGS}}, query=query))
    columns = [
        *(Column(s, label, figure="closed_in_time") for s, label in STANDINGS.items()),
        Column("found", "gefunden", figure="gaps"),
    ]
    table = Table(
        "luecken",
        "Lücken und was aus ihnen wurde",
        "Art",
        columns,
        rows,
        _sum_row(rows),
        sums=[("found", tuple(STANDINGS))],
    )
    return Section(table, lambda t: findings.largest(t, "found", "Am häufigsten gefunden"), "", wide=True)


def _care(gaps: Mapping[str, Counter[str]], minutes: int) -> Section:
    count = gaps.get("COVER_GAP", Counter[str]())["in_time"]
    counts = {"gaps": count, "hours": minutes // 60 if count >= HOURS_FROM else 0}
    query = {"liste": "faelle", "gruppe": "luecke:COVER_GAP", "spalte": "in_time"}
    columns = [
        Column("gaps", "geschlossene Betreuungslücken", figure="closed_in_time"),
        Column("hours", "Stunden", figure="minutes_secured", listed=False),
    ]
    row = Row("minutes=secured", "gesicherte Betreuungszeit", counts, query=query)
    table = Table("betreuung", "Gesicherte Betreuungszeit", "Wirkung", columns, [row], adds_up=False)
    return Section(table, _say_care)


def _overdue(overdue: Mapping[str, int]) -> Section:
    every = {"liste": "wiedervorlagen"}
    rows = [
        Row(f"overdue={name}", name, {"overdue": n}, query={**every, "gruppe": f"seit:{name}"})
        for name, n in overdue.items()
    ]
    columns = [Column("overdue", "Wiedervorlagen", figure="overdue")]
    total = Row(TOTAL_KEY, "Alle", {"overdue": sum(overdue.values())}, query=every)
    table = Table("wiedervorlagen", "Überfällige Wiedervorlagen", "Seit", columns, rows, total)
    say = "Am häufigsten überfällig seit"
    return Section(table, lambda t: findings.largest(t, "overdue", say), "bars", ("overdue",))


def _deadlines(counts: Counter[str]) -> Section:
    rows = [
        Row(f"deadline={v}", label, {"n": counts[v]}, query={"liste": "faelle", "gruppe": f"frist:{v}"})
        for v, label in DEADLINES.items()
    ]
    table = Table(
        "fristen",
        "Fristen nach Ausgang",
        "Ausgang",
        [Column("n", "Fristen", figure="kept")],
        rows,
        Row(TOTAL_KEY, "Alle", {"n": counts.total()}, query={**ALL_CASES, "spalte": "deadlines"}),
    )
    return Section(table, lambda t: findings.largest(t, "n", "Die meisten"), "bars", ("n",))


def _sum_row(rows: Sequence[Row]) -> Row:
    names = {name for row in rows for name in row.counts}
    return Row(TOTAL_KEY, "Alle", {n: sum(row.count(n) or 0 for row in rows) for n in sorted(names)}, query=ALL_CASES)


def _say_care(table: Table) -> str:
    row = table.rows[0]
    hours = row.count("hours")
    return (
        f"Rund {german(hours)} Stunden Betreuung wurden gesichert, bevor sie fehlten."
        if hours
        else findings.nothing(table)
    )
