"""The page on cases: load, duration, goals, change of the life situation."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from lotse.cases.rules.caseload import WEIGHT_LABELS
from lotse.cases.rules.closing import REASON_LABELS
from lotse.cases.rules.goals import GOAL_OUTCOME_LABELS
from lotse.cases.rules.life_situation import SHEETS
from lotse.foundation.dates_in_words import MONTHS_SHORT
from lotse.statistics.rules import findings
from lotse.statistics.rules.case_figures import (
    ACTIVE,
    ALL_CASES,
    CLOSED,
    DURATION,
    OPENED,
    REACHED,
    RETURNED,
    Before,
    is_active,
    is_inside,
    key_day,
    overview,
)
from lotse.statistics.rules.counted import Frame
from lotse.statistics.rules.pages import TOTAL_KEY, Page, Section
from lotse.statistics.rules.records import CaseRecord
from lotse.statistics.rules.tables import Column, Row, Table, german


def cases_page(
    records: Sequence[CaseRecord],
    before: Before | None,
    frame: Frame,
    today: date,
    load: Sequence[Row] = (),
) -> Page:
    """Build the page on cases; `load` is the caseload per person, for whoever may see it."""
    top = overview(records, before, frame, today, [OPENED, ACTIVE, CLOSED, DURATION, REACHED, RETURNED])
    shown = [r for r in records if not r.restricted]
    total = replace(top.rows[0], label="Alle")
    on = key_day(frame.period, today)
    weights = [r.weight for r in shown if is_active(r, on)]
    sections = [
        _months(shown, total, frame),
        _by(_closed(shown, frame), "grund", "Abschlussgründe", "Grund", REASON_LABELS, CLOSED, total),
        _goals(shown, frame),
        _by(weights, "intensitaet", "Aktive Fälle nach Intensität", "Intensität", WEIGHT_LABELS, ACTIVE, total),
        _changes(shown, frame),
    ]
    if load:
        columns = [
            Column("a", "A"),
            Column("b", "B"),
            Column("c", "C"),
            Column("percent", "Auslastung in %", figure="caseload", listed=False),
        ]
        table = Table("belastung", "Fallbelastung je Fallführung", "Fallführung", columns, load, adds_up=False)
        sections.append(
            Section(
                table,
                _say_load,
                "",
                note="Nur für die Teamleitung, nie in Dateien.",
            )
        )
    return Page(
        "faelle",
        "Fälle",
        top,
        sections,
        frame.before_label,
        ["Stichtag der aktiven Fälle ist der letzte Tag des Zeitraums, spätestens heute."],
    )


def _months(records: Sequence[CaseRecord], total: Row, frame: Frame) -> Section:
    opened = Counter((r.opened_on.year, r.opened_on.month) for r in records)
    closed = Counter((r.closed_on.year, r.closed_on.month) for r in records if r.closed_on)
    rows = [
        Row(
            f"month={m.key}",
            MONTHS_SHORT[m.month - 1],
            {"opened": opened[m.year, m.month], "closed": closed[m.year, m.month]},
            query={**ALL_CASES, "monat": m.key},
        )
        for m in frame.months
    ]
    table = Table("monate", "Neue und abgeschlossene Fälle je Monat", "Monat", [OPENED, CLOSED], rows, total)
    return Section(table, lambda t: findings.peak(t, "opened", "Neue Fälle"), "lines", ("opened", "closed"))


def _closed(records: Iterable[CaseRecord], frame: Frame) -> list[str]:
    start, end = frame.period.start, frame.period.end
    return [r.reason for r in records if r.closed_on is not None and start <= r.closed_on <= end]


def _by(
    values: Sequence[str], key: str, title: str, row_title: str, names: Mapping[Any, str], column: Column, total: Row
) -> Section:
    counts = Counter(values)
    labels = {str(k): v for k, v in names.items()}
    rows = [
        Row(
            f"{key}={v}",
            labels.get(v, v or "ohne Angabe"),
            {column.part: n},
            query={"liste": "faelle", "gruppe": f"{key}:{v}"},
        )
        for v, n in sorted(counts.items())
    ]
    table = Table(f"nach-{key}", title, row_title, [column], rows, total, ranked_by=column.part)
    return Section(table, lambda t: findings.largest(t, column.part, "Am häufigsten"), "bars", (column.part,))


def _goals(records: Sequence[CaseRecord], frame: Frame) -> Section:
    due = [outcome for r in records for day, outcome in r.goals if is_inside(day, frame.period)]
    names = {**{str(k): v for k, v in GOAL_OUTCOME_LABELS.items()}, "": "noch ohne Ergebnis"}
    counts = Counter(due)
    rows = [
        Row(f"goal={v}", label, {"n": counts[v]}, query={"liste": "faelle", "gruppe": f"ziel:{v}"})
        for v, label in names.items()
    ]
    table = Table(
        "ziele",
        "Fällige Ziele nach Ergebnis",
        "Ergebnis",
        [Column("n", "Ziele", figure="goals")],
        rows,
        Row(TOTAL_KEY, "Alle", {"n": len(due)}, query={**ALL_CASES, "spalte": "goals"}),
    )
    return Section(table, lambda t: findings.largest(t, "n", "Am häufigsten"), "bars", ("n",))


def _changes(records: Sequence[CaseRecord], frame: Frame) -> Section:
    rows, by_dimension = [], dict[str, list[int]]()
    for record in records:
        for day, name, step in record.changes:
            if is_inside(day, frame.period):
                by_dimension.setdefault(name, []).append(step)
    for dimension, sheet in SHEETS.items():
        if steps := by_dimension.get(dimension):
            better, worse = sum(s > 0 for s in steps), sum(s < 0 for s in steps)
            counts = {"improved": better, "same": len(steps) - better - worse, "worsened": worse, "rated": len(steps)}
            query = {"liste": "faelle", "gruppe": f"bereich:{dimension}"}
            rows.append(Row(f"dimension={dimension}", sheet.label, counts, query=query))
    columns = [
        Column("improved", "verbessert", figure="life_change"),
        Column("same", "gleich", figure="life_change"),
        Column("worsened", "verschlechtert", figure="life_change"),
        Column("rated", "eingeschätzt", figure="life_change"),
    ]
    table = Table(
        "lebenslage",
        "Veränderung der Lebenslage",
        "Lebensbereich",
        columns,
        rows,
        adds_up=False,
        sums=[("rated", ("improved", "same", "worsened"))],
    )
    return Section(table, lambda t: findings.largest(t, "improved", "Am häufigsten verbessert"), "", wide=True)


def _say_load(table: Table) -> str:
    """Say how far apart the loads lie, without a name: the figure is for sharing out work, not for ranking people."""
    loads = [int(row.count("percent") or 0) for row in table.rows]
    cases = sum(row.count(weight) or 0 for row in table.rows for weight in "abc")
    return f"{german(cases)} offene Fälle; die Auslastung liegt zwischen {min(loads)} und {max(loads)}\u00a0%."
