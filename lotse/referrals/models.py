"""Tables of referrals: the referral, each of its steps, and the partner's link."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from lotse.foundation.crypto import EncryptedText
from lotse.foundation.db import Base, UtcInstant, Versioned
from lotse.referrals.rules.states import Kind, State


def _one_of(column: str, values: type[State] | type[Kind]) -> str:
    return f"{column} in (" + ", ".join(f"'{value}'" for value in values) + ")"


class Referral(Versioned, Base):
    """A client is handed to an offer or a department; the current state, moved only through the transition table."""

    __tablename__ = "referral"
    __table_args__ = (
        sa.CheckConstraint(_one_of("state", State), name="state_known"),
        sa.CheckConstraint(_one_of("kind", Kind), name="kind_known"),
        sa.CheckConstraint("person_id is not null or kind = 'hint'", name="person_unless_hint"),
        sa.CheckConstraint("effect_confirmed_on is null or effect <> ''", name="effect_says_what"),
        sa.Index("ix_referral_organisation_state", "organisation_id", "state"),
        sa.Index("ix_referral_state_due", "state", "answer_due_on"),
        sa.Index("ix_referral_author", "created_by_id", "case_id"),
        sa.Index(
            "ix_referral_contact_id",
            "contact_id",
            sqlite_where=sa.text("contact_id is not null"),
            postgresql_where=sa.text("contact_id is not null"),
        ),
        sa.Index(
            "ix_referral_bundle_id",
            "bundle_id",
            sqlite_where=sa.text("bundle_id is not null"),
            postgresql_where=sa.text("bundle_id is not null"),
        ),
        sa.Index(
            "ix_referral_next_check_on",
            "next_check_on",
            sqlite_where=sa.text("next_check_on is not null"),
            postgresql_where=sa.text("next_check_on is not null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(sa.String(20), unique=True)
    kind: Mapped[str] = mapped_column(sa.String(24))
    state: Mapped[str] = mapped_column(sa.String(20), default=State.DRAFT)
    urgency: Mapped[str] = mapped_column(sa.String(10), default="normal")
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(sa.ForeignKey("case_file.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contact.id"))
    measure_id: Mapped[int | None]
    bundle_id: Mapped[int | None] = mapped_column(sa.ForeignKey("referral.id"))
    bundle_position: Mapped[int | None]
    redirected_from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("referral.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    offer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("offer.id"), index=True)
    concern_id: Mapped[int | None] = mapped_column(sa.ForeignKey("concern.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(sa.ForeignKey("site.id"))
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    request: Mapped[str] = mapped_column(sa.Text, default="")
    client_words: Mapped[str] = mapped_column(sa.Text, default="")
    categories: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    shared: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    consent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("consent.id"))
    legal_basis: Mapped[str] = mapped_column(sa.String(120), default="")
    means: Mapped[str] = mapped_column(sa.String(20), default="")
    received_application_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"))
    sent_on: Mapped[date | None] = mapped_column(index=True)
    clock_on: Mapped[date | None]
    receipt_due_on: Mapped[date | None]
    answer_due_on: Mapped[date | None]
    next_check_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    first_contact_on: Mapped[date | None]
    first_appointment_on: Mapped[date | None]
    expected_on: Mapped[date | None]
    ended_on: Mapped[date | None] = mapped_column(index=True)
    reason_code: Mapped[str] = mapped_column(sa.String(30), default="")
    outcome: Mapped[str] = mapped_column(sa.String(20), default="")
    outcome_text: Mapped[str] = mapped_column(sa.String(500), default="")
    partner_contact: Mapped[str] = mapped_column(sa.String(200), default="")
    question: Mapped[str] = mapped_column(sa.Text, default="")
    effect: Mapped[str] = mapped_column(sa.String(20), default="")
    effect_confirmed_on: Mapped[date | None]
    effect_confirmed_by: Mapped[str] = mapped_column(sa.String(20), default="")
    reopened_on: Mapped[date | None]
    reply_code: Mapped[str | None] = mapped_column(sa.String(12), unique=True)
    reminded: Mapped[int] = mapped_column(default=0)
    owed_since: Mapped[date | None] = mapped_column(index=True)
    next_step: Mapped[str] = mapped_column(sa.String(300), default="")
    rang_for: Mapped[date | None]


class ReferralEvent(Base):
    """One step of a referral: from, to, when it happened, when it was entered, by whom, through which channel."""

    __tablename__ = "referral_event"
    __table_args__ = (
        sa.CheckConstraint("party in ('sender','receiver','client','system')", name="party_known"),
        sa.CheckConstraint(
            "via in ('system','inbox','link','paper','phone','fax','mail','in_person')", name="via_known"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(sa.ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20), default="transition")
    from_state: Mapped[str] = mapped_column(sa.String(20))
    to_state: Mapped[str] = mapped_column(sa.String(20))
    happened_on: Mapped[date]
    received_on: Mapped[date | None]
    entered_at: Mapped[datetime] = mapped_column(UtcInstant)
    by_id: Mapped[int | None]
    party: Mapped[str] = mapped_column(sa.String(10))
    via: Mapped[str] = mapped_column(sa.String(10))
    reason_code: Mapped[str] = mapped_column(sa.String(30), default="")
    note: Mapped[str | None] = mapped_column(EncryptedText("referral_event.note"))


class OfferProposal(Base):
    """What a decline says about an entry of the directory, until somebody has settled it there."""

    __tablename__ = "offer_proposal"
    __table_args__ = (
        sa.CheckConstraint("kind in ('correct', 'ended')", name="kind_known"),
        sa.CheckConstraint("(settled_at is null) = (settlement = '')", name="settlement_complete"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(sa.ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    offer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("offer.id"))
    kind: Mapped[str] = mapped_column(sa.String(10))
    reason_code: Mapped[str] = mapped_column(sa.String(30))
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    settled_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    settled_by_id: Mapped[int | None]
    settlement: Mapped[str] = mapped_column(sa.String(12), default="")


class PartnerLink(Base):
    """A partner's way in without an account: token and PIN stored hashed, bound to one referral, expiring."""

    __tablename__ = "partner_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(sa.ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    pin_hash: Mapped[str] = mapped_column(sa.String(200))
    wrong_pins: Mapped[int] = mapped_column(default=0)
    locked_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    expires_at: Mapped[datetime] = mapped_column(UtcInstant)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    opened_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int]


class Agreement(Versioned, Base):
    """A cooperation agreement with a receiver: what is referred, response times, contact, valid until."""

    __tablename__ = "cooperation_agreement"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    subject: Mapped[str] = mapped_column(sa.String(300))
    receipt_days: Mapped[int] = mapped_column(default=2)
    answer_days: Mapped[int] = mapped_column(default=5)
    first_contact_days: Mapped[int] = mapped_column(default=10)
    status_days: Mapped[int] = mapped_column(default=15)
    waiting_list_days: Mapped[int] = mapped_column(default=20)
    reminder_days: Mapped[int] = mapped_column(default=5)
    second_reminder_days: Mapped[int] = mapped_column(default=10)
    no_response_days: Mapped[int] = mapped_column(default=15)
    contact_person: Mapped[str] = mapped_column(sa.String(200), default="")
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    ended_on: Mapped[date | None]
