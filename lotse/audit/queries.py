"""Reading the audit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from lotse.audit.models import AuditEvent
from lotse.audit.rules import Entry, chained
from lotse.foundation.db import db


@dataclass(frozen=True)
class Fault:
    """A row whose digest does not follow from the one before it."""

    event_id: int


def find_fault(key: bytes) -> Fault | None:
    """Walk the whole chain; return the first row that was changed or follows a removed one, or None."""
    previous = ""
    for row in _all_rows():
        fields = {name: getattr(row, name) for name in Entry.__dataclass_fields__}
        if chained(previous, Entry(**fields), key) != row.digest:
            return Fault(row.id)
        previous = row.digest
    return None


def head() -> tuple[int, str]:
    """Return how many rows there are and the newest digest: kept elsewhere, it shows a cut tail."""
    count = db.session.scalar(sa.select(sa.func.count()).select_from(AuditEvent)) or 0
    digest = db.session.scalar(sa.select(AuditEvent.digest).order_by(AuditEvent.id.desc()).limit(1)) or ""
    return count, digest


def _all_rows() -> Iterator[AuditEvent]:
    last = 0
    while True:
        query = sa.select(AuditEvent).where(AuditEvent.id > last).order_by(AuditEvent.id).limit(5000)
        rows = db.session.scalars(query).all()
        if not rows:
            return
        yield from rows
        last = rows[-1].id
        db.session.expunge_all()
