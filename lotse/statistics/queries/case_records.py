"""Cases for counting: the living records, and the kept rows of those that are gone; overdue reminders."""

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
from lotse.deadlines.models import Deadline
from lotse.foundation.clock import local
from lotse.measures.models import Finding, Measure
from lotse.reminders.models import Reminder
from lotse.statistics.models import KeptRow
from lotse.statistics.rules.records import (
    CaseRecord,
    DeadlineRecord,
    FindingRecord,
    case_from,
    in_scope,
    rating_changes,
)
from lotse.statistics.rules.referral_cells import EVERYTHING

SOON, YEAR = timedelta(days=28), timedelta(days=365)
COLUMNS = (
    Case.id,
    Case.opened_on,
    Case.closed_on,
    Case.closing_reason,
    Case.weight,
    Case.site_id,
    Case.unit_id,
    Case.restricted,
)
AGES = ((3, "1 bis 3 Tagen"), (7, "4 bis 7 Tagen"), (14, "8 bis 14 Tagen"))
LONGER = "mehr als 14 Tagen"


def case_records(
    session: Session, scope: str, start: date, end: date, today: date, case_id: int | None = None
) -> list[CaseRecord]:
    """Return the cases that were open at some time between two days, living and kept."""
    living = [record for _, record in identified_cases(session, scope, start, end, today, case_id)]
    if case_id is not None:
        return living
    return [record for record in (*living, *kept_cases(session, start, end)) if in_scope(record, scope)]


def kept_cases(session: Session, start: date, end: date) -> list[CaseRecord]:
    """Return the kept rows of cases that are gone and were open at some time between two days."""
    kept = session.scalars(
        sa.select(KeptRow.content).where(KeptRow.subject == "case", KeptRow.case_id.is_(None), KeptRow.day >= start)
    )
    return [record for content in kept if (record := case_from(content)).opened_on <= end]


def identified_cases(
    session: Session, scope: str, start: date, end: date, today: date, case_id: int | None = None
) -> list[tuple[int, CaseRecord]]:
    """Return the living cases that were open at some time between two days, with their ids."""
    query = (
        sa.select(*COLUMNS, Person.restricted.label("person_restricted"))
        .join(Person, Person.id == Case.person_id)
        .where(Case.opened_on <= end, sa.or_(Case.closed_on.is_(None), Case.closed_on >= start))
        .order_by(Case.opened_on.desc(), Case.id.desc())
    )
    if scope != EVERYTHING:
        query = query.where(Case.unit_id == int(scope[4:]))
    if case_id is not None:
        query = query.where(Case.id == case_id)
    rows = session.execute(query).all()
    parts = _Parts(session, [row.id for row in rows], [row.id for row in rows if row.closed_on], today)
    return [(row.id, parts.record(row)) for row in rows]


def overdue_reminders(session: Session, scope: str, today: date) -> dict[str, int]:
    """Return how many reminders are overdue since when."""
    query = sa.select(Reminder.due_on, sa.func.count()).join(User, User.id == Reminder.owner_id)
    query = query.where(Reminder.settled_at.is_(None), Reminder.due_on < today).group_by(Reminder.due_on)
    if scope != EVERYTHING:
        query = query.where(User.unit_id == int(scope[4:]))
    ages = dict.fromkeys((*(name for _, name in AGES), LONGER), 0)
    for due_on, n in session.execute(query):
        ages[age_of((today - due_on).days)] += n
    return ages


def age_of(days_late: int) -> str:
    """Return the class of age an overdue reminder is counted in."""
    return next((name for most, name in AGES if days_late <= most), LONGER)


class _Parts:
    """What belongs to some cases, read in one query per kind."""

    def __init__(self, session: Session, ids: Collection[int], closed: Collection[int], today: date) -> None:
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
        later = sa.orm.aliased(Case)
        again = sa.select(Case.id, later.opened_on).join(later, later.person_id == Case.person_id)
        self.later = self._of(session, again.where(later.opened_on > Case.closed_on), Case, closed, column=Case.id)
        self.measures = self._of(session, sa.select(Measure.case_id, sa.func.count()), Measure, ids, grouped=True)

    @staticmethod
    def _of(
        session: Session, query: Any, model: Any, ids: Collection[int], *, grouped: bool = False, column: Any = None
    ) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        wanted = sorted(ids)
        for start in range(0, len(wanted), 5000):
            part = wanted[start : start + 5000]
            own = model.case_id if column is None else column
            found_here = query.where(own.in_(part))
            ordered = found_here.group_by(own) if grouped else found_here.order_by(model.id)
            for row in session.execute(ordered):
                found[row[0]].append(row[1:])
        return found

    def record(self, case: Any) -> CaseRecord:
        """Put a case together."""
        findings = self.findings.get(case.id, [])
        return CaseRecord(
            opened_on=case.opened_on,
            closed_on=case.closed_on,
            reason=case.closing_reason,
            weight=case.weight,
            site_id=case.site_id or 0,
            unit_id=case.unit_id,
            restricted=case.person_restricted or case.restricted,
            goals=tuple((due, outcome or "") for due, outcome in self.goals.get(case.id, []) if due),
            changes=rating_changes([tuple(rating) for rating in self.ratings.get(case.id, [])]),
            findings=tuple(
                FindingRecord(code, local(seen).date(), starts, local(gone).date() if gone else None, minutes)
                for code, seen, starts, _, gone, minutes in findings
            ),
            deadlines=tuple(DeadlineRecord(d, c, o or "") for d, c, o in self.deadlines.get(case.id, [])),
            measures=self.measures.get(case.id, [(0,)])[0][0],
            returned=None if case.closed_on is None else self._is_back(case.id, case.closed_on),
            soon_open=any(
                gone is None
                and code in ("COVER_GAP", "PREREQ_UNMET")
                and starts <= self.today + SOON
                and ends >= self.today
                for code, _, starts, ends, gone, _ in findings
            ),
        )

    def _is_back(self, case_id: int, closed_on: date) -> bool:
        return any(closed_on < row[0] <= closed_on + YEAR for row in self.later.get(case_id, ()))
