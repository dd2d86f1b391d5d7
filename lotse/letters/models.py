"""Tables of letters: the snapshot as it left, how it left, and batches printed together."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lotse.foundation.crypto import EncryptedBytes
from lotse.foundation.db import Base, UtcInstant
from lotse.letters.rules.kinds import Kind


class LetterBatch(Base):
    """Letters printed together from a list, with those that could not be printed and why."""

    __tablename__ = "letter_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int]
    failures: Mapped[list[dict[str, str]]] = mapped_column(sa.JSON, default=list)


class Letter(Base):
    """A letter as it was written: data, edition of its template, PDF and hash. A reprint gives the same bytes."""

    __tablename__ = "letter"
    __table_args__ = (
        sa.CheckConstraint("kind in (" + ", ".join(f"'{kind}'" for kind in Kind) + ")", name="kind_known"),
        sa.CheckConstraint("(dispatched_on is null) = (means = '')", name="dispatch_complete"),
        sa.Index("ix_letter_author", "created_by_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(sa.String(20), unique=True)
    kind: Mapped[str] = mapped_column(sa.String(30))
    title: Mapped[str] = mapped_column(sa.String(200))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("case_file.id"), index=True)
    referral_id: Mapped[int | None] = mapped_column(sa.ForeignKey("referral.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    batch_id: Mapped[int | None] = mapped_column(sa.ForeignKey("letter_batch.id"), index=True)
    template: Mapped[str] = mapped_column(sa.String(80))
    edition: Mapped[str] = mapped_column(sa.String(20))
    data: Mapped[dict[str, Any]] = mapped_column(sa.JSON, deferred=True)
    pdf: Mapped[bytes] = mapped_column(EncryptedBytes("letter.pdf"), deferred=True)
    pdf_sha256: Mapped[str] = mapped_column(sa.String(64))
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int]
    dispatched_on: Mapped[date | None]
    means: Mapped[str] = mapped_column(sa.String(20), default="")
    dispatched_by_id: Mapped[int | None]

    batch: Mapped[LetterBatch | None] = relationship()
