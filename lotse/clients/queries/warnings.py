"""Reading warnings: those at the names on a page, those of one person, those to look at again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.clients.models import Person, PersonWarning
from lotse.clients.queries import visible_to
from lotse.clients.rules.warnings import BLOCKS, KINDS, WarningKind
from lotse.clients.signals import collect_marks
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound


@dataclass(frozen=True)
class Mark:
    """What stands as a badge beside a name."""

    text: str
    tone: str = "warning"
    icon: str = ""
    url: str = ""
    title: str = ""


def marks_at(person_ids: Collection[int | None], today: date) -> dict[int, list[Mark]]:
    """Return the badges at the names of these persons; one question for the whole page."""
    ids = {id_ for id_ in person_ids if id_ is not None}
    marks: dict[int, list[Mark]] = {id_: [] for id_ in ids}
    if not ids:
        return marks
    query = (
        sa.select(PersonWarning.person_id, PersonWarning.kind, PersonWarning.text)
        .where(PersonWarning.person_id.in_(ids), *_holds(today))
        .order_by(PersonWarning.id)
    )
    for row in db.session.execute(query):
        kind = KINDS[WarningKind(row.kind)]
        marks[row.person_id].append(Mark(kind.badge, kind.tone, title=row.text))
    collect_marks.send(None, person_ids=ids, today=today, marks=marks)
    return marks


def list_warnings(person_id: int) -> Sequence[PersonWarning]:
    """Return all warnings of a person, ended ones last."""
    query = (
        sa.select(PersonWarning)
        .where(PersonWarning.person_id == person_id)
        .order_by(PersonWarning.ended_on.is_(None).desc(), PersonWarning.id.desc())
    )
    return db.session.scalars(query).all()


def get_warning(warning_id: int, person_id: int) -> PersonWarning:
    """Return one warning of a person or answer 404."""
    warning = db.session.get(PersonWarning, warning_id)
    if warning is None or warning.person_id != person_id:
        raise NotFound
    return warning


def list_to_review(today: date, until: date, user: User, now: datetime) -> Sequence[sa.Row[PersonWarning, str, str]]:
    """Return warnings to look at again or about to end, with the name of the person."""
    query = (
        sa.select(PersonWarning, Person.last_name, Person.first_name)
        .join(Person, Person.id == PersonWarning.person_id)
        .where(
            visible_to(user, now),
            PersonWarning.ended_on.is_(None),
            sa.or_(
                PersonWarning.review_on <= today,
                PersonWarning.valid_until.between(today, until),
            ),
        )
        .order_by(sa.func.coalesce(PersonWarning.review_on, PersonWarning.valid_until))
        .limit(200)
    )
    return db.session.execute(query).all()


def latest_block_end(person_id: int, today: date) -> date | None:
    """Return the last day of the longest block that holds today."""
    return db.session.scalar(
        sa.select(sa.func.max(PersonWarning.valid_until)).where(
            PersonWarning.person_id == person_id, PersonWarning.kind.in_(BLOCKS), *_holds(today)
        )
    )


def _holds(today: date) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        sa.or_(PersonWarning.valid_until.is_(None), PersonWarning.valid_until >= today),
        sa.or_(PersonWarning.ended_on.is_(None), PersonWarning.ended_on > today),
    )
