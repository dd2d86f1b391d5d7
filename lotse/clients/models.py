"""Tables of clients: person, household, relations, phones, warnings, linked records, search parts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lotse.foundation.crypto import EncryptedBytes
from lotse.foundation.db import Base, UtcInstant, Versioned
from lotse.foundation.kept_files import KeptFile

# Ordered by its bytes on both databases, so that a beginning is one range of the index.
BY_BYTES = sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql")
NAME, ADDRESS = "n", "a"


class Person(Versioned, Base):
    """A human being the office knows. Linked records of one human share `alias_of_id`; rows never move."""

    __tablename__ = "person"
    __table_args__ = (
        sa.CheckConstraint(
            "birth_precision in ('day', 'month', 'year', 'estimated', 'unknown')", name="birth_precision_known"
        ),
        sa.Index("ix_person_folded", "folded_last", "folded_first", "birth_date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(sa.String(20), unique=True)
    first_name: Mapped[str] = mapped_column(sa.String(120), default="")
    last_name: Mapped[str] = mapped_column(sa.String(120))
    former_name: Mapped[str] = mapped_column(sa.String(120), default="")
    folded_first: Mapped[str] = mapped_column(sa.String(160), default="")
    folded_last: Mapped[str] = mapped_column(sa.String(160), default="")
    birth_date: Mapped[date | None] = mapped_column(index=True)
    birth_precision: Mapped[str] = mapped_column(sa.String(10), default="unknown")
    sex: Mapped[str] = mapped_column(sa.String(1), default="")
    salutation: Mapped[str] = mapped_column(sa.String(40), default="")
    pronoun: Mapped[str] = mapped_column(sa.String(40), default="")
    language: Mapped[str] = mapped_column(sa.String(40), default="Deutsch")
    reading_language: Mapped[str] = mapped_column(sa.String(40), default="")
    interpreter: Mapped[str] = mapped_column(sa.String(40), default="")
    street: Mapped[str] = mapped_column(sa.String(120), default="")
    postcode: Mapped[str] = mapped_column(sa.String(5), default="")
    town: Mapped[str] = mapped_column(sa.String(80), default="")
    municipality_key: Mapped[str] = mapped_column(sa.String(8), default="")
    email: Mapped[str] = mapped_column(sa.String(200), default="")
    address_block_until: Mapped[date | None]
    restricted: Mapped[bool] = mapped_column(default=False, index=True)
    alias_of_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int | None]
    notice_given_on: Mapped[date | None]
    notice_edition: Mapped[str] = mapped_column(sa.String(20), default="")

    phones: Mapped[list[Phone]] = relationship(cascade="all, delete-orphan", order_by="Phone.id")

    @property
    def full_name(self) -> str:
        """First and last name as spoken."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def list_name(self) -> str:
        """Last name first, as in lists."""
        return f"{self.last_name}, {self.first_name}" if self.first_name else self.last_name


class Phone(Base):
    """A phone number with what may be done with it; `digits` is the searchable form (E.164 without plus)."""

    __tablename__ = "phone"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    number: Mapped[str] = mapped_column(sa.String(40))
    digits: Mapped[str] = mapped_column(sa.String(20), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20), default="mobil")
    may_call: Mapped[bool] = mapped_column(default=True)
    may_leave_message: Mapped[bool] = mapped_column(default=False)


class PersonSearchPart(Base):
    """One row per folded part of a name (`n`) or address (`a`), so that each keystroke is one range of the index."""

    __tablename__ = "person_search_part"
    __table_args__ = ({"sqlite_with_rowid": False},)

    kind: Mapped[str] = mapped_column(sa.String(1), primary_key=True, default=NAME)
    part: Mapped[str] = mapped_column(BY_BYTES, primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)


