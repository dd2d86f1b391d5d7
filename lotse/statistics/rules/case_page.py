"""The page on cases: load, duration, goals, change of the life situation."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from lotse.cases.rules.caseload import WEIGHT_LABELS
from lotse.cases.rules.closing import REASON_LABELS
from lotse.cases.rules.goals import GOAL_OUTCOME_LABELS
from lotse.cases.rules.life_situation import SHEETS
from lotse.foundation.dates_in_words import MONTHS_SHORT
from lotse.statistics.rules import findings
from lotse.statistics.rules.case_cells import CaseTally
from lotse.statistics.rules.case_figures import (
    ACTIVE,
    ALL_CASES,
    CLOSED,
    DURATION,
    OPENED,
    REACHED,
    RETURNED,
    CountedCases,
    active_by_weight,
    overview,
)
from lotse.statistics.rules.counted import Frame
from lotse.statistics.rules.pages import TOTAL_KEY, Page, Section
from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.tables import Column, Row, Table, german


def cases_page(cases: CountedCases, before: Sequence[Period], frame: Frame) -> Page:
    """Build the page on cases."""
    top = overview(cases, before, frame, [OPENED, ACTIVE, CLOSED, DURATION, REACHED, RETURNED])
    shown, period = cases.shown, frame.period
    total = replace(top.rows[0], label="Alle")
    reasons = shown.count("closed", period.start, period.end)
    weights = active_by_weight(shown, period, cases.today)
    sections = [
        _months(shown, total, frame),
        _by(reasons, "grund", "Abschlussgründe", "Grund", REASON_LABELS, CLOSED, total),
        _goals(shown, frame),
        _by(weights, "intensitaet", "Aktive Fälle nach Intensität", "Intensität", WEIGHT_LABELS, ACTIVE, total),
        _changes(shown, frame),
    ]
    notes = ["Stichtag der aktiven Fälle ist der letzte Tag des Zeitraums, spätestens heute."]
    return Page("faelle", "Fälle", top, sections, frame.before_label, notes)


def with_caseload(page: Page, load: Sequence[Row]) -> Page:
    """Return the page on cases with the caseload per person, for whoever may see it."""
    return replace(page, sections=[*page.sections, _load(load)]) if load else page


def _load(load: Sequence[Row]) -> Section:
    columns = [
        Column("a", "A"),
        Column("b", "B"),
        Column("c", "C"),
        Column("percent", "Auslastung in %", figure="caseload", listed=False),
    ]
    table = Table("belastung", "Fallbelastung je Fallführung", "Fallführung", columns, load, adds_up=False)
    note = "Nur für die Teamleitung, nie in Dateien."
    return Section(table, _say_load, "", note=note)


def _months(cases: CaseTally, total: Row, frame: Frame) -> Section:
    rows = [
        Row(
            f"month={m.key}",
            MONTHS_SHORT[m.month - 1],
            {name: cases.count(name, m.start, m.end).total() for name in ("opened", "closed")},
            query={**ALL_CASES, "monat": m.key},
        )
        for m in frame.months
    ]
    table = Table("monate", "Neue und abgeschlossene Fälle je Monat", "Monat", [OPENED, CLOSED], rows, total)
    return Section(table, lambda t: findings.peak(t, "opened", "Neue Fälle"), "lines", ("opened", "closed"))


def _by(
    counts: Mapping[str, int],
    key: str,
    title: str,
    row_title: str,
    names: Mapping[Any, str],
    column: Column,
    total: Row,
) -> Section:
    labels = {str(k): v for k, v in names.items()}
    rows = [
        Row(
            f"{key}={v}",
            labels.get(v, v or "ohne Angabe"),
            {column.part: n},
            query={"liste": "faelle", "gruppe": f"{key}:{v}"},
        )
        for v, n in sorted(counts.items())
        if n
    ]
    table = Table(f"nach-{key}", title, row_title, [column], rows, total, ranked_by=column.part)
    return Section(table, lambda t: findings.largest(t, column.part, "Am häufigsten"), "bars", (column.part,))


def _goals(cases: CaseTally, frame: Frame) -> Section:
    counts = cases.count("goal", frame.period.start, frame.period.end)
    names = {**{str(k): v for k, v in GOAL_OUTCOME_LABELS.items()}, "": "noch ohne Ergebnis"}
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
        Row(TOTAL_KEY, "Alle", {"n": counts.total()}, query={**ALL_CASES, "spalte": "goals"}),
    )
    return Section(table, lambda t: findings.largest(t, "n", "Am häufigsten"), "bars", ("n",))


def _changes(cases: CaseTally, frame: Frame) -> Section:
    by_dimension: dict[str, Counter[str]] = {}
    for value, n in cases.count("change", frame.period.start, frame.period.end).items():
        dimension, _, way = value.partition("|")
        by_dimension.setdefault(dimension, Counter())[way] += n
    rows = [
        Row(
            f"dimension={dimension}",
            sheet.label,
            {**{way: ways[way] for way in ("improved", "same", "worsened")}, "rated": ways.total()},
            query={"liste": "faelle", "gruppe": f"bereich:{dimension}"},
        )
        for dimension, sheet in SHEETS.items()
        if (ways := by_dimension.get(dimension)) and ways.total()
    ]
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
