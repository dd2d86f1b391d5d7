"""Saying that two records are one person, and separating them again. Rows never move."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from lotse.clients.actions.warnings import close_records
from lotse.clients.models import Person, PersonLink
from lotse.clients.queries import is_protected
from lotse.foundation.clock import local
from lotse.foundation.db import db
from lotse.foundation.errors import RuleBroken

if TYPE_CHECKING:
    from lotse.accounts.models import User


class AlreadyLinked(RuleBroken):
    """The two records are one person already."""

    message = "Diese beiden Akten gehören schon zusammen."


class ProtectedPerson(RuleBroken):
    """One of the two is protected."""

    message = "Eine Person mit Auskunftssperre wird nicht verbunden."


def link_persons(*, kept: Person, other: Person, reason: str, by: User, now: datetime, today: date) -> PersonLink:
    """Let `other` point to `kept` as the leading record; both keep their number and all their rows."""
    if is_protected(kept, today) or is_protected(other, today):
        raise ProtectedPerson
    root, joining = kept.alias_of_id or kept.id, other.alias_of_id or other.id
    if root == joining:
        raise AlreadyLinked
    link = PersonLink(person_id=joining, linked_to_id=root, reason=reason[:200], linked_at=now, linked_by_id=by.id)
    db.session.add(link)
    db.session.flush()
    _derive_aliases({root})
    return link


def separate(*, link: PersonLink, by: User, now: datetime) -> None:
    """Undo one link: the record and those that followed it stand for themselves again, each with its own blocks."""
    if link.separated_at is not None:
        return
    link.separated_at, link.separated_by_id = now, by.id
    db.session.flush()
    _derive_aliases({link.person_id, link.linked_to_id})
    for person_id in (link.person_id, link.linked_to_id):
        close_records(db.session.get_one(Person, person_id), local(now).date())


def _derive_aliases(touched: set[int]) -> None:
    """Set the leading record of each group anew from the links that hold: never a chain."""
    groups = _groups(touched)
    for group in groups:
        root = _root_of(group)
        for person in db.session.scalars(sa.select(Person).where(Person.id.in_(group))):
            person.alias_of_id = None if person.id == root else root
    db.session.flush()


def _root_of(group: set[int]) -> int:
    """The record that was linked to none of its group leads; each link made one leading record follow another."""
    pointing = set(
        db.session.scalars(
            sa.select(PersonLink.person_id).where(
                PersonLink.separated_at.is_(None), PersonLink.person_id.in_(group), PersonLink.linked_to_id.in_(group)
            )
        )
    )
    return min(group - pointing)


def _groups(touched: set[int]) -> list[set[int]]:
    groups: list[set[int]] = []
    for start in sorted(touched):
        if any(start in group for group in groups):
            continue
        group, frontier = {start}, {start}
        while frontier:
            rows = db.session.execute(
                sa.select(PersonLink.person_id, PersonLink.linked_to_id).where(
                    PersonLink.separated_at.is_(None),
                    sa.or_(PersonLink.person_id.in_(frontier), PersonLink.linked_to_id.in_(frontier)),
                )
            )
            frontier = {id_ for row in rows for id_ in row} - group
            group |= frontier
        groups.append(group)
    return groups
