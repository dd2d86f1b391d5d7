"""Search as you type: one range of an index per word, best hits first, at most eight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from lotse.accounts.acting import Reader
from lotse.accounts.queries import reader
from lotse.clients.models import ADDRESS, NAME, NameWord, Person, PersonNamePair, PersonSearchPart, Phone
from lotse.clients.queries import ROW_COLUMNS, PersonRow, person_rows, visible_to, visible_when_bound
from lotse.clients.queries.by_names import find_by_names
from lotse.clients.queries.near_words import LAST, NEAR, near_words
from lotse.clients.rules.names import key, words
from lotse.clients.rules.search_text import Wanted, read_search
from lotse.clients.rules.spellings import distance
from lotse.foundation.clock import local
from lotse.foundation.prepared import Prepared

SHOWN = 8
ENOUGH = 3
LOOKED_AT = 60


@dataclass(frozen=True)
class Hits:
    """Persons found, and whether they are only similar to what was typed."""

    persons: Sequence[PersonRow]
    only_similar: bool = False


def find_persons(text: str, user: Reader, now: datetime, *, most: int = SHOWN) -> Hits:
    """Return the best hits among the persons the account may see."""
    wanted = read_search(text, local(now).date())
    if wanted.names and wanted.born is None:
        exact = _in_order(wanted, user, now, most)
        if len(exact) < most:
            exact = find_by_names(wanted.names, user, now, most)
    else:
        exact = _best(_candidates(wanted, user, now), wanted)[:most]
    return with_similar(exact, wanted, user, now, most)


def _in_order(wanted: Wanted, user: Reader, now: datetime, most: int) -> list[PersonRow]:
    """Whole surname, then beginning of the first names: one range of one index, already in order."""
    if wanted.in_order is None:
        return []
    last, first = wanted.in_order
    found = _IN_ORDER.rows(**reader(user, now), last=last, first=first, end=first + LAST, most=most)
    return [PersonRow(*row) for row in found]


def _usual_order() -> sa.Select[*tuple[Any, ...]]:
    query = sa.select(*ROW_COLUMNS).where(Person.folded_last == sa.bindparam("last"), visible_when_bound())
    begins = (Person.folded_first >= sa.bindparam("first"), Person.folded_first < sa.bindparam("end"))
    order = (Person.folded_first, sa.nulls_first(Person.birth_date), Person.id)
    return (
        query.where(*begins, Person.alias_of_id.is_(None))
        .order_by(*order)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


_IN_ORDER = Prepared(_usual_order)


def with_similar(exact: list[PersonRow], wanted: Wanted, user: Reader, now: datetime, most: int) -> Hits:
    """Add twins in sound and slips where the words as typed have found hardly anybody."""
    if len(exact) >= ENOUGH or not wanted.names or max(map(len, wanted.names)) < 3:
        return Hits(exact)
    known = {row.id for row in exact}
    similar = [row for row in _best(_similar(wanted, user, now), wanted, similar=True) if row.id not in known]
    return Hits([*exact, *similar][:most], only_similar=not exact)


def _candidates(wanted: Wanted, user: Reader, now: datetime) -> list[PersonRow]:
    query = sa.select(*ROW_COLUMNS).where(visible_to(user, now)).limit(LOOKED_AT)
    if wanted.number:
        query = query.where(Person.number >= wanted.number, Person.number < wanted.number + LAST)
        return person_rows(query.order_by(Person.number))
    if wanted.digits:
        of_number = sa.select(Phone.person_id).where(*_range(Phone.digits, wanted.digits)).limit(LOOKED_AT)
        return person_rows(query.where(Person.id.in_(of_number)))
    if wanted.born is None:
        return []
    query = query.where(Person.birth_date == wanted.born)
    if not wanted.names:
        return person_rows(query.order_by(Person.folded_last, Person.folded_first))
    return person_rows(query.where(*(_bears(name) for name in wanted.names)))


def _bears(name: str) -> sa.ColumnElement[bool]:
    part = aliased(PersonSearchPart)
    borne = sa.select(1).where(part.person_id == Person.id, part.kind.in_((NAME, ADDRESS)))
    return sa.exists(borne.where(*_range(part.part, name)))


def _similar(wanted: Wanted, user: Reader, now: datetime) -> list[PersonRow]:
    """Phonetic twins and slips: words of the office's own vocabulary that come close to what was typed."""
    given: dict[str, Any] = reader(user, now)
    for number, name in enumerate(sorted(wanted.names, key=len, reverse=True)):
        near = near_words(name)
        if not near:
            return []
        given[f"near_{number}"] = [*near, *near[:1] * (NEAR - len(near))]  # one length, one statement
    if wanted.born is not None:
        given["born"] = wanted.born
    return [PersonRow(*row) for row in _near(len(wanted.names), wanted.born is not None).rows(**given)]


@cache
def _near(count: int, with_birth_date: bool) -> Prepared:
    return Prepared(lambda: _bearing_near_words(count, with_birth_date))


def _bearing_near_words(count: int, with_birth_date: bool) -> sa.Select[*tuple[Any, ...]]:
    """Persons who bear one word of each list: the first two lists are met in the index, the others by person."""
    query = sa.select(*ROW_COLUMNS).where(Person.id.in_(_near_driver(count)), visible_when_bound()).limit(LOOKED_AT)
    for number in range(2, count):
        part = aliased(PersonSearchPart)
        borne = (part.person_id == Person.id, part.kind == NAME, part.part.in_(_near_list(number)))
        query = query.where(sa.exists(sa.select(1).where(*borne)))
    if with_birth_date:
        query = query.where(Person.birth_date == sa.bindparam("born"))
    return query


def _near_driver(count: int) -> sa.SelectBase:
    if count == 1:
        part = PersonSearchPart
        of_first = sa.select(part.person_id).where(part.kind == NAME, part.part.in_(_near_list(0)))
        return of_first.limit(LOOKED_AT * 8)
    pair = PersonNamePair
    met = (
        sa.select(pair.person_id).where(pair.one.in_(_near_list(one)), pair.other.in_(_near_list(other)))
        for one, other in ((0, 1), (1, 0))
    )
    both = sa.union_all(*met).subquery()
    return sa.select(both.c.person_id).limit(LOOKED_AT * 8)


def _near_list(number: int) -> sa.BindParameter[Any]:
    return sa.bindparam(f"near_{number}", expanding=True, type_=NameWord.word.type)


def _best(rows: list[PersonRow], wanted: Wanted, *, similar: bool = False) -> list[PersonRow]:
    """Whole words before beginnings, surnames before first names, then by name and age."""

    def rank(row: PersonRow) -> tuple[int, str, str, date]:
        last = {key(word) for word in words(row.last_name)}
        first = {key(word) for word in words(row.first_name)}
        misses = sum((name not in last) * 2 + (name not in first and name not in last) for name in wanted.names)
        if similar and wanted.names:
            borne = {*last, *first, *map(key, words(row.former_name))}
            misses = 3 * sum(min(distance(name, word) for word in borne or {""}) for name in wanted.names)
        linked = row.alias_of_id is not None
        return misses + 10 * linked, row.last_name.casefold(), row.first_name.casefold(), row.birth_date or date.min

    return sorted(rows, key=rank)


def _range(column: sa.orm.InstrumentedAttribute[str], start: str) -> tuple[sa.ColumnElement[bool], ...]:
    return column >= start, column < start + LAST
