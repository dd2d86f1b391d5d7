"""Tables of accounts: users, units, sites, sessions, throttle, grants, settings of the office."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lotse.accounts.rules import Role
from lotse.foundation.crypto import EncryptedText
from lotse.foundation.db import Base, UtcInstant, Versioned


class Site(Versioned, Base):
    """A place where clients are received."""

    __tablename__ = "site"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120), unique=True)
    street: Mapped[str] = mapped_column(sa.String(120), default="")
    postcode: Mapped[str] = mapped_column(sa.String(5), default="")
    town: Mapped[str] = mapped_column(sa.String(80), default="")
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    opening_hours: Mapped[str] = mapped_column(sa.String(200), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    closed_on: Mapped[date | None]


class Unit(Versioned, Base):
    """A team of navigators, or a department of the house that receives referrals."""

    __tablename__ = "unit"
    __table_args__ = (sa.CheckConstraint("kind in ('team', 'department')", name="kind_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    name: Mapped[str] = mapped_column(sa.String(120), unique=True)
    site_id: Mapped[int | None] = mapped_column(sa.ForeignKey("site.id"))
    closed_on: Mapped[date | None]


class User(Versioned, Base):
    """Somebody with an account."""

    __tablename__ = "user_account"
    __table_args__ = (
        sa.CheckConstraint("role in (" + ", ".join(f"'{r}'" for r in Role) + ")", name="role_known"),
        sa.CheckConstraint("role <> 'department' or unit_id is not null", name="department_has_unit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(sa.String(60), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    job_title: Mapped[str] = mapped_column(sa.String(80), default="")
    role: Mapped[str] = mapped_column(sa.String(20))
    email: Mapped[str] = mapped_column(sa.String(200), default="")
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    site_id: Mapped[int | None] = mapped_column(sa.ForeignKey("site.id"))
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    fte_percent: Mapped[int] = mapped_column(default=100)
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    password_changed_at: Mapped[datetime] = mapped_column(UtcInstant)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    totp_secret: Mapped[str | None] = mapped_column(EncryptedText("user_account.totp_secret"))
    totp_confirmed_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    totp_last_step: Mapped[int | None]
    preferences: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    deactivated_at: Mapped[datetime | None] = mapped_column(UtcInstant)

    site: Mapped[Site | None] = relationship()
    unit: Mapped[Unit | None] = relationship()

    @property
    def is_active(self) -> bool:
        """A deactivated account is out at its next request."""
        return self.deactivated_at is None


class Absence(Base):
    """Somebody is away from-to (both included); the deputy gets what is due."""

    __tablename__ = "absence"
    __table_args__ = (sa.CheckConstraint("ends_on >= starts_on", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    note: Mapped[str] = mapped_column(sa.String(200), default="")
    told_at: Mapped[datetime | None] = mapped_column(UtcInstant)

    @classmethod
    def covers(cls, day: date | sa.BindParameter[Any]) -> sa.ColumnElement[bool]:
        """Return the condition that the absence includes a day."""
        return sa.and_(cls.starts_on <= day, cls.ends_on >= day)


class LoginSession(Base):
    """A browser's session on the server; the cookie holds only the token whose hash stands here."""

    __tablename__ = "login_session"

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    data: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    last_seen_at: Mapped[datetime] = mapped_column(UtcInstant, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcInstant)


class ParkedForm(Base):
    """A form that could not be taken in: kept, encrypted, until its author has looked at it again.

    `why` is `session` (it had ended), `token` (the page was older than the session) or `twice` (the same form was
    saved before with another text).
    """

    __tablename__ = "parked_form"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    path: Mapped[str] = mapped_column(sa.String(500))
    why: Mapped[str] = mapped_column(sa.String(10), default="session")
    fields: Mapped[str] = mapped_column(EncryptedText("parked_form.fields"))
    parked_at: Mapped[datetime] = mapped_column(UtcInstant)


class LoginThrottle(Base):
    """Failed tries per account or per address (`subject` is a keyed hash, so no login or address is readable)."""

    __tablename__ = "login_throttle"

    subject: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_failure_at: Mapped[datetime] = mapped_column(UtcInstant)


class Grant(Base):
    """Leave to see one record, from-to. Written by the slice that owns the record, joined by every scoped query."""

    __tablename__ = "record_grant"
    __table_args__ = (
        sa.CheckConstraint("(user_id is null) <> (unit_id is null)", name="one_holder"),
        sa.Index("ix_record_grant_user", "user_id", "kind", "record_id"),
        sa.Index("ix_record_grant_unit", "unit_id", "kind", "record_id"),
        sa.Index("ix_record_grant_record", "kind", "record_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    kind: Mapped[str] = mapped_column(sa.String(20))
    record_id: Mapped[int]
    reason: Mapped[str] = mapped_column(sa.String(40))
    valid_from: Mapped[datetime] = mapped_column(UtcInstant)
    valid_until: Mapped[datetime | None] = mapped_column(UtcInstant)


class OfficeSetting(Base):
    """One setting of the office that administrators change in the browser."""

    __tablename__ = "office_setting"

    key: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(sa.JSON)
    changed_at: Mapped[datetime] = mapped_column(UtcInstant)
    changed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
