"""Reading warnings: those at the names on a page, those of one person, those to look at again."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from lotse.clients.models import Person, PersonWarning
from lotse.clients.rules.warnings import BLOCKS, KINDS, WarningKind
from lotse.foundation.db import db, get_stored
from lotse.foundation.prepared import Prepared


@dataclass(frozen=True)
class Mark:
    """What stands as a badge beside a name: `title` says until when, `about` why; that is for the counter only."""

    text: str
    tone: str = "warning"
    icon: str = ""
    url: str = ""
    title: str = ""
    about: str = ""


@dataclass(frozen=True)
class MarkSource:
    """What a slice above marks at names: the persons it concerns, selected from those asked for, and its badge."""

    persons: Callable[[sa.BindParameter[Any], sa.BindParameter[Any]], sa.Select[int]]
    mark: Mark


mark_sources: dict[str, MarkSource] = {}
"""Filled once at start: one UNION asks them all, so that names on a page cost one statement, not one per slice."""


@dataclass(frozen=True)
class WarningRow:
    """A warning as the page of its person shows it."""

    id: int
    kind: str
    text: str
    valid_until: date | None
    review_on: date | None
    ended_on: date | None
    person_id: int = 0


def marks_at(person_ids: Collection[int | None], today: date) -> dict[int, list[Mark]]:
    """Return the badges at the names of these persons, those of their linked records too; one statement a page."""
    return marks_and_warnings(person_ids, None, today)[0]


def marks_and_warnings(
    person_ids: Collection[int | None], all_of: int | None, today: date
) -> tuple[dict[int, list[Mark]], list[WarningRow]]:
    """Return the badges at these names and all warnings of one of the persons, ended ones last; one statement."""
    marks: dict[int, list[Mark]] = {id_: [] for id_ in person_ids if id_ is not None}
    warnings: list[WarningRow] = []
    if not marks:
        return marks, warnings
    given = {"person_ids": list(marks), "all_of": all_of, "today": today}
    for person_id, above, holds, *values in _prepared(tuple(mark_sources)).rows(**given):
        row = WarningRow(*values)
        if holds:
            marks[person_id].append(mark_sources[row.kind].mark if above else warning_mark(row))
        if person_id == all_of and not above:
            warnings.append(row)
    return marks, sorted(warnings, key=lambda row: (row.ended_on is not None, -row.id))


def warning_mark(row: WarningRow) -> Mark:
    """Return the badge of a warning, with its last day and the day on which to look at it again."""
    known = KINDS[WarningKind(row.kind)]
    days = (("gilt bis", row.valid_until), ("prüfen am", row.review_on))
    return Mark(
        known.badge, known.tone, title=", ".join(f"{word} {day:%d.%m.%Y}" for word, day in days if day), about=row.text
    )


@cache
def _prepared(names: tuple[str, ...]) -> Prepared:
    return Prepared(lambda: _marking(names))


def _marking(names: tuple[str, ...]) -> sa.CompoundSelect[*tuple[Any, ...]]:
    """The warnings that hold today, all of one person, then what the slices above have to say; built once."""
    ids = sa.bindparam("person_ids", expanding=True, type_=sa.Integer)
    today, all_of = sa.bindparam("today", type_=sa.Date), sa.bindparam("all_of", type_=sa.Integer)
    table, none = PersonWarning, sa.cast(sa.null(), sa.Date)
    holds, records = sa.and_(*_holds(today)), _records_of(ids)
    warned = (
        sa.select(
            records.c.asked_id, sa.literal(0).label("above"), holds.label("holds"), table.id.label("place"), table.kind,
            table.text, table.valid_until, table.review_on, table.ended_on, table.person_id,
        )
        .join(table, table.person_id == records.c.record_id)
        .where(sa.or_(holds, records.c.asked_id == all_of))
    )  # fmt: skip
    further = []
    for number, name in enumerate(names, 1):
        persons = mark_sources[name].persons(ids, today).distinct().subquery()
        said = (sa.literal(number), sa.true(), sa.literal(0), sa.literal(name), sa.literal(""), none, none, none)
        further.append(sa.select(*persons.c, *said, sa.literal(0)))
    return sa.union_all(warned, *further).order_by("above", "place")


def _records_of(ids: sa.BindParameter[Any]) -> sa.Subquery:
    """Each person asked for with all records said to be her: the one the others point to, then those that point to it.

    Two selections by index. One comparing both ways with OR reads every warning of the county for each name.
    """
    asked, record = aliased(Person), aliased(Person)
    first = sa.func.coalesce(asked.alias_of_id, asked.id)
    pointed_to = sa.select(asked.id.label("asked_id"), first.label("record_id")).where(asked.id.in_(ids))
    pointing = sa.select(asked.id, record.id).join(record, record.alias_of_id == first).where(asked.id.in_(ids))
    return sa.union_all(pointed_to, pointing).subquery()


def get_warning(warning_id: int, person_id: int) -> PersonWarning:
    """Return one warning of a person or answer 404."""
    return get_stored(PersonWarning, warning_id, person_id=person_id)


def latest_block_end(person_ids: Collection[int], today: date) -> date | None:
    """Return the last day of the longest block at these records that holds today."""
    return db.session.scalar(
        sa.select(sa.func.max(PersonWarning.valid_until)).where(
            PersonWarning.person_id.in_(person_ids), PersonWarning.kind.in_(BLOCKS), *_holds(today)
        )
    )


def _holds(today: date | sa.BindParameter[Any]) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        sa.or_(PersonWarning.valid_until.is_(None), PersonWarning.valid_until >= today),
        sa.or_(PersonWarning.ended_on.is_(None), PersonWarning.ended_on > today),
    )
