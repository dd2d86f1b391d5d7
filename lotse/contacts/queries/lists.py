"""Lists of contacts: of a day, of persons, handed over. The statements are built once; a request gives their values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from lotse.accounts.acting import Reader
from lotse.accounts.models import User
from lotse.accounts.queries import reader
from lotse.clients.models import Person
from lotse.contacts.models import Contact, contact_concern
from lotse.contacts.queries import reach_of, within_reach_when_bound
from lotse.directory.models import Concern
from lotse.foundation.prepared import Prepared


@dataclass
class ContactRow:
    """A contact as a list shows it; the note is never part of a list."""

    id: int
    day: date
    started_at: datetime
    duration_minutes: int | None
    channel: str
    result: str
    desk: str
    postcode: str
    person_id: int | None
    created_by_id: int
    handed_to_id: int | None
    last_name: str | None
    first_name: str | None
    by: str = ""
    may_open: bool = True
    concerns: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Whom the contact was with."""
        if self.last_name is None:
            return "Anonym (Telefon)" if self.channel == "phone" else "Anonym"
        return f"{self.last_name}, {self.first_name}" if self.first_name else self.last_name


_COLUMNS = (
    Contact.id,
    Contact.day,
    Contact.started_at,
    Contact.duration_minutes,
    Contact.channel,
    Contact.result,
    Contact.desk,
    Contact.postcode,
    Contact.person_id,
    Contact.created_by_id,
    Contact.handed_to_id,
    Person.last_name,
    Person.first_name,
    User.name.label("by"),
)
_NEWEST_FIRST = (Contact.started_at.desc(), Contact.id.desc())


@dataclass(frozen=True)
class DayCount:
    """How many contacts a site has had on a day, and at which desks."""

    contacts: int
    desks: list[str]


def list_day(
    site_id: int | None,
    day: date,
    user: Reader,
    now: datetime,
    *,
    desk: str = "",
    most: int = 50,
    before_id: int | None = None,
) -> list[ContactRow]:
    """Return the contacts of a site on a day, newest first; `before_id` goes on after the last row of a page."""
    asked = _day(reach_of(user), site_id is not None, bool(desk), before_id is not None)
    given = {"site": site_id, "day": day, "desk": desk, "before_id": before_id, "most": most}
    return _rows(asked, {**reader(user, now), **given})


def count_day(site_id: int | None, day: date) -> DayCount:
    """Return how many contacts a site has had on a day, with the desks they were taken at."""
    counts: dict[str, int] = dict(_counting(site_id is not None).rows(site=site_id, day=day))
    return DayCount(sum(counts.values()), sorted(filter(None, counts)))


def list_of_persons(person_ids: Collection[int], user: Reader, now: datetime, most: int = 20) -> list[ContactRow]:
    """Return the newest contacts of persons whose record has been opened, and which of them may be opened too."""
    given = {**reader(user, now), "person_ids": list(person_ids), "most": most}
    return _rows(_of_persons(reach_of(user)), given)


def list_handed_to(user: User, now: datetime) -> list[ContactRow]:
    """Return the contacts handed to the account that it has not settled, the oldest first."""
    return _rows(_handed(reach_of(user)), reader(user, now))


def _rows(asked: Prepared, given: dict[str, Any]) -> list[ContactRow]:
    """One row per contact and concern becomes one per contact."""
    rows: dict[int, ContactRow] = {}
    for *values, concern in asked.rows(**given):
        row = rows.get(values[0])
        if row is None:
            row = rows[values[0]] = ContactRow(*values)
        if concern is not None:
            row.concerns.append(concern)
    return list(rows.values())


@cache
def _day(everywhere: bool, of_site: bool, at_desk: bool, goes_on: bool) -> Prepared:
    query = _reachable(everywhere).where(Contact.day == sa.bindparam("day")).order_by(*_NEWEST_FIRST)
    if of_site:
        query = query.where(Contact.site_id == sa.bindparam("site"))
    if at_desk:
        query = query.where(Contact.desk == sa.bindparam("desk"))
    if goes_on:
        last = sa.orm.aliased(Contact)
        begun = sa.select(last.started_at).where(last.id == sa.bindparam("before_id")).scalar_subquery()
        earlier = sa.and_(Contact.started_at == begun, Contact.id < sa.bindparam("before_id"))
        query = query.where(Contact.started_at <= begun, sa.or_(Contact.started_at < begun, earlier))
    return _with_concerns(query.limit(sa.bindparam("most")), newest_first=True)


@cache
def _of_persons(everywhere: bool) -> Prepared:
    ids = sa.bindparam("person_ids", expanding=True, type_=sa.Integer)
    may_open = sa.case((within_reach_when_bound(everywhere), sa.true()), else_=sa.false())
    query = _listed(may_open).where(Contact.person_id.in_(ids)).order_by(*_NEWEST_FIRST)
    return _with_concerns(query.limit(sa.bindparam("most")), newest_first=True)


@cache
def _handed(everywhere: bool) -> Prepared:
    mine = (Contact.handed_to_id == sa.bindparam("user_id"), Contact.handed_done_at.is_(None))
    return _with_concerns(_reachable(everywhere).where(*mine), newest_first=False)


@cache
def _counting(of_site: bool) -> Prepared:
    query: Any = (
        sa.select(Contact.desk, sa.func.count()).where(Contact.day == sa.bindparam("day")).group_by(Contact.desk)
    )
    return Prepared(lambda: query.where(Contact.site_id == sa.bindparam("site")) if of_site else query)


def _reachable(everywhere: bool) -> sa.Select[*tuple[Any, ...]]:
    return _listed(sa.true()).where(within_reach_when_bound(everywhere))


def _listed(may_open: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(*_COLUMNS, may_open.label("may_open"))
        .outerjoin(Person, Person.id == Contact.person_id)
        .outerjoin(User, User.id == Contact.created_by_id)
    )


def _with_concerns(page: sa.Select[*tuple[Any, ...]], *, newest_first: bool) -> Prepared:
    """The concerns are joined to the rows of one page, never to the whole table."""
    rows = page.subquery("rows")
    begun, id_ = rows.c.started_at, rows.c.id
    order = (begun.desc(), id_.desc()) if newest_first else (begun, id_)
    query = (
        sa.select(*rows.c, Concern.label)
        .outerjoin(contact_concern, contact_concern.c.contact_id == rows.c.id)
        .outerjoin(Concern, Concern.id == contact_concern.c.concern_id)
        .order_by(*order, Concern.parent_id.is_not(None), Concern.position)
    )
    return Prepared(lambda: query)
