"""Tables of responsibility: hand-overs that wait for an answer, case leads of other bodies, requests to close."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from lotse.foundation.crypto import EncryptedText
from lotse.foundation.db import Base, UtcInstant


class Handover(Base):
    """The lead is offered to a colleague; it moves only when that one accepts."""

    __tablename__ = "case_handover"
    __table_args__ = (
        sa.CheckConstraint("answer is null or answer in ('accepted','declined','withdrawn')", name="answer_known"),
        sa.CheckConstraint("(answer is null) = (answered_at is null)", name="answer_complete"),
        sa.Index(
            "ix_case_handover_one_open",
            "case_id",
            unique=True,
            sqlite_where=sa.text("answer is null"),
            postgresql_where=sa.text("answer is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    to_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    reason: Mapped[str] = mapped_column(sa.String(300))
    offered_at: Mapped[datetime] = mapped_column(UtcInstant)
    offered_by_id: Mapped[int]
    answer: Mapped[str | None] = mapped_column(sa.String(10))
    answered_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    answer_note: Mapped[str] = mapped_column(sa.String(300), default="")


class OtherLead(Base):
    """Another body leads a procedure of its own for this household; it is respected, not duplicated."""

    __tablename__ = "other_case_lead"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    procedure: Mapped[str] = mapped_column(sa.String(30))
    organisation: Mapped[str] = mapped_column(sa.String(200))
    contact: Mapped[str] = mapped_column(sa.String(200), default="")
    since: Mapped[date]
    until: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int | None]


class ClosingRequest(Base):
    """Somebody asks to close the case; with four eyes it waits for the team lead, else it is answered at once."""

    __tablename__ = "case_closing"
    __table_args__ = (
        sa.CheckConstraint("answer is null or answer in ('approved','refused','withdrawn')", name="answer_known"),
        sa.CheckConstraint("(answer is null) = (answered_at is null)", name="answer_complete"),
        sa.Index(
            "ix_case_closing_one_open",
            "case_id",
            unique=True,
            sqlite_where=sa.text("answer is null"),
            postgresql_where=sa.text("answer is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(sa.String(40))
    report: Mapped[str] = mapped_column(EncryptedText("case_closing.report"))
    feedback: Mapped[str] = mapped_column(EncryptedText("case_closing.feedback"), default="")
    because: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    follow_up: Mapped[bool] = mapped_column(default=True)
    asked_at: Mapped[datetime] = mapped_column(UtcInstant)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    answer: Mapped[str | None] = mapped_column(sa.String(10))
    answered_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    answered_by_id: Mapped[int | None]
    answer_note: Mapped[str] = mapped_column(sa.String(300), default="")
