"""Tables of cases: the case, who leads it, life situation, will and goals, notes, its own events."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lotse.foundation.crypto import EncryptedText
from lotse.foundation.db import Base, UtcInstant, Versioned


class Case(Versioned, Base):
    """One course of help for a household, with one main person."""

    __tablename__ = "case_file"
    __table_args__ = (
        sa.CheckConstraint(
            "phase in ('clearing','assessment','planning','delivery','review','closing')", name="phase_known"
        ),
        sa.CheckConstraint("status in ('open','resting','closed')", name="status_known"),
        sa.CheckConstraint("weight in ('A','B','C')", name="weight_known"),
        sa.CheckConstraint("(closed_on is null) = (status <> 'closed')", name="closed_has_date"),
        sa.Index("ix_case_file_unit_status", "unit_id", "status"),
        sa.Index(
            "ix_case_file_closed_on",
            "closed_on",
            sqlite_where=sa.text("closed_on is not null"),
            postgresql_where=sa.text("closed_on is not null"),
        ),
        # What is due is asked for by lead among the open ones; twelve years of closed cases lie beside them.
        sa.Index(
            "ix_case_file_open_lead",
            "lead_id",
            sqlite_where=sa.text("closed_on is null"),
            postgresql_where=sa.text("closed_on is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(sa.String(20), unique=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    household_id: Mapped[int | None] = mapped_column(sa.ForeignKey("household.id"), index=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    site_id: Mapped[int | None] = mapped_column(sa.ForeignKey("site.id"))
    lead_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    reason: Mapped[str] = mapped_column(sa.String(500))
    phase: Mapped[str] = mapped_column(sa.String(12), default="clearing")
    status: Mapped[str] = mapped_column(sa.String(10), default="open")
    weight: Mapped[str] = mapped_column(sa.String(1), default="B")
    zone: Mapped[str] = mapped_column(sa.String(12), default="voluntary")
    restricted: Mapped[bool] = mapped_column(default=False)
    first_application_on: Mapped[date | None]
    intake: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    opened_on: Mapped[date] = mapped_column(index=True)
    review_on: Mapped[date | None] = mapped_column(index=True)
    closed_on: Mapped[date | None]
    closing_reason: Mapped[str] = mapped_column(sa.String(40), default="")
    closing_text: Mapped[str] = mapped_column(sa.Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int | None]
    last_change_at: Mapped[datetime] = mapped_column(UtcInstant, index=True)


class Assignment(Base):
    """Who leads or stands in, from-to; superseded, never edited."""

    __tablename__ = "assignment"
    __table_args__ = (sa.CheckConstraint("role in ('lead', 'deputy')", name="role_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    role: Mapped[str] = mapped_column(sa.String(10))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(sa.String(200), default="")
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int | None]
    superseded_at: Mapped[datetime | None] = mapped_column(UtcInstant)


class Rating(Base):
    """One rating of one dimension of the life situation, seen by one side, on one day; never edited."""

    __tablename__ = "rating"
    __table_args__ = (
        sa.CheckConstraint("value is null or value between 1 and 5", name="value_in_scale"),
        sa.CheckConstraint("view in ('self','professional','joint')", name="view_known"),
        sa.CheckConstraint("(value is null) = (state <> 'rated')", name="rated_has_value"),
        sa.Index("ix_rating_case_dimension", "case_id", "dimension", "rated_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    dimension: Mapped[str] = mapped_column(sa.String(20))
    view: Mapped[str] = mapped_column(sa.String(12))
    state: Mapped[str] = mapped_column(sa.String(14), default="rated")
    value: Mapped[int | None]
    target: Mapped[int | None]
    evidence: Mapped[str] = mapped_column(sa.String(300), default="")
    rated_on: Mapped[date]
    rated_by_id: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcInstant)


class Goal(Versioned, Base):
    """A goal in the first person, from topic and will, with its sign of success; wish and mandate stay apart."""

    __tablename__ = "goal"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    topic: Mapped[str] = mapped_column(sa.String(200))
    dimension: Mapped[str] = mapped_column(sa.String(20), default="")
    will: Mapped[str] = mapped_column(sa.Text, default="")
    wish: Mapped[str] = mapped_column(sa.Text, default="")
    mandate: Mapped[str] = mapped_column(sa.Text, default="")
    statement: Mapped[str] = mapped_column(sa.Text)
    sign_of_success: Mapped[str] = mapped_column(sa.Text, default="")
    owner: Mapped[str] = mapped_column(sa.String(120), default="")
    due_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(sa.String(10))
    outcome_on: Mapped[date | None]
    outcome_note: Mapped[str] = mapped_column(sa.Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int | None]

    steps: Mapped[list[ActionStep]] = relationship(cascade="all, delete-orphan", order_by="ActionStep.id")


class ActionStep(Base):
    """A small step towards a goal, two to six weeks away."""

    __tablename__ = "action_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(sa.ForeignKey("goal.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(sa.String(300))
    who: Mapped[str] = mapped_column(sa.String(120), default="")
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]


class Resource(Base):
    """A strength in one of the four boxes: person, network, material, social space."""

    __tablename__ = "resource"
    __table_args__ = (sa.CheckConstraint("box in ('person','network','material','social_space')", name="box_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    box: Mapped[str] = mapped_column(sa.String(12))
    text: Mapped[str] = mapped_column(sa.String(300))
    offer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("offer.id"))
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int | None]


class Note(Base):
    """A note in the file; its class decides who may read it. The text is encrypted at rest."""

    __tablename__ = "note"
    __table_args__ = (sa.CheckConstraint("class in ('ordinary','confided','data_protection')", name="class_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    note_class: Mapped[str] = mapped_column("class", sa.String(16), default="ordinary")
    text: Mapped[str] = mapped_column(EncryptedText("note.text"))
    written_at: Mapped[datetime] = mapped_column(UtcInstant)
    written_by_id: Mapped[int]
    replaces_id: Mapped[int | None] = mapped_column(sa.ForeignKey("note.id"))
    entrusted_to_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))


class CaseEvent(Base):
    """One line of the chronicle that no other table holds: opened, taken over, phase, resting, closed, reopened."""

    __tablename__ = "case_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(30))
    text: Mapped[str] = mapped_column(sa.String(500))
    at: Mapped[datetime] = mapped_column(UtcInstant)
    by_id: Mapped[int | None]
