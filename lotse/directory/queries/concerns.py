"""Reading the catalogue of concerns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from lotse.directory.models import Concern
from lotse.foundation.db import db, get_stored
from lotse.foundation.prepared import Prepared


@dataclass(frozen=True)
class Area:
    """An area of life with its concerns in order."""

    concern: Concern
    children: Sequence[Concern]


def list_areas(*, with_retired: bool = False) -> list[Area]:
    """Return the catalogue in two levels, in the office's order."""
    query = sa.select(Concern).order_by(Concern.position, Concern.label)
    rows = db.session.scalars(query if with_retired else query.where(Concern.retired_on.is_(None))).all()
    children: dict[int, list[Concern]] = defaultdict(list)
    for row in rows:
        if row.parent_id is not None:
            children[row.parent_id].append(row)
    return [Area(row, children[row.id]) for row in rows if row.parent_id is None]


def grouped_choices(*, blank: str = "") -> dict[str, str | dict[str, str]]:
    """Return choices for a select with the areas as groups; values are ids as text."""
    rows = _LABELS.rows()
    groups: dict[int | None, dict[str, str]] = {id_: {} for id_, parent_id, _ in rows if parent_id is None}
    for id_, parent_id, label in rows:
        if parent_id in groups:
            groups[parent_id][str(id_)] = label
    first: dict[str, str | dict[str, str]] = {"": blank} if blank else {}
    return first | {label: groups[id_] for id_, parent_id, label in rows if parent_id is None}


_LABELS = Prepared(
    lambda: (
        sa.select(Concern.id, Concern.parent_id, Concern.label)
        .where(Concern.retired_on.is_(None))
        .order_by(Concern.position, Concern.label)
    )
)


def get_concern(concern_id: int) -> Concern:
    """Return the concern or answer 404."""
    return get_stored(Concern, concern_id)


def list_by_ids(ids: Iterable[int]) -> Sequence[Concern]:
    """Return the concerns with these ids; unknown ids are left out."""
    wanted = [number for number in ids if 0 < number < 2**31][:100]
    if not wanted:
        return []
    return db.session.scalars(sa.select(Concern).where(Concern.id.in_(wanted)).order_by(Concern.position)).all()


def all_by_code() -> dict[str, Concern]:
    """Return the whole catalogue by code, retired entries too."""
    return {row.code: row for row in db.session.scalars(sa.select(Concern))}


def with_children(concern_ids: Iterable[int]) -> list[int]:
    """Return the ids and, for areas, the ids of their concerns."""
    ids = list(concern_ids)
    if not ids:
        return []
    return [*ids, *db.session.scalars(sa.select(Concern.id).where(Concern.parent_id.in_(ids)))]
