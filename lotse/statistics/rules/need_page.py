"""The page on need: what was asked for, where, by whom, and what found no help."""

from lotse.statistics.rules import findings
from lotse.statistics.rules.counted import NO_COUNTS, Counted, Frame
from lotse.statistics.rules.pages import Page, Section
from lotse.statistics.rules.referral_columns import (
    CLOSED_LOOP,
    DECLINED,
    NO_ANSWER,
    SENT,
    UNMET,
    UNMET_SHARE,
    WAITING,
)
from lotse.statistics.rules.referral_facts import UNKNOWN
from lotse.statistics.rules.referral_sections import axis_section, referral_page
from lotse.statistics.rules.tables import Column, Row, Table


def need_page(counted: Counted, frame: Frame) -> Page:
    """Build the page on need: what was asked for, where, by whom, and what found no help."""
    columns, unmet = [SENT, CLOSED_LOOP, UNMET, UNMET_SHARE], [UNMET, UNMET_SHARE, SENT]
    return referral_page(
        "bedarf",
        "Bedarf",
        counted,
        frame,
        [SENT, UNMET, UNMET_SHARE, DECLINED, NO_ANSWER, WAITING],
        [
            _unmet_grid(counted, frame),
            axis_section(counted, frame, "concern", "Nach einzelnem Anliegen", "Anliegen", columns, 20),
            axis_section(counted, frame, "municipality", "Nach Wohngemeinde", "Gemeinde", columns),
            axis_section(counted, frame, "age", "Nach Altersgruppe beim Versand", "Alter", [SENT, UNMET]),
            axis_section(counted, frame, "sex", "Nach Geschlecht", "Geschlecht", [SENT, UNMET]),
            axis_section(counted, frame, "household", "Nach Haushalt", "Haushalt", [SENT, UNMET]),
            axis_section(counted, frame, "language", "Nach Sprache der Person", "Sprache", [SENT, UNMET], 12),
            axis_section(counted, frame, "area", "Ungedeckter Bedarf nach Anliegen", "Anliegen", unmet),
        ],
    )


def _unmet_grid(counted: Counted, frame: Frame) -> Section:
    cells, areas = counted.groups.get("area_place", {}), counted.groups.get("area", {})
    names = frame.labels.get("area", {})
    columns = [Column(p.key, p.name, query={"gemeinde": p.key, "spalte": "ripe_unmet"}) for p in frame.places]
    rows = [
        Row(
            f"unmet={area}",
            names.get(area, area if area != UNKNOWN else "ohne Angabe"),
            {p.key: cells.get(f"{area}|{p.key}", NO_COUNTS)["ripe_unmet"] for p in frame.places},
            query={"bereich": area},
        )
        for area in sorted(areas, key=lambda a: names.get(a, a))
    ]
    table = Table(
        "ungedeckt", "Ungedeckter Bedarf nach Anliegen und Gemeinde", "Anliegen", columns, rows, adds_up=False
    )
    return Section(
        table,
        lambda t: findings.busiest(t, "Am meisten ungedeckt"),
        "heatmap",
        [c.key for c in columns],
        ("unmet",),
        wide=True,
    )
