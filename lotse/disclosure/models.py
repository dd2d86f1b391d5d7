"""Tables of disclosure: consents, and the ledger of what left for whom on which ground."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from lotse.foundation.crypto import EncryptedBytes, EncryptedText
from lotse.foundation.db import Base, UtcInstant, Versioned
from lotse.foundation.kept_files import KeptFile


class Consent(Versioned, Base):
    """A person allows named data to go to a named recipient for a named purpose (§ 67b Abs. 2 SGB X)."""

    __tablename__ = "consent"
    __table_args__ = (
        sa.CheckConstraint("form in ('written', 'electronic', 'oral')", name="form_known"),
        sa.CheckConstraint("signed_how in ('', 'drawn', 'typed')", name="signed_how_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(index=True)
    purpose: Mapped[str] = mapped_column(sa.String(300))
    categories: Mapped[list[str]] = mapped_column(sa.JSON)
    form: Mapped[str] = mapped_column(sa.String(12))
    language: Mapped[str] = mapped_column(sa.String(40), default="Deutsch")
    interpreter: Mapped[str] = mapped_column(sa.String(120), default="")
    signed_by: Mapped[str] = mapped_column(sa.String(200), default="")
    signature: Mapped[str | None] = mapped_column(EncryptedText("consent.signature"), deferred=True)
    signed_how: Mapped[str] = mapped_column(sa.String(10), default="")
    witnessed_by_id: Mapped[int | None]
    given_on: Mapped[date]
    valid_until: Mapped[date]
    revoked_on: Mapped[date | None]
    revoked_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    revocation_note: Mapped[str] = mapped_column(sa.String(300), default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcInstant)
    recorded_by_id: Mapped[int]


class ConsentSheet(KeptFile, Base):
    """A signed sheet of paper, scanned or photographed: the proof of a written consent, sealed in the database."""

    __tablename__ = "consent_sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    consent_id: Mapped[int] = mapped_column(sa.ForeignKey("consent.id", ondelete="CASCADE"), index=True)
    content: Mapped[bytes] = mapped_column(EncryptedBytes("consent_sheet.content"), deferred=True)


class Disclosure(Base):
    """Personal data left: what, to whom, on which ground. Kept as proof; also the person's list of recipients."""

    __tablename__ = "disclosure"
    __table_args__ = (sa.CheckConstraint("consent_id is not null or legal_basis <> ''", name="has_ground"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    case_id: Mapped[int | None]
    referral_id: Mapped[int | None] = mapped_column(index=True)
    purpose: Mapped[str] = mapped_column(sa.String(300))
    categories: Mapped[list[str]] = mapped_column(sa.JSON)
    fields: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    consent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("consent.id"))
    legal_basis: Mapped[str] = mapped_column(sa.String(120), default="")
    means: Mapped[str] = mapped_column(sa.String(20))
    at: Mapped[datetime] = mapped_column(UtcInstant)
    by_id: Mapped[int | None]
