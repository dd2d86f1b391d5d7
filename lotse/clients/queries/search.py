"""Search as you type: one range of an index per word, best hits first, at most eight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from rapidfuzz.distance import OSA
from sqlalchemy.orm import aliased

from lotse.accounts.models import User
from lotse.clients.models import NameWord, Person, PersonSearchPart, Phone
from lotse.clients.queries import ROW_COLUMNS, PersonRow, person_rows, visible_to, visible_when_bound
from lotse.clients.rules.birthdates import find_birth_date
from lotse.clients.rules.names import key, sound, words
from lotse.clients.rules.phones import looks_like_phone, search_digits
from lotse.foundation.clock import local
from lotse.foundation.db import db

SHOWN = 8
ENOUGH = 3
LOOKED_AT = 60
LAST = "\U0010ffff"
MOST_WORDS = 5


@dataclass(frozen=True)
class Wanted:
    """What a search text asks for."""

    names: tuple[str, ...] = ()
    born: date | None = None
    digits: str = ""
    number: str = ""


@dataclass(frozen=True)
class Hits:
    """Persons found, and whether they are only similar to what was typed."""

    persons: Sequence[PersonRow]
    only_similar: bool = False


def read_search(text: str, today: date) -> Wanted:
    """Take a search text apart: a number of a record, a telephone number, a birth date, names in any order."""
    given = " ".join(text.split())[:200]
    if given[:2].upper() == "P-":
        return Wanted(number=given.upper())
    born = find_birth_date(given, today)
    if born is not None and born.on is not None:
        return Wanted(born=born.on)
    if looks_like_phone(given):
        return Wanted(digits=search_digits(given))
    names: list[str] = []
    found_born = None
    for token in given.replace(",", " ").split():
        born = find_birth_date(token, today)
        if born is not None and found_born is None:
            found_born = born.on
        else:
            names.extend(key(word) for word in words(token))
    return Wanted(tuple(dict.fromkeys(names))[:MOST_WORDS], found_born)


def find_persons(text: str, user: User, now: datetime, *, most: int = SHOWN) -> Hits:
    """Return the best hits among the persons the account may see."""
    wanted = read_search(text, local(now).date())
    exact = _best(_candidates(wanted, user, now), wanted)
    if len(exact) >= ENOUGH or not wanted.names or max(map(len, wanted.names)) < 3:
        return Hits(exact[:most])
    known = {row.id for row in exact}
    similar = [row for row in _best(_similar(wanted, user, now), wanted, similar=True) if row.id not in known]
    return Hits([*exact, *similar][:most], only_similar=not exact)


def _candidates(wanted: Wanted, user: User, now: datetime) -> list[PersonRow]:
    query = sa.select(*ROW_COLUMNS).where(visible_to(user, now)).limit(LOOKED_AT)
    if wanted.number:
        query = query.where(Person.number >= wanted.number, Person.number < wanted.number + LAST)
        return person_rows(query.order_by(Person.number))
    if wanted.digits:
        of_number = sa.select(Phone.person_id).where(*_range(Phone.digits, wanted.digits)).limit(LOOKED_AT)
        return person_rows(query.where(Person.id.in_(of_number)))
    if wanted.born is not None:
        query = query.where(Person.birth_date == wanted.born)
        if not wanted.names:
            return person_rows(query.order_by(Person.folded_last, Person.folded_first))
        return person_rows(query.where(*(_bears(name) for name in wanted.names)))
    return _by_names(wanted.names, user, now) if wanted.names else []


def _by_names(names: tuple[str, ...], user: User, now: datetime) -> list[PersonRow]:
    """The rarest word walks its range of the index, the others are looked up by person."""
    ordered = sorted(names, key=_how_many) if len(names) > 1 else names
    given: dict[str, object] = {"user_id": user.id, "unit_id": user.unit_id, "now": now, "today": local(now).date()}
    for number, name in enumerate(ordered):
        given |= {f"from_{number}": name, f"to_{number}": name + LAST}
    found: Any = db.session.connection().execute(_statement(len(ordered)), given)
    return [PersonRow(*row) for row in found]


@cache
def _statement(count: int) -> sa.Select[*tuple[Any, ...]]:
    """The search for that many words, built once: at every keystroke building costs more than asking."""
    part = aliased(PersonSearchPart)
    ids = sa.select(part.person_id).where(part.part >= sa.bindparam("from_0"), part.part < sa.bindparam("to_0"))
    for number in range(1, count):
        other = aliased(PersonSearchPart)
        begins = (other.part >= sa.bindparam(f"from_{number}"), other.part < sa.bindparam(f"to_{number}"))
        ids = ids.where(sa.exists(sa.select(1).where(other.person_id == part.person_id, *begins)))
    found = Person.id.in_(ids.limit(LOOKED_AT * 4))
    return sa.select(*ROW_COLUMNS).where(found, visible_when_bound()).limit(LOOKED_AT)


def _how_many(name: str) -> int:
    return db.session.connection().execute(_counting(), {"from_0": name, "to_0": name + LAST}).scalar() or 0


@cache
def _counting() -> sa.Select[int]:
    part = PersonSearchPart
    some = sa.select(part.person_id).where(part.part >= sa.bindparam("from_0"), part.part < sa.bindparam("to_0"))
    return sa.select(sa.func.count()).select_from(some.limit(300).subquery())


def _bears(name: str) -> sa.ColumnElement[bool]:
    part = aliased(PersonSearchPart)
    return sa.exists(sa.select(1).where(part.person_id == Person.id, *_range(part.part, name)))


def _similar(wanted: Wanted, user: User, now: datetime) -> list[PersonRow]:
    """Phonetic twins and slips: words of the office's own vocabulary that come close to what was typed."""
    query = sa.select(*ROW_COLUMNS).where(visible_to(user, now)).limit(LOOKED_AT)
    for name in wanted.names:
        near = near_words(name)
        if not near:
            return []
        part = aliased(PersonSearchPart)
        query = query.where(sa.exists(sa.select(1).where(part.person_id == Person.id, part.part.in_(near))))
        if name == max(wanted.names, key=len):
            driver = sa.select(PersonSearchPart.person_id).where(PersonSearchPart.part.in_(near)).limit(LOOKED_AT * 8)
            query = query.where(Person.id.in_(driver))
    if wanted.born is not None:
        query = query.where(Person.birth_date == wanted.born)
    return person_rows(query)


