"""The guard: protects a page against a reader who has every other page and file too, or knows one team exactly.

A reader holds the same page of the year and its quarters, the months of the period compared with, the files of all
teams and, as the lead of a team, that team's exact numbers. Whatever could be worked out from all of it is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lotse.statistics.rules.pages import BEFORE_KEY, TOTAL_KEY, Page
from lotse.statistics.rules.protection import possible, protected
from lotse.statistics.rules.reckoning import Knowledge, Sum, hidden_cells
from lotse.statistics.rules.tables import Cell, counts_of, sums_of

NOT_ADDITIVE = {"persons", "active", "meshing", "with_gap", "overdue"}
"""Counts of which those of four quarters do not make that of the year."""
COMPARED = "compared"


@dataclass(frozen=True)
class Surroundings:
    """What a reader sees beside a page; pages by period, all of the same kind."""

    own: str
    family: Mapping[str, Page] = field(default_factory=dict)
    """The year and its quarters in the same view, without the page itself."""
    compared: Page | None = None
    """The whole period compared with, where the page compares with its first months only."""
    compared_months: Sequence[str] = ()
    """Keys of those first months."""
    teams: Sequence[Mapping[str, Page]] = ()
    """The exact pages of each other team: its lead knows them."""
    county: Mapping[str, Page] = field(default_factory=dict)
    """For a team's file: the pages of the whole county."""


def hidden_on(page: Page, around: Surroundings) -> set[Any]:
    """Return the cells of the page that must not even be shown rounded, to everybody and in every file."""
    counts = dict[Any, int](counts_of(page.tables))
    sums: list[Sum[Any]] = [line for table in page.tables for line in sums_of(table)]
    _add_family(counts, sums, page, around)
    unseen = _add_compared(counts, sums, page, around)
    if around.county:
        readers = [Knowledge(at_most=_bounds(counts, around), small_hidden=True)]
    else:
        # What the lead of a team may not learn is the rest of the county: each number less his own.
        readers = [Knowledge(), *(Knowledge(less=_of_team(team, around.own)) for team in around.teams)]
    return hidden_cells(counts, sums, readers, unseen)


def _add_family(counts: dict[Any, int], sums: list[Sum[Any]], page: Page, around: Surroundings) -> None:
    """Tie each cell of this page to the same cell of the other periods: the year is the sum of its quarters."""
    year = next((period for period in around.family if "-" not in period), around.own)
    quarters = sorted(period for period in {*around.family, around.own} if period != year)
    for period, other in around.family.items():
        counts.update({_place(period, around.own, cell): n for cell, n in counts_of(other.tables).items()})
        # Sums that hold on this page hold on the same page of another period.
        sums += [
            (_place(period, around.own, total), [_place(period, around.own, part) for part in parts])
            for table in other.tables
            for total, parts in sums_of(table)
        ]
    if len(quarters) == 4:
        sums += [
            (_place(year, around.own, cell), [_place(quarter, around.own, cell) for quarter in quarters])
            for cell in counts_of(page.tables)
            if cell[1] not in NOT_ADDITIVE and cell[0] != BEFORE_KEY
        ]


def _add_compared(counts: dict[Any, int], sums: list[Sum[Any]], page: Page, around: Surroundings) -> list[Any]:
    """Tie the first months of the period compared with to its whole and to its months; returns what stands nowhere."""
    if around.compared is None:
        return []
    there = counts_of(around.compared.tables)
    counts.update({(COMPARED, *cell): n for cell, n in there.items()})
    sums += [
        ((COMPARED, *total), [(COMPARED, *part) for part in parts])
        for table in around.compared.tables
        for total, parts in sums_of(table)
    ]
    unseen = []
    for key, name in list(counts_of([page.overview])):
        if key != BEFORE_KEY or name in NOT_ADDITIVE:
            continue
        months = [(f"month={month}", name) for month in around.compared_months]
        if all(month in there for month in months):
            sums.append(((BEFORE_KEY, name), [(COMPARED, *month) for month in months]))
        if (TOTAL_KEY, name) in there:
            rest = (COMPARED, "rest", name)
            unseen.append(rest)
            sums.append(((COMPARED, TOTAL_KEY, name), [(BEFORE_KEY, name), rest]))
    return unseen


def _bounds(counts: Mapping[Any, int], around: Surroundings) -> dict[Any, int]:
    """Return the most each cell of a team can be: the county's, less what another lead knows to be his own."""
    bounds: dict[Any, int] = {}
    for period, page in around.county.items():
        whole = counts_of(page.tables)
        others = [counts_of(team[period].tables) for team in around.teams if period in team]
        for cell, n in whole.items():
            key = _place(period, around.own, cell)
            if key in counts and cell[1] not in NOT_ADDITIVE:
                bounds[key] = possible(protected(n))[1] - max((own.get(cell, 0) for own in others), default=0)
    return bounds


def _of_team(team: Mapping[str, Page], own: str) -> dict[Any, int]:
    return {_place(period, own, cell): n for period, page in team.items() for cell, n in counts_of(page.tables).items()}


def _place(period: str, own: str, cell: Cell) -> Any:
    return cell if period == own else (period, *cell)
