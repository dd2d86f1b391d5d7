"""Tables of planning: opt-in to restricted dimensions, versions of the support plan, case conferences."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from lotse.foundation.crypto import EncryptedText
from lotse.foundation.db import Base, UtcInstant, Versioned


class OptIn(Base):
    """A restricted dimension is asked in this case: why the mandate needs it, and that the client agreed."""

    __tablename__ = "life_situation_opt_in"
    __table_args__ = (sa.UniqueConstraint("case_id", "dimension", name="uq_life_situation_opt_in_dimension"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    dimension: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str] = mapped_column(sa.String(300))
    agreed_on: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int | None]


class SupportPlan(Versioned, Base):
    """One version of the Hilfeplan. Once agreed, `content` is a snapshot never edited again; one version is current."""

    __tablename__ = "support_plan"
    __table_args__ = (
        sa.CheckConstraint("state in ('draft','current','replaced','ended')", name="state_known"),
        sa.CheckConstraint("(state = 'draft') = (agreed_on is null)", name="agreed_unless_draft"),
        sa.UniqueConstraint("case_id", "number", name="uq_support_plan_number"),
        sa.Index(
            "ix_support_plan_one_current",
            "case_id",
            unique=True,
            sqlite_where=sa.text("state = 'current'"),
            postgresql_where=sa.text("state = 'current'"),
        ),
        sa.Index(
            "ix_support_plan_one_draft",
            "case_id",
            unique=True,
            sqlite_where=sa.text("state = 'draft'"),
            postgresql_where=sa.text("state = 'draft'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(sa.String(10), default="draft")
    zone: Mapped[str] = mapped_column(sa.String(12))
    introduction: Mapped[str] = mapped_column(sa.Text, default="")
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    valid_from: Mapped[date | None]
    review_on: Mapped[date | None]
    agreed_on: Mapped[date | None]
    agreement: Mapped[str] = mapped_column(sa.String(12), default="")
    client_note: Mapped[str] = mapped_column(sa.Text, default="")
    ended_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int | None]


class Conference(Versioned, Base):
    """A case conference: who took part on which ground, what was decided, who does what until when."""

    __tablename__ = "case_conference"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    held_on: Mapped[date]
    agenda: Mapped[str] = mapped_column(sa.Text, default="")
    participants: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    decisions: Mapped[str] = mapped_column(EncryptedText("case_conference.decisions"), default="")
    tasks: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int | None]
