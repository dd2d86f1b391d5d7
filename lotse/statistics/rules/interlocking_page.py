"""The page on interlocking and deadlines: gaps found and closed, hours of care secured, deadlines kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from lotse.statistics.rules import findings
from lotse.statistics.rules.case_figures import FOUND, GAP_SHARE, IN_TIME, KEPT, Before, is_inside, overview
from lotse.statistics.rules.counted import Frame
from lotse.statistics.rules.pages import TOTAL_KEY, Page, Section
from lotse.statistics.rules.records import CaseRecord
from lotse.statistics.rules.tables import Column, Row, Table, german

CODES = {
    "COVER_GAP": "fehlende Betreuung",
    "PREREQ_UNMET": "fehlende Voraussetzung",
    "OVERLAP": "Überschneidung",
    "SEQUENCE_GAP": "Abstand zu groß",
    "HOURS_LIMIT": "zu viele Stunden",
}


def interlocking_page(
    records: Sequence[CaseRecord],
    before: Before | None,
    frame: Frame,
    today: date,
    overdue: Mapping[str, int],
) -> Page:
    """Build the page on gaps that were found and closed, deadlines and overdue reminders."""
    top = overview(records, before, frame, today, [FOUND, IN_TIME, GAP_SHARE, KEPT])
    shown = [r for r in records if not r.restricted]
    standings = {
        "in_time": "rechtzeitig geschlossen",
        "ahead": "noch offen, noch nicht eingetreten",
        "bitten": "eingetreten",
    }
    seen = [f for r in shown for f in r.findings if is_inside(f.seen_on, frame.period)]
    rows = []
    for code, label in CODES.items():
        mine = [f for f in seen if f.code == code]
        counts = Counter(f.standing(today) for f in mine)
        query = {"liste": "faelle", "gruppe": f"luecke:{code}"}
        rows.append(Row(f"code={code}", label, {"found": len(mine), **{s: counts[s] for s in standings}}, query=query))
    columns = [
        *(Column(s, label, figure="closed_in_time", query={"spalte": s}) for s, label in standings.items()),
        Column("found", "gefunden", figure="gaps", query={"spalte": "found"}),
    ]
    gaps = Table(
        "luecken",
        "Lücken und was aus ihnen wurde",
        "Art",
        columns,
        rows,
        _sum_row(rows),
        sums=[("found", tuple(standings))],
    )
    secured = sum(f.minutes for f in seen if f.code == "COVER_GAP" and f.standing(today) == "in_time")
    count = sum(f.code == "COVER_GAP" and f.standing(today) == "in_time" for f in seen)
    # Hours are a sum over few families: below ten gaps they would say too much.
    hours = Row(
        "minutes=secured", "gesicherte Betreuungszeit", {"gaps": count, "hours": secured // 60 if count >= 10 else 0}
    )
    care = Table(
        "betreuung",
        "Gesicherte Betreuungszeit",
        "Wirkung",
        [
            Column("gaps", "geschlossene Betreuungslücken", figure="closed_in_time"),
            Column("hours", "Stunden", figure="minutes_secured"),
        ],
        [hours],
        adds_up=False,
    )
    late = Table(
        "wiedervorlagen",
        "Überfällige Wiedervorlagen",
        "Seit",
        [Column("overdue", "Wiedervorlagen", figure="overdue")],
        [Row(f"overdue={name}", name, {"overdue": n}) for name, n in overdue.items()],
        Row(TOTAL_KEY, "Alle", {"overdue": sum(overdue.values())}),
    )
    sections = [
        Section(gaps, lambda t: findings.largest(t, "found", "Am häufigsten gefunden"), "", wide=True),
        Section(care, _say_care),
        _deadlines(shown, frame, today),
        Section(late, lambda t: findings.largest(t, "overdue", "Die meisten sind überfällig"), "bars", ("overdue",)),
    ]  # fmt: skip
    notes = [
        "Eine Lücke ist rechtzeitig geschlossen, wenn der Befund vor dem ersten Tag der Lücke verschwand.",
        "Stunden der gesicherten Betreuung erscheinen erst ab zehn Lücken.",
    ]
    return Page("verzahnung", "Verzahnung und Fristen", top, sections, frame.before_label, notes)


def _deadlines(records: Sequence[CaseRecord], frame: Frame, today: date) -> Section:
    names = {
        "kept": "gehalten",
        "missed": "versäumt",
        "running": "läuft noch",
        "not_pursued": "nicht verfolgt (Entscheidung der Person)",
    }
    counts = Counter(d.standing(today) for r in records for d in r.deadlines if is_inside(d.last_day, frame.period))
    rows = [
        Row(f"deadline={v}", label, {"n": counts[v]}, query={"liste": "faelle", "gruppe": f"frist:{v}"})
        for v, label in names.items()
    ]
    table = Table(
        "fristen",
        "Fristen nach Ausgang",
        "Ausgang",
        [Column("n", "Fristen", figure="kept")],
        rows,
        Row(TOTAL_KEY, "Alle", {"n": sum(counts.values())}),
    )
    return Section(table, lambda t: findings.largest(t, "n", "Die meisten"), "bars", ("n",))


def _sum_row(rows: Sequence[Row]) -> Row:
    names = {name for row in rows for name in row.counts}
    return Row(TOTAL_KEY, "Alle", {name: sum(row.count(name) or 0 for row in rows) for name in sorted(names)})


def _say_care(table: Table) -> str:
    row = table.rows[0]
    hours = row.count("hours")
    return f"Rund {german(hours)} Stunden Betreuung wurden gesichert, bevor sie fehlten." if hours else findings.NOTHING
