"""Reading one relation of a person and the files of its document."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from lotse.clients.models import Relation, RelationSheet
from lotse.foundation.db import db, get_stored
from lotse.foundation.errors import NotFound


def get_relation(relation_id: int, person_id: int) -> Relation:
    """Return one relation of a person or answer 404."""
    relation = db.session.get(Relation, relation_id)
    if relation is None or person_id not in (relation.person_id, relation.other_id):
        raise NotFound
    return relation


def count_sheets(relation_id: int) -> int:
    """Return how many files belong to a relation."""
    query = sa.select(sa.func.count()).where(RelationSheet.relation_id == relation_id)
    return db.session.scalar(query) or 0


def sheets_of(relation_ids: Collection[int]) -> dict[int, list[RelationSheet]]:
    """Return the files by relation, the latest first, without reading their bytes."""
    found: dict[int, list[RelationSheet]] = {}
    if relation_ids:
        query = sa.select(RelationSheet).where(RelationSheet.relation_id.in_(relation_ids))
        for sheet in db.session.scalars(query.order_by(RelationSheet.id.desc())):
            found.setdefault(sheet.relation_id, []).append(sheet)
    return found


def get_sheet(sheet_id: int, relation_id: int) -> RelationSheet:
    """Return a file of a relation or answer 404."""
    return get_stored(RelationSheet, sheet_id, relation_id=relation_id)