class PersonNamePair(Base):
    """Two different parts of a person's names, the smaller first: two frequent words that few share are one range."""

    __tablename__ = "person_name_pair"
    __table_args__ = ({"sqlite_with_rowid": False},)

    one: Mapped[str] = mapped_column(BY_BYTES, primary_key=True)
    other: Mapped[str] = mapped_column(BY_BYTES, primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)


class NameWord(Base):
    """A word that occurs in names, with its sound and its one spelling: for slips, twins in sound, foreign names."""

    __tablename__ = "name_word"
    __table_args__ = ({"sqlite_with_rowid": False},)

    word: Mapped[str] = mapped_column(BY_BYTES, primary_key=True)
    sound: Mapped[str] = mapped_column(sa.String(20), default="", index=True)
    spelling: Mapped[str] = mapped_column(BY_BYTES, default="", index=True)


class Household(Versioned, Base):
    """People who live and keep house together."""

    __tablename__ = "household"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120), default="")
    kind: Mapped[str] = mapped_column(sa.String(30), default="")
    street: Mapped[str] = mapped_column(sa.String(120), default="")
    postcode: Mapped[str] = mapped_column(sa.String(5), default="")
    town: Mapped[str] = mapped_column(sa.String(80), default="")
    created_at: Mapped[datetime] = mapped_column(UtcInstant)

    members: Mapped[list[HouseholdMember]] = relationship(
        cascade="all, delete-orphan", back_populates="household", order_by="HouseholdMember.id"
    )


class HouseholdMember(Base):
    """Somebody belongs to a household from-to; a child may belong to two."""

    __tablename__ = "household_member"
    __table_args__ = (sa.CheckConstraint("left_on is null or left_on >= joined_on", name="left_after_joined"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(sa.ForeignKey("household.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(sa.String(20), default="adult")
    joined_on: Mapped[date]
    left_on: Mapped[date | None]

    household: Mapped[Household] = relationship(back_populates="members")
    person: Mapped[Person] = relationship()

    @classmethod
    def still_there(cls, day: date | sa.BindParameter[Any]) -> sa.ColumnElement[bool]:
        """Return the condition that somebody had not left before a day; on the last day one still belongs."""
        return sa.or_(cls.left_on.is_(None), cls.left_on >= day)


class Relation(Base):
    """One person stands for or cares for another: custodian, legal guardian, carer, proxy; parent of."""

    __tablename__ = "relation"
    __table_args__ = (sa.CheckConstraint("person_id <> other_id", name="two_people"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    other_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    scope: Mapped[str] = mapped_column(sa.String(200), default="")
    evidence: Mapped[str] = mapped_column(sa.String(200), default="")
    evidence_issued_on: Mapped[date | None]
    evidence_valid_until: Mapped[date | None]
    evidence_seen_on: Mapped[date | None]
    evidence_seen_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    evidence_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"), index=True)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]


class RelationSheet(KeptFile, Base):
    """The document of a relation as a file: a scan or photograph, sealed in the database."""

    __tablename__ = "relation_sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    relation_id: Mapped[int] = mapped_column(sa.ForeignKey("relation.id", ondelete="CASCADE"), index=True)
    content: Mapped[bytes] = mapped_column(EncryptedBytes("relation_sheet.content"), deferred=True)


class PersonWarning(Base):
    """Something that must not be missed wherever the name appears."""

    __tablename__ = "person_warning"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    text: Mapped[str] = mapped_column(sa.String(200), default="")
    valid_until: Mapped[date | None]
    review_on: Mapped[date | None]
    person_informed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcInstant)
    created_by_id: Mapped[int | None] = mapped_column(index=True)
    ended_on: Mapped[date | None]


class PersonLink(Base):
    """Two records were said to be one human, or separated again; the history of links."""

    __tablename__ = "person_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    linked_to_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    reason: Mapped[str] = mapped_column(sa.String(200), default="")
    linked_at: Mapped[datetime] = mapped_column(UtcInstant)
    linked_by_id: Mapped[int | None]
    separated_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    separated_by_id: Mapped[int | None]
