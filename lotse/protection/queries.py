"""Reading child-protection records: only holders of a grant of this kind, whatever their role; no other way in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from lotse.accounts.models import Grant, User
from lotse.accounts.queries import granted_records, list_users, names_of
from lotse.accounts.rules import SOCIAL_WORK
from lotse.cases.models import Case
from lotse.cases.queries import visible_case_ids
from lotse.clients.models import HouseholdMember, Person
from lotse.clients.queries import get_person
from lotse.clients.queries.households import list_people_together
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound
from lotse.protection.models import ProtectionNotice, ProtectionRecord

KIND = "protection"


@dataclass(frozen=True)
class RecordRow:
    """One record in the list of those who may see it."""

    record: ProtectionRecord
    child: str


def my_records(user: User, now: datetime) -> list[RecordRow]:
    """Return the records this account was named in, those due first."""
    query = (
        sa.select(ProtectionRecord, Person)
        .outerjoin(Person, Person.id == ProtectionRecord.child_id)
        .where(ProtectionRecord.id.in_(granted_records(user, KIND, now)))
        .order_by(ProtectionRecord.closed_at.is_not(None), ProtectionRecord.due_at)
    )
    rows = db.session.execute(query)
    return [RecordRow(record, person.full_name if person else record.child_name or "") for record, person in rows]


def get_record(record_id: int, user: User, now: datetime) -> ProtectionRecord:
    """Return a record this account was named in; everything else is a 404."""
    record = db.session.scalar(
        sa.select(ProtectionRecord)
        .options(sa.orm.selectinload(ProtectionRecord.entries))
        .where(
            ProtectionRecord.id == record_id,
            ProtectionRecord.id.in_(granted_records(user, KIND, now)),
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


@dataclass(frozen=True)
class Child:
    """The child a record is about, recorded as a person or named in words only."""

    full_name: str
    about: str = ""
    id: int | None = None
    birth_date: date | None = None
    street: str = ""
    postcode: str = ""
    town: str = ""
    address_block_until: date | None = None


def child_of(record: ProtectionRecord) -> Child:
    """Return the child a record is about."""
    if record.child_id is None:
        return Child(record.child_name or "", record.child_about)
    return _child(db.session.get_one(Person, record.child_id), record.child_about)


def _child(person: Person, about: str) -> Child:
    return Child(
        person.full_name, about, person.id, person.birth_date, person.street, person.postcode, person.town,
        person.address_block_until,
    )  # fmt: skip


@dataclass(frozen=True)
class Origin:
    """From where a record is opened, and the people around it, the youngest first."""

    case_id: int | None = None
    person_id: int | None = None
    people: Sequence[Person] = ()


def origin(case_id: int | None, person_id: int | None, user: User, now: datetime) -> Origin:
    """Return the people around a case or a person this account may see, or answer 404."""
    if case_id is not None:
        return Origin(case_id=case_id, people=people_around(case_id, user, now))
    if person_id is None:
        return Origin()
    person = get_person(person_id, user, now)
    together = [m.person for m in list_people_together(person.id, clock.local(now).date(), user, now)]
    others = [p for p in together if p.id != person.id]
    youngest = sorted([person, *others], key=lambda p: p.birth_date or date.min, reverse=True)
    return Origin(person_id=person.id, people=youngest)


def people_around(case_id: int, user: User, now: datetime) -> list[Person]:
    """Return main person and household of a case the account may see, the youngest first."""
    case = db.session.scalar(sa.select(Case).where(Case.id == case_id, Case.id.in_(visible_case_ids(user, now))))
    if case is None:
        raise NotFound
    members = sa.select(HouseholdMember.person_id).where(HouseholdMember.household_id == case.household_id)
    query = sa.select(Person).where(sa.or_(Person.id == case.person_id, Person.id.in_(members)))
    return list(db.session.scalars(query.order_by(Person.birth_date.is_(None), Person.birth_date.desc())))


def identifying_words(record: ProtectionRecord) -> tuple[str, ...]:
    """Return names and streets that the pseudonymised advice must not contain."""
    words = (record.child_name or "").split()
    people = [db.session.get_one(Person, record.child_id)] if record.child_id is not None else []
    if record.case_id is not None:
        household = sa.select(Case.household_id).where(Case.id == record.case_id).scalar_subquery()
        members = sa.select(HouseholdMember.person_id).where(HouseholdMember.household_id == household)
        people += list(db.session.scalars(sa.select(Person).where(Person.id.in_(members))))
    words += [w for p in people for w in (*p.first_name.split(), *p.last_name.split(), *p.street.split()[:1])]
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
