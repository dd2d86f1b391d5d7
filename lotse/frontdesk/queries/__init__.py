"""Person search with what lies above a person: the open case, contacts, warnings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from lotse.accounts.acting import Reader
from lotse.cases.models import Case
from lotse.clients.models import Person
from lotse.clients.queries import ROW_COLUMNS, PersonRow, person_rows, visible_to
from lotse.clients.queries.search import SHOWN, find_persons
from lotse.clients.queries.warnings import Mark, marks_at
from lotse.contacts.models import Contact
from lotse.foundation.clock import local
from lotse.foundation.prepared import Prepared


@dataclass(frozen=True)
class OpenCase:
    """A case as the counter may know it: that it is there, and who leads it."""

    id: int
    number: str
    lead_id: int | None


@dataclass(frozen=True)
class PersonHit:
    """A person found, with what tells her apart."""

    row: PersonRow
    case: OpenCase | None = None
    contacts: int = 0
    marks: Sequence[Mark] = field(default_factory=tuple)


@dataclass(frozen=True)
class SearchResult:
    """What a search found."""

    hits: Sequence[PersonHit]
    only_similar: bool = False


def search_persons(text: str, user: Reader, now: datetime, *, most: int = SHOWN) -> SearchResult:
    """Return the best hits by name, birth date, number, address, or the number of a case."""
    by_case = find_by_case_number(text, user, now)
    if by_case:
        return SearchResult(describe(by_case, now))
    found = find_persons(text, user, now, most=most)
    return SearchResult(describe(found.persons, now), found.only_similar)


def find_by_case_number(text: str, user: Reader, now: datetime) -> list[PersonRow]:
    """Return the person of a case number, typed whole or in part, like L-2026-0412 or 2026-412."""
    given = text.strip().upper()
    if not any(c.isdigit() for c in given) or "-" not in given:
        return []
    prefix = given if given.startswith("L-") else f"L-{given}"
    numbered = sa.select(Case.person_id).where(
        Case.number >= prefix, Case.number < prefix + "\U0010ffff", Case.restricted.is_(False)
    )
    query = sa.select(*ROW_COLUMNS).where(Person.id.in_(numbered.limit(SHOWN)), visible_to(user, now))
    return person_rows(query)


def describe(rows: Sequence[PersonRow], now: datetime) -> list[PersonHit]:
    """Add open case, number of contacts and warnings to the persons; two statements."""
    if not rows:
        return []
    ids = [row.id for row in rows]
    marks, cases, contacts = marks_at(ids, local(now).date()), {}, {}
    for person_id, case_id, number, lead_id, count in _ABOVE.rows(person_ids=ids):
        if case_id is None:
            contacts[person_id] = count
        else:
            cases[person_id] = OpenCase(case_id, number, lead_id)
    return [PersonHit(row, cases.get(row.id), contacts.get(row.id, 0), marks[row.id]) for row in rows]


def _above() -> sa.CompoundSelect[*tuple[Any, ...]]:
    """Open cases and numbers of contacts of some persons; a restricted case is not confirmed to exist."""
    ids: sa.BindParameter[Any] = sa.bindparam("person_ids", expanding=True, type_=sa.Integer)
    cases = sa.select(Case.person_id, Case.id.label("case_id"), Case.number, Case.lead_id, sa.literal(0)).where(
        Case.person_id.in_(ids), Case.status != "closed", Case.restricted.is_(False)
    )
    no_case = (sa.cast(sa.null(), sa.Integer), sa.literal(""), sa.cast(sa.null(), sa.Integer))
    contacts = sa.select(Contact.person_id, *no_case, sa.func.count()).where(Contact.person_id.in_(ids))
    return sa.union_all(cases, contacts.group_by(Contact.person_id)).order_by("case_id")


_ABOVE = Prepared(_above)
