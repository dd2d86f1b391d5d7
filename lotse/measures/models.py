"""Tables of measures: measures with weekly slots and closures, requirements between them, findings, waivers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lotse.foundation.db import Base, UtcInstant, Versioned

STATES = ("planned", "applied", "granted", "running", "completed", "waitlisted", "declined", "broken_off", "paused")


class Measure(Versioned, Base):
    """Something one person of the case does or receives in a period, with weekly times."""

    __tablename__ = "measure"
    __table_args__ = (
        sa.CheckConstraint("state in (" + ", ".join(f"'{s}'" for s in STATES) + ")", name="state_known"),
        sa.CheckConstraint("ends_on is null or ends_on >= starts_on", name="ends_after_start"),
        sa.CheckConstraint(
            "left_running_on is null or state not in ('completed', 'declined', 'broken_off')",
            name="left_running_is_open",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    area: Mapped[str] = mapped_column(sa.String(30), default="")
    label: Mapped[str] = mapped_column(sa.String(200))
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    offer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("offer.id"), index=True)
    provider: Mapped[str] = mapped_column(sa.String(200), default="")
    legal_basis: Mapped[str] = mapped_column(sa.String(120), default="")
    state: Mapped[str] = mapped_column(sa.String(12), default="planned")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    left_running_on: Mapped[date | None]
    """The day on which the office let it run on without its company: at the closing of the case."""
    closed_on_public_holidays: Mapped[bool] = mapped_column(default=True)
    predecessor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("measure.id"))
    goal_id: Mapped[int | None] = mapped_column(sa.ForeignKey("goal.id"))
    note: Mapped[str] = mapped_column(sa.Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int | None]

    slots: Mapped[list[Slot]] = relationship(cascade="all, delete-orphan", order_by="Slot.id")
    closures: Mapped[list[MeasureClosure]] = relationship(
        cascade="all, delete-orphan", order_by="MeasureClosure.starts_on"
    )


class Slot(Base):
    """A weekly time of a measure; minutes from midnight, end exclusive, 1440 is the end of the day."""

    __tablename__ = "measure_slot"
    __table_args__ = (
        sa.CheckConstraint(
            "from_minute >= 0 and to_minute <= 1440 and from_minute < to_minute", name="slot_inside_day"
        ),
        sa.CheckConstraint("weekday between 0 and 6", name="weekday_valid"),
        sa.CheckConstraint("every_weeks between 1 and 52", name="rhythm_valid"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(sa.ForeignKey("measure.id", ondelete="CASCADE"), index=True)
    weekday: Mapped[int]
    from_minute: Mapped[int]
    to_minute: Mapped[int]
    every_weeks: Mapped[int] = mapped_column(default=1)
    anchor_monday: Mapped[date | None]


class MeasureClosure(Base):
    """A closure of this one measure, both days included; closures of the institution live in the directory."""

    __tablename__ = "measure_closure"
    __table_args__ = (sa.CheckConstraint("ends_on >= starts_on", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(sa.ForeignKey("measure.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(sa.String(120))
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class Requirement(Versioned, Base):
    """What must mesh: one of cover, prerequisite, no_overlap, start_within, weekly_limit."""

    __tablename__ = "requirement"
    __table_args__ = (
        sa.CheckConstraint(
            "kind in ('cover','prerequisite','no_overlap','start_within','weekly_limit')", name="kind_known"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(14))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    params: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    note: Mapped[str] = mapped_column(sa.String(300), default="")
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int | None]


class Finding(Base):
    """A finding of the engine as a row: first seen, acknowledged, gone. `digest` tells one gap from the next."""

    __tablename__ = "finding"
    __table_args__ = (
        sa.UniqueConstraint("case_id", "digest", name="uq_finding_case_digest"),
        sa.Index("ix_finding_open", "gone_at", "starts_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    requirement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("requirement.id", ondelete="SET NULL"))
    measure_id: Mapped[int | None] = mapped_column(sa.ForeignKey("measure.id", ondelete="SET NULL"))
    code: Mapped[str] = mapped_column(sa.String(14))
    digest: Mapped[str] = mapped_column(sa.String(64))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    minutes: Mapped[int] = mapped_column(default=0)
    sentence: Mapped[str] = mapped_column(sa.String(500))
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    first_seen_at: Mapped[datetime] = mapped_column(UtcInstant)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    acknowledged_by_id: Mapped[int | None]
    gone_at: Mapped[datetime | None] = mapped_column(UtcInstant)

    @property
    def key(self) -> str:
        """What the gap hangs on in the plan: a requirement, or the measure that awaits another one."""
        return _key(self.requirement_id, self.measure_id)


class Waiver(Base):
    """A gap is bridged or accepted: reason, bridging solution, person, expiry. After `valid_until` the gap is back.

    It hangs on what was entered (`requirement_id`) or on the measure that awaits another one (`measure_id`).
    """

    __tablename__ = "waiver"
    __table_args__ = (sa.CheckConstraint("(requirement_id is null) <> (measure_id is null)", name="one_gap"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    requirement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("requirement.id", ondelete="CASCADE"), index=True)
    measure_id: Mapped[int | None] = mapped_column(sa.ForeignKey("measure.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(sa.String(300))
    bridging: Mapped[str] = mapped_column(sa.String(300), default="")
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int]
    ended_at: Mapped[datetime | None] = mapped_column(UtcInstant)

    @property
    def key(self) -> str:
        """What the waived gap hangs on in the plan."""
        return _key(self.requirement_id, self.measure_id)


def _key(requirement_id: int | None, measure_id: int | None) -> str:
    if requirement_id is not None:
        return f"R{requirement_id}"
    return f"V{measure_id}" if measure_id is not None else ""
