"""The sheet of one person: all that is written down of her, with the records linked to her, in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from lotse.accounts.acting import Reader
from lotse.accounts.queries import reader
from lotse.clients.models import Person, Phone
from lotse.clients.queries import ROW_COLUMNS, PersonRow, visible_when_bound
from lotse.foundation.errors import NotFound
from lotse.foundation.prepared import Prepared


@dataclass(frozen=True)
class PhoneRow:
    """A number with what may be done with it."""

    number: str
    digits: str
    kind: str
    may_call: bool
    may_leave_message: bool


@dataclass(frozen=True)
class PersonSheet(PersonRow):
    """A person whose record has been opened."""

    salutation: str
    pronoun: str
    reading_language: str
    interpreter: str
    email: str
    restricted: bool
    address_block_until: date | None
    notice_given_on: date | None
    notice_edition: str
    phones: Sequence[PhoneRow] = ()
    record_ids: Sequence[int] = ()
    linked: Sequence[PersonRow] = ()

    def is_protected(self, today: date) -> bool:
        """Whether the person is open to named persons only."""
        return self.restricted or (self.address_block_until is not None and self.address_block_until >= today)


_SHEET = (
    *ROW_COLUMNS,
    Person.salutation,
    Person.pronoun,
    Person.reading_language,
    Person.interpreter,
    Person.email,
    Person.restricted,
    Person.address_block_until,
    Person.notice_given_on,
    Person.notice_edition,
)
_NAMES = [column.key for column in _SHEET]
_PHONE = (Phone.number, Phone.digits, Phone.kind, Phone.may_call, Phone.may_leave_message)
_ID, _MAY_SEE = 0, -1


def get_sheet(person_id: int, user: Reader, now: datetime) -> PersonSheet:
    """Return the person with her numbers and linked records; unknown and forbidden alike answer 404.

    `record_ids` names all records of the human, her own first; `linked` only those the account may see.
    """
    rows = _OPENING.rows(**reader(user, now), person_id=person_id)
    own = [row for row in rows if row[_ID] == person_id and row[_MAY_SEE]]
    if not own:
        raise NotFound
    others = [row for row in rows if row[_ID] != person_id]
    wide, narrow = len(_SHEET), len(ROW_COLUMNS)
    return PersonSheet(
        **dict(zip(_NAMES, own[0][:wide], strict=True)),
        phones=[PhoneRow(*row[wide : wide + len(_PHONE)]) for row in own if row[wide] is not None],
        record_ids=[person_id, *(row[_ID] for row in others)],
        linked=[PersonRow(*row[:narrow]) for row in others if row[_MAY_SEE]],
    )


def _opening() -> sa.Select[*tuple[Any, ...]]:
    wanted, asked = sa.bindparam("person_id", type_=sa.Integer), sa.orm.aliased(Person)
    root = sa.select(sa.func.coalesce(asked.alias_of_id, asked.id)).where(asked.id == wanted).scalar_subquery()
    return (
        sa.select(*_SHEET, *_PHONE, visible_when_bound().label("may_see"))
        .outerjoin(Phone, sa.and_(Phone.person_id == Person.id, Phone.person_id == wanted))
        .where(sa.or_(Person.id == wanted, Person.id == root, Person.alias_of_id == root))
        .order_by(Person.id, Phone.id)
    )


_OPENING = Prepared(_opening)
