"""Reading everything about one person, and the audit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from lotse.audit.models import AuditEvent
from lotse.cases.models import Case
from lotse.clients.models import Person
from lotse.foundation.clock import instant
from lotse.foundation.db import Base, db
from lotse.privacy.personal_data import ENTRIES, Entry

CONFIDED = "vertraulich nach § 65 SGB VIII: vor der Herausgabe gesondert prüfen"


@dataclass(frozen=True)
class Stored:
    """What one table holds about a person."""

    entry: Entry
    count: int


def find_person_by_number(number: str) -> Person | None:
    """Return a person by her number, restricted ones too: the data protection officer answers for all."""
    return db.session.scalar(sa.select(Person).where(sa.func.upper(Person.number) == number.strip().upper()))


def count_stored(person_ids: Sequence[int]) -> list[Stored]:
    """Count, table by table, what is stored about a person (all linked records together)."""
    counts = []
    for entry in ENTRIES:
        table = Base.metadata.tables[entry.table]
        query = sa.select(sa.func.count()).select_from(table).where(_leads_to(entry, person_ids))
        counts.append(Stored(entry, db.session.scalar(query) or 0))
    return counts


def read_stored(person_ids: Sequence[int]) -> dict[str, list[dict[str, Any]]]:
    """Return everything that is stored about a person, table by table, ready for JSON (Art. 15 DSGVO).

    Other people appear as numbers only; the text of confided notes is held back with the reason.
    """
    everything = {}
    for entry in ENTRIES:
        table = Base.metadata.tables[entry.table]
        rows = db.session.execute(sa.select(table).where(_leads_to(entry, person_ids))).mappings()
        everything[entry.label] = [_plain(dict(row), entry) for row in rows]
    return {label: rows for label, rows in everything.items() if rows}


def list_events_about(person_ids: Sequence[int], limit: int = 500) -> Sequence[AuditEvent]:
    """Return what was done and seen about a person, in her records and her cases; newest first."""
    cases = sa.select(Case.id).where(Case.person_id.in_(person_ids))
    mine = sa.or_(AuditEvent.person_id.in_(person_ids), AuditEvent.case_id.in_(cases))
    return db.session.scalars(sa.select(AuditEvent).where(mine).order_by(AuditEvent.id.desc()).limit(limit)).all()


def search_events(
    *, actor_id: int | None, action: str, since: date | None, until: date | None, limit: int, offset: int
) -> tuple[Sequence[AuditEvent], int]:
    """Return one page of the audit by actor, action and days (both included), and how many rows there are."""
    conditions: list[sa.ColumnElement[bool]] = []
    if actor_id is not None:
        conditions.append(AuditEvent.actor_id == actor_id)
    if action:
        conditions.append(AuditEvent.action == action)
    if since is not None:
        conditions.append(AuditEvent.at >= instant(since, datetime.min.time()))
    if until is not None:
        conditions.append(AuditEvent.at < instant(date.fromordinal(until.toordinal() + 1), datetime.min.time()))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(AuditEvent).where(*conditions)) or 0
    query = sa.select(AuditEvent).where(*conditions).order_by(AuditEvent.id.desc()).limit(limit).offset(offset)
    return db.session.scalars(query).all(), total


def _leads_to(entry: Entry, person_ids: Sequence[int]) -> sa.ColumnElement[bool]:
    """Return the condition under which a row of the table is about one of the persons."""
    first, *rest = entry.path.split(">")
    hops = [(entry.table, first), *(tuple(hop.split(".")) for hop in rest)]
    inner: Any = list(person_ids)
    for table_name, column in reversed(hops):
        table = Base.metadata.tables[table_name]
        condition = table.c[column].in_(inner)
        inner = sa.select(table.c.id).where(condition) if "id" in table.c else None
    return condition


def _plain(row: dict[str, Any], entry: Entry) -> dict[str, Any]:
    if row.get("class") == "confided":
        row["text"] = CONFIDED
    plain = {name: value for name, value in row.items() if name not in entry.withheld and not isinstance(value, bytes)}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in plain.items()}
