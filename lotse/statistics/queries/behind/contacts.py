"""Contacts and appointments behind a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.accounts.queries import office_region
from lotse.clients.models import Person
from lotse.clients.queries import visible_to
from lotse.contacts.models import Appointment, Contact
from lotse.contacts.queries import within_reach
from lotse.contacts.rules import CHANNELS, RESULTS, Channel, Result
from lotse.foundation.clock import local
from lotse.statistics.queries import arrivals, contact_counts
from lotse.statistics.queries.appointments import appointments as met_in
from lotse.statistics.queries.appointments import in_parts
from lotse.statistics.queries.behind.listing import Listing, Reader, Row
from lotse.statistics.queries.contact_records import living_contacts
from lotse.statistics.rules.behind import Behind, counts_contact
from lotse.statistics.rules.choices import Choice
from lotse.statistics.rules.listed import NEWCOMERS, OUTCOMES
from lotse.statistics.rules.records import ContactRecord, in_scope, mark_first, mark_persons
from lotse.statistics.rules.referral_cells import EVERYTHING

HAPPENED = {"kept": "wahrgenommen", "missed": "nicht erschienen"}


def contacts(session: Session, choice: Choice, behind: Behind, reader: Reader) -> Listing:
    """List the contacts a number counts; those already deleted are in the total only."""
    period = choice.period
    records = _newcomers if behind.column in NEWCOMERS else _marked
    ids = [c for c, record in records(session, choice, reader.today) if counts_contact(record, behind, period)]
    gone = [r for r in contact_counts.forgotten(session, period) if in_scope(r, choice.scope)]
    forgotten = sum(counts_contact(record, behind, period) for record in gone)
    query = sa.select(Contact.id, Contact.day, Contact.started_at, Contact.channel, Contact.result)
    query = query.outerjoin(Person, Person.id == Contact.person_id).where(within_reach(reader.user, reader.now))
    found = {row.id: row for part in in_parts(ids) for row in session.execute(query.where(Contact.id.in_(part)))}
    shown = [found[i] for i in reversed(ids) if i in found]
    rows = [
        Row(
            "contact",
            row.id,
            f"Kontakt um {local(row.started_at):%H:%M} Uhr",
            row.day,
            f"{CHANNELS[Channel(row.channel)]}, {RESULTS[Result(row.result)]}",
        )
        for row in reader.part(shown)
    ]
    total = len(ids) + forgotten
    return Listing(rows, total, len(shown), total - len(shown))


def _marked(session: Session, choice: Choice, today: date) -> Iterator[tuple[int, ContactRecord]]:  # noqa: ARG001
    """Yield the contacts of the view with their marks, as `contact_counts.count_days` counts them."""
    period = choice.period
    rows = living_contacts(session, period.start, period.end)
    earlier = contact_counts.last_before(session, period.start, period.end)
    whole: dict[int, date] = {}
    for (person, _), day in earlier.items():
        whole[person] = max(day, whole.get(person, day))
    marked = mark_persons([(person, record) for _, person, record in rows], whole)
    mine = [(c, p, r) for (c, p, _), r in zip(rows, marked, strict=True) if in_scope(r, choice.scope)]
    if choice.scope != EVERYTHING:
        seen = {person: day for (person, unit), day in earlier.items() if unit == int(choice.scope[4:])}
        again = mark_first([(person, record) for _, person, record in mine], seen)
        mine = [(c, p, r) for (c, p, _), r in zip(mine, again, strict=True)]
    yield from ((contact, record) for contact, _, record in mine)


def _newcomers(session: Session, choice: Choice, today: date) -> Iterator[tuple[int, ContactRecord]]:
    """Yield the first contacts of newcomers, each with what came of it."""
    for month in choice.period.months(today):
        ways = {
            newcomer.contact_id: newcomer.way(today)
            for newcomer in arrivals.newcomers(session, month.start, month.end)
            if choice.scope in (EVERYTHING, f"unit{newcomer.unit_id}")
        }
        if ways:
            rows = living_contacts(session, month.start, month.end)
            yield from ((contact, replace(r, way=ways[contact])) for contact, _, r in rows if contact in ways)


def appointments(session: Session, choice: Choice, behind: Behind, reader: Reader) -> Listing:
    """List the appointments a number counts; those already deleted are in the total only."""
    outcomes, first = OUTCOMES[behind.column], behind.column == "first_wait"
    ids, total = list[int](), 0
    for month in choice.period.months(reader.today):
        for met in met_in(session, month, office_region()):
            mine = choice.scope in (EVERYTHING, f"unit{met.unit_id}")
            if mine and met.outcome in outcomes and (met.wait is not None or not first):
                total += 1
                ids += [met.id] if met.id else []
    query = (
        sa.select(Appointment.person_id, Appointment.starts_at, Appointment.outcome)
        .outerjoin(Person, Person.id == Appointment.person_id)
        .where(sa.or_(Appointment.person_id.is_(None), visible_to(reader.user, reader.now)))
    )
    found = [row for part in in_parts(ids) for row in session.execute(query.where(Appointment.id.in_(part)))]
    found.sort(key=lambda row: row.starts_at, reverse=True)
    rows = [
        Row(
            "person" if row.person_id else "",
            row.person_id or 0,
            f"Termin um {local(row.starts_at):%H:%M} Uhr",
            local(row.starts_at).date(),
            HAPPENED.get(row.outcome, row.outcome),
        )
        for row in reader.part(found)
    ]
    return Listing(rows, total, len(found), total - len(found))
