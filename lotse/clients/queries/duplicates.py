"""Reading who might be the same person: several doors lead to a candidate, none of them is required."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.clients.models import ADDRESS, NAME, NameWord, Person, PersonSearchPart, Phone
from lotse.clients.queries import ROW_COLUMNS, PersonRow, person_rows, visible_to
from lotse.clients.rules.birthdates import Precision, near_dates
from lotse.clients.rules.matching import Commonness, Likeness, Profile, best_matches
from lotse.clients.rules.names import MAX_PART_LENGTH, key, sound, street_key, words
from lotse.clients.rules.spellings import spelling
from lotse.foundation.db import db

Door = sa.Select[int] | sa.CompoundSelect[int]
"""A way to persons who may be the same human: the ids it leads to."""
MOST_PER_DOOR = 800


def find_duplicates(
    wanted: Profile, user: User, now: datetime, *, but_not: Collection[int] = ()
) -> list[tuple[PersonRow, Likeness]]:
    """Return at most five persons worth asking about, among those the account may see."""
    ids = {id_ for id_ in candidate_ids(wanted) if id_ not in but_not}
    if not ids:
        return []
    profiles = profiles_of(ids, visible_to(user, now))
    found = best_matches(wanted, profiles.items(), counted_commonness())
    shown = sa.select(*ROW_COLUMNS).where(Person.id.in_([id_ for id_, _ in found]))
    rows = {row.id: row for row in person_rows(shown)}
    return [(rows[id_], likeness) for id_, likeness in found]


def candidate_ids(wanted: Profile) -> set[int]:
    """Return who shares a number, about a birth date, an address, or both names by any spelling or sound."""
    found: set[int] = set()
    for door in _doors(wanted):
        found.update(db.session.scalars(door.limit(MOST_PER_DOOR)))
    return found


def profiles_of(ids: Collection[int], condition: sa.ColumnElement[bool] | None = None) -> dict[int, Profile]:
    """Return what the matcher compares."""
    query = sa.select(
        Person.id, Person.last_name, Person.first_name, Person.former_name, Person.birth_date,
        Person.birth_precision, Person.street, Person.postcode,
    ).where(Person.id.in_(ids))  # fmt: skip
    if condition is not None:
        query = query.where(condition)
    rows = db.session.execute(query).all()
    phones: dict[int, set[str]] = {}
    numbers = sa.select(Phone.person_id, Phone.digits).where(Phone.person_id.in_([row.id for row in rows]))
    for person_id, digits in db.session.execute(numbers):
        phones.setdefault(person_id, set()).add(digits)
    return {
        row.id: Profile(
            row.last_name, row.first_name, row.former_name, row.birth_date, Precision(row.birth_precision),
            frozenset(phones.get(row.id, ())), row.street, row.postcode,
        )
        for row in rows
    }  # fmt: skip


def counted_commonness() -> Commonness:
    """Return the share of persons who bear a name, counted once per name asked for."""
    total = db.session.scalar(sa.select(sa.func.max(Person.id))) or 1
    known: dict[str, float] = {}

    def share(name: str) -> float:
        if name not in known:
            some = _named(PersonSearchPart.part == name).limit(20_000).subquery()
            count = db.session.scalar(sa.select(sa.func.count()).select_from(some)) or 0.5
            # A small office has not seen enough people to call a name rare.
            known[name] = (count + 2) / (total + 4000)
        return known[name]

    return share


def _doors(wanted: Profile) -> Iterable[Door]:
    if wanted.phones:
        yield sa.select(Phone.person_id).where(Phone.digits.in_(wanted.phones))
    if wanted.born is not None:
        dates: set[date] = {date(wanted.born.year, 1, 1)}
        if wanted.precision is Precision.DAY:
            dates |= set(near_dates(wanted.born))
            yield sa.select(Person.id).where(Person.birth_date.in_(dates))
    if wanted.street:
        home = street_key(wanted.street)[:MAX_PART_LENGTH]
        is_home = (PersonSearchPart.kind == ADDRESS, PersonSearchPart.part == home)
        at_home = sa.select(PersonSearchPart.person_id).where(*is_home)
        if wanted.postcode:
            yield sa.select(Person.id).where(Person.postcode == wanted.postcode, Person.id.in_(at_home))
        yield at_home
    yield from _doors_of_names(wanted)


def _doors_of_names(wanted: Profile) -> Iterable[Door]:
    lasts = {key(word) for word in (*words(wanted.last), *words(wanted.former))}
    firsts = {key(word) for word in words(wanted.first)}
    if not lasts or not firsts:
        return
    both = _named(PersonSearchPart.part.in_(lasts))
    yield both.intersect(_named(PersonSearchPart.part.in_(firsts)))
    by_ear = [_alike(lasts), _alike(firsts)]
    yield by_ear[0].intersect(by_ear[1])


def _alike(names: Iterable[str]) -> sa.Select[int]:
    codes = {code for name in names if len(code := sound(name)) > 1}
    alike = sa.or_(NameWord.sound.in_(codes), NameWord.spelling.in_({spelling(name) for name in names}))
    return _named(PersonSearchPart.part.in_(sa.select(NameWord.word).where(alike)))


def _named(condition: sa.ColumnElement[bool]) -> sa.Select[int]:
    return sa.select(PersonSearchPart.person_id).where(PersonSearchPart.kind == NAME, condition)
