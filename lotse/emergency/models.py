"""Tables of emergency access: the request with its course, the cases it opened, who is told of it."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from lotse.emergency.rules import Wanted
from lotse.foundation.crypto import EncryptedText
from lotse.foundation.db import Base, UtcInstant


class EmergencyAccess(Base):
    """Somebody asks for a file not theirs; what was typed is encrypted, whether or not there is such a person."""

    __tablename__ = "emergency_access"
    __table_args__ = (
        sa.CheckConstraint("cause in ('crisis','unreachable','deadline','other')", name="cause_known"),
        sa.CheckConstraint("answer is null or answer in ('released','refused','withdrawn')", name="answer_known"),
        sa.CheckConstraint("(answer is null) = (answered_at is null)", name="answer_complete"),
        sa.CheckConstraint(
            "answer is null or answer <> 'released' or answered_by_id <> asked_by_id", name="two_people"
        ),
        sa.CheckConstraint("ends_at is null or answer = 'released'", name="ends_what_opened"),
        sa.CheckConstraint("finding is null or finding in ('justified','unjustified')", name="finding_known"),
        sa.CheckConstraint("(finding is null) = (reviewed_at is null)", name="review_complete"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcInstant, index=True)
    cause: Mapped[str] = mapped_column(sa.String(12))
    reason: Mapped[str] = mapped_column(EncryptedText("emergency_access.reason"))
    hours: Mapped[int]
    case_number: Mapped[str] = mapped_column(EncryptedText("emergency_access.case_number"), default="")
    last_name: Mapped[str] = mapped_column(EncryptedText("emergency_access.last_name"), default="")
    first_name: Mapped[str] = mapped_column(EncryptedText("emergency_access.first_name"), default="")
    birth_date: Mapped[date | None]
    answer: Mapped[str | None] = mapped_column(sa.String(10))
    answered_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    answer_note: Mapped[str] = mapped_column(EncryptedText("emergency_access.answer_note"), default="")
    ends_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    ended_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    finding: Mapped[str | None] = mapped_column(sa.String(12))
    review_note: Mapped[str] = mapped_column(EncryptedText("emergency_access.review_note"), default="")
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    reviewed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))

    @property
    def wanted(self) -> Wanted:
        """Whom or what was asked for."""
        return Wanted(self.case_number, self.last_name, self.first_name, self.birth_date)


class EmergencyRecord(Base):
    """A case that an access opened."""

    __tablename__ = "emergency_record"

    access_id: Mapped[int] = mapped_column(sa.ForeignKey("emergency_access.id", ondelete="CASCADE"), primary_key=True)
    case_id: Mapped[int] = mapped_column(
        sa.ForeignKey("case_file.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class EmergencyNotice(Base):
    """Somebody is asked to decide (`wants` is `answer`) or told (`told`); stands on "Heute" until it is settled."""

    __tablename__ = "emergency_notice"
    __table_args__ = (sa.CheckConstraint("wants in ('answer','told')", name="wants_known"),)

    access_id: Mapped[int] = mapped_column(sa.ForeignKey("emergency_access.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), primary_key=True, index=True)
    wants: Mapped[str] = mapped_column(sa.String(6), primary_key=True)
    told_at: Mapped[datetime] = mapped_column(UtcInstant)
    settled_at: Mapped[datetime | None] = mapped_column(UtcInstant)
