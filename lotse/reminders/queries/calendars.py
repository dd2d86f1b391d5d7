"""Reading calendars: whose feed an address is, and its events without names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.foundation.clock import instant
from lotse.foundation.db import db
from lotse.reminders.models import CalendarFeed
from lotse.reminders.queries.due import due_items
from lotse.reminders.queries.people import staff_on
from lotse.reminders.rules.items import KIND_LABELS, Item, Kind

if TYPE_CHECKING:
    from icalendar import Event

AHEAD = timedelta(days=60)


def find_feed_owner(token_hash: str) -> User | None:
    """Return whose calendar a secret address opens; nobody's for a deactivated account."""
    user = db.session.scalar(
        sa.select(User).join(CalendarFeed, CalendarFeed.user_id == User.id).where(CalendarFeed.token_hash == token_hash)
    )
    return user if user is not None and user.is_active else None


def has_feed(user: User) -> bool:
    """Say whether the account has a secret address."""
    return bool(db.session.scalar(sa.select(sa.exists().where(CalendarFeed.user_id == user.id))))


def feed_of(user: User, *, today: date, now: datetime, base: str, host: str) -> bytes:
    """Return the calendar of what is due for an account in the next weeks."""
    items = due_items(staff_on(today).seen_by(user.id), today=today, until=today + AHEAD)
    return calendar_of(items, now=now, base=base, host=host)


def calendar_of(items: Iterable[Item], *, now: datetime, base: str, host: str) -> bytes:
    """Write items as a calendar; a title says the kind of thing and nothing about anybody."""
    from icalendar import Calendar  # a sixth of the start of the server, for one kind of answer

    calendar = Calendar()
    calendar.add("prodid", "-//Lotse//DE")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Lotse")
    for item in items:
        calendar.add_component(_event(item, now, base, host))
    return bytes(calendar.to_ical())


def _event(item: Item, now: datetime, base: str, host: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{item.key}@{host}")
    event.add("dtstamp", now)
    event.add("summary", f"Lotse: {KIND_LABELS[item.kind]}")
    event.add("url", f"{base}/heute")
    event.add("class", "PRIVATE")
    if item.kind is Kind.APPOINTMENT and item.at:
        hour, minute = item.at.split(":")
        start = instant(item.due_on, time(int(hour), int(minute)))
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(minutes=60))
    else:
        event.add("dtstart", item.due_on)
        event.add("transp", "TRANSPARENT")
    return event
