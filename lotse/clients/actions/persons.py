"""Creating and changing persons; keeping their search parts true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import combinations
from typing import TYPE_CHECKING
from uuid import uuid4

import sqlalchemy as sa

from lotse.clients.models import NAME, NameWord, Person, PersonNamePair, PersonSearchPart, Phone
from lotse.clients.rules.birthdates import UNKNOWN, BirthDate
from lotse.clients.rules.names import search_parts, sound, words
from lotse.clients.rules.phones import read_phone
from lotse.clients.rules.spellings import spelling
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError

if TYPE_CHECKING:
    from lotse.accounts.models import User


@dataclass(frozen=True)
class PhoneData:
    """A number as typed, with what may be done with it."""

    number: str
    kind: str = "mobil"
    may_call: bool = True
    may_leave_message: bool = False


@dataclass(frozen=True)
class PersonData:
    """What is known of a person when she is written down."""

    last_name: str
    first_name: str = ""
    former_name: str = ""
    born: BirthDate = UNKNOWN
    sex: str = ""
    salutation: str = ""
    pronoun: str = ""
    language: str = "Deutsch"
    reading_language: str = ""
    interpreter: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    municipality_key: str = ""
    email: str = ""
    phones: Sequence[PhoneData] = field(default_factory=tuple)


def create_person(*, data: PersonData, by: User | None, now: datetime) -> Person:
    """Write down a person; the duplicate check has been asked before."""
    person = Person(number=f"neu-{uuid4().hex[:12]}", created_at=now, created_by_id=by.id if by else None)
    _fill(person, data)
    db.session.add(person)
    db.session.flush()
    person.number = f"P-{person.id:06d}"
    write_search_parts(person)
    db.session.flush()
    return person


def change_person(*, person: Person, data: PersonData) -> None:
    """Change what is known of a person; a name corrected away leaves the search's vocabulary too."""
    parts = sa.select(PersonSearchPart.part).where(PersonSearchPart.person_id == person.id)
    borne = db.session.scalars(parts.where(PersonSearchPart.kind == "n")).all()
    _fill(person, data)
    write_search_parts(person)
    db.session.flush()
    forget_unused_words(borne)


def record_notice(*, person_id: int, edition: str, given_on: date) -> None:
    """Keep when the data-protection notice was given and in which edition (Art. 13 DSGVO).

    No edit of the record: somebody who has its form open is not told that it became stale.
    """
    given = sa.update(Person).where(Person.id == person_id).values(notice_given_on=given_on, notice_edition=edition)
    db.session.execute(given)


def write_search_parts(person: Person) -> None:
    """Write the parts and pairs of parts under which the person is found, and the words they are made of."""
    found = search_parts((person.last_name, person.first_name, person.former_name), person.street, person.town)
    names = sorted(part for part, kind in found.items() if kind == NAME)
    parts = [{"person_id": person.id, "kind": kind, "part": part} for part, kind in sorted(found.items())]
    pairs = [{"person_id": person.id, "one": one, "other": other} for one, other in combinations(names, 2)]
    for table, rows in ((PersonSearchPart, parts), (PersonNamePair, pairs)):
        db.session.execute(sa.delete(table).where(table.person_id == person.id))
        if rows:
            db.session.execute(sa.insert(table), rows)
    known = set(db.session.scalars(sa.select(NameWord.word).where(NameWord.word.in_(names))))
    for word in names:
        if word not in known:
            db.session.add(NameWord(word=word, sound=sound(word), spelling=spelling(word)))


def forget_unused_words(names: Sequence[str]) -> None:
    """Delete words of the vocabulary that nobody bears any more: a rare name must not outlive its person."""
    is_it = (PersonSearchPart.kind == NAME, PersonSearchPart.part == NameWord.word)
    still_borne = sa.select(PersonSearchPart.part).where(*is_it)
    db.session.execute(sa.delete(NameWord).where(NameWord.word.in_(names), ~still_borne.exists()))


def _fill(person: Person, data: PersonData) -> None:
    if not data.last_name.strip():
        raise FieldError("last_name", "Bitte einen Namen eingeben.")
    for name in (
        "last_name", "first_name", "former_name", "sex", "salutation", "pronoun", "language", "reading_language",
        "interpreter", "street", "postcode", "town", "municipality_key", "email",
    ):  # fmt: skip
        setattr(person, name, getattr(data, name))
    person.folded_last = " ".join(words(data.last_name))[:160]
    person.folded_first = " ".join(words(data.first_name))[:160]
    person.birth_date, person.birth_precision = data.born.on, data.born.precision
    _fill_phones(person, data.phones)


def _fill_phones(person: Person, phones: Sequence[PhoneData]) -> None:
    kept = {phone.digits: phone for phone in person.phones}
    wanted = []
    for given in phones:
        read = read_phone(given.number)
        phone = kept.get(read.digits) or Phone(digits=read.digits)
        phone.number, phone.kind = read.shown, given.kind
        phone.may_call, phone.may_leave_message = given.may_call, given.may_leave_message
        if phone not in wanted:
            wanted.append(phone)
    person.phones[:] = wanted
