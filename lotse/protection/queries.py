"""Reading child-protection records: only holders of a grant of this kind, whatever their role; no other way in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from lotse.accounts.models import Grant, User
from lotse.accounts.queries import granted_records, list_users, names_of
from lotse.accounts.rules import SOCIAL_WORK
from lotse.cases.models import Case
from lotse.cases.queries import visible_case_ids
from lotse.clients.models import HouseholdMember, Person
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound
from lotse.protection.models import ProtectionNotice, ProtectionRecord

KIND = "protection"


@dataclass(frozen=True)
class RecordRow:
    """One record in the list of those who may see it."""

    record: ProtectionRecord
    child: Person


def my_records(user: User, now: datetime | None = None) -> list[RecordRow]:
    """Return the records this account was named in, those due first."""
    query = (
        sa.select(ProtectionRecord, Person)
        .join(Person, Person.id == ProtectionRecord.child_id)
        .where(ProtectionRecord.id.in_(granted_records(user, KIND, now or clock.now())))
        .order_by(ProtectionRecord.closed_at.is_not(None), ProtectionRecord.due_at)
    )
    return [RecordRow(record, child) for record, child in db.session.execute(query)]


def get_record(record_id: int, user: User, now: datetime | None = None) -> ProtectionRecord:
    """Return a record this account was named in; everything else is a 404."""
    record = db.session.scalar(
        sa.select(ProtectionRecord)
        .options(sa.orm.selectinload(ProtectionRecord.entries))
        .where(
            ProtectionRecord.id == record_id,
            ProtectionRecord.id.in_(granted_records(user, KIND, now or clock.now())),
        )
    )
    if record is None:
        raise NotFound
    return record


def list_notices(record_id: int) -> list[ProtectionNotice]:
    """Return the notices printed for a record that was judged visible, the newest first."""
    query = sa.select(ProtectionNotice).where(ProtectionNotice.record_id == record_id)
    return list(db.session.scalars(query.order_by(ProtectionNotice.id.desc())))


def get_notice(notice_id: int, record_id: int) -> ProtectionNotice:
    """Return a notice of a record that was judged visible, with its pages; of another record it is a 404."""
    query = sa.select(ProtectionNotice).options(sa.orm.undefer(ProtectionNotice.pdf))
    found = db.session.scalar(query.where(ProtectionNotice.id == notice_id, ProtectionNotice.record_id == record_id))
    if found is None:
        raise NotFound
    return found


def child_of(record: ProtectionRecord) -> Person:
    """Return the child a record is about."""
    return db.session.get_one(Person, record.child_id)


def people_around(case_id: int, user: User) -> list[Person]:
    """Return main person and household of a case the account may see, the youngest first."""
    case = db.session.scalar(sa.select(Case).where(Case.id == case_id, Case.id.in_(visible_case_ids(user))))
    if case is None:
        raise NotFound
    members = sa.select(HouseholdMember.person_id).where(HouseholdMember.household_id == case.household_id)
    query = sa.select(Person).where(sa.or_(Person.id == case.person_id, Person.id.in_(members)))
    return list(db.session.scalars(query.order_by(Person.birth_date.is_(None), Person.birth_date.desc())))


def identifying_words(child: Person, case_id: int | None) -> tuple[str, ...]:
    """Return names and street that the pseudonymised advice must not contain."""
    people = [child]
    if case_id is not None:
        household = sa.select(Case.household_id).where(Case.id == case_id).scalar_subquery()
        members = sa.select(HouseholdMember.person_id).where(HouseholdMember.household_id == household)
        people += list(db.session.scalars(sa.select(Person).where(Person.id.in_(members))))
    words = [w for p in people for w in (*p.first_name.split(), *p.last_name.split(), *p.street.split()[:1])]
    return tuple(dict.fromkeys(words))


def holders(record_id: int, now: datetime) -> dict[int, str]:
    """Return who may see a record, by name."""
    ids = db.session.scalars(
        sa.select(Grant.user_id).where(
            Grant.kind == KIND,
            Grant.record_id == record_id,
            sa.or_(Grant.valid_until.is_(None), Grant.valid_until > now),
            Grant.user_id.is_not(None),
        )
    )
    return names_of({i for i in ids if i is not None})


def colleagues() -> Sequence[User]:
    """Return the accounts that can be named: everybody who meets clients."""
    return list_users(roles=SOCIAL_WORK)
