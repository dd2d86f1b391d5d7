"""The page of a person: everything the counter may know, from the slices below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from lotse.accounts.acting import Reader
from lotse.accounts.queries import list_grants, names_of
from lotse.clients.models import PersonLink, RelationSheet
from lotse.clients.queries import PersonRow
from lotse.clients.queries.around import Home, Other, RelationRow, people_around
from lotse.clients.queries.relations import sheets_of
from lotse.clients.queries.sheets import PersonSheet, get_sheet
from lotse.clients.queries.warnings import Mark, WarningRow, marks_and_warnings
from lotse.contacts.queries.lists import ContactRow, list_of_persons
from lotse.foundation.clock import local
from lotse.foundation.db import db
from lotse.frontdesk.queries.running import Running, running_for


@dataclass
class PersonPage:
    """What the page of a person shows."""

    person: PersonSheet
    marks: dict[int, list[Mark]]
    warnings: Sequence[WarningRow]
    homes: Sequence[Home]
    relations: Sequence[tuple[RelationRow, Other, bool]]
    sheets: dict[int, list[RelationSheet]]
    contacts: Sequence[ContactRow]
    running: Running
    links: Sequence[PersonLink]
    same: dict[int, PersonRow]
    is_protected: bool
    named: list[str]
    seen_by: dict[int, str]


def page_of(person_id: int, user: Reader, now: datetime) -> PersonPage:
    """Return everything that belongs to the person and the records linked with her; unknown and forbidden: 404."""
    day = local(now).date()
    person = get_sheet(person_id, user, now)
    around = people_around(person_id, user, now)
    marks, warnings = marks_and_warnings({person_id, *around.person_ids}, person_id, day)
    protected = person.is_protected(day)
    seen_by = {row.evidence_seen_by_id for row, _, _ in around.relations if row.evidence_seen_by_id}
    return PersonPage(
        person=person,
        marks=marks,
        warnings=warnings,
        homes=around.homes_of(person_id),
        relations=around.relations,
        sheets=sheets_of([row.id for row, _, _ in around.relations if row.evidence]),
        contacts=list_of_persons(person.record_ids, user, now),
        running=running_for(person.record_ids, user, now),
        links=list_links(person.record_ids) if len(person.record_ids) > 1 else [],
        same={row.id: row for row in person.linked},
        is_protected=protected,
        named=named_for(person_id, now) if protected else [],
        seen_by=names_of(seen_by) if seen_by else {},
    )


def list_links(person_ids: Sequence[int]) -> Sequence[PersonLink]:
    """Return the links among the records of one person that hold."""
    query = sa.select(PersonLink).where(
        PersonLink.separated_at.is_(None),
        PersonLink.person_id.in_(person_ids),
        PersonLink.linked_to_id.in_(person_ids),
    )
    return db.session.scalars(query.order_by(PersonLink.id)).all()


def named_for(person_id: int, now: datetime) -> list[str]:
    """Return the names of those to whom a protected record is open."""
    grants = list_grants("person", person_id)
    ids = {g.user_id for g in grants if g.user_id and (g.valid_until is None or g.valid_until > now)}
    return sorted(names_of(ids).values())


@dataclass(frozen=True)
class LinkPreview:
    """What two records hold, side by side, before they are said to be one person."""

    kept: PersonRow
    other: PersonRow
    rows: Sequence[tuple[str, int, int]]
    differences: Sequence[tuple[str, str, str]]


def preview_link(kept: PersonRow, other: PersonRow) -> LinkPreview:
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
        ("Anschrift", _address(kept), _address(other)),
        ("Sprache", kept.language, other.language),
    )
    return LinkPreview(kept, other, counts, [row for row in fields if row[1] != row[2]])


def _address(row: PersonRow) -> str:
    return ", ".join(filter(None, (row.street, f"{row.postcode} {row.town}".strip())))


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
