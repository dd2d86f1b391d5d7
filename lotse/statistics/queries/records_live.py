"""Contacts and cases for counting: the living records, and the kept rows of those that are gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.accounts.models import User
from lotse.cases.models import Case, Goal, Rating
from lotse.clients.models import Person
from lotse.contacts.models import Contact, contact_concern
from lotse.deadlines.models import Deadline
from lotse.foundation.clock import local
from lotse.measures.models import Finding, Measure
from lotse.reminders.models import Reminder
from lotse.statistics.models import KeptRow
from lotse.statistics.queries.live import concern_groups
from lotse.statistics.rules.records import (
    REPEAT_DAYS,
    CaseRecord,
    ContactRecord,
    DeadlineRecord,
    FindingRecord,
    case_from,
    contact_from,
    mark_first,
    mark_persons,
    rating_changes,
)
from lotse.statistics.rules.referral_cells import EVERYTHING

SOON = timedelta(days=28)
NO_INTERPRETER = {"", "none"}
AGES = ((3, "1 bis 3 Tagen"), (7, "4 bis 7 Tagen"), (14, "8 bis 14 Tagen"))


def contact_records(session: Session, scope: str, start: date, end: date) -> list[ContactRecord]:
    """Return the contacts of a view between two days, living and kept."""
    # Repeats look back, and the first contact of a year is known only from the year's beginning.
    since = min(date(start.year, 1, 1), start) - timedelta(days=REPEAT_DAYS)
    rows = living_contacts(session, since, end)
    marked = mark_persons((person, record) for _, person, record in rows)
    seen = [(row[1], record) for row, record in zip(rows, marked, strict=True) if _in_scope(record, scope)]
    living = mark_first(seen)
    kept = session.scalars(
        sa.select(KeptRow.content).where(
            KeptRow.subject == "contact", KeptRow.contact_id.is_(None), KeptRow.day.between(start, end)
        )
    )
    records = [*living, *(contact_from(content) for content in kept)]
    return [r for r in records if start <= r.day <= end and _in_scope(r, scope)]


def days_of(contact_ids: Collection[int]) -> Any:
    """Select the days of some contacts."""
    return sa.select(Contact.id, Contact.day).where(Contact.id.in_(contact_ids))


def contacts_not_kept(before: date) -> Any:
    """Select old contacts without a kept row."""
    kept = sa.select(KeptRow.contact_id).where(KeptRow.contact_id.is_not(None))
    return sa.select(Contact.id).where(Contact.day < before, Contact.id.not_in(kept)).order_by(Contact.id).limit(5000)


def living_contacts(
    session: Session, since: date, until: date, person_id: int | None = None
) -> list[tuple[int, int | None, ContactRecord]]:
    """Return (contact, person, record) in the order of time; repeats are not marked yet."""
    query = (
        sa.select(
            Contact.id,
            Contact.person_id,
            Contact.day,
            Contact.started_at,
            Contact.site_id,
            User.unit_id,
            Contact.channel,
            Contact.result,
            Contact.language,
            Contact.interpreter,
            Person.restricted,
        )
        .outerjoin(Person, Person.id == Contact.person_id)
        .join(User, User.id == Contact.created_by_id)
        .where(Contact.day.between(since, until))
        .order_by(Contact.day, Contact.started_at, Contact.id)
    )
    if person_id is not None:
        query = query.where(Contact.person_id == person_id)
    areas = _areas(session, since, until)
    found = []
    for row in session.execute(query):
        record = ContactRecord(
            day=row.day,
            weekday=row.day.weekday(),
            hour=local(row.started_at).hour,
            site_id=row.site_id,
            unit_id=row.unit_id or 0,
            channel=row.channel,
            result=row.result,
            language=row.language,
            interpreted=row.interpreter not in NO_INTERPRETER,
            anonymous=row.person_id is None,
            repeated=False,
            restricted=bool(row.restricted),
            areas=tuple(sorted(areas.get(row.id, ()))),
        )
        found.append((row.id, row.person_id, record))
    return found


def case_records(
    session: Session, scope: str, start: date, end: date, today: date, case_id: int | None = None
) -> list[CaseRecord]:
    """Return the cases that were open at some time between two days, living and kept."""
    query = (
        sa.select(Case, Person.restricted)
        .join(Person, Person.id == Case.person_id)
        .where(Case.opened_on <= end, sa.or_(Case.closed_on.is_(None), Case.closed_on >= start))
    )
    if case_id is not None:
        query = query.where(Case.id == case_id)
    rows = session.execute(query).all()
    parts = _Parts(session, [case.id for case, _ in rows], today)
    living = [parts.record(case, bool(restricted)) for case, restricted in rows]
    if case_id is not None:
        return living
    kept = session.scalars(
        sa.select(KeptRow.content).where(KeptRow.subject == "case", KeptRow.case_id.is_(None), KeptRow.day >= start)
    )
    records = [*living, *(record for content in kept if (record := case_from(content)).opened_on <= end)]
    return [record for record in records if _in_scope(record, scope)]


def overdue_reminders(session: Session, scope: str, today: date) -> dict[str, int]:
    """Return how many reminders are overdue since when."""
    query = sa.select(Reminder.due_on, sa.func.count()).join(User, User.id == Reminder.owner_id)
    query = query.where(Reminder.settled_at.is_(None), Reminder.due_on < today).group_by(Reminder.due_on)
    if scope != EVERYTHING:
        query = query.where((User.site_id if scope.startswith("site") else User.unit_id) == int(scope[4:]))
    ages = {name: 0 for _, name in AGES} | {"mehr als 14 Tagen": 0}
    for due_on, n in session.execute(query):
        late = (today - due_on).days
        ages[next((name for most, name in AGES if late <= most), "mehr als 14 Tagen")] += n
    return ages


def _in_scope(record: ContactRecord | CaseRecord, scope: str) -> bool:
    if scope == EVERYTHING:
        return True
    own = record.site_id if scope.startswith("site") else record.unit_id
    return own == int(scope[4:]) and not record.restricted


def _areas(session: Session, since: date, until: date) -> dict[int, set[str]]:
    groups = concern_groups(session)
    query = sa.select(contact_concern).join(Contact, Contact.id == contact_concern.c.contact_id)
    found: dict[int, set[str]] = defaultdict(set)
    for contact_id, concern_id in session.execute(query.where(Contact.day.between(since, until))):
        found[contact_id].add(groups[concern_id][0])
    return found


class _Parts:
    """What belongs to some cases, read in one query per kind."""

    def __init__(self, session: Session, ids: Collection[int], today: date) -> None:
        self.today = today
        self.goals = self._of(session, sa.select(Goal.case_id, Goal.due_on, Goal.outcome), Goal, ids)
        self.ratings = self._of(
            session,
            sa.select(Rating.case_id, Rating.rated_on, Rating.dimension, Rating.view, Rating.value).where(
                Rating.state == "rated"
            ),
            Rating,
            ids,
        )
        self.findings = self._of(
            session,
            sa.select(
                Finding.case_id,
                Finding.code,
                Finding.first_seen_at,
                Finding.starts_on,
                Finding.ends_on,
                Finding.gone_at,
                Finding.minutes,
            ),
            Finding,
            ids,
        )
        last_day = sa.func.coalesce(Deadline.override_day, Deadline.last_day)
        self.deadlines = self._of(
            session,
            sa.select(Deadline.case_id, last_day, Deadline.closed_on, Deadline.outcome).where(last_day.is_not(None)),
            Deadline,
            ids,
        )
        self.measures = self._of(session, sa.select(Measure.case_id, Measure.id), Measure, ids)

    @staticmethod
    def _of(session: Session, query: Any, model: Any, ids: Collection[int]) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        wanted = sorted(ids)
        for start in range(0, len(wanted), 5000):
            part = wanted[start : start + 5000]
            for row in session.execute(query.where(model.case_id.in_(part)).order_by(model.id)):
                found[row[0]].append(row[1:])
        return found

    def record(self, case: Case, restricted: bool) -> CaseRecord:
        """Put a case together."""
        findings = self.findings.get(case.id, [])
        return CaseRecord(
            opened_on=case.opened_on,
            closed_on=case.closed_on,
            reason=case.closing_reason,
            weight=case.weight,
            site_id=case.site_id or 0,
            unit_id=case.unit_id,
            restricted=restricted or case.restricted,
            goals=tuple((due, outcome or "") for due, outcome in self.goals.get(case.id, []) if due),
            changes=rating_changes([tuple(rating) for rating in self.ratings.get(case.id, [])]),
            findings=tuple(
                FindingRecord(code, local(seen).date(), starts, local(gone).date() if gone else None, minutes)
                for code, seen, starts, _, gone, minutes in findings
            ),
            deadlines=tuple(DeadlineRecord(d, c, o or "") for d, c, o in self.deadlines.get(case.id, [])),
            measures=len(self.measures.get(case.id, [])),
            soon_open=any(
                gone is None
                and code in ("COVER_GAP", "PREREQ_UNMET")
                and starts <= self.today + SOON
                and ends >= self.today
                for code, _, starts, ends, gone, _ in findings
            ),
        )
