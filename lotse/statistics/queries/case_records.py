"""Living cases for counting, and which of them a change touches; overdue reminders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.accounts.models import User
from lotse.cases.models import Case, Goal, Rating
from lotse.clients.models import Person
from lotse.deadlines.models import Deadline
from lotse.foundation.clock import BERLIN, local
from lotse.measures.models import Finding, Measure
from lotse.reminders.models import Reminder
from lotse.statistics.queries.live import moved
from lotse.statistics.rules.case_cells import ONE_DAY, YEAR
from lotse.statistics.rules.records import CaseRecord, DeadlineRecord, FindingRecord, rating_changes
from lotse.statistics.rules.referral_cells import EVERYTHING, WHOLE

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
AGE_NAMES = (*(name for _, name in AGES), "mehr als 14 Tagen")
PIECE = 5000
LAST_DAY = sa.func.coalesce(Deadline.override_day, Deadline.last_day)
PARTS: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (Goal, ("due_on", "outcome")),
    (Rating, ("rated_on", "dimension", "view", "state", "value")),
    (Finding, ("code", "first_seen_at", "starts_on", "ends_on", "gone_at", "minutes")),
    (Deadline, ("last_day", "override_day", "closed_on", "outcome")),
    (Measure, ("case_id",)),
)
"""What belongs to a case, and which of its attributes count."""
COUNTED_OF_A_CASE = ("opened_on", "closed_on", "closing_reason", "weight", "unit_id", "restricted", "person_id")


def identified_cases(session: Session, scope: str, start: date, end: date) -> list[tuple[int, CaseRecord]]:
    """Return the living cases that were open, or of which something was due, between two days, with their ids."""
    condition = _concerns(start, end)
    return _read(session, condition if scope == EVERYTHING else sa.and_(Case.unit_id == int(scope[4:]), condition))


def cases_by_id(session: Session, ids: Collection[int]) -> list[tuple[int, CaseRecord]]:
    """Return the living ones among these cases."""
    return _read(session, Case.id.in_(ids))


def existing(session: Session, ids: Collection[int]) -> list[int]:
    """Return the ids of the cases there are, in order."""
    return list(session.scalars(sa.select(Case.id).where(Case.id.in_(ids)).order_by(Case.id)))


def all_in_pieces(session: Session) -> Iterator[list[tuple[int, CaseRecord]]]:
    """Yield all living cases, some thousands at a time."""
    last = session.scalar(sa.select(sa.func.max(Case.id))) or 0
    for start in range(0, last + 1, PIECE):
        yield _read(session, Case.id.between(start, start + PIECE - 1))


def _concerns(start: date, end: date) -> sa.ColumnElement[bool]:
    dates = (
        (Goal, Goal.due_on.between(start, end)),
        (Rating, Rating.rated_on.between(start, end)),
        (Deadline, LAST_DAY.between(start, end)),
        (Finding, Finding.first_seen_at.between(_midnight(start), _midnight(end + ONE_DAY))),
    )
    was_open = sa.and_(Case.opened_on <= end, sa.or_(Case.closed_on.is_(None), Case.closed_on >= start))
    return sa.or_(was_open, *(Case.id.in_(sa.select(part.case_id).where(dated)) for part, dated in dates))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BERLIN)


def _read(session: Session, which: sa.ColumnElement[bool]) -> list[tuple[int, CaseRecord]]:
    query = (
        sa.select(*COLUMNS, Person.restricted.label("person_restricted"))
        .join(Person, Person.id == Case.person_id)
        .where(which)
        .order_by(Case.opened_on.desc(), Case.id.desc())
    )
    rows = session.execute(query).all()
    parts = _Parts(session, [row.id for row in rows], [row.id for row in rows if row.closed_on])
    return [(row.id, parts.record(row)) for row in rows]


def may_touch(item: object) -> bool:
    """Say whether a change of this object may alter what a case counts."""
    return isinstance(item, Case | Person | Goal | Rating | Finding | Deadline | Measure)


def touched_cases(session: Session, changed: Iterable[Any], deleted: Collection[Any]) -> set[int]:
    """Return the ids of the cases of which these changed objects may alter the cells."""
    cases, persons = set[int](), set[int]()
    for item in changed:
        gone = item in deleted
        if isinstance(item, Person):
            persons |= {item.id} if moved(item, "restricted") and not sa.inspect(item).pending else set()
        elif isinstance(item, Case):
            cases |= {item.id} if gone or moved(item, *COUNTED_OF_A_CASE) else set()
            # Whoever comes back within a year alters what the closed case counts.
            persons |= {item.person_id} if gone or moved(item, "opened_on", "person_id") else set()
        else:
            names = next(names for part, names in PARTS if isinstance(item, part))
            cases |= {item.case_id} if gone or moved(item, *names) else set()
    if persons:
        cases |= set(session.scalars(sa.select(Case.id).where(Case.person_id.in_(persons))))
    return cases


def overdue_reminders(session: Session, today: date) -> dict[int, dict[str, int]]:
    """Return by unit (0: the whole county) how many reminders are overdue since when."""
    query = (
        sa.select(User.unit_id, Reminder.due_on, sa.func.count())
        .join(User, User.id == Reminder.owner_id)
        .where(Reminder.settled_at.is_(None), Reminder.due_on < today)
        .group_by(User.unit_id, Reminder.due_on)
    )
    found = defaultdict[int, dict[str, int]](lambda: dict.fromkeys(AGE_NAMES, 0))
    for unit, due_on, n in session.execute(query):
        age = age_of((today - due_on).days)
        for scope in {WHOLE, unit or WHOLE}:
            found[scope][age] += n
    return found


def age_of(days_late: int) -> str:
    """Return the class of age an overdue reminder is counted in."""
    return next((name for most, name in AGES if days_late <= most), AGE_NAMES[-1])


class _Parts:
    """What belongs to some cases, read in one query per kind."""

    def __init__(self, session: Session, ids: Collection[int], closed: Collection[int]) -> None:
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
        self.deadlines = self._of(
            session,
            sa.select(Deadline.case_id, LAST_DAY, Deadline.closed_on, Deadline.outcome).where(LAST_DAY.is_not(None)),
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
        for start in range(0, len(wanted), PIECE):
            part = wanted[start : start + PIECE]
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
                FindingRecord(code, local(seen).date(), starts, ends, local(gone).date() if gone else None, minutes)
                for code, seen, starts, ends, gone, minutes in findings
            ),
            deadlines=tuple(DeadlineRecord(d, c, o or "") for d, c, o in self.deadlines.get(case.id, [])),
            measures=self.measures.get(case.id, [(0,)])[0][0],
            returned=case.closed_on is not None and self._is_back(case.id, case.closed_on),
        )

    def _is_back(self, case_id: int, closed_on: date) -> bool:
        return any(closed_on < row[0] <= closed_on + YEAR for row in self.later.get(case_id, ()))
