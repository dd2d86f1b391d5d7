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

from lotse.accounts.acting import Reader
from lotse.accounts.queries import reader
from lotse.clients.models import NameWord, Person, PersonSearchPart, Phone
from lotse.clients.queries import ROW_COLUMNS, PersonRow, person_rows, visible_to, visible_when_bound
from lotse.clients.queries.near_words import LAST, NEAR, near_words
from lotse.clients.rules.names import key, words
from lotse.clients.rules.search_text import Wanted, read_search
from lotse.foundation.clock import local
from lotse.foundation.prepared import Prepared

SHOWN = 8
ENOUGH = 3
LOOKED_AT = 60
RANKED = 32
"""So many are ranked at a keystroke: the index gives whole words first, and ranking is the dearest part."""


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
        if len(exact) < most:  # two frequent words met in every combination: dear, and seldom needed
            rows = _by_names(len(wanted.names)).rows(**name_values(wanted.names, user, now, most))
            exact = [PersonRow(*row) for row in rows]
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


@cache
def _by_names(count: int) -> Prepared:
    return Prepared(lambda: ranked_by_names(count))


def name_values(names: tuple[str, ...], user: Reader, now: datetime, most: int) -> dict[str, Any]:
    """Return what `ranked_by_names` asks for: the rarest word first, since it walks its range of the index."""
    ordered = sorted(names, key=_how_many) if len(names) > 1 else names
    given = reader(user, now)
    for number, name in enumerate(ordered):
        given[f"from_{number}"], given[f"to_{number}"], given[f"word_{number}"] = name, name + LAST, f" {name} "
    return {**given, "most": most, "looked_at": max(most, RANKED)}


def ranked_by_names(count: int) -> sa.Select[*tuple[Any, ...]]:
    """Select the ROW_COLUMNS of the best persons with names that begin with that many words, in their order.

    Whole words before beginnings, surnames before first names, linked records last, then by name and age: ranked
    by the database, because taking sixty rows apart in Python costs ten times the search.
    """
    part = PersonSearchPart
    ids = sa.select(part.person_id).distinct().join(Person, Person.id == part.person_id)
    ids = ids.where(part.part >= sa.bindparam("from_0"), part.part < sa.bindparam("to_0"), visible_when_bound())
    for number in range(1, count):
        other = aliased(PersonSearchPart)
        begins = (other.part >= sa.bindparam(f"from_{number}"), other.part < sa.bindparam(f"to_{number}"))
        ids = ids.where(sa.exists(sa.select(1).where(other.person_id == part.person_id, *begins)))
    found = ids.limit(sa.bindparam("looked_at", type_=sa.Integer)).subquery()
    return (
        sa.select(*ROW_COLUMNS)
        .join(found, found.c.person_id == Person.id)
        .order_by(*_ranks(count))
        .limit(sa.bindparam("most", type_=sa.Integer))
    )


def _ranks(count: int) -> list[Any]:
    last, first = (_keys(name) for name in (Person.folded_last, Person.folded_first))
    misses: sa.ColumnElement[int] = sa.case((Person.alias_of_id.is_not(None), 10), else_=0)
    for number in range(count):
        word = sa.bindparam(f"word_{number}", type_=sa.String)
        misses = misses + sa.case((last.contains(word), 0), (first.contains(word), 2), else_=3)
    return [misses, Person.folded_last, Person.folded_first, sa.nulls_first(Person.birth_date), Person.id]


def _keys(folded: sa.orm.InstrumentedAttribute[str]) -> sa.ColumnElement[str]:
    """The words of a name as `names.key` writes them, each between blanks."""
    replaced: sa.ColumnElement[str] = sa.literal(" ") + folded + " "
    for digraph in ("ae", "oe", "ue"):
        replaced = sa.func.replace(replaced, digraph, digraph[0], type_=sa.String)
    return replaced


def _how_many(name: str) -> int:
    return int(_COUNTED.first(from_0=name, to_0=name + LAST)[0])


def _counting() -> sa.Select[int]:
    part = PersonSearchPart
    some = sa.select(part.person_id).where(part.part >= sa.bindparam("from_0"), part.part < sa.bindparam("to_0"))
    return sa.select(sa.func.count()).select_from(some.limit(3000).subquery())


_COUNTED = Prepared(_counting)


def _bears(name: str) -> sa.ColumnElement[bool]:
    part = aliased(PersonSearchPart)
    return sa.exists(sa.select(1).where(part.person_id == Person.id, *_range(part.part, name)))


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
    """Persons who bear one word of each list; the first list walks the index, the others are looked up by person."""

    def near(number: int) -> sa.BindParameter[Any]:
        return sa.bindparam(f"near_{number}", expanding=True, type_=NameWord.word.type)

    driver = sa.select(PersonSearchPart.person_id).where(PersonSearchPart.part.in_(near(0))).limit(LOOKED_AT * 8)
    query = sa.select(*ROW_COLUMNS).where(Person.id.in_(driver), visible_when_bound()).limit(LOOKED_AT)
    for number in range(1, count):
        part = aliased(PersonSearchPart)
        query = query.where(sa.exists(sa.select(1).where(part.person_id == Person.id, part.part.in_(near(number)))))
    if with_birth_date:
        query = query.where(Person.birth_date == sa.bindparam("born"))
    return query


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
