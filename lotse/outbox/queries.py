"""Reading the outbox: what waits, what is unclear, how old the oldest due mail is."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from lotse.foundation.db import db, get_stored
from lotse.outbox.models import OutboxMail


def get_mail(mail_id: int) -> OutboxMail:
    """Return a mail or answer 404."""
    return get_stored(OutboxMail, mail_id)


def list_mails(*, states: Sequence[str], limit: int = 200) -> Sequence[OutboxMail]:
    """Return the newest mails in the given states."""
    query = sa.select(OutboxMail).where(OutboxMail.state.in_(states)).order_by(OutboxMail.id.desc()).limit(limit)
    return db.session.scalars(query).all()


def count_by_state() -> Mapping[str, int]:
    """Return how many mails are in each state."""
    query = sa.select(OutboxMail.state, sa.func.count()).group_by(OutboxMail.state)
    return {row[0]: row[1] for row in db.session.execute(query)}


def piles(states: Sequence[str], *, besides: str) -> dict[str, tuple[int, int]]:
    """Return per state how many mails there are and the newest id, leaving out those whose key begins so."""
    query = (
        sa.select(OutboxMail.state, sa.func.count(), sa.func.max(OutboxMail.id))
        .where(OutboxMail.state.in_(states), OutboxMail.dedupe_key.not_like(f"{besides}%"))
        .group_by(OutboxMail.state)
    )
    return dict.fromkeys(states, (0, 0)) | {row[0]: (row[1], row[2]) for row in db.session.execute(query)}


def oldest_due_at(now: datetime) -> datetime | None:
    """Return since when the oldest mail that should be out is waiting."""
    query = sa.select(sa.func.min(OutboxMail.due_at)).where(OutboxMail.state == "due", OutboxMail.due_at <= now)
    return db.session.scalar(query)
