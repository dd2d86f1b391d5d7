"""Reading for the composed pages of a case: the head, the overview, the chronicle, what is still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.accounts.queries import find_deputy_id, names_of
from lotse.cases.models import Case, Document, Note
from lotse.clients.models import HouseholdMember, Person
from lotse.deadlines.models import Deadline
from lotse.foundation.db import db
from lotse.measures.models import Finding, Measure
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import FINAL

ADULT_YEARS = 18
RUNNING_MEASURES = ("planned", "applied", "granted", "running", "waitlisted", "paused")


@dataclass(frozen=True)
class HeadFacts:
    """What the head of a case page tells."""

    case: Case
    person: Person
    lead: str
    stand_in: str
    members: int
    children: int
    gaps: int
    counts: dict[str, int]


def head_facts(case: Case, *, now: datetime, today: date) -> HeadFacts:  # noqa: ARG001
    """Collect the head in four short statements, whatever the size of the case."""
    person, lead = db.session.execute(
        sa.select(Person, User.name)
        .join(Case, Case.person_id == Person.id)
        .outerjoin(User, User.id == Case.lead_id)
        .where(Case.id == case.id)
    ).one()
    counts = _counts(case.id)
    members, children = _household(case, today)
    deputy_id = find_deputy_id(case.lead_id, today) if case.lead_id else None
    return HeadFacts(
        case=case,
        person=person,
        lead=lead or "",
        stand_in=names_of({deputy_id}).get(deputy_id, "") if deputy_id else "",
        members=members,
        children=children,
        gaps=counts.pop("gaps"),
        counts=counts,
    )


def _counts(case_id: int) -> dict[str, int]:
    def of(model: type, *conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
        return sa.select(sa.func.count()).select_from(model).where(*conditions).scalar_subquery()

    row = db.session.execute(
        sa.select(
            of(Measure, Measure.case_id == case_id).label("measures"),
            of(Finding, Finding.case_id == case_id, Finding.gone_at.is_(None)).label("gaps"),
            of(Referral, Referral.case_id == case_id, Referral.state.not_in(FINAL)).label("referrals"),
            of(Deadline, Deadline.case_id == case_id, Deadline.closed_on.is_(None)).label("deadlines"),
            of(Note, Note.case_id == case_id, Note.note_class == "ordinary").label("notes"),
            of(Document, Document.case_id == case_id, Document.removed_at.is_(None)).label("documents"),
        )
    ).one()
    return {
        "measures": row.measures,
        "gaps": row.gaps,
        "referrals": row.referrals,
        "deadlines": row.deadlines,
        "records": row.notes + row.documents,
    }


def _household(case: Case, today: date) -> tuple[int, int]:
    if case.household_id is None:
        return 1, 0
    grown_up_since = date(today.year - ADULT_YEARS, today.month, min(today.day, 28))
    child = sa.or_(HouseholdMember.role == "child", Person.birth_date > grown_up_since)
    row = db.session.execute(
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(sa.case((child, 1), else_=0)), 0))
        .select_from(HouseholdMember)
        .join(Person, Person.id == HouseholdMember.person_id)
        .where(
            HouseholdMember.household_id == case.household_id,
            sa.or_(HouseholdMember.left_on.is_(None), HouseholdMember.left_on > today),
        )
    ).one()
    return int(row[0]), int(row[1])


def age(born: date, today: date) -> int:
    """Return the completed years of life."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
