"""The contacts and cases behind a number, counted as the pages count them, for whoever may open them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.cases.models import Case
from lotse.contacts.models import Contact
from lotse.contacts.rules import CHANNELS, RESULTS, Channel, Result
from lotse.statistics.queries.case_records import identified_cases
from lotse.statistics.queries.contact_records import living_contacts
from lotse.statistics.rules.behind import CONTACTS, Behind, count_case, counts_contact
from lotse.statistics.rules.choices import Choice
from lotse.statistics.rules.records import REPEAT_DAYS, in_scope, mark_first, mark_persons

MOST = 100


@dataclass(frozen=True)
class BehindRow:
    """A contact or a case behind a number; no name, for the list may lie open on a desk."""

    record_id: int
    label: str
    day: date
    words: str
    times: int = 1


def records_behind(
    session: Session, choice: Choice, behind: Behind, *, today: date, offset: int = 0
) -> tuple[list[BehindRow], int]:
    """Return a page of the records and the number they make: a case with two goals counts twice among goals."""
    if behind.records == CONTACTS:
        return _contacts(session, choice, behind, offset)
    return _cases(session, choice, behind, today, offset)


def _contacts(session: Session, choice: Choice, behind: Behind, offset: int) -> tuple[list[BehindRow], int]:
    period = choice.period
    since = min(date(period.year, 1, 1), period.start) - timedelta(days=REPEAT_DAYS)
    rows = living_contacts(session, since, period.end)
    marked = mark_persons((person, record) for _, person, record in rows)
    mine = [(c, p, r) for (c, p, _), r in zip(rows, marked, strict=True) if in_scope(r, choice.scope)]
    again = mark_first([(person, record) for _, person, record in mine])
    ids = [c for (c, _, _), r in zip(mine, again, strict=True) if counts_contact(r, behind, period)]
    ids.reverse()
    query = sa.select(Contact.id, Contact.day, Contact.channel, Contact.result)
    found = {row.id: row for row in session.execute(query.where(Contact.id.in_(ids[offset : offset + MOST])))}
    listed = [
        BehindRow(
            row.id,
            f"Kontakt vom {row.day:%d.%m.%Y}",
            row.day,
            f"{CHANNELS[Channel(row.channel)]}, {RESULTS[Result(row.result)]}",
        )
        for row in (found[i] for i in ids[offset : offset + MOST])
    ]
    return listed, len(ids)


def _cases(session: Session, choice: Choice, behind: Behind, today: date, offset: int) -> tuple[list[BehindRow], int]:
    period = choice.period
    pairs = identified_cases(session, choice.scope, period.start, period.end, today)
    counted = [
        (case_id, times, record)
        for case_id, record in pairs
        if in_scope(record, choice.scope) and (times := count_case(record, behind, period, today))
    ]
    shown = counted[offset : offset + MOST]
    query = sa.select(Case.id, Case.number).where(Case.id.in_([case_id for case_id, _, _ in shown]))
    numbers = {row.id: row.number for row in session.execute(query)}
    rows = [
        BehindRow(case_id, numbers[case_id], r.opened_on, "abgeschlossen" if r.closed_on else "offen", times)
        for case_id, times, r in shown
    ]
    return rows, sum(times for _, times, _ in counted)
