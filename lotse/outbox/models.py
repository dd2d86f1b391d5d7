"""The outbox: one row per mail, written in the transaction of the business change."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from lotse.foundation.crypto import EncryptedText
from lotse.foundation.db import Base, UtcInstant


class OutboxMail(Base):
    """A mail to send. `dedupe_key` names kind, object, due instant and recipient, so a mail is queued once.

    The body may hold a partner's link, whose token is stored nowhere else but hashed: it is ciphertext while the mail
    waits and goes when the mail is sent, confirmed or discarded.
    """

    __tablename__ = "outbox_mail"
    __table_args__ = (
        sa.CheckConstraint("state in ('due', 'sending', 'sent', 'unclear', 'failed', 'discarded')", name="state_known"),
        sa.Index("ix_outbox_mail_state_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(sa.String(200), unique=True)
    message_id: Mapped[str] = mapped_column(sa.String(200), unique=True)
    recipient: Mapped[str] = mapped_column(sa.String(200))
    subject: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str] = mapped_column(EncryptedText("outbox_mail.body"))
    state: Mapped[str] = mapped_column(sa.String(12), default="due")
    due_at: Mapped[datetime] = mapped_column(UtcInstant)
    owner: Mapped[str | None] = mapped_column(sa.String(80))
    lease_until: Mapped[datetime | None] = mapped_column(UtcInstant)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(sa.String(300), default="")
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    sent_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    settled_by_id: Mapped[int | None]