def near_words(name: str, most: int = 40) -> list[str]:
    """Return words of the vocabulary that sound alike, differ by a slip, or begin so."""
    found: dict[str, int] = {}
    code = sound(name)
    query = sa.select(NameWord.word)
    if len(name) < 3:
        return list(db.session.scalars(query.where(*_range(NameWord.word, name)).limit(most)))
    if len(code) > 1:
        for word in db.session.scalars(query.where(NameWord.sound == code).limit(200)):
            distance = OSA.distance(name, word)
            if distance <= 0.6 * max(len(name), len(word)):
                found[word] = distance
    slips = 1 if len(name) < 6 else 2
    for start in {name[:1], name[1:2]}:
        for word in db.session.scalars(query.where(*_range(NameWord.word, start))):
            # The beginning of a longer word counts: the rest is not typed yet.
            distance = min(
                OSA.distance(name, word, score_cutoff=slips),
                OSA.distance(name, word[: len(name)], score_cutoff=slips),
            )
            if distance <= slips:
                found[word] = min(distance, found.get(word, 9))
    return sorted(found, key=lambda word: (found[word], word))[:most]


def _best(rows: list[PersonRow], wanted: Wanted, *, similar: bool = False) -> list[PersonRow]:
    """Whole words before beginnings, surnames before first names, then by name and age."""

    def rank(row: PersonRow) -> tuple[int, str, str, date]:
        last = {key(word) for word in words(row.last_name)}
        first = {key(word) for word in words(row.first_name)}
        misses = sum((name not in last) * 2 + (name not in first and name not in last) for name in wanted.names)
        if similar and wanted.names:
            borne = {*last, *first, *map(key, words(row.former_name))}
            misses = 3 * sum(min(OSA.distance(name, word) for word in borne or {""}) for name in wanted.names)
        linked = row.alias_of_id is not None
        return misses + 10 * linked, row.last_name.casefold(), row.first_name.casefold(), row.birth_date or date.min

    return sorted(rows, key=rank)


def _range(column: sa.orm.InstrumentedAttribute[str], start: str) -> tuple[sa.ColumnElement[bool], ...]:
    return column >= start, column < start + LAST
