"""Sent referrals as the records themselves say it, and which of them a change touches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from typing import Any

import sqlalchemy as sa
import sqlalchemy.orm
from sqlalchemy.orm import Session

from lotse.cases.models import Case
from lotse.clients.models import HouseholdMember, Person
from lotse.directory.models import Concern
from lotse.directory.rules.catalogue import load_areas
from lotse.referrals.models import Referral
from lotse.statistics.rules.referral_facts import NEVER_SENT, SentReferral, household_type

_KNOWN = [f.name for f in fields(SentReferral)][:13]


PIECE = 20_000
COUNTED_OF_A_PERSON = ("municipality_key", "birth_date", "sex", "language", "restricted", "address_block_until")


def all_in_pieces(session: Session) -> Iterator[list[SentReferral]]:
    """Yield all counted referrals, some thousands at a time."""
    last = session.scalar(sa.select(sa.func.max(Referral.id))) or 0
    for start in range(0, last + 1, PIECE):
        yield _sent(session, Referral.id.between(start, start + PIECE - 1))


def sent_referrals(session: Session, ids: Collection[int]) -> list[SentReferral]:
    """Return the counted referrals among these ids."""
    return _sent(session, Referral.id.in_(ids))


def _sent(session: Session, which: sa.ColumnElement[bool]) -> list[SentReferral]:
    query = (
        sa.select(
            Referral.id,
            Referral.state,
            Referral.kind,
            Referral.sent_on,
            Referral.answered_on,
            Referral.accepted_on,
            Referral.first_contact_on,
            Referral.answer_due_on,
            Referral.effect_confirmed_on,
            Referral.reason_code,
            Referral.site_id,
            Case.unit_id,
            Referral.organisation_id,
            Referral.concern_id,
            sa.case((Person.address_block_until.is_not(None), ""), else_=Person.municipality_key),
            Person.birth_date,
            sa.or_(sa.func.coalesce(Person.restricted, sa.false()), sa.func.coalesce(Case.restricted, sa.false())),
            Person.sex,
            Person.language,
            Referral.outcome,
            Referral.person_id,
        )
        .outerjoin(Person, Person.id == Referral.person_id)
        .outerjoin(Case, Case.id == Referral.case_id)
        .where(which, Referral.sent_on.is_not(None), Referral.state.not_in(NEVER_SENT))
    )
    concerns = concern_groups(session)
    rows = session.execute(query).all()
    households = household_types(session, {row[20] for row in rows if row[20]})
    found = []
    row: Any
    for row in rows:
        area, concern, department = concerns.get(row[13], ("", "", ""))
        known: dict[str, Any] = dict(zip(_KNOWN, row, strict=False))
        known |= {"department": department, "area": area, "concern": concern, "municipality": row[14] or ""}
        known |= {"sex": row[17] or "", "language": row[18] or "", "outcome": row[19]}
        known["household"] = households.get(row[20], "")
        found.append(SentReferral(**known, birth_date=row[15], restricted=bool(row[16])))
    return found


def household_types(session: Session, person_ids: Collection[int]) -> dict[int, str]:
    """Return the type of the household each of these persons lives in now; whoever has none is left out."""
    mine, others = sa.orm.aliased(HouseholdMember), sa.orm.aliased(HouseholdMember)
    living = sa.and_(mine.left_on.is_(None), others.left_on.is_(None))
    query = (
        sa.select(mine.person_id, mine.household_id, others.role)
        .join(others, others.household_id == mine.household_id)
        .where(living)
        .order_by(mine.id)
    )
    homes: dict[int, int] = {}
    roles: dict[int, list[str]] = {}
    wanted = sorted(person_ids)
    for start in range(0, len(wanted), 5000):
        for person, household, role in session.execute(query.where(mine.person_id.in_(wanted[start : start + 5000]))):
            # A child may belong to two households: the first one counts.
            if homes.setdefault(person, household) == household:
                roles.setdefault(person, []).append(role)
    return {person: household_type(found) for person, found in roles.items()}


def concern_groups(session: Session) -> dict[int | None, tuple[str, str, str]]:
    """Return for every concern its area, its own code and the department it leads to."""
    departments = {concern.code: str(concern.department) for area in load_areas() for concern in area.concerns}
    rows = session.execute(sa.select(Concern.id, Concern.code, Concern.parent_id)).all()
    codes = {row.id: row.code for row in rows}
    return {row.id: (codes.get(row.parent_id, row.code), row.code, departments.get(row.code, "")) for row in rows}


def touched_referrals(session: Session, changed: Iterable[Any]) -> set[int]:
    """Return the ids of the referrals whose fact these changed objects may alter."""
    ids: set[int] = set()
    for item in changed:
        if isinstance(item, Referral):
            ids.add(item.id)
        elif isinstance(item, HouseholdMember):
            home = sa.select(HouseholdMember.person_id).where(HouseholdMember.household_id == item.household_id)
            ids.update(session.scalars(sa.select(Referral.id).where(Referral.person_id.in_(home))))
        elif isinstance(item, Person) and moved(item, *COUNTED_OF_A_PERSON):
            ids.update(session.scalars(sa.select(Referral.id).where(Referral.person_id == item.id)))
        elif isinstance(item, Case) and moved(item, "restricted", "unit_id"):
            ids.update(session.scalars(sa.select(Referral.id).where(Referral.case_id == item.id)))
    return ids


def may_touch(item: object) -> bool:
    """Say whether a change of this object may alter a fact."""
    return isinstance(item, Referral | Person | Case | HouseholdMember)


def moved(item: object, *names: str) -> bool:
    """Say whether one of these attributes has changed."""
    state = sa.inspect(item)
    return state is not None and any(state.attrs[name].history.has_changes() for name in names)
