"""What the pages on referrals are put together from: the frame of a page, one section per axis, the receivers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lotse.statistics.rules import findings
from lotse.statistics.rules.counted import Counted, Frame, Histogram
from lotse.statistics.rules.pages import BEFORE_KEY, TOTAL_KEY, Page, Section
from lotse.statistics.rules.referral_cells import TOTAL
from lotse.statistics.rules.referral_columns import (
    ACCEPT_DAYS,
    ACCEPTED,
    ALL_REFERRALS,
    ANSWER_DAYS,
    ANSWERED,
    CLOSED_LOOP,
    DECLINED,
    LATE,
    PARAMETERS,
    SENT,
    SUMS,
    WAITING,
)
from lotse.statistics.rules.referral_facts import AGE_GROUPS, HOUSEHOLDS, RESULTS, SEXES, UNKNOWN
from lotse.statistics.rules.spreads import Spread, spread
from lotse.statistics.rules.tables import Column, Row, Table

ORDERED = {"age": AGE_GROUPS, "sex": tuple(SEXES), "household": tuple(HOUSEHOLDS), "result": tuple(RESULTS)}
"""Axes whose values have an order of their own."""


def referral_page(
    key: str, title: str, counted: Counted, frame: Frame, tiles: Sequence[Column], sections: Sequence[Section]
) -> Page:
    """Put a page on referrals together: key figures with comparison, sections, notes."""
    rows = [replace(total_row(counted), label=frame.period.label)]
    if counted.before is not None:
        rows.append(Row(BEFORE_KEY, frame.before_label, counted.before, spreads_of(counted.before_days)))
    overview = Table("ueberblick", "Überblick", "Zeitraum", tiles, rows, adds_up=False, sums=SUMS)
    unripe = counted.total["sent"] - counted.total["ripe"]
    notes = [f"Reif sind Vermittlungen mit Versand bis {frame.ripe_until}; jüngere stehen als offen daneben."]
    if unripe > 0 and frame.ripe_until:
        notes.append("Anteile beziehen sich nur auf reife Vermittlungen; Offenes zählt nie als Misserfolg.")
    return Page(key, title, overview, sections, frame.before_label, notes)


def axis_section(
    counted: Counted,
    frame: Frame,
    axis: str,
    title: str,
    row_title: str,
    columns: Sequence[Column],
    limit: int = 0,
    wide: bool = False,
) -> Section:
    """Return the section of one axis."""
    table = Table(
        f"nach-{PARAMETERS[axis]}" + ("-spaet" if columns[0] is LATE else ""),
        title,
        row_title,
        columns,
        rows_of(counted, frame, axis),
        total_row(counted),
        ranked_by="" if axis in ORDERED else columns[0].part,
        limit=limit,
    )
    first = columns[0].key
    say = "Am häufigsten" if first == "sent" else "Die meisten"
    return Section(table, lambda t: findings.largest(t, first, say), "bars", (first,), wide=wide)


def rows_of(counted: Counted, frame: Frame, axis: str) -> list[Row]:
    """Return one row per value of an axis, with its name and the link to its records."""
    groups, names = counted.groups.get(axis, {}), frame.labels.get(axis, {})
    order = (
        [v for v in ORDERED[axis] if v in groups] if axis in ORDERED else sorted(groups, key=lambda v: names.get(v, v))
    )
    return [
        Row(
            f"{axis}={value}",
            names.get(value) or ("ohne Angabe" if value in (UNKNOWN, "0", "") else value),
            groups[value],
            spreads_of(counted.days.get((axis, value), {})),
            query={PARAMETERS[axis]: value},
        )
        for value in order
    ]


def receivers_section(counted: Counted, frame: Frame, limit: int, wide: bool = False) -> Section:
    """Return the section of the receivers; wide with all their figures."""
    columns = [SENT, ACCEPTED, CLOSED_LOOP, ACCEPT_DAYS]
    if wide:
        columns = [SENT, ANSWERED, ACCEPTED, CLOSED_LOOP, WAITING, DECLINED, ANSWER_DAYS, ACCEPT_DAYS]
    title = "Empfänger im Vergleich" if wide else "Häufigste Empfänger"
    rows = rows_of(counted, frame, "receiver")
    table = Table("empfaenger", title, "Empfänger", columns, rows, total_row(counted), ranked_by="sent", limit=limit)
    return Section(table, lambda t: findings.largest(t, "sent", "Am häufigsten"), figures=("late",), wide=wide)


def total_row(counted: Counted, population: int = 0) -> Row:
    """Return the sum of everything."""
    spreads = spreads_of(counted.days.get((TOTAL, ""), {}))
    return Row(TOTAL_KEY, "Alle", counted.total, spreads, population, query=ALL_REFERRALS)


def spreads_of(days: Mapping[str, Histogram]) -> dict[str, Spread | None]:
    """Return the spreads of some histograms."""
    return {measure: spread(histogram) for measure, histogram in days.items()}
