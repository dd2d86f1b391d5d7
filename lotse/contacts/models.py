"""Tables of contacts: the contact, its concerns, drafts, call-backs, appointments, the wish to apply."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from lotse.foundation.crypto import EncryptedText
from lotse.foundation.db import Base, UtcInstant, Versioned


class Contact(Versioned, Base):
    """Somebody asked something; the person is optional."""

    __tablename__ = "contact"
    __table_args__ = (
        sa.CheckConstraint("channel in ('on_site','phone','email','online','outreach')", name="channel_known"),
        sa.CheckConstraint("result in ('advice','referred','appointment','case','not_reached')", name="result_known"),
        sa.CheckConstraint("direction in ('in', 'out')", name="direction_known"),
        sa.Index("ix_contact_site_day", "site_id", "day", "started_at"),
        # With the day, so that whether somebody came before is read from the index alone.
        sa.Index("ix_contact_person", "person_id", "started_at", "day"),
        sa.Index(
            "ix_contact_case",
            "case_id",
            "started_at",
            sqlite_where=sa.text("case_id is not null"),
            postgresql_where=sa.text("case_id is not null"),
        ),
        sa.Index(
            "ix_contact_handed",
            "handed_to_id",
            sqlite_where=sa.text("handed_to_id is not null and handed_done_at is null"),
            postgresql_where=sa.text("handed_to_id is not null and handed_done_at is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(sa.ForeignKey("site.id"))
    desk: Mapped[str] = mapped_column(sa.String(30), default="")
    day: Mapped[date] = mapped_column(index=True)
    started_at: Mapped[datetime] = mapped_column(UtcInstant)
    duration_minutes: Mapped[int | None]
    channel: Mapped[str] = mapped_column(sa.String(10))
    direction: Mapped[str] = mapped_column(sa.String(3), default="in")
    language: Mapped[str] = mapped_column(sa.String(40), default="Deutsch")
    interpreter: Mapped[str] = mapped_column(sa.String(40), default="")
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    attached_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    attach_consent_on: Mapped[date | None]
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("case_file.id"))
    postcode: Mapped[str] = mapped_column(sa.String(5), default="")
    note: Mapped[str] = mapped_column(EncryptedText("contact.note"), default="")
    result: Mapped[str] = mapped_column(sa.String(12))
    handed_to_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    handed_done_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))


contact_concern = sa.Table(
    "contact_concern",
    Base.metadata,
    sa.Column("contact_id", sa.ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("concern_id", sa.ForeignKey("concern.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)


class ContactCorrection(Base):
    """What was set right in a booked contact, by whom and when: each figure before and after, never the note itself."""

    __tablename__ = "contact_correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    corrected_at: Mapped[datetime] = mapped_column(UtcInstant)
    corrected_by_id: Mapped[int]
    changes: Mapped[str] = mapped_column(sa.Text)


class CallBack(Base):
    """Somebody wants to be called; stays on the list until reached or given up."""

    __tablename__ = "call_back"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(sa.ForeignKey("site.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id"))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(sa.String(120), default="")
    phone: Mapped[str] = mapped_column(sa.String(40))
    about: Mapped[str] = mapped_column(sa.String(300), default="")
    due_on: Mapped[date]
    attempts: Mapped[int] = mapped_column(default=0)
    last_attempt_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    settled_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    outcome: Mapped[str] = mapped_column(sa.String(20), default="")
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int]


class Appointment(Versioned, Base):
    """An agreed meeting; replaced by a new row when it moves, never edited away."""

    __tablename__ = "appointment"
    __table_args__ = (sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("case_file.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id"))
    with_user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(sa.ForeignKey("site.id"))
    place: Mapped[str] = mapped_column(sa.String(200), default="")
    about: Mapped[str] = mapped_column(sa.String(200), default="")
    bring: Mapped[str] = mapped_column(sa.String(500), default="")
    starts_at: Mapped[datetime] = mapped_column(UtcInstant, index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcInstant)
    outcome: Mapped[str] = mapped_column(sa.String(20), default="")
    replaced_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("appointment.id"))
    uid: Mapped[str] = mapped_column(sa.String(60), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int]


class IntentToApply(Base):
    """Antragswille: the wish to apply, with day, time and wording (§ 16 SGB I), and the duty to forward it."""

    __tablename__ = "intent_to_apply"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(sa.ForeignKey("contact.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    benefit: Mapped[str] = mapped_column(sa.String(120))
    wording: Mapped[str] = mapped_column(sa.Text)
    declared_at: Mapped[datetime] = mapped_column(UtcInstant)
    forward_to_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    forward_by: Mapped[date]
    forwarded_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    forwarded_by_id: Mapped[int | None]
    created_by_id: Mapped[int]


class OnlineRequest(Base):
    """A request that came in writing: waits in the inbox until a contact answers it."""

    __tablename__ = "online_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int | None] = mapped_column(sa.ForeignKey("site.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120), default="")
    way_back: Mapped[str] = mapped_column(sa.String(200), default="")
    text: Mapped[str] = mapped_column(EncryptedText("online_request.text"))
    received_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int | None]
    settled_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    settled_by_id: Mapped[int | None]
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id"))
