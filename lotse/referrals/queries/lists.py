"""Lists of referrals, one line each: the office's, a case's, a person's, the inbox of a department, a bundle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa

from lotse.clients.models import Person
from lotse.directory.models import Concern, Offer, Organisation
from lotse.disclosure.models import Consent
from lotse.foundation.db import db
from lotse.referrals.models import Referral
from lotse.referrals.queries.visibility import visible
from lotse.referrals.rules.states import OPEN, Kind, State

if TYPE_CHECKING:
    from lotse.accounts.models import User


@dataclass(frozen=True)
class Row:
    """One line of a list of referrals."""

    id: int
    number: str
    kind: str
    state: str
    urgency: str
    person_id: int | None
    person: str
    case_id: int | None
    organisation: str
    offer: str
    concern: str
    sent_on: date | None
    next_check_on: date | None
    ended_on: date | None
    owed_since: date | None = None


def list_referrals(
    user: User,
    now: datetime,
    *,
    states: Sequence[State] = (),
    with_owed: bool = False,
    organisation_id: int | None = None,
    concern_id: int | None = None,
    overdue_on: date | None = None,
    text: str = "",
    limit: int = 50,
    offset: int = 0,
) -> tuple[list[Row], int]:
    """Return one page of the referrals an account may see, those due first, and how many there are in all.

    `with_owed` adds those that ended without help and still wait for the sender's next step.
    """
    conditions = [visible(user, now)]
    owed = Referral.owed_since.is_not(None)
    if states:
        wanted = Referral.state.in_(states)
        conditions.append(sa.or_(wanted, owed) if with_owed else wanted)
    if organisation_id is not None:
        conditions.append(Referral.organisation_id == organisation_id)
    if concern_id is not None:
        conditions.append(Referral.concern_id == concern_id)
    if overdue_on is not None:
        late = sa.and_(Referral.state.in_(OPEN), Referral.next_check_on < overdue_on)
        conditions.append(sa.or_(late, owed) if with_owed else late)
    if text:
        conditions.append(Referral.number.icontains(text, autoescape=True))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Referral).where(*conditions)) or 0
    day = sa.func.coalesce(Referral.owed_since, Referral.next_check_on)
    undated_last = sa.case((day.is_(None), 1), else_=0)
    query = _rows().where(*conditions).order_by(undated_last, day, Referral.id.desc())
    return _as_rows(query.limit(limit).offset(offset)), total


def list_for_case(case_id: int) -> list[Row]:
    """Return the referrals of a case the caller may see, newest first."""
    return _as_rows(_rows().where(Referral.case_id == case_id).order_by(Referral.id.desc()))


def list_for_person(person_id: int, user: User, now: datetime) -> list[Row]:
    """Return the referrals of a person as far as the account may see them."""
    return _as_rows(_rows().where(Referral.person_id == person_id, visible(user, now)).order_by(Referral.id.desc()))


def list_inbox(user: User, *, today: date, now: datetime, limit: int = 50, offset: int = 0) -> tuple[list[Row], int]:
    """Return what a department has to answer, the next due first, and how many; names only while a ground is valid.

    A referral that met silence stays here for a late answer until the office has chosen another way.
    """
    waiting = (visible(user, now), _own(user), Referral.state.in_([*OPEN, State.NO_RESPONSE]))
    joined = sa.select(sa.func.count()).select_from(Referral).join(Organisation)
    total = db.session.scalar(joined.where(*waiting)) or 0
    grounded = sa.or_(Referral.legal_basis != "", _consented(today))
    query = _rows().add_columns(grounded.label("grounded")).where(*waiting)
    undated_last = sa.case((Referral.next_check_on.is_(None), 1), else_=0)
    page = query.order_by(undated_last, Referral.next_check_on, Referral.id).limit(limit).offset(offset)
    raw = db.session.execute(page).all()
    return [_row(row) if row.grounded else _nameless(_row(row)) for row in raw], total


def list_answered(user: User, limit: int = 100) -> list[Row]:
    """Return what a department had, without names: its access ended with the referral."""
    query = _rows().where(_own(user), Referral.state.not_in([*OPEN, State.NO_RESPONSE]), Referral.sent_on.is_not(None))
    return [_nameless(row) for row in _as_rows(query.order_by(Referral.ended_on.desc()).limit(limit))]


def _own(user: User) -> sa.ColumnElement[bool]:
    return sa.and_(Organisation.unit_id == user.unit_id, Organisation.unit_id.is_not(None), Referral.kind != Kind.HINT)


def _consented(today: date) -> sa.ColumnElement[bool]:
    return (
        sa.exists()
        .where(
            Consent.person_id == Referral.person_id,
            Consent.organisation_id == Referral.organisation_id,
            Consent.given_on <= today,
            Consent.valid_until >= today,
            Consent.revoked_on.is_(None),
        )
        .correlate(Referral)
    )


def _nameless(row: Row) -> Row:
    return replace(row, person="", person_id=None, case_id=None)


def list_bundle(bundle_id: int | None) -> list[Row]:
    """Return the referrals of a bundle in order."""
    if bundle_id is None:
        return []
    return _as_rows(_rows().where(Referral.bundle_id == bundle_id).order_by(Referral.bundle_position, Referral.id))


@cache
def _rows() -> sa.Select:
    return (
        sa.select(
            Referral.id, Referral.number, Referral.kind, Referral.state, Referral.urgency, Referral.person_id,
            Person.first_name, Person.last_name, Referral.case_id, Organisation.name.label("organisation"),
            Offer.name.label("offer"), Concern.label.label("concern"), Referral.sent_on, Referral.next_check_on,
            Referral.ended_on, Referral.owed_since, Referral.owed_since,
        )
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .outerjoin(Person, Person.id == Referral.person_id)
        .outerjoin(Offer, Offer.id == Referral.offer_id)
        .outerjoin(Concern, Concern.id == Referral.concern_id)
    )  # fmt: skip


def _as_rows(query: sa.Select) -> list[Row]:
    return [_row(row) for row in db.session.execute(query)]


def _row(row: sa.Row) -> Row:
    return Row(
        id=row.id, number=row.number, kind=row.kind, state=row.state, urgency=row.urgency, person_id=row.person_id,
        person=", ".join(filter(None, (row.last_name, row.first_name))), case_id=row.case_id,
        organisation=row.organisation, offer=row.offer or "", concern=row.concern or "", sent_on=row.sent_on,
        next_check_on=row.next_check_on, ended_on=row.ended_on, owed_since=row.owed_since,
    )  # fmt: skip
