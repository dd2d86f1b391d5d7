"""What the case itself makes due: its review, goals, steps, and an offer to take it over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from lotse.cases.models import ActionStep, Case, Goal, Handover
from lotse.emergency.models import EmergencyNotice
from lotse.foundation.clock import local
from lotse.foundation.prepared import Prepared
from lotse.reminders.queries.sources.scope import OWNERS, UNTIL, open_case
from lotse.reminders.rules.items import Item, Kind


def reviews(owners: list[int], until: date) -> Iterable[Item]:
    """Open cases whose review is due."""
    for case_id, due_on, lead_id, person_id in _REVIEWS.rows(owners=owners, until=until):
        yield Item(Kind.REVIEW, case_id, due_on, "Lebenslage neu einschätzen, Plan prüfen", lead_id, case_id, person_id)


def goals(owners: list[int], until: date) -> Iterable[Item]:
    """Goals without an outcome."""
    for row in _GOALS.rows(owners=owners, until=until):
        yield Item(Kind.GOAL, *row)


def steps(owners: list[int], until: date) -> Iterable[Item]:
    """Steps of open goals that are not done."""
    for id_, due_on, text, lead_id, case_id, person_id, who in _STEPS.rows(owners=owners, until=until):
        yield Item(Kind.STEP, id_, due_on, text, lead_id, case_id, person_id, note=who)


UNANSWERED = {
    "handover": (Kind.HANDOVER, "Fallführung annehmen oder ablehnen"),
    "answer": (Kind.EMERGENCY, "Über einen Notzugriff entscheiden"),
    "told": (Kind.EMERGENCY, "Notzugriff zur Kenntnis nehmen"),
}


def unanswered(owners: list[int]) -> Iterable[Item]:
    """Cases offered to somebody who has not answered; emergency accesses to decide on or to take note of."""
    for wants, id_, since, to_id, case_id, person_id in _UNANSWERED.rows(owners=owners):
        kind, text = UNANSWERED[wants]
        urgent = wants == "answer"
        yield Item(kind, id_, local(since).date(), text, to_id, case_id, person_id, urgent=urgent)


_REVIEWS = Prepared(
    lambda: sa.select(Case.id, Case.review_on, Case.lead_id, Case.person_id).where(
        open_case(), Case.status == "open", Case.review_on <= UNTIL
    )
)
_GOALS = Prepared(
    lambda: (
        sa.select(Goal.id, Goal.due_on, Goal.statement, Case.lead_id, Case.id, Case.person_id)
        .join(Case, Case.id == Goal.case_id)
        .where(open_case(), Goal.outcome.is_(None), Goal.due_on <= UNTIL)
    )
)
_STEPS = Prepared(
    lambda: (
        sa.select(
            ActionStep.id, ActionStep.due_on, ActionStep.text, Case.lead_id, Case.id, Case.person_id, ActionStep.who
        )
        .join(Goal, Goal.id == ActionStep.goal_id)
        .join(Case, Case.id == Goal.case_id)
        .where(open_case(), Goal.outcome.is_(None), ActionStep.done_on.is_(None), ActionStep.due_on <= UNTIL)
    )
)


def _waiting_for_an_answer() -> sa.CompoundSelect[Any]:
    handover = (
        sa.select(
            sa.literal("handover"), Handover.id, Handover.offered_at, Handover.to_id, Handover.case_id, Case.person_id
        )
        .join(Case, Case.id == Handover.case_id)
        .where(Handover.to_id.in_(OWNERS), Handover.answered_at.is_(None), Case.closed_on.is_(None))
    )
    notice, nobody = EmergencyNotice, sa.cast(sa.null(), sa.Integer)
    emergency = sa.select(notice.wants, notice.access_id, notice.told_at, notice.user_id, nobody, nobody).where(
        notice.user_id.in_(OWNERS), notice.settled_at.is_(None)
    )
    return sa.union_all(handover, emergency)


_UNANSWERED = Prepared(_waiting_for_an_answer)
