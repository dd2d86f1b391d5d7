"""Reading emergency accesses: who may see which, what a request means, what was opened and seen, the marks of both."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from lotse.accounts.models import Absence, Grant, User
from lotse.accounts.queries import emergency_ends, list_users, names_of
from lotse.accounts.rules import Role
from lotse.audit.models import AuditEvent
from lotse.cases.models import Case
from lotse.cases.queries import visible_case_ids
from lotse.clients.models import Person
from lotse.clients.rules.names import words
from lotse.emergency.models import EmergencyAccess, EmergencyNotice, EmergencyRecord
from lotse.emergency.rules import Found, Wanted
from lotse.foundation.clock import local
from lotse.foundation.db import UtcInstant, db
from lotse.foundation.errors import NotFound


def get_access(access_id: int, user: User, now: datetime) -> EmergencyAccess:
    """Return a request this account has to do with; unknown and forbidden alike answer 404."""
    found = db.session.scalar(sa.select(EmergencyAccess).where(EmergencyAccess.id == access_id, _concerns(user, now)))
    if found is None:
        raise NotFound
    return found


def list_accesses(user: User, now: datetime, *, limit: int, offset: int = 0) -> tuple[Sequence[EmergencyAccess], int]:
    """Return one page of the requests this account has to do with, newest first, and how many there are."""
    total = db.session.scalar(sa.select(sa.func.count()).select_from(EmergencyAccess).where(_concerns(user, now)))
    query = sa.select(EmergencyAccess).where(_concerns(user, now)).order_by(EmergencyAccess.id.desc())
    return db.session.scalars(query.limit(limit).offset(offset)).all(), total or 0


def _concerns(user: User, now: datetime) -> sa.ColumnElement[bool]:
    """Own requests; those one was asked or told about, or stands in for somebody who was; the officer sees all."""
    if user.role == Role.DATA_PROTECTION:
        return sa.true()
    today = local(now).date()
    absent = sa.select(Absence.user_id).where(Absence.deputy_id == user.id, Absence.covers(today))
    told = sa.select(EmergencyNotice.access_id).where(
        sa.or_(EmergencyNotice.user_id == user.id, EmergencyNotice.user_id.in_(absent))
    )
    return sa.or_(EmergencyAccess.asked_by_id == user.id, EmergencyAccess.id.in_(told))


def may_see_already(wanted: Wanted, user: User, now: datetime) -> bool:
    """Whether the case of that number is open to the account anyway; of all others nothing is said."""
    asked = sa.func.upper(Case.number) == wanted.case_number.upper()
    query = sa.select(Case.id).where(asked, Case.id.in_(visible_case_ids(user, now)))
    return bool(wanted.case_number) and db.session.scalar(query) is not None


def meant_by(wanted: Wanted, asker: User, now: datetime) -> list[Found]:
    """Return the cases a request means and the asker does not see yet: that number, or all running ones of a person."""
    query = (
        sa.select(
            Case.id, Case.person_id, Case.lead_id, Case.unit_id, sa.or_(Case.restricted, Person.restricted),
            Person.address_block_until,
        )
        .join(Person, Person.id == Case.person_id)
        .where(_meant(wanted), Case.id.not_in(visible_case_ids(asker, now)))
        .order_by(Case.id)
    )  # fmt: skip
    return [Found(*row) for row in db.session.execute(query)]


def _meant(wanted: Wanted) -> sa.ColumnElement[bool]:
    if wanted.case_number:
        return sa.func.upper(Case.number) == wanted.case_number.upper()
    return sa.and_(
        Case.closed_on.is_(None),
        Person.birth_date == wanted.birth_date,
        Person.folded_last == " ".join(words(wanted.last_name))[:160],
        Person.folded_first == " ".join(words(wanted.first_name))[:160],
    )


def deciders(asker: User) -> Sequence[User]:
    """Return who can be the second person: every other team lead of the office."""
    return [lead for lead in list_users(roles=(Role.TEAM_LEAD,)) if lead.id != asker.id]


def responsible_for(cases: Collection[Found]) -> set[int]:
    """Return who must be told that these cases were opened: who leads them, and who leads their units."""
    units = {case.unit_id for case in cases}
    leads = {lead.id for lead in list_users(roles=(Role.TEAM_LEAD,)) if lead.unit_id in units}
    return leads | {case.lead_id for case in cases if case.lead_id is not None}


def open_notice(access_id: int, user: User, now: datetime) -> EmergencyNotice | None:
    """Return what tells this account, or somebody it stands in for, of an access and is not settled yet."""
    absent = sa.select(Absence.user_id).where(
        Absence.deputy_id == user.id, Absence.covers(local(now).date()), Absence.user_id == EmergencyNotice.user_id
    )
    return db.session.scalar(
        sa.select(EmergencyNotice)
        .where(
            EmergencyNotice.access_id == access_id,
            EmergencyNotice.settled_at.is_(None),
            sa.or_(EmergencyNotice.user_id == user.id, absent.exists()),
        )
        .order_by(EmergencyNotice.user_id != user.id, EmergencyNotice.wants.desc())
        .limit(1)
    )


@dataclass(frozen=True)
class Opened:
    """A case that an access opened."""

    access_id: int
    case_id: int
    number: str


def opened_by(access_ids: Collection[int]) -> dict[int, list[Opened]]:
    """Return what each access opened."""
    query = sa.select(EmergencyRecord.access_id, Case.id, Case.number).join(Case, Case.id == EmergencyRecord.case_id)
    found: dict[int, list[Opened]] = {id_: [] for id_ in access_ids}
    for row in db.session.execute(query.where(EmergencyRecord.access_id.in_(access_ids)).order_by(Case.id)):
        found[row[0]].append(Opened(*row))
    return found


def people_of(accesses: Collection[EmergencyAccess]) -> dict[int, str]:
    """Return the names of those who asked, decided, ended and reviewed."""
    ids = {i for a in accesses for i in (a.asked_by_id, a.answered_by_id, a.ended_by_id, a.reviewed_by_id) if i}
    return names_of(ids)


def seen_in(access: EmergencyAccess, cases: Collection[Opened], limit: int = 500) -> Sequence[AuditEvent]:
    """Return what was seen and done in the opened cases while the access ran, the oldest first."""
    if access.answered_at is None or access.ends_at is None or not cases:
        return []
    query = sa.select(AuditEvent).where(
        AuditEvent.actor_id == access.asked_by_id,
        AuditEvent.case_id.in_([case.case_id for case in cases]),
        AuditEvent.at >= access.answered_at,
        AuditEvent.at < access.ends_at,
    )
    return db.session.scalars(query.order_by(AuditEvent.id).limit(limit)).all()


def count_unreviewed(now: datetime) -> int:
    """Count the ended accesses that the data protection officer has not looked at."""
    ended = sa.and_(EmergencyAccess.ends_at <= now, EmergencyAccess.reviewed_at.is_(None))
    return db.session.scalar(sa.select(sa.func.count()).select_from(EmergencyAccess).where(ended)) or 0


def until_when_bound() -> sa.ScalarSelect[datetime | None]:
    """When the emergency access of `user_id` to `case_id` ends at `now`: a column of a statement asked anyway."""
    names = (("user_id", sa.Integer), ("case_id", sa.Integer), ("now", UtcInstant))
    running = emergency_ends(*(sa.bindparam(name, type_=kind) for name, kind in names))
    return running.order_by(Grant.valid_until.desc()).limit(1).scalar_subquery()


def audit_mark() -> sa.ColumnElement[bool]:
    """Whether the case a row of the audit is about is open to its actor by an emergency access at that moment."""
    names = (("actor_id", sa.Integer), ("case_id", sa.Integer), ("at", UtcInstant))
    return emergency_ends(*(sa.bindparam(name, type_=kind) for name, kind in names)).exists()
