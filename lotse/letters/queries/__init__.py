"""Reading letters. Who sees which is decided in `visible`, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from lotse.accounts.models import User as Account
from lotse.cases.queries import visible_case_ids
from lotse.clients.models import Person
from lotse.clients.queries import visible_to
from lotse.directory.models import Organisation
from lotse.foundation.db import db, get_stored
from lotse.foundation.errors import NotFound
from lotse.letters.models import Letter, LetterBatch
from lotse.letters.rules.kinds import STAYS, Kind
from lotse.referrals.models import Referral
from lotse.referrals.queries.lists import Row as ReferralRow
from lotse.referrals.queries.lists import list_referrals
from lotse.referrals.queries.visibility import visible as visible_referrals
from lotse.referrals.rules.states import Kind as ReferralKind
from lotse.referrals.rules.states import State

if TYPE_CHECKING:
    from lotse.accounts.models import User


@dataclass(frozen=True)
class Row:
    """One line of a list of letters."""

    id: int
    number: str
    kind: str
    title: str
    person_id: int | None
    person: str
    organisation: str
    author: str
    created_at: datetime
    dispatched_on: date | None
    means: str


def visible(user: User, now: datetime) -> sa.ColumnElement[bool]:
    """Say which letters an account may see: those whose person, and whose case or referral, it may see."""
    seen_people = sa.select(Person.id).where(visible_to(user, now)).correlate(None)
    person_seen = sa.or_(Letter.person_id.is_(None), Letter.person_id.in_(seen_people))
    of_case = Letter.case_id.in_(visible_case_ids(user, now))
    of_referral = Letter.referral_id.in_(sa.select(Referral.id).where(visible_referrals(user, now)))
    return sa.and_(
        person_seen,
        sa.or_(Letter.case_id.is_(None), of_case, of_referral),
        sa.or_(Letter.referral_id.is_(None), of_referral),
    )


def get_letter(letter_id: int, user: User, now: datetime) -> Letter:
    """Return a letter the account may see; unknown and forbidden alike answer 404."""
    letter = db.session.scalar(sa.select(Letter).where(Letter.id == letter_id, visible(user, now)))
    if letter is None:
        raise NotFound
    return letter


def get_letter_with_pdf(letter_id: int, user: User, now: datetime) -> Letter:
    """Return a letter with the bytes of its PDF."""
    query = sa.select(Letter).options(undefer(Letter.pdf)).where(Letter.id == letter_id, visible(user, now))
    letter = db.session.scalar(query)
    if letter is None:
        raise NotFound
    return letter


def list_letters(
    user: User, now: datetime, *, kind: str = "", open_only: bool = False, mine: bool = False, most: int = 100
) -> list[Row]:
    """Return the newest letters the account may see."""
    query = _rows().where(visible(user, now))
    if kind:
        query = query.where(Letter.kind == kind)
    if open_only:
        query = query.where(Letter.dispatched_on.is_(None), Letter.kind.not_in(STAYS))
    if mine:
        query = query.where(Letter.created_by_id == user.id)
    return _as_rows(query.limit(most))


def row_of(letter_id: int, user: User, now: datetime) -> Row:
    """Return one letter as a list shows it."""
    return _as_rows(_rows().where(Letter.id == letter_id, visible(user, now)))[0]


def list_for_person(person_ids: Sequence[int], user: User, now: datetime) -> list[Row]:
    """Return the letters about a person, as far as the account may see them."""
    return _as_rows(_rows().where(Letter.person_id.in_(person_ids), visible(user, now)))


def list_for_case(case_id: int, user: User, now: datetime) -> list[Row]:
    """Return the letters of a case, as far as the account may see them."""
    return _as_rows(_rows().where(Letter.case_id == case_id, visible(user, now)))


def list_for_referral(referral_id: int, user: User, now: datetime) -> list[Row]:
    """Return the letters of a referral, as far as the account may see them."""
    return _as_rows(_rows().where(Letter.referral_id == referral_id, visible(user, now)))


def has_letter(referral_id: int, kind: str) -> bool:
    """Whether a letter of a kind has been filed for a referral."""
    query = sa.select(Letter.id).where(Letter.referral_id == referral_id, Letter.kind == kind)
    return db.session.scalar(sa.select(query.exists())) or False


def waiting_referrals(user: User, today: date, now: datetime, *, reminders: bool) -> list[ReferralRow]:
    """Return the referrals whose letter has not been printed yet, or whose receiver is late with an answer."""
    rows, _ = list_referrals(
        user,
        now,
        states=(State.REQUESTED, State.RECEIVED) if reminders else (State.CONSENT_PENDING, State.REQUESTED),
        overdue_on=today if reminders else None,
        limit=200,
    )
    if reminders:
        return [row for row in rows if row.kind != ReferralKind.HINT]
    printed = set(
        db.session.scalars(
            sa.select(Letter.referral_id).where(
                Letter.kind == Kind.REFERRAL, Letter.referral_id.in_([row.id for row in rows])
            )
        )
    )
    return [row for row in rows if row.kind != ReferralKind.HINT and row.id not in printed]


def get_batch(batch_id: int, user: User) -> LetterBatch:
    """Return a batch that the account printed itself, or answer 404."""
    return get_stored(LetterBatch, batch_id, created_by_id=user.id)


def list_batch(batch_id: int, user: User, now: datetime) -> list[Row]:
    """Return the letters of a batch."""
    return _as_rows(_rows().where(Letter.batch_id == batch_id, visible(user, now)).order_by(None).order_by(Letter.id))


def pdfs_of_batch(batch_id: int, user: User, now: datetime) -> list[bytes]:
    """Return the PDFs of a batch in their order."""
    query = sa.select(Letter.pdf).where(Letter.batch_id == batch_id, visible(user, now)).order_by(Letter.id)
    return list(db.session.scalars(query))


def _rows() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            Letter.id,
            Letter.number,
            Letter.kind,
            Letter.title,
            Letter.person_id,
            Person.first_name,
            Person.last_name,
            Organisation.name.label("organisation"),
            Account.name.label("author"),
            Letter.created_at,
            Letter.dispatched_on,
            Letter.means,
        )
        .outerjoin(Person, Person.id == Letter.person_id)
        .outerjoin(Organisation, Organisation.id == Letter.organisation_id)
        .outerjoin(Account, Account.id == Letter.created_by_id)
        .order_by(Letter.created_at.desc(), Letter.id.desc())
    )


def _as_rows(query: sa.Select[*tuple[Any, ...]]) -> list[Row]:
    rows: Any = db.session.execute(query)
    return [
        Row(
            id=row.id,
            number=row.number,
            kind=row.kind,
            title=row.title,
            person_id=row.person_id,
            person=", ".join(filter(None, (row.last_name, row.first_name))),
            organisation=row.organisation or "",
            author=row.author or "",
            created_at=row.created_at,
            dispatched_on=row.dispatched_on,
            means=row.means,
        )
        for row in rows
    ]
