"""What readers keep: views under a name, comments of a report, the map of the county."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from lotse.foundation.db import db
from lotse.foundation.errors import FieldError
from lotse.statistics.models import CountyMap, ReportComment, SavedView
from lotse.statistics.rules.geojson import MapRefused, read_map

if TYPE_CHECKING:
    from lotse.accounts.models import User

MOST_VIEWS = 30


def keep_view(*, name: str, page: str, filters: Mapping[str, str], by: User, now: datetime) -> SavedView:
    """Keep a page with its filters; the same name again replaces the view."""
    name = name.strip()
    if not name:
        raise FieldError("name", "Bitte geben Sie der Sicht einen Namen.")
    found = db.session.scalar(sa.select(SavedView).where(SavedView.user_id == by.id, SavedView.name == name))
    if found is None:
        count = db.session.scalar(sa.select(sa.func.count()).select_from(SavedView).where(SavedView.user_id == by.id))
        if (count or 0) >= MOST_VIEWS:
            raise FieldError("name", f"Mehr als {MOST_VIEWS} Sichten werden nicht gespeichert. Bitte löschen Sie eine.")
        found = SavedView(user_id=by.id, name=name, page=page, filters={}, created_at=now)
        db.session.add(found)
    found.page, found.filters = page, dict(filters)
    db.session.flush()
    return found


def forget_view(*, view: SavedView) -> None:
    """Delete a saved view."""
    db.session.delete(view)
    db.session.flush()


def write_comments(*, comment: ReportComment, texts: Mapping[str, str], by: User, now: datetime) -> None:
    """Store the comments of a report."""
    for name, text in texts.items():
        setattr(comment, name, text.strip())
    comment.changed_at, comment.changed_by_id = now, by.id
    db.session.add(comment)
    db.session.flush()


def store_map(*, raw: bytes, file_name: str, by: User | None, now: datetime) -> CountyMap:
    """Check and store a new map; a refused one leaves the old one in place."""
    try:
        areas = read_map(raw)
    except MapRefused as refused:
        raise FieldError("file", str(refused)) from None
    stored = CountyMap(
        file_name=file_name[:120],
        areas=[{"key": a.key, "name": a.name, "population": a.population, "polygons": a.polygons} for a in areas],
        uploaded_at=now,
        uploaded_by_id=by.id if by else None,
    )
    db.session.add(stored)
    db.session.flush()
    return stored
