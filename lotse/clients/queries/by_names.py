"""Persons by the beginnings of their names: one word is one range of an index, two words are one range of pairs."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from itertools import permutations
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from lotse.accounts.acting import Reader
from lotse.accounts.queries import reader
from lotse.clients.models import ADDRESS, NAME, NameWord, Person, PersonNamePair, PersonSearchPart
from lotse.clients.queries import ROW_COLUMNS, PersonRow, visible_when_bound
from lotse.clients.queries.near_words import LAST
from lotse.foundation.prepared import Prepared

RANKED = 32
"""So many are ranked at a keystroke: the index gives whole words first, and ranking is the dearest part."""


def find_by_names(names: tuple[str, ...], user: Reader, now: datetime, most: int) -> list[PersonRow]:
    """Return the best persons whose parts begin with all the words, those with two names before addresses."""
    if len(names) == 1:
        return _read(_by_word(), names, user, now, most)
    longest_first = tuple(sorted(names, key=len, reverse=True))
    found = _read(_by_pair(len(names)), longest_first, user, now, most)
    if len(found) >= most or not _may_be_more(names):
        return found
    known = {row.id for row in found}
    parts = _read(_by_parts(len(names)), tuple(sorted(names, key=_how_many)), user, now, most)
    return [*found, *(row for row in parts if row.id not in known)][:most]


def _read(statement: Prepared, names: tuple[str, ...], user: Reader, now: datetime, most: int) -> list[PersonRow]:
    given = reader(user, now)
    for number, name in enumerate(names):
        given[f"from_{number}"], given[f"to_{number}"], given[f"word_{number}"] = name, name + LAST, f" {name} "
    return [PersonRow(*row) for row in statement.rows(**given, most=most, looked_at=max(most, RANKED))]


def _may_be_more(names: tuple[str, ...]) -> bool:
    """Whether anybody can be meant who has no pair: one part that begins with two words, or an address."""
    if any(longer.startswith(shorter) for longer, shorter in permutations(names, 2)):
        return True
    return any(_IN_ADDRESSES.first(from_0=name, to_0=name + LAST) is not None for name in names)


_IN_ADDRESSES = Prepared(lambda: sa.select(PersonSearchPart.person_id).where(*_part_begins(0, ADDRESS)).limit(1))


@cache
def _by_word() -> Prepared:
    return Prepared(lambda: _ranked(sa.union_all(_with_part(NAME, 1), _with_part(ADDRESS, 1)), 1))


@cache
def _by_pair(count: int) -> Prepared:
    return Prepared(lambda: _ranked(sa.union_all(_with_pair(0, 1, count), _with_pair(1, 0, count)), count))


@cache
def _by_parts(count: int) -> Prepared:
    return Prepared(lambda: _ranked(sa.union_all(_with_part(NAME, count), _with_part(ADDRESS, count)), count))


def _with_part(kind: str, count: int) -> sa.Select[int]:
    """Visible persons with a part of the kind that begins with the first word; the others are looked up by person."""
    part = PersonSearchPart
    query = sa.select(part.person_id).join(Person, Person.id == part.person_id)
    return query.where(*_part_begins(0, kind), visible_when_bound(), *_have(part.person_id, range(1, count)))


def _with_pair(one: int, other: int, count: int) -> sa.Select[int]:
    """Visible persons of a pair: few words of the vocabulary begin with the one, each with the other is one range."""
    pair = PersonNamePair
    known = sa.select(NameWord.word).where(*_begins(NameWord.word, one))
    query = sa.select(pair.person_id).join(Person, Person.id == pair.person_id)
    query = query.where(pair.one.in_(known), *_begins(pair.other, other), visible_when_bound())
    return query.where(*_have(pair.person_id, range(2, count)))


def _have(person_id: sa.orm.InstrumentedAttribute[int], numbers: range) -> list[sa.ColumnElement[bool]]:
    part = aliased(PersonSearchPart)
    borne = sa.select(1).where(part.person_id == person_id, sa.or_(part.kind == NAME, part.kind == ADDRESS))
    return [sa.exists(borne.where(*_begins(part.part, number))) for number in numbers]


def _part_begins(number: int, kind: str) -> tuple[sa.ColumnElement[bool], ...]:
    return PersonSearchPart.kind == kind, *_begins(PersonSearchPart.part, number)


def _begins(column: sa.orm.InstrumentedAttribute[str], number: int) -> tuple[sa.ColumnElement[bool], ...]:
    return column >= sa.bindparam(f"from_{number}"), column < sa.bindparam(f"to_{number}")


def _ranked(ids: sa.CompoundSelect[int], count: int) -> sa.Select[*tuple[Any, ...]]:
    """Select the ROW_COLUMNS of the best of the first persons, in their order.

    Whole words before beginnings, surnames before first names, linked records last, then by name and age: ranked
    by the database, because taking sixty rows apart in Python costs ten times the search.
    """
    all_ids = ids.subquery()
    first = sa.select(all_ids.c.person_id).distinct().limit(sa.bindparam("looked_at", type_=sa.Integer)).subquery()
    return (
        sa.select(*ROW_COLUMNS)
        .join(first, first.c.person_id == Person.id)
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
    return sum(int(_COUNTED.first(from_0=name, to_0=name + LAST, kind=kind)[0]) for kind in (NAME, ADDRESS))


def _counting() -> sa.Select[int]:
    of_kind = PersonSearchPart.kind == sa.bindparam("kind")
    some = sa.select(PersonSearchPart.person_id).where(of_kind, *_begins(PersonSearchPart.part, 0))
    return sa.select(sa.func.count()).select_from(some.limit(3000).subquery())


_COUNTED = Prepared(_counting)
