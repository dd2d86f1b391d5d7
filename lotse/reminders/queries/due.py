"""The due list: every date is read where it lives, so it cannot drift."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from lotse.cases.models import Case, ClosingRequest
from lotse.foundation.clock import local
from lotse.foundation.prepared import Prepared
from lotse.reminders.queries.sources import cases, desk, legal, measures, own, referrals
from lotse.reminders.rules.items import Item, Kind, in_order


def due_items(owner_ids: Collection[int], *, today: date, until: date) -> list[Item]:
    """Return everything of these accounts that is due until a day; a fixed number of statements.

    Nothing of a closed case stands here. Who may read the text is decided by the page, not here.
    """
    if not owner_ids:
        return []
    owners = sorted(owner_ids)
    sources = (
        own.reminders(owners, until),
        legal.deadlines(owners, until),
        legal.consents(owners, today, until),
        legal.warnings(owners, today, until),
        legal.papers(owners, until),
        referrals.referrals(owners, until),
        referrals.requests(owners, until),
        measures.gaps(owners, today, until),
        measures.waivers(owners, today, until),
        measures.permissions(owners, today, until),
        cases.reviews(owners, until),
        cases.goals(owners, until),
        cases.steps(owners, until),
        cases.unanswered(owners),
        desk.appointments(owners, today, until),
        desk.intents(owners, until),
        desk.handed(owners),
        desk.call_backs(owners, until),
    )
    return in_order(item for source in sources for item in source)


def approvals_of(unit_id: int | None) -> list[Item]:
    """Return the closings that wait for the four eyes of this unit's team lead."""
    return [
        Item(Kind.APPROVAL, id_, local(at).date(), "Abschluss freigeben", by_id, case_id, person_id)
        for id_, at, by_id, case_id, person_id in _APPROVALS.rows(unit_id=unit_id)
    ]


def _approvals() -> sa.SelectBase:
    """From the few open requests to their cases; a unit compared bare would start at all its cases of twelve years."""
    row, unit = ClosingRequest, sa.bindparam("unit_id", type_=sa.Integer)
    asked = sa.select(row.case_id).where(row.answer.is_(None))
    return (
        sa.select(row.id, row.asked_at, row.asked_by_id, Case.id, Case.person_id)
        .join(Case, Case.id == row.case_id)
        .where(Case.id.in_(asked), row.answer.is_(None), Case.status != "closed")
        .where(sa.func.coalesce(Case.unit_id, 0) == sa.func.coalesce(unit, 0))
    )


_APPROVALS = Prepared(_approvals)
