"""Founding households, moving in and out, and relations between persons."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from lotse.clients.models import Household, HouseholdMember, Person, Relation
from lotse.clients.rules.households import Evidence, RelationKind, Role, Stay, most_households, problem_with_stay
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError

if TYPE_CHECKING:
    from lotse.accounts.models import User

NO_EVIDENCE = Evidence()


def move_in(
    *, with_person: Person, household_id: int | None, person: Person, role: str, joined_on: date, left_on: date | None,
    today: date, now: datetime,
) -> HouseholdMember:  # fmt: skip
    """Let a person live with another one, in her household or in one founded for both; both days belong to it.

    Where the person who comes is the head of a household that is founded now, the other is her child or partner.
    """
    if left_on and left_on > today:
        raise FieldError("left_on", "Das Ende liegt in der Zukunft.")
    if household_id is not None:
        home = db.session.get_one(Household, household_id)
    else:
        first = Role.HEAD
        if role == Role.HEAD:
            first = Role.CHILD if most_households(with_person.birth_date, today) > 1 else Role.PARTNER
        home = found_household(head=with_person, joined_on=min(joined_on, today), now=now, role=first)
    return add_member(household=home, person=person, role=role, joined_on=joined_on, left_on=left_on, today=today)


def found_household(
    *, head: Person, joined_on: date, now: datetime, name: str = "", role: Role = Role.HEAD
) -> Household:
    """Open a household with its first member at her address."""
    household = Household(
        name=name or head.last_name, street=head.street, postcode=head.postcode, town=head.town, created_at=now
    )
    db.session.add(household)
    db.session.flush()
    add_member(household=household, person=head, role=role, joined_on=joined_on, today=joined_on)
    return household


def add_member(
    *, household: Household, person: Person, role: str, joined_on: date, today: date, left_on: date | None = None
) -> HouseholdMember:
    """Let a person belong to a household from-to."""
    stays = [
        Stay(member.household_id, member.role, member.joined_on, member.left_on)
        for member in db.session.scalars(sa.select(HouseholdMember).where(HouseholdMember.person_id == person.id))
    ]
    planned = Stay(household.id, role, joined_on, left_on)
    if problem := problem_with_stay(planned, stays, person.birth_date, today):
        raise FieldError({"from_on": "joined_on", "until_on": "left_on"}.get(problem[0], problem[0]), problem[1])
    member = HouseholdMember(
        household_id=household.id, person_id=person.id, role=role, joined_on=joined_on, left_on=left_on
    )
    db.session.add(member)
    db.session.flush()
    return member


def end_stay(*, stay: HouseholdMember, left_on: date, today: date) -> None:
    """Note the last day a person belonged to a household."""
    if left_on < stay.joined_on:
        raise FieldError("left_on", "Das Ende liegt vor dem Beginn.")
    if left_on > today:
        raise FieldError("left_on", "Das Ende liegt in der Zukunft.")
    stay.left_on = left_on
    db.session.flush()


def relate(
    *, person: Person, other: Person, kind: RelationKind, by: User | None = None, today: date | None = None,
    starts_on: date | None = None, ends_on: date | None = None, scope: str = "", evidence: Evidence = NO_EVIDENCE,
) -> Relation:  # fmt: skip
    """Note that `other` stands for or cares for `person`; care and power of attorney want their document."""
    if person.id == other.id:
        raise FieldError("other", "Eine Person kann sich nicht selbst vertreten.")
    if starts_on and ends_on and ends_on < starts_on:
        raise FieldError("ends_on", "Das Ende liegt vor dem Beginn.")
    relation = Relation(
        person_id=person.id, other_id=other.id, kind=kind, scope=scope, starts_on=starts_on, ends_on=ends_on
    )
    show_evidence(relation=relation, evidence=evidence, by=by, today=today or starts_on or date.max)
    db.session.add(relation)
    db.session.flush()
    return relation


def show_evidence(*, relation: Relation, evidence: Evidence, by: User | None, today: date) -> None:
    """Write down the document of a relation: what, issued on, valid until (inclusive), and who has seen it today."""
    if problem := evidence.problem(RelationKind(relation.kind), today):
        raise FieldError(*problem)
    relation.evidence = evidence.what
    relation.evidence_issued_on, relation.evidence_valid_until = evidence.issued_on, evidence.valid_until
    relation.evidence_seen_on = today if evidence.seen else None
    relation.evidence_by_id = by.id if by is not None else None
    relation.evidence_seen_by_id = relation.evidence_by_id if evidence.seen else None
    db.session.flush()


def end_relation(*, relation: Relation, ends_on: date) -> None:
    """Note the last day of a relation."""
    if relation.starts_on and ends_on < relation.starts_on:
        raise FieldError("ends_on", "Das Ende liegt vor dem Beginn.")
    relation.ends_on = ends_on
    db.session.flush()
