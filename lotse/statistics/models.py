"""Tables of statistics: facts without identity, summaries kept with them, the map, saved views, comments."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from lotse.foundation.db import Base, UtcInstant, Versioned


class ReferralFactRow(Base):
    """What the statistics remember of one sent referral; the link ends with the referral, the fact stays."""

    __tablename__ = "statistics_referral"
    __table_args__ = (sa.Index("ix_statistics_referral_sent", "sent_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int | None] = mapped_column(sa.ForeignKey("referral.id", ondelete="SET NULL"), unique=True)
    sent_on: Mapped[date]
    state: Mapped[str] = mapped_column(sa.String(20))
    kind: Mapped[str] = mapped_column(sa.String(24))
    site_id: Mapped[int]
    unit_id: Mapped[int]
    receiver_id: Mapped[int]
    department: Mapped[str] = mapped_column(sa.String(60))
    area: Mapped[str] = mapped_column(sa.String(40))
    concern: Mapped[str] = mapped_column(sa.String(40))
    municipality: Mapped[str] = mapped_column(sa.String(20))
    age: Mapped[str] = mapped_column(sa.String(8))
    sex: Mapped[str] = mapped_column(sa.String(1))
    household: Mapped[str] = mapped_column(sa.String(12))
    language: Mapped[str] = mapped_column(sa.String(40))
    result: Mapped[str] = mapped_column(sa.String(12))
    reason: Mapped[str] = mapped_column(sa.String(30))
    restricted: Mapped[bool]
    answered: Mapped[bool]
    accepted: Mapped[bool]
    confirmed: Mapped[bool]
    late: Mapped[bool]
    answer_days: Mapped[int | None]
    accept_days: Mapped[int | None]
    contact_days: Mapped[int | None]


class ReferralCount(Base):
    """Kept summary: how many facts of a scope (0 for all, else a unit) and period fall into one group of one axis.

    Numbers as keys and no row numbers beside them: a page is a handful of short stretches of one sorted table.
    """

    __tablename__ = "statistics_referral_count"
    __table_args__ = ({"sqlite_with_rowid": False},)

    scope: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    period: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    axis: Mapped[int] = mapped_column(sa.SmallInteger, primary_key=True, autoincrement=False)
    value: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    sent: Mapped[int]
    asked: Mapped[int]
    answered: Mapped[int]
    late: Mapped[int]
    arrived: Mapped[int]
    open: Mapped[int]
    not_arrived: Mapped[int]
    withdrawn: Mapped[int]
    waiting: Mapped[int]
    completed: Mapped[int]
    declined: Mapped[int]
    confirmed: Mapped[int]
    ripe: Mapped[int]
    ripe_asked: Mapped[int]
    ripe_answered: Mapped[int]
    ripe_accepted: Mapped[int]
    ripe_unanswered: Mapped[int]
    ripe_final: Mapped[int]
    ripe_unmet: Mapped[int]


class ReferralDays(Base):
    """Kept histogram: how many referrals took so many working days; medians are read from it."""

    __tablename__ = "statistics_referral_days"
    __table_args__ = ({"sqlite_with_rowid": False},)

    scope: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    period: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    axis: Mapped[int] = mapped_column(sa.SmallInteger, primary_key=True, autoincrement=False)
    value: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    measure: Mapped[int] = mapped_column(sa.SmallInteger, primary_key=True, autoincrement=False)
    days: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    n: Mapped[int]


class Upkeep(Base):
    """One row: up to which day of sending referrals count as ripe, when all was last counted afresh, and stamps.

    A stamp changes with every change of what referrals or cases count, so that a finished page is used again only while
    it is true.
    """

    __tablename__ = "statistics_upkeep"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ripe_until: Mapped[date]
    counted_at: Mapped[datetime] = mapped_column(UtcInstant)
    stamp: Mapped[str] = mapped_column(sa.String(16))
    case_stamp: Mapped[str] = mapped_column(sa.String(16), default="")


class CaseRow(Base):
    """What the statistics remember of one case, as cells without identity; the link ends with the case, the row stays.

    `scope` is the unit, or 0 for a restricted case, which counts in the whole county only. Once the case is gone, days
    are taken out of its cells.
    """

    __tablename__ = "statistics_case"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("case_file.id", ondelete="SET NULL"), unique=True)
    scope: Mapped[int]
    cells: Mapped[list[list[Any]]] = mapped_column(sa.JSON)
    blurred_on: Mapped[date | None]


class CaseCount(Base):
    """Kept summary: the sum of the cells of all cases; a page is a short stretch of each axis."""

    __tablename__ = "statistics_case_count"
    __table_args__ = ({"sqlite_with_rowid": False},)

    axis: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    scope: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    n: Mapped[int]


class KeptRow(Base):
    """What the statistics keep of a contact once the record is gone; while its link is there, the living one counts."""

    __tablename__ = "statistics_kept"
    __table_args__ = (sa.Index("ix_statistics_kept_day", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id", ondelete="SET NULL"), unique=True)
    day: Mapped[date]
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class KeptAppointment(Base):
    """What the statistics keep of a settled appointment: month, team, outcome, and the wait that ended with it.

    While the appointment lives it counts itself; once its link is empty this row counts.
    """

    __tablename__ = "statistics_appointment"

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("appointment.id", ondelete="SET NULL"), unique=True
    )
    month: Mapped[date] = mapped_column(index=True)
    unit_id: Mapped[int]
    outcome: Mapped[str] = mapped_column(sa.String(20))
    wait: Mapped[int | None]


class ContactMonth(Base):
    """The counted contacts of one month (202603), by view; without content when something in it has changed since.

    Of months that still move with the calendar the days that are over are kept one by one (20261120).

    The stamp changes with every such change, so that nobody stores what he counted before it.
    """

    __tablename__ = "statistics_contact_month"

    period: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stamp: Mapped[str] = mapped_column(sa.String(16))
    content: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))


class CountyMap(Base):
    """The map of municipalities an operator uploaded; the newest one counts."""

    __tablename__ = "statistics_map"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(sa.String(120))
    areas: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    uploaded_at: Mapped[datetime] = mapped_column(UtcInstant)
    uploaded_by_id: Mapped[int | None]


class SavedView(Base):
    """A page of statistics with its filters, kept under a name by one account."""

    __tablename__ = "statistics_view"
    __table_args__ = (sa.UniqueConstraint("user_id", "name", name="uq_statistics_view_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    page: Mapped[str] = mapped_column(sa.String(20))
    filters: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    created_at: Mapped[datetime] = mapped_column(UtcInstant)


class ReportComment(Versioned, Base):
    """What the team lead says about the figures of a quarter: printed in the report for the committee."""

    __tablename__ = "statistics_comment"
    __table_args__ = (sa.UniqueConstraint("scope", "period", name="uq_statistics_comment_period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(sa.String(16))
    period: Mapped[str] = mapped_column(sa.String(7))
    introduction: Mapped[str] = mapped_column(sa.Text, default="")
    referrals: Mapped[str] = mapped_column(sa.Text, default="")
    need: Mapped[str] = mapped_column(sa.Text, default="")
    contacts: Mapped[str] = mapped_column(sa.Text, default="")
    cases: Mapped[str] = mapped_column(sa.Text, default="")
    outlook: Mapped[str] = mapped_column(sa.Text, default="")
    changed_at: Mapped[datetime] = mapped_column(UtcInstant)
    changed_by_id: Mapped[int | None]
