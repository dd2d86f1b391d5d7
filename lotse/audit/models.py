"""The audit table: append only, chained."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from lotse.foundation.db import Base, UtcInstant


class AuditEvent(Base):
    """Somebody did or saw something. Ids and names of fields only, never contents.

    `actor_id` and `person_id`, `case_id` are plain numbers without foreign key: the row outlives what it speaks of.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        sa.Index("ix_audit_event_person", "person_id", "id"),
        sa.Index("ix_audit_event_case", "case_id", "id"),
        sa.Index("ix_audit_event_actor", "actor_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcInstant, index=True)
    actor_id: Mapped[int | None]
    actor_kind: Mapped[str] = mapped_column(sa.String(20), default="user")
    action: Mapped[str] = mapped_column(sa.String(20))
    endpoint: Mapped[str] = mapped_column(sa.String(80))
    object_kind: Mapped[str] = mapped_column(sa.String(30), default="")
    object_id: Mapped[int | None]
    person_id: Mapped[int | None]
    case_id: Mapped[int | None]
    detail: Mapped[str] = mapped_column(sa.String(300), default="")
    digest: Mapped[str] = mapped_column(sa.String(64))
