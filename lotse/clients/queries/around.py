"""The people around a person: who shares her households, who stands for or cares for whom; one statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from lotse.accounts.acting import Reader
from lotse.accounts.queries import reader
from lotse.clients.models import HouseholdMember, Person, Relation
from lotse.clients.queries import visible_when_bound
from lotse.clients.rules.households import Role
from lotse.foundation.prepared import Prepared


@dataclass(frozen=True)
class Other:
    """The person at the other end."""

    id: int
    last_name: str
    first_name: str
    birth_date: date | None

    @property
    def list_name(self) -> str:
        """Last name first."""
        return f"{self.last_name}, {self.first_name}" if self.first_name else self.last_name


@dataclass(frozen=True)
class Member:
    """Somebody in one of the person's households, herself included."""

    id: int
    household_id: int
    role: str
    joined_on: date
    left_on: date | None
    person: Other

    @property
    def person_id(self) -> int:
        """Who it is."""
        return self.person.id

    def overlaps(self, other: Member) -> bool:
        """Whether both lived there on the same day."""
        mine, theirs = self.left_on or date.max, other.left_on or date.max
        return self.joined_on <= theirs and other.joined_on <= mine


@dataclass(frozen=True)
class Home:
    """A household of the person with those who lived there in her time; `head` is empty where it may not be told."""

    id: int
    head: str
    members: list[Member]
    is_current: bool


@dataclass(frozen=True)
class RelationRow:
    """A relation, seen from the person."""

    id: int
    kind: str
    scope: str
    starts_on: date | None
    ends_on: date | None
    evidence: str = ""
    evidence_issued_on: date | None = None
    evidence_valid_until: date | None = None
    evidence_seen_on: date | None = None
    evidence_seen_by_id: int | None = None


@dataclass
class Around:
    """Members, the present ones first and the oldest on top; relations with whether the person stands for the other."""

    members: list[Member] = field(default_factory=list)
    relations: list[tuple[RelationRow, Other, bool]] = field(default_factory=list)

    def homes_of(self, person_id: int) -> list[Home]:
        """Return the person's households, those of today first; who came after she had left is no concern of hers."""
        found = []
        for id_ in dict.fromkeys(member.household_id for member in self.members):
            members = [member for member in self.members if member.household_id == id_]
            own = [member for member in members if member.person_id == person_id]
            members = [member for member in members if any(member.overlaps(stay) for stay in own)]
            head = next((member.person.list_name for member in members if member.role == Role.HEAD), "")
            found.append(Home(id_, head, members, any(stay.left_on is None for stay in own)))
        return sorted(found, key=lambda home: not home.is_current)

    @property
    def person_ids(self) -> set[int]:
        """Everybody named here."""
        return {*(member.person_id for member in self.members), *(other.id for _, other, _ in self.relations)}


def people_around(person_id: int, user: Reader, now: datetime) -> Around:
    """Return the people around a person of whom the account may know."""
    found = Around()
    for row in _ASKING.rows(**reader(user, now), person_id=person_id):
        way, id_, household_id, kind, scope, from_on, until_on = row[:7]
        other = Other(*row[12:])
        if way == "home":
            found.members.append(Member(id_, household_id, kind, from_on, until_on, other))
        else:
            relation = RelationRow(id_, kind, scope, from_on, until_on, *row[7:12])
            found.relations.append((relation, other, way == "stands_for"))
    found.members.sort(key=lambda m: (m.left_on is not None, m.person.birth_date or date.min, m.id))
    found.relations.sort(key=lambda r: (not r[2], r[0].ends_on is not None, r[0].id))
    return found


def _asking() -> sa.CompoundSelect[*tuple[Any, ...]]:
    wanted = sa.bindparam("person_id", type_=sa.Integer)
    person = (Person.id.label("other_id"), Person.last_name, Person.first_name, Person.birth_date)
    document: tuple[Any, ...] = (
        Relation.evidence, Relation.evidence_issued_on, Relation.evidence_valid_until, Relation.evidence_seen_on,
        Relation.evidence_seen_by_id,
    )  # fmt: skip
    no_document: tuple[Any, ...] = (
        *(sa.type_coerce(sa.null(), sa.Date) for _ in range(3)),
        sa.type_coerce(sa.null(), sa.Integer),
    )
    own = sa.orm.aliased(HouseholdMember)
    at_home = (
        sa.select(
            sa.literal("home"), HouseholdMember.id, HouseholdMember.household_id, HouseholdMember.role,
            sa.literal(""), HouseholdMember.joined_on, HouseholdMember.left_on, sa.literal(""), *no_document, *person,
        )
        .join(HouseholdMember.person)
        .where(
            HouseholdMember.household_id.in_(sa.select(own.household_id).where(own.person_id == wanted)),
            visible_when_bound(),
        )
    )  # fmt: skip
    ends = (("stands_for", Relation.person_id, Relation.other_id), ("stood_for", Relation.other_id, Relation.person_id))
    related = (
        sa.select(
            sa.literal(way), Relation.id, sa.literal(0), Relation.kind, Relation.scope,
            Relation.starts_on, Relation.ends_on, *document, *person,
        )
        .join(Person, Person.id == theirs)
        .where(mine == wanted, visible_when_bound())
        for way, mine, theirs in ends
    )  # fmt: skip
    return sa.union_all(at_home, *related)


_ASKING = Prepared(_asking)
