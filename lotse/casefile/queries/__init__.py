"""Reading for the composed pages of a case: the head, the overview, the chronicle, what is still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from lotse.accounts.models import Absence, User
from lotse.cases.models import Case, Document, Note
from lotse.clients.models import HouseholdMember, Person
from lotse.clients.queries import ROW_COLUMNS, PersonRow
from lotse.deadlines.models import Deadline
from lotse.emergency.queries import until_when_bound
from lotse.foundation.prepared import Prepared
from lotse.measures.models import Finding, Measure
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import FINAL

ADULT_YEARS = 18
RUNNING_MEASURES = ("planned", "applied", "granted", "running", "waitlisted", "paused")


@dataclass(frozen=True)
class HeadFacts:
    """What the head of a case page tells."""

    case: Case
    person: PersonRow
    lead: str
    stand_in: str
    members: int
    children: int
    gaps: int
    counts: dict[str, int]
    emergency_until: datetime | None


def head_facts(case: Case, *, user_id: int, today: date, now: datetime) -> HeadFacts:
    """Collect the head in one statement, whatever the size of the case."""
    grown_up_since = date(today.year - ADULT_YEARS, today.month, min(today.day, 28))
    known = {"case_id": case.id, "household_id": case.household_id, "today": today, "grown_up_since": grown_up_since}
    row = _HEAD.first(**known, user_id=user_id, now=now)
    until, lead, stand_in, measures, gaps, referrals, deadlines, notes, documents, members, children = row[
        len(ROW_COLUMNS) :
    ]
    return HeadFacts(
        case=case,
        person=PersonRow(*row[: len(ROW_COLUMNS)]),
        lead=lead,
        stand_in=stand_in or "",
        members=members or 1,
        children=children,
        gaps=0 if case.status == "closed" else gaps,  # nobody closes a gap of a closed case
        counts={"measures": measures, "referrals": referrals, "deadlines": deadlines, "records": notes + documents},
        emergency_until=until,
    )


def _head() -> sa.Select[*tuple[Any, ...]]:
    case_id, today = sa.bindparam("case_id", type_=sa.Integer), sa.bindparam("today", type_=sa.Date)
    return (
        sa.select(
            *ROW_COLUMNS,
            until_when_bound(),
            sa.func.coalesce(User.name, "").label("lead"),
            _stand_in(today).label("stand_in"),
            *_counts(case_id),
            *_household(today),
        )
        .join(Case, Case.person_id == Person.id)
        .outerjoin(User, User.id == Case.lead_id)
        .where(Case.id == case_id)
    )


_HEAD = Prepared(_head)


def _stand_in(today: sa.BindParameter[date]) -> sa.ScalarSelect[str]:
    """Who stands in for the lead today."""
    deputy = sa.orm.aliased(User)
    return (
        sa.select(deputy.name)
        .join(Absence, Absence.deputy_id == deputy.id)
        .where(Absence.user_id == Case.lead_id, Absence.covers(today))
        .order_by(Absence.id.desc())
        .limit(1)
        .correlate(Case)
        .scalar_subquery()
    )


def _counts(case_id: sa.BindParameter[int]) -> list[sa.Label[int]]:
    def of(
        name: str, model: type, *conditions: sa.ColumnElement[bool], what: sa.ColumnElement[Any] | None = None
    ) -> sa.Label[int]:
        counted = sa.func.count() if what is None else sa.func.count(sa.distinct(what))
        return sa.select(counted).select_from(model).where(*conditions).scalar_subquery().label(name)

    place = sa.func.coalesce(Finding.requirement_id, -Finding.measure_id, 0)  # one gap may have several patterns

    return [
        of("measures", Measure, Measure.case_id == case_id),
        of("gaps", Finding, Finding.case_id == case_id, Finding.gone_at.is_(None), what=place),
        of("referrals", Referral, Referral.case_id == case_id, Referral.state.not_in(FINAL)),
        of("deadlines", Deadline, Deadline.case_id == case_id, Deadline.closed_on.is_(None)),
        of("notes", Note, Note.case_id == case_id, Note.note_class == "ordinary"),
        of("documents", Document, Document.case_id == case_id, Document.removed_at.is_(None)),
    ]


def _household(today: sa.BindParameter[date]) -> list[sa.Label[int]]:
    """How many live in the household today, and how many of them are children."""
    member = sa.orm.aliased(Person)
    household_id = sa.bindparam("household_id", type_=sa.Integer)
    grown_up_since = sa.bindparam("grown_up_since", type_=sa.Date)
    child = sa.or_(HouseholdMember.role == "child", member.birth_date > grown_up_since)
    here = (
        sa.select(sa.func.count())
        .select_from(HouseholdMember)
        .join(member, member.id == HouseholdMember.person_id)
        .where(
            HouseholdMember.household_id == household_id,
            HouseholdMember.still_there(today),
        )
    )
    return [here.scalar_subquery().label("members"), here.where(child).scalar_subquery().label("children")]
