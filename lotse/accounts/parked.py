"""Forms that arrived after the session had ended: found and shown only to their author."""

from __future__ import annotations

import sqlalchemy as sa

from lotse.accounts.models import ParkedForm, User
from lotse.foundation.db import db


def newest(user: User) -> ParkedForm | None:
    """Return the newest parked form of the account."""
    query = sa.select(ParkedForm).where(ParkedForm.user_id == user.id).order_by(ParkedForm.id.desc()).limit(1)
    return db.session.scalar(query)


def find(form_id: int, user: User) -> ParkedForm | None:
    """Return a parked form if it is the account's own."""
    return db.session.scalar(sa.select(ParkedForm).where(ParkedForm.id == form_id, ParkedForm.user_id == user.id))


def discard(form_id: int, user: User) -> None:
    """Delete a parked form of the account."""
    db.session.execute(sa.delete(ParkedForm).where(ParkedForm.id == form_id, ParkedForm.user_id == user.id))
