"""Tables of the directory: organisations, their places and offers, hours, closures, concerns and guides."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lotse.directory.rules.coordinates import GeoPoint
from lotse.foundation.db import Base, UtcInstant, Versioned


class Concern(Base):
    """An entry of the two-level catalogue of concerns (Anliegen); the office edits it."""

    __tablename__ = "concern"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    label: Mapped[str] = mapped_column(sa.String(80))
    also_called: Mapped[str] = mapped_column(sa.String(300), default="")
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("concern.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    department: Mapped[str] = mapped_column(sa.String(20), default="")
    restricted: Mapped[bool] = mapped_column(default=False)
    retired_on: Mapped[date | None]


class Organisation(Versioned, Base):
    """A house in the directory at one address; an internal department names its `unit_id` and has an inbox."""

    __tablename__ = "organisation"
    __table_args__ = (sa.UniqueConstraint("identity", name="uq_organisation_identity"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    search_text: Mapped[str] = mapped_column(sa.Text, default="")
    identity: Mapped[str] = mapped_column(sa.String(300))
    kind: Mapped[str] = mapped_column(sa.String(40), default="")
    carrier: Mapped[str] = mapped_column(sa.String(200), default="")
    umbrella: Mapped[str] = mapped_column(sa.String(200), default="")
    street: Mapped[str] = mapped_column(sa.String(120), default="")
    postcode: Mapped[str] = mapped_column(sa.String(5), default="")
    town: Mapped[str] = mapped_column(sa.String(80), default="")
    district: Mapped[str] = mapped_column(sa.String(80), default="")
    municipality_key: Mapped[str] = mapped_column(sa.String(8), default="")
    state: Mapped[str] = mapped_column(sa.String(2), default="HE")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    phone: Mapped[str] = mapped_column(sa.String(60), default="")
    email: Mapped[str] = mapped_column(sa.String(200), default="")
    website: Mapped[str] = mapped_column(sa.String(300), default="")
    contact_person: Mapped[str] = mapped_column(sa.String(120), default="")
    accessibility: Mapped[str] = mapped_column(sa.String(300), default="")
    languages: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    receiver_kind: Mapped[str] = mapped_column(sa.String(20), default="charity")
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    address_confidential: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[str] = mapped_column(sa.Text, default="")
    source: Mapped[str] = mapped_column(sa.String(120), default="")
    checked_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    receipt_days: Mapped[int | None]
    answer_days: Mapped[int | None]
    first_contact_days: Mapped[int | None]
    imported: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)

    offers: Mapped[list[Offer]] = relationship(back_populates="organisation", order_by="Offer.name")

    @property
    def public_address(self) -> str:
        """The address as it may leave the server: empty for a confidential place."""
        if self.address_confidential:
            return ""
        return ", ".join(filter(None, (self.street, f"{self.postcode} {self.town}".strip())))

    @property
    def point(self) -> GeoPoint | None:
        """The place on the map, None when unknown or confidential."""
        if self.address_confidential or self.latitude is None or self.longitude is None:
            return None
        return GeoPoint(self.latitude, self.longitude)


class Offer(Versioned, Base):
    """What an organisation does for people: the thing a referral points to."""

    __tablename__ = "offer"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    search_text: Mapped[str] = mapped_column(sa.Text, default="")
    kind: Mapped[str] = mapped_column(sa.String(80), default="")
    description: Mapped[str] = mapped_column(sa.Text, default="")
    target_group: Mapped[str] = mapped_column(sa.String(200), default="")
    costs: Mapped[str] = mapped_column(sa.String(200), default="")
    languages: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    by_appointment: Mapped[bool] = mapped_column(default=False)
    hours_known: Mapped[bool] = mapped_column(default=False)
    capacity: Mapped[int | None]
    capacity_state: Mapped[str] = mapped_column(sa.String(12), default="unknown")
    waiting_days: Mapped[int | None]
    capacity_checked_on: Mapped[date | None]
    min_age: Mapped[int | None]
    max_age: Mapped[int | None]
    social_space: Mapped[bool] = mapped_column(default=False)
    retired_on: Mapped[date | None]
    imported: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)

    organisation: Mapped[Organisation] = relationship(back_populates="offers")
    concerns: Mapped[list[Concern]] = relationship(secondary="offer_concern")
    hours: Mapped[list[OfferHours]] = relationship(
        cascade="all, delete-orphan", order_by="OfferHours.weekday, OfferHours.opens_at"
    )


offer_concern = sa.Table(
    "offer_concern",
    Base.metadata,
    sa.Column("offer_id", sa.ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("concern_id", sa.ForeignKey("concern.id"), primary_key=True, index=True),
)


class OfferHours(Base):
    """One weekly opening slot; weekday 0 is Monday, wall clock, `closes_at` exclusive (00:00 = midnight)."""

    __tablename__ = "offer_hours"
    __table_args__ = (sa.CheckConstraint("weekday between 0 and 6", name="weekday_valid"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    weekday: Mapped[int]
    opens_at: Mapped[time]
    closes_at: Mapped[time]
    note: Mapped[str] = mapped_column(sa.String(80), default="")


class Closure(Base):
    """A period (both days included) in which an organisation is closed; measures held there reuse it."""

    __tablename__ = "closure"
    __table_args__ = (sa.CheckConstraint("ends_on >= starts_on", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(sa.String(120))
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class SpecialOpening(Base):
    """One day on which an organisation is open at other times than usual; outweighs holidays and closures."""

    __tablename__ = "special_opening"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "day", "opens_at", name="uq_special_opening_time"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(sa.String(120), default="")
    day: Mapped[date]
    opens_at: Mapped[time]
    closes_at: Mapped[time]


class DirectoryChange(Base):
    """One change in the directory, in words: the history shown on the page."""

    __tablename__ = "directory_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcInstant)
    by_id: Mapped[int | None]
    what: Mapped[str] = mapped_column(sa.String(300))


class Guide(Versioned, Base):
    """What to mind for one concern: who is competent, documents, first steps, deadlines; edited by the office."""

    __tablename__ = "guide"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(sa.String(40), unique=True)
    concern_id: Mapped[int] = mapped_column(sa.ForeignKey("concern.id"), index=True)
    question: Mapped[str] = mapped_column(sa.String(200))
    summary: Mapped[str] = mapped_column(sa.String(400), default="")
    competent: Mapped[str] = mapped_column(sa.Text, default="")
    documents: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    steps: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    deadlines: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
    plain: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    edition: Mapped[int] = mapped_column(default=1)
    legal_state_on: Mapped[date | None]
    review_on: Mapped[date | None]
    changed_at: Mapped[datetime] = mapped_column(UtcInstant)
    changed_by_id: Mapped[int | None]

    concerns: Mapped[list[Concern]] = relationship(secondary="guide_concern", order_by="Concern.position")


guide_concern = sa.Table(
    "guide_concern",
    Base.metadata,
    sa.Column("guide_id", sa.ForeignKey("guide.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("concern_id", sa.ForeignKey("concern.id"), primary_key=True, index=True),
)


class GuideEdition(Base):
    """A guide as it read before it was changed: what an older print said."""

    __tablename__ = "guide_edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    guide_id: Mapped[int] = mapped_column(sa.ForeignKey("guide.id", ondelete="CASCADE"), index=True)
    edition: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    until: Mapped[datetime] = mapped_column(UtcInstant)
    by_id: Mapped[int | None]


class DirectoryImport(Base):
    """A delivered list between upload and import, and afterwards its report."""

    __tablename__ = "directory_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(sa.String(120))
    content: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    mapping: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    uploaded_at: Mapped[datetime] = mapped_column(UtcInstant)
    uploaded_by_id: Mapped[int | None]
    imported_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    report: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
