"""The first page on referrals: how many, what came of them, for what, where from."""

from lotse.foundation.dates_in_words import MONTHS_SHORT
from lotse.statistics.rules import findings
from lotse.statistics.rules.counted import NO_COUNTS, Counted, Frame
from lotse.statistics.rules.pages import Page, Section
from lotse.statistics.rules.referral_columns import (
    ACCEPT_DAYS,
    ACCEPTED,
    CLOSED_LOOP,
    CONFIRMED,
    NO_ANSWER,
    OPEN,
    OUTCOMES,
    PARTS,
    PER_THOUSAND,
    SENT,
    SUMS,
    UNMET,
    WAITING,
)
from lotse.statistics.rules.referral_sections import axis_section, receivers_section, referral_page, total_row
from lotse.statistics.rules.tables import Column, Row, Table


def overview_page(counted: Counted, frame: Frame) -> Page:
    """Build the first page: how many, what came of them, for what, where from."""
    return referral_page(
        "vermittlungen",
        "Vermittlungen",
        counted,
        frame,
        [SENT, CLOSED_LOOP, ACCEPTED, ACCEPT_DAYS, OPEN, NO_ANSWER, WAITING, CONFIRMED],
        [
            _months(counted, frame),
            axis_section(counted, frame, "area", "Vermittlungen nach Anliegen", "Anliegen", [SENT, CLOSED_LOOP, UNMET]),
            _map(counted, frame),
            receivers_section(counted, frame, 8),
            axis_section(
                counted, frame, "site", "Vermittlungen nach Standort", "Standort", [SENT, ACCEPTED, CLOSED_LOOP, OPEN]
            ),
            axis_section(counted, frame, "kind", "Vermittlungen nach Art", "Art", [SENT, CLOSED_LOOP, OPEN]),
        ],
    )


def _months(counted: Counted, frame: Frame) -> Section:
    rows = [
        Row(f"month={m.key}", MONTHS_SHORT[m.month - 1], counted.months.get(m.key, NO_COUNTS), query={"monat": m.key})
        for m in frame.months
    ]
    table = Table(
        "monate",
        "Vermittlungen je Monat nach Ausgang",
        "Monat",
        [*OUTCOMES, Column("sent", "gesamt", figure="sent")],
        rows,
        total_row(counted),
        sums=SUMS,
    )
    return Section(table, lambda t: findings.peak(t, "sent", "Vermittlungen"), "columns", PARTS)


def _map(counted: Counted, frame: Frame) -> Section:
    groups = counted.groups.get("municipality", {})
    rows = [
        Row(
            f"municipality={p.key}",
            p.name,
            groups.get(p.key, NO_COUNTS),
            population=p.population,
            query={"gemeinde": p.key},
        )
        for p in frame.places
    ]
    table = Table(
        "karte",
        "Vermittlungen je 1\u202f000 Einwohner nach Gemeinde",
        "Gemeinde",
        [PER_THOUSAND, SENT],
        rows,
        adds_up=False,
    )
    return Section(table, _say_map, "map", (PER_THOUSAND.key,))


def _say_map(table: Table) -> str:
    most = max((table.value(row, PER_THOUSAND) or 0 for row in table.rows), default=0)
    if not most and any(table.value(row, SENT) for row in table.rows):
        return "Überall weniger als 0,1 je 1\u202f000 Einwohner."
    return findings.peak(table, PER_THOUSAND.key, "Je 1\u202f000 Einwohner")
