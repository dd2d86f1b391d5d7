"""What a referral can take over from its case: deadlines that are open, help that is under way."""

from __future__ import annotations

import sqlalchemy as sa

from lotse.deadlines.models import Deadline
from lotse.directory.models import Organisation
from lotse.disclosure.rules import Category
from lotse.foundation.db import db
from lotse.measures.models import Measure
from lotse.measures.rules.kinds import area_of, kind_label
from lotse.measures.rules.states import STATE_LABELS
from lotse.measures.rules.states import State as MeasureState
from lotse.referrals.rules.shared import CATEGORY_OF_AREA, KnownDeadline, RunningHelp

UNDER_WAY = (MeasureState.APPLIED, MeasureState.GRANTED, MeasureState.RUNNING, MeasureState.WAITLISTED)


def known_deadlines(case_id: int | None) -> list[tuple[str, KnownDeadline]]:
    """Return (key, deadline) of the open deadlines of a case, the next one first; the caller may see the case."""
    if case_id is None:
        return []
    day = sa.func.coalesce(Deadline.override_day, Deadline.last_day)
    query = (
        sa.select(Deadline.id, Deadline.title, day.label("day"))
        .where(Deadline.case_id == case_id, Deadline.closed_on.is_(None), day.is_not(None))
        .order_by(day)
    )
    return [(f"d{row.id}", KnownDeadline(row.title, row.day)) for row in db.session.execute(query)]


def running_help(case_id: int | None) -> list[tuple[str, RunningHelp]]:
    """Return (key, help) of what is applied for, granted or running; confidential houses are never named."""
    if case_id is None:
        return []
    query = (
        sa.select(Measure, Organisation.name, Organisation.address_confidential)
        .outerjoin(Organisation, Organisation.id == Measure.organisation_id)
        .where(Measure.case_id == case_id, Measure.state.in_(UNDER_WAY))
        .order_by(Measure.starts_on, Measure.id)
    )
    rows = []
    for measure, house, confidential in db.session.execute(query):
        if confidential:
            continue
        help_ = RunningHelp(
            what=kind_label(measure.kind),
            office=(house or measure.provider or "")[:200],
            state=STATE_LABELS[MeasureState(measure.state)],
            category=CATEGORY_OF_AREA.get(measure.area or area_of(measure.kind), Category.OTHER),
        )
        rows.append((f"m{measure.id}", help_))
    return rows
