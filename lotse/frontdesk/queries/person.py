"""The page of a person: everything the counter may know, from the slices below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.accounts.queries import list_grants, names_of
from lotse.cases.models import Case
from lotse.cases.queries import visible_case_ids
from lotse.clients.models import HouseholdMember, Person, PersonLink, PersonWarning, Relation
from lotse.clients.queries import PersonRow, family_of_records, is_protected, rows_of
from lotse.clients.queries.households import list_members_around, list_relations
from lotse.clients.queries.warnings import Mark, list_warnings, marks_at
from lotse.contacts.models import Appointment, IntentToApply
from lotse.contacts.queries import ContactRow, list_of_persons, reachable_ids
from lotse.contacts.queries.desk import list_appointments_of, list_intents_of
from lotse.foundation.clock import local
from lotse.foundation.db import db


@dataclass(frozen=True)
class CaseLine:
    """A case of the person, openable or only named."""

    id: int
    number: str
    status: str
    lead: str
    may_open: bool


@dataclass
class PersonPage:
    """What the page of a person shows."""

    person: Person
    marks: dict[int, list[Mark]]
    warnings: Sequence[PersonWarning]
    members: Sequence[HouseholdMember]
    relations: Sequence[tuple[Relation, Person, bool]]
    contacts: Sequence[ContactRow]
    openable_contacts: set[int]
    cases: Sequence[CaseLine]
    appointments: Sequence[Appointment]
    intents: Sequence[IntentToApply]
    links: Sequence[PersonLink]
    same: dict[int, PersonRow]
    is_protected: bool
    named: list[str]


def page_of(person: Person, user: User, now: datetime) -> PersonPage:
    """Return everything that belongs to the person and the records linked with her."""
    day = local(now).date()
    ids = family_of_records(person)
    members = list_members_around(person.id, user, now)
    relations = list_relations(person.id, user, now)
    shown = {person.id, *(member.person_id for member in members), *(other.id for _, other, _ in relations)}
    protected = is_protected(person, day)
    contacts = list_of_persons(ids)
    return PersonPage(
        person=person,
        marks=marks_at(shown, day),
        warnings=list_warnings(person.id),
        members=members,
        relations=relations,
        contacts=contacts,
        openable_contacts=reachable_ids([row.id for row in contacts], user, now),
        cases=cases_of(ids, user, now),
        appointments=list_appointments_of(ids, now),
        intents=list_intents_of(ids),
        links=list_links(ids) if len(ids) > 1 else [],
        same=rows_of(ids[1:], user, now),
        is_protected=protected,
        named=named_for(person, now) if protected else [],
    )


def cases_of(person_ids: Sequence[int], user: User, now: datetime) -> list[CaseLine]:
    """Return the cases: openable for those who may, else only that an unrestricted one is there."""
    mine = set(db.session.scalars(visible_case_ids(user, now).where(Case.person_id.in_(person_ids))))
    query = sa.select(Case.id, Case.number, Case.status, Case.lead_id).where(
        Case.person_id.in_(person_ids), sa.or_(Case.restricted.is_(False), Case.id.in_(mine))
    )
    rows = db.session.execute(query.order_by(Case.opened_on.desc())).all()
    leads = names_of({row.lead_id for row in rows if row.lead_id})
    return [CaseLine(r.id, r.number, r.status, leads.get(r.lead_id or 0, "noch niemand"), r.id in mine) for r in rows]


def list_links(person_ids: Sequence[int]) -> Sequence[PersonLink]:
    """Return the links among the records of one person that hold."""
    query = sa.select(PersonLink).where(
        PersonLink.separated_at.is_(None),
        PersonLink.person_id.in_(person_ids),
        PersonLink.linked_to_id.in_(person_ids),
    )
    return db.session.scalars(query.order_by(PersonLink.id)).all()


def named_for(person: Person, now: datetime) -> list[str]:
    """Return the names of those to whom a protected record is open."""
    grants = list_grants("person", person.id)
    ids = {g.user_id for g in grants if g.user_id and (g.valid_until is None or g.valid_until > now)}
    return sorted(names_of(ids).values())


@dataclass(frozen=True)
class LinkPreview:
    """What two records hold, side by side, before they are said to be one person."""

    kept: PersonRow
    other: PersonRow
    rows: Sequence[tuple[str, int, int]]
    differences: Sequence[tuple[str, str, str]]


def preview_link(kept: PersonRow, other: PersonRow, today: date) -> LinkPreview:  # noqa: ARG001
    """Return counts of what belongs to each, and where the two differ."""
    counts = []
    for label, table in _TABLES:
        column = sa.column("person_id", sa.Integer)
        both: dict[int, int] = dict(
            db.session.execute(
                sa.select(column, sa.func.count()).select_from(sa.table(table)).where(
                    column.in_([kept.id, other.id])
                ).group_by(column)
            ).all()
        )  # fmt: skip
        counts.append((label, both.get(kept.id, 0), both.get(other.id, 0)))
    fields = (
        ("Name", kept.list_name, other.list_name),
        ("Früherer Name", kept.former_name, other.former_name),
        ("Geburtsdatum", str(kept.born), str(other.born)),
        ("Anschrift", f"{kept.street}, {kept.postcode} {kept.town}", f"{other.street}, {other.postcode} {other.town}"),
        ("Sprache", kept.language, other.language),
    )
    return LinkPreview(kept, other, counts, [row for row in fields if row[1] != row[2]])


_TABLES = (
    ("Kontakte", "contact"),
    ("Fälle", "case_file"),
    ("Vermittlungen", "referral"),
    ("Termine", "appointment"),
    ("Antragswille", "intent_to_apply"),
    ("Wiedervorlagen", "reminder"),
    ("Schreiben", "letter"),
    ("Hinweise", "person_warning"),
)
