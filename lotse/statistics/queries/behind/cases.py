"""Cases and overdue reminders behind a number."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.accounts.models import User
from lotse.cases.models import Case
from lotse.cases.queries import visible_case_ids
from lotse.foundation.record_ids import record_id
from lotse.reminders.models import Reminder
from lotse.statistics.queries.appointments import in_parts
from lotse.statistics.queries.behind.listing import Listing, Reader, Row
from lotse.statistics.queries.case_counts import gone_cases
from lotse.statistics.queries.case_records import age_of, identified_cases
from lotse.statistics.rules.behind import Behind, count_case, count_cells
from lotse.statistics.rules.choices import Choice
from lotse.statistics.rules.records import in_scope
from lotse.statistics.rules.referral_cells import EVERYTHING


def cases(session: Session, choice: Choice, behind: Behind, reader: Reader) -> Listing:
    """List the cases a number counts; a case with two goals counts twice among goals."""
    if behind.axis == "fuehrung":
        return _led(session, behind, reader)
    period, today = choice.period, reader.today
    counted = [
        (case_id, record, times)
        for case_id, record in identified_cases(session, choice.scope, period.start, period.end)
        if in_scope(record, choice.scope) and (times := count_case(record, behind, period, today))
    ]
    hidden = count_cells(gone_cases(session, choice.scope), behind, period, today)
    total = sum(times for _, _, times in counted) + hidden
    numbers = _numbers(session, reader, [case_id for case_id, _, _ in counted])
    shown = [item for item in counted if item[0] in numbers]
    rows = [
        Row("case", i, f"Fall {numbers[i]}", r.opened_on, "abgeschlossen" if r.closed_on else "offen", times)
        for i, r, times in reader.part(shown)
    ]
    return Listing(rows, total, len(shown), total - sum(times for _, _, times in shown))


def _led(session: Session, behind: Behind, reader: Reader) -> Listing:
    """List the open cases of one colleague by weight; restricted ones are in the total only."""
    of_team = sa.and_(User.id == (record_id(behind.value) or 0), User.unit_id == reader.user.unit_id)
    where = [
        Case.weight == behind.column.upper(),
        Case.status == "open",
        Case.lead_id.in_(sa.select(User.id).where(of_team)),
    ]
    total = session.scalar(sa.select(sa.func.count()).select_from(Case).where(*where)) or 0
    query = sa.select(Case.id, Case.number, Case.opened_on).where(*where, _openable(reader))
    found = session.execute(query.order_by(Case.opened_on.desc(), Case.id.desc())).all()
    rows = [Row("case", row.id, f"Fall {row.number}", row.opened_on, "offen") for row in reader.part(found)]
    return Listing(rows, total, len(found), total - len(found))


def reminders(session: Session, choice: Choice, behind: Behind, reader: Reader) -> Listing:
    """List overdue reminders with the case each belongs to; without text and owner, which are their owner's."""
    query = (
        sa.select(Reminder.due_on, Case.id, Case.number)
        .join(User, User.id == Reminder.owner_id)
        .outerjoin(Case, sa.and_(Case.id == Reminder.case_id, _openable(reader)))
        .where(Reminder.settled_at.is_(None), Reminder.due_on < reader.today)
        .order_by(Reminder.due_on, Reminder.id)
    )
    if choice.scope != EVERYTHING:
        query = query.where(User.unit_id == int(choice.scope[4:]))
    found = [
        row
        for row in session.execute(query)
        if not behind.axis or age_of((reader.today - row.due_on).days) == behind.value
    ]
    rows = [
        Row(
            "case" if row.id else "",
            row.id or 0,
            f"Fall {row.number}" if row.id else "ohne Fall",
            row.due_on,
            "überfällig",
        )
        for row in reader.part(found)
    ]
    return Listing(rows, len(found), len(found))


def _numbers(session: Session, reader: Reader, ids: Collection[int]) -> dict[int, str]:
    query = sa.select(Case.id, Case.number).where(_openable(reader))
    return {row.id: row.number for part in in_parts(ids) for row in session.execute(query.where(Case.id.in_(part)))}


def _openable(reader: Reader) -> sa.ColumnElement[bool]:
    return Case.id.in_(visible_case_ids(reader.user, reader.now))
