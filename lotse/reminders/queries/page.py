"""Dressing due items for one reader: names and links of what this account may see, a mask over the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa

from lotse.accounts.queries import reader
from lotse.accounts.rules import Role
from lotse.cases.models import Case
from lotse.cases.queries import visible_when_bound
from lotse.clients import queries as clients
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound
from lotse.foundation.prepared import Prepared
from lotse.reminders.models import Reminder
from lotse.reminders.queries.due import approvals_of, due_items
from lotse.reminders.queries.people import Staff, staff_on
from lotse.reminders.rules.items import MASKED, Item, Kind, in_order

if TYPE_CHECKING:
    from lotse.accounts.acting import Reader
    from lotse.accounts.models import User

FAR = 3660
NOBODY = "Fälle ohne Fallführung"


@dataclass(frozen=True)
class Row:
    """An item as one reader sees it."""

    item: Item
    person: str
    case_number: str
    owner: str
    standing_in: bool
    masked: bool

    @property
    def text(self) -> str:
        """What the item says, or the mask."""
        return MASKED if self.masked else self.item.text


def rows_for(user: Reader, *, today: date, now: datetime, days: int = 0) -> list[Row]:
    """Return everything that is due for this account until so many days from now, stand-ins included."""
    staff = staff_on(today)
    return dress(items_for(user, staff, today=today, days=days), user=user, now=now, staff=staff)


def items_for(user: Reader, staff: Staff, *, today: date, days: int) -> list[Item]:
    """Return the same without names and links, for a page that counts them all and shows the first ones."""
    items = due_items(staff.seen_by(user.id), today=today, until=today + timedelta(days=min(days, FAR)))
    return in_order([*items, *approvals_of(user.unit_id)]) if user.role == Role.TEAM_LEAD else items


def rows_of_team(user: User, *, today: date, now: datetime, days: int = 0) -> dict[int, list[Row]]:
    """Return what is due per member of the reader's unit and per person the reader stands in for."""
    staff = staff_on(today)
    others = staff.seen_by(user.id) - {user.id}
    leads = user.role == Role.TEAM_LEAD and user.unit_id is not None
    members = staff.members_of(user.unit_id) if leads else []
    wanted = [*members, *(id_ for id_ in sorted(others) if id_ not in members)]
    items = due_items(wanted, today=today, until=today + timedelta(days=days))
    found: dict[int, list[Row]] = {id_: [] for id_ in wanted if id_ not in staff.inactive}
    for row in dress(items, user=user, now=now, staff=staff):
        if row.item.owner_id is not None:
            found.setdefault(row.item.owner_id, []).append(row)
    return found


def dress(items: Iterable[Item], *, user: Reader, now: datetime, staff: Staff) -> list[Row]:
    """Add names and numbers as far as this account may see them, in two statements."""
    found = list(items)
    case_ids = {item.case_id for item in found if item.case_id is not None}
    numbers: dict[int, str] = {}
    if case_ids:
        numbers = dict(_numbers(user.role).rows(**reader(user, now), case_ids=sorted(case_ids)))
    persons = clients.rows_of({item.person_id for item in found if item.person_id is not None}, user, now)
    return [_row(item, user.id, numbers, persons, staff) for item in found]


@cache
def _numbers(role: Role) -> Prepared:
    """Each row is judged by itself: the list of all visible cases would grow with the county."""
    asked = Case.id.in_(sa.bindparam("case_ids", expanding=True))
    return Prepared(lambda: sa.select(Case.id, Case.number).where(asked, visible_when_bound(role)))


def _row(
    item: Item, reader_id: int, numbers: dict[int, str], persons: dict[int, clients.PersonRow], staff: Staff
) -> Row:
    hidden = item.case_id is not None and item.case_id not in numbers and item.kind is not Kind.HANDOVER
    unknown = item.person_id is not None and item.person_id not in persons
    masked = (hidden or unknown) and item.owner_id != reader_id
    person = persons.get(item.person_id) if item.person_id is not None and not hidden else None
    return Row(
        item=item,
        person=person.list_name if person else "",
        case_number=numbers.get(item.case_id, "") if item.case_id is not None else "",
        owner=staff.names.get(item.owner_id, "") if item.owner_id is not None else NOBODY,
        standing_in=item.owner_id != reader_id,
        masked=masked,
    )


def list_reminders(ids: Iterable[int], user: User, today: date) -> list[Reminder]:
    """Return those of the reminders that this account looks after, for settling several at once."""
    owners = staff_on(today).seen_by(user.id)
    wanted = set(ids)
    query = sa.select(Reminder).where(Reminder.id.in_(wanted), Reminder.owner_id.in_(owners)).order_by(Reminder.id)
    return list(db.session.scalars(query)) if wanted else []


def get_reminder(reminder_id: int, user: User, today: date) -> Reminder:
    """Return a reminder that this account looks after, or answer 404."""
    found = list_reminders([reminder_id], user, today)
    if not found:
        raise NotFound
    return found[0]
