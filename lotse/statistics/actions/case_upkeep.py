"""Keeping the cells of cases and their sums in step with the records, inside the transaction that changes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lotse.statistics.actions.upkeep import add_up, chunks
from lotse.statistics.models import CaseCount, CaseRow
from lotse.statistics.queries import case_records
from lotse.statistics.rules.case_cells import Cell, as_json, blurred, cells_of, from_json, view_of

ROWS: Any = CaseRow.__table__
COUNTS: Any = CaseCount.__table__
Sums = Counter[tuple[int, Cell]]


def refresh(session: Session, ids: Collection[int]) -> None:
    """Bring the cells of these cases, and the sums, up to date with the records."""
    for part in chunks(sorted(ids)):
        _refresh_part(session, part)


def _refresh_part(session: Session, ids: Sequence[int]) -> None:
    stored, changes = _locked(session, ids), Sums()
    for case_id, case in case_records.cases_by_id(session, list(stored)):
        row_id, scope, cells = stored[case_id]
        wanted, view = cells_of(case), view_of(case)
        if (scope, cells) == (view, wanted):
            continue
        _add(changes, scope, cells, -1)
        _add(changes, view, wanted)
        session.execute(sa.update(ROWS).where(ROWS.c.id == row_id).values(scope=view, cells=as_json(wanted)))
    _write(session, changes)


def _locked(session: Session, ids: Sequence[int]) -> dict[int, tuple[int, int, Counter[Cell]]]:
    """Return the rows of the cases there are, made where there was none; nobody else changes them until the commit.

    The records are read after this, so that of two who change one case the second counts what the first did.
    """
    query = sa.select(ROWS).where(ROWS.c.case_id.in_(ids)).order_by(ROWS.c.case_id).with_for_update()
    rows = session.execute(query).all()
    missing = set(ids) - {row.case_id for row in rows}
    if missing:
        insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        there = [{"case_id": i, "scope": 0, "cells": []} for i in case_records.existing(session, missing)]
        if there:
            session.execute(insert(ROWS).on_conflict_do_nothing(index_elements=[ROWS.c.case_id]), there)
            rows = session.execute(query).all()
    return {row.case_id: (row.id, row.scope, from_json(row.cells)) for row in rows}


def rebuild(session: Session) -> None:
    """Make the cells of all living cases anew, then the sums; cells of cases that are gone stay."""
    if session.get_bind().dialect.name == "postgresql":
        # Writers wait, readers go on reading what was there before.
        session.execute(sa.text("lock table statistics_case in exclusive mode"))
    session.execute(sa.delete(ROWS).where(ROWS.c.case_id.is_not(None)))
    session.execute(sa.delete(COUNTS))
    sums = Sums()
    for scope, cells in session.execute(sa.select(ROWS.c.scope, ROWS.c.cells)):
        _add(sums, scope, from_json(cells))
    for piece in case_records.all_in_pieces(session):
        new = []
        for case_id, case in piece:
            cells = cells_of(case)
            _add(sums, view_of(case), cells)
            new.append({"case_id": case_id, "scope": view_of(case), "cells": as_json(cells)})
        if new:
            session.execute(sa.insert(ROWS), new)
    _write(session, sums)


def blur_forgotten(session: Session, *, today: date) -> int:
    """Take the days out of cells whose case is gone: a day could still lead to somebody."""
    rows = session.execute(sa.select(ROWS).where(ROWS.c.case_id.is_(None), ROWS.c.blurred_on.is_(None))).all()
    changes = Sums()
    for row in rows:
        cells = from_json(row.cells)
        stays = blurred(cells, today)
        _add(changes, row.scope, cells, -1)
        _add(changes, row.scope, stays)
        session.execute(sa.update(ROWS).where(ROWS.c.id == row.id).values(cells=as_json(stays), blurred_on=today))
    _write(session, changes)
    return len(rows)


def _add(sums: Sums, scope: int, cells: Counter[Cell], sign: int = 1) -> None:
    for cell, n in cells.items():
        sums[scope, cell] += sign * n


def _write(session: Session, changes: Sums) -> None:
    """Add to the sums; in a fixed order, so that two writers never wait crosswise."""
    rows = [
        {"axis": axis, "period": period, "scope": scope, "value": value, "n": n}
        for (scope, (period, axis, value)), n in sorted(changes.items())
        if n
    ]
    add_up(session, COUNTS, rows, ("n",))
