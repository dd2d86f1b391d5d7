"""Tables of deadlines: the deadlines of a case with their inputs, results and history."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from lotse.foundation.db import Base, UtcInstant, Versioned


class Deadline(Versioned, Base):
    """A statutory deadline of a case; it can only be closed with an outcome."""

    __tablename__ = "deadline"
    __table_args__ = (
        sa.CheckConstraint("(closed_on is null) = (outcome is null)", name="outcome_complete"),
        sa.CheckConstraint(
            "outcome is null or outcome in ('done', 'not_pursued', 'handed_over')", name="outcome_known"
        ),
        sa.CheckConstraint("override_day is null or override_reason <> ''", name="override_has_reason"),
        sa.Index("ix_deadline_open", "closed_on", "warning_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    catalogue_entry: Mapped[int | None]
    variant: Mapped[str] = mapped_column(sa.String(8), default="")
    sender: Mapped[str] = mapped_column(sa.String(200), default="")
    reference: Mapped[str] = mapped_column(sa.String(80), default="")
    rule: Mapped[str] = mapped_column(sa.String(30))
    rule_version: Mapped[str] = mapped_column(sa.String(12))
    title: Mapped[str] = mapped_column(sa.String(200))
    norm: Mapped[str] = mapped_column(sa.String(200), default="")
    certainty: Mapped[str] = mapped_column(sa.String(1), default="S")
    inputs: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    outputs: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    steps: Mapped[list[dict[str, str]]] = mapped_column(sa.JSON, default=list)
    views: Mapped[list[dict[str, str]]] = mapped_column(sa.JSON, default=list)
    notified_on: Mapped[date | None]
    warning_on: Mapped[date | None]
    safe_on: Mapped[date | None]
    last_day: Mapped[date | None] = mapped_column(index=True)
    override_day: Mapped[date | None]
    override_reason: Mapped[str] = mapped_column(sa.String(300), default="")
    closed_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(sa.String(20))
    outcome_note: Mapped[str] = mapped_column(sa.String(300), default="")
    closed_by_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int | None]

    @property
    def due_on(self) -> date | None:
        """The day that counts: the one a person set with a reason, or the computed last day."""
        return self.override_day or self.last_day


class DeadlineRevision(Base):
    """What a deadline said before its inputs changed, and who changed them why."""

    __tablename__ = "deadline_revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    deadline_id: Mapped[int] = mapped_column(sa.ForeignKey("deadline.id", ondelete="CASCADE"), index=True)
    inputs: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    outputs: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    last_day: Mapped[date | None]
    reason: Mapped[str] = mapped_column(sa.String(300), default="")
    at: Mapped[datetime] = mapped_column(UtcInstant)
    by_id: Mapped[int | None]
