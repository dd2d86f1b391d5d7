"""Tables of child protection: the record, its entries by step, its printed notices. All words are encrypted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lotse.foundation.crypto import EncryptedBytes, EncryptedText
from lotse.foundation.db import Base, UtcInstant, Versioned


class ProtectionRecord(Versioned, Base):
    """One suspicion that a child is in danger, and what was done about it. Seen only by holders of a grant."""

    __tablename__ = "protection_record"
    __table_args__ = (
        sa.CheckConstraint("urgency in ('today','24h','7d')", name="urgency_known"),
        sa.CheckConstraint("(closed_at is null) = (closing_text is null)", name="closed_with_text"),
        sa.CheckConstraint("(child_id is null) = (child_name is not null)", name="one_child"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    child_name: Mapped[str | None] = mapped_column(EncryptedText("protection_record.child_name"))
    child_about: Mapped[str] = mapped_column(EncryptedText("protection_record.child_about"), default="")
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("case_file.id"), index=True)
    urgency: Mapped[str] = mapped_column(sa.String(6))
    due_at: Mapped[datetime] = mapped_column(UtcInstant)
    danger_now: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime] = mapped_column(UtcInstant)
    opened_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    closed_by_id: Mapped[int | None]
    closing_text: Mapped[str | None] = mapped_column(EncryptedText("protection_record.closing_text"))

    entries: Mapped[list[ProtectionEntry]] = relationship(cascade="all, delete-orphan", order_by="ProtectionEntry.id")


class ProtectionEntry(Base):
    """What was written down for one step, never edited; a correction is a new entry."""

    __tablename__ = "protection_entry"
    __table_args__ = (
        sa.CheckConstraint("step in ('a','b','c','d','e','f','g','h')", name="step_known"),
        sa.CheckConstraint("(result = '') = (step <> 'e')", name="result_with_assessment"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(sa.ForeignKey("protection_record.id", ondelete="CASCADE"), index=True)
    step: Mapped[str] = mapped_column(sa.String(1))
    happened_on: Mapped[date]
    text: Mapped[str] = mapped_column(EncryptedText("protection_entry.text"), default="")
    source: Mapped[str] = mapped_column(EncryptedText("protection_entry.source"), default="")
    interpretation: Mapped[str] = mapped_column(EncryptedText("protection_entry.interpretation"), default="")
    recipient: Mapped[str] = mapped_column(EncryptedText("protection_entry.recipient"), default="")
    not_done_because: Mapped[str] = mapped_column(EncryptedText("protection_entry.not_done_because"), default="")
    result: Mapped[str] = mapped_column(sa.String(14), default="")
    assessors: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list)
    control_on: Mapped[date | None]
    family_told: Mapped[bool | None]
    written_at: Mapped[datetime] = mapped_column(UtcInstant)
    written_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))


class ProtectionNotice(Base):
    """A notice to the youth office as it was printed. It lies here and not among the letters: only holders see it."""

    __tablename__ = "protection_notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(sa.ForeignKey("protection_record.id", ondelete="CASCADE"), index=True)
    pdf: Mapped[bytes] = mapped_column(EncryptedBytes("protection_notice.pdf"), deferred=True)
    pdf_sha256: Mapped[str] = mapped_column(sa.String(64))
    printed_at: Mapped[datetime] = mapped_column(UtcInstant)
    printed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
