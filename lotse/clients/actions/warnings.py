"""Putting warnings at a person, looking at them again, ending them; a block closes the record."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.accounts.actions.grants import grant
from lotse.accounts.queries import list_grants
from lotse.clients.models import Person, PersonWarning
from lotse.clients.queries import family_of_records
from lotse.clients.queries.warnings import latest_block_end
from lotse.clients.rules.warnings import BLOCKS, WarningKind, default_expiry, default_review, problem_with
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError

if TYPE_CHECKING:
    from lotse.accounts.models import User


def warn(
    *, person: Person, kind: WarningKind, by: User, today: date, now: datetime, text: str = "",
    valid_until: date | None = None, review_on: date | None = None, person_informed: bool = False,
    named: Collection[User] = (),
) -> PersonWarning:  # fmt: skip
    """Put a warning at the name; a block opens the record to the named persons only, the writer among them."""
    valid_until = valid_until or default_expiry(kind, today)
    review_on = review_on or default_review(kind, today)
    if problem := problem_with(kind, today, valid_until, review_on, text):
        raise FieldError("valid_until" if problem[0] == "until_on" else problem[0], problem[1])
    warning = PersonWarning(
        person_id=person.id, kind=kind, text=text, valid_until=valid_until, review_on=review_on,
        person_informed=person_informed, created_at=now, created_by_id=by.id,
    )  # fmt: skip
    db.session.add(warning)
    db.session.flush()
    if kind in BLOCKS:
        for record in close_records(person, today):
            name_persons(person=record, users=[by, *named], now=now, reason="Auskunftssperre")
    return warning


def review_warning(*, warning: PersonWarning, valid_until: date, review_on: date | None, today: date) -> None:
    """Let a warning hold on after somebody has looked at it."""
    kind = WarningKind(warning.kind)
    if problem := problem_with(kind, today, valid_until, review_on, warning.text):
        raise FieldError("valid_until" if problem[0] == "until_on" else problem[0], problem[1])
    warning.valid_until, warning.review_on = valid_until, review_on
    db.session.flush()
    _follow(warning, today)


def end_warning(*, warning: PersonWarning, today: date) -> None:
    """Take a warning off the name; what was named for a block stays to be ended by hand."""
    warning.ended_on = today
    db.session.flush()
    _follow(warning, today)


def name_persons(*, person: Person, users: Collection[User], now: datetime, reason: str) -> None:
    """Open a protected record to the given accounts."""
    held = {g.user_id for g in list_grants("person", person.id) if g.valid_until is None or g.valid_until > now}
    for user in users:
        if user.id not in held:
            grant(kind="person", record_id=person.id, user=user, reason=reason, now=now)
            held.add(user.id)


def close_records(person: Person, today: date) -> list[Person]:
    """Let the blocks that hold close all records of the person: a linked one would tell that she is known."""
    records = [db.session.get_one(Person, id_) for id_ in family_of_records(person)]
    until = latest_block_end([record.id for record in records], today)
    for record in records:
        record.address_block_until = until
    db.session.flush()
    return records


def _follow(warning: PersonWarning, today: date) -> None:
    if WarningKind(warning.kind) in BLOCKS:
        close_records(db.session.get_one(Person, warning.person_id), today)
