"""Writing the audit: chained rows, at most one per request, noted on the way and written at its end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import sqlalchemy as sa
from flask import current_app, g

from lotse.audit.models import AuditEvent
from lotse.audit.rules import Action, Entry, chained
from lotse.foundation.crypto import derive
from lotse.foundation.db import table_of

_CHAIN_LOCK = 7_135_001
"""Number of PostgreSQL's advisory lock: two rows never take the same predecessor."""


@dataclass(frozen=True)
class Subject:
    """What the running request is about, as its view told."""

    action: Action | None = None
    object_kind: str = ""
    object_id: int | None = None
    person_id: int | None = None
    case_id: int | None = None
    detail: str = ""


def audit_about(
    *,
    person_id: int | None = None,
    case_id: int | None = None,
    action: Action | None = None,
    object_kind: str | None = None,
    object_id: int | None = None,
    detail: str | None = None,
) -> None:
    """Say whom and what the running request concerns; the hook at its end writes the one audit row.

    A request whose address carries no personal id gets a row only when its view calls this.
    """
    given = {
        "action": action,
        "person_id": person_id,
        "case_id": case_id,
        "object_kind": object_kind,
        "object_id": object_id,
        "detail": detail,
    }
    subject = g.get("audit_subject") or Subject()
    g.audit_subject = replace(subject, **{key: value for key, value in given.items() if value is not None})


def write(connection: sa.Connection, entry: Entry) -> None:
    """Append one chained row in the transaction of the connection."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_CHAIN_LOCK)))
    about = {name: getattr(entry, name) for name in ("at", "actor_id", "person_id", "case_id")}
    previous, *held = connection.execute(_before(), about).one()
    detail = ", ".join(
        [*(word for word, holds in zip(marks, held, strict=True) if holds), *filter(None, [entry.detail])]
    )
    entry = replace(entry, detail=detail[:300], endpoint=entry.endpoint[:80])
    fields = {name: getattr(entry, name) for name in _FIELDS}
    connection.execute(_APPEND, {**fields, "digest": chained(previous or "", entry, chain_key())})


_FIELDS = tuple(Entry.__dataclass_fields__)
marks: dict[str, sa.ColumnElement[bool]] = {}
"""Words that begin the detail of a row, each with its condition on `at`, `actor_id`, `person_id`, `case_id`.

Connected in `app.py` by the slices that know; asked in one statement with the digest of the row before.
"""


@cache
def _before() -> sa.Select[Any]:
    table = AuditEvent.__table__
    newest = sa.select(table.c.digest).order_by(table.c.id.desc()).limit(1).scalar_subquery()
    return sa.select(newest, *marks.values())


_APPEND = sa.insert(table_of(AuditEvent))


def chain_key() -> bytes:
    """The key of the chain, derived from the installation's secret."""
    secret: bytes = current_app.config["LOTSE"].secret_key
    return derive(secret, "audit")
