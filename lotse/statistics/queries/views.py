"""Saved views of an account."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound
from lotse.statistics.models import SavedView


def list_views(user: User) -> Sequence[SavedView]:
    """Return the saved views of an account by name."""
    return db.session.scalars(sa.select(SavedView).where(SavedView.user_id == user.id).order_by(SavedView.name)).all()


def get_view(view_id: int, user: User) -> SavedView:
    """Return a saved view of the account; another's is none."""
    found = db.session.scalar(sa.select(SavedView).where(SavedView.id == view_id, SavedView.user_id == user.id))
    if found is None:
        raise NotFound
    return found
