"""What the case itself makes due: its review, goals, steps, and an offer to take it over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from lotse.cases.models import ActionStep, Case, Goal, Handover
from lotse.foundation.clock import local
from lotse.foundation.db import db
from lotse.reminders.queries.sources.scope import open_case
from lotse.reminders.rules.items import Item, Kind


def reviews(owners: list[int], until: date) -> Iterable[Item]:
    """Open cases whose review is due."""
    query = sa.select(Case).where(*open_case(owners), Case.status == "open", Case.review_on <= until)
    for case in db.session.scalars(query):
        if case.review_on:
            yield Item(
                Kind.REVIEW, case.id, case.review_on, "Lebenslage neu einschätzen, Plan prüfen", case.lead_id, case.id,
                case.person_id,
            )  # fmt: skip


def goals(owners: list[int], until: date) -> Iterable[Item]:
    """Goals without an outcome."""
    query = (
        sa.select(Goal, Case.lead_id, Case.person_id)
        .join(Case, Case.id == Goal.case_id)
        .where(*open_case(owners), Goal.outcome.is_(None), Goal.due_on <= until)
    )
    for row, lead_id, person_id in db.session.execute(query):
        assert row.due_on is not None
        yield Item(Kind.GOAL, row.id, row.due_on, row.statement, lead_id, row.case_id, person_id)


def steps(owners: list[int], until: date) -> Iterable[Item]:
    """Steps of open goals that are not done."""
    query = (
        sa.select(ActionStep, Case.lead_id, Case.id, Case.person_id)
        .join(Goal, Goal.id == ActionStep.goal_id)
        .join(Case, Case.id == Goal.case_id)
        .where(*open_case(owners), Goal.outcome.is_(None), ActionStep.done_on.is_(None), ActionStep.due_on <= until)
    )
    for row, lead_id, case_id, person_id in db.session.execute(query):
        assert row.due_on is not None
        yield Item(Kind.STEP, row.id, row.due_on, row.text, lead_id, case_id, person_id, note=row.who)


def handovers(owners: list[int]) -> Iterable[Item]:
    """Cases offered to somebody who has not answered."""
    query = (
        sa.select(Handover, Case.person_id)
        .join(Case, Case.id == Handover.case_id)
        .where(Handover.to_id.in_(owners), Handover.answered_at.is_(None), Case.status != "closed")
    )
    for row, person_id in db.session.execute(query):
        yield Item(
            Kind.HANDOVER, row.id, local(row.offered_at).date(), "Fallführung annehmen oder ablehnen", row.to_id,
            row.case_id, person_id,
        )  # fmt: skip
