"""Reading persons: one scope for all of them, single records, names for lists."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from lotse.accounts.acting import Reader
from lotse.accounts.models import User
from lotse.accounts.queries import granted_records, granted_when_bound, holds_grant, reader
from lotse.clients.models import Person
from lotse.clients.rules.birthdates import BirthDate, Precision
from lotse.foundation.clock import local
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound
from lotse.foundation.prepared import Prepared


@dataclass(frozen=True)
class PersonRow:
    """A person as a list shows her."""

    id: int
    number: str
    last_name: str
    first_name: str
    former_name: str
    birth_date: date | None
    birth_precision: str
    street: str
    postcode: str
    town: str
    language: str
    alias_of_id: int | None

    @property
    def full_name(self) -> str:
        """First and last name as spoken."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def list_name(self) -> str:
        """Last name first."""
        return f"{self.last_name}, {self.first_name}" if self.first_name else self.last_name

    @property
    def place(self) -> str:
        """Street and town, as far as they are known."""
        return f"{self.street}, {self.town}" if self.street and self.town else self.street or self.town

    @property
    def born(self) -> BirthDate:
        """The birth date with what is known of it."""
        return BirthDate(self.birth_date, Precision(self.birth_precision))


ROW_COLUMNS = (
    Person.id,
    Person.number,
    Person.last_name,
    Person.first_name,
    Person.former_name,
    Person.birth_date,
    Person.birth_precision,
    Person.street,
    Person.postcode,
    Person.town,
    Person.language,
    Person.alias_of_id,
)


def visible_to(user: Reader, now: datetime) -> sa.ColumnElement[bool]:
    """Return the one condition under which a person may be seen, or even be confirmed to exist.

    Restricted records and those under an Auskunftssperre are open to the persons named for them only.
    """
    open_to_all = sa.and_(
        Person.restricted.is_(False),
        sa.or_(Person.address_block_until.is_(None), Person.address_block_until < local(now).date()),
    )
    return sa.or_(open_to_all, Person.id.in_(granted_records(user, "person", now)))


def visible_when_bound() -> sa.ColumnElement[bool]:
    """The same condition for statements built once: run them with `accounts.queries.reader(user, now)`."""
    open_to_all = sa.and_(
        Person.restricted.is_(False),
        sa.or_(Person.address_block_until.is_(None), Person.address_block_until < sa.bindparam("today")),
    )
    return sa.or_(open_to_all, granted_when_bound("person", Person.id))


def is_protected(person: Person, today: date) -> bool:
    """Whether the person is open to named persons only."""
    return person.restricted or (person.address_block_until is not None and person.address_block_until >= today)


def find_person(person_id: int, user: User, now: datetime) -> Person | None:
    """Return the person if the account may see her, or None."""
    person = db.session.get(Person, person_id)
    if person is None or not may_see(person, user, now):
        return None
    return person


def get_person(person_id: int, user: User, now: datetime) -> Person:
    """Return the person; unknown and forbidden alike answer 404."""
    person = find_person(person_id, user, now)
    if person is None:
        raise NotFound
    return person


def may_see(person: Person, user: User, now: datetime) -> bool:
    """Whether the account may see this person."""
    return not is_protected(person, local(now).date()) or holds_grant(user, "person", person.id, now)


def load_person(person_id: int) -> Person:
    """Return the person without asking who wants to know: for jobs and slices that have judged access themselves."""
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound
    return person


def rows_of(person_ids: Collection[int], user: Reader, now: datetime) -> dict[int, PersonRow]:
    """Return list rows of those persons that the account may see."""
    if not person_ids:
        return {}
    found = _ROWS.rows(**reader(user, now), person_ids=list(person_ids))
    return {row[0]: PersonRow(*row) for row in found}


def get_row(person_id: int, user: Reader, now: datetime) -> PersonRow:
    """Return the list row of a person, where nothing of her is changed; unknown and forbidden alike answer 404."""
    rows = rows_of([person_id], user, now)
    if person_id not in rows:
        raise NotFound
    return rows[person_id]


def _among() -> sa.ColumnElement[bool]:
    return Person.id.in_(sa.bindparam("person_ids", expanding=True, type_=sa.Integer))


_ROWS = Prepared(lambda: sa.select(*ROW_COLUMNS).where(_among(), visible_when_bound()))


def person_rows(query: sa.Select[*tuple[Any, ...]]) -> list[PersonRow]:
    """Return the list rows that a selection of ROW_COLUMNS gives."""
    rows: Any = db.session.execute(query)
    return [PersonRow(*row) for row in rows]


def names_of(person_ids: Collection[int]) -> dict[int, str]:
    """Return last and first names for lists whose access has been judged by their own scope."""
    if not person_ids:
        return {}
    found = _NAMES.rows(person_ids=list(set(person_ids)))
    return {id_: f"{last}, {first}".rstrip(", ") for id_, last, first in found}


_NAMES = Prepared(lambda: sa.select(Person.id, Person.last_name, Person.first_name).where(_among()))


def family_of_records(person: Person) -> list[int]:
    """Return the ids of all records that are said to be this person, her own first."""
    root = person.alias_of_id or person.id
    query = sa.select(Person.id).where(sa.or_(Person.id == root, Person.alias_of_id == root)).order_by(Person.id)
    return [person.id, *(id_ for id_ in db.session.scalars(query) if id_ != person.id)]
