"""Tables of reminders: what somebody wants to be reminded of. Everything else on 'Heute' is derived."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from lotse.foundation.db import Base, UtcInstant, Versioned


class Reminder(Versioned, Base):
    """A Wiedervorlage or task of one person; `rule_key` makes automatic ones unique per subject."""

    __tablename__ = "reminder"
    __table_args__ = (
        sa.CheckConstraint("kind in ('reminder', 'task')", name="kind_known"),
        sa.CheckConstraint("(settled_at is null) = (outcome is null)", name="outcome_complete"),
        sa.UniqueConstraint("rule_key", name="uq_reminder_rule_key"),
        sa.Index("ix_reminder_owner_due", "owner_id", "settled_at", "due_on"),
        sa.Index(
            "ix_reminder_person_id",
            "person_id",
            sqlite_where=sa.text("person_id is not null"),
            postgresql_where=sa.text("person_id is not null"),
        ),
        sa.Index(
            "ix_reminder_referral_id",
            "referral_id",
            sqlite_where=sa.text("referral_id is not null"),
            postgresql_where=sa.text("referral_id is not null"),
        ),
        sa.Index(
            "ix_reminder_due_open",
            "due_on",
            sqlite_where=sa.text("settled_at is null"),
            postgresql_where=sa.text("settled_at is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(10), default="reminder")
    text: Mapped[str] = mapped_column(sa.String(300))
    due_on: Mapped[date]
    first_due_on: Mapped[date]
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("case_file.id"), index=True)
    referral_id: Mapped[int | None] = mapped_column(sa.ForeignKey("referral.id"))
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id"))
    urgent: Mapped[bool] = mapped_column(default=False)
    rule_key: Mapped[str | None] = mapped_column(sa.String(120))
    series_weeks: Mapped[int | None]
    series_until: Mapped[date | None]
    settled_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    settled_by_id: Mapped[int | None]
    outcome: Mapped[str | None] = mapped_column(sa.String(20))
    outcome_note: Mapped[str] = mapped_column(sa.String(300), default="")
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int | None]


class JobRun(Base):
    """When an unattended job last ran; the claim row that keeps two processes from running it twice."""

    __tablename__ = "job_run"

    name: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(120), default="")
    due_at: Mapped[datetime] = mapped_column(UtcInstant)
    owner: Mapped[str | None] = mapped_column(sa.String(80))
    lease_until: Mapped[datetime | None] = mapped_column(UtcInstant)
    started_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    finished_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    last_error: Mapped[str] = mapped_column(sa.String(300), default="")
    lateness_seconds: Mapped[int] = mapped_column(default=0)


class CalendarFeed(Base):
    """A secret address under which somebody's calendar programme reads what is due; only its hash is stored."""

    __tablename__ = "calendar_feed"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id", ondelete="CASCADE"), unique=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
