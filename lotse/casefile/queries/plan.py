"""Reading what goes into a support plan from the slices beside the goals."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from lotse.casefile.queries import RUNNING_MEASURES
from lotse.clients.models import Person
from lotse.foundation.db import db
from lotse.measures.models import Measure


def planned_measures(case_id: int) -> list[dict[str, Any]]:
    """Return the measures that run or are planned: who, what, where, from when until when."""
    rows = db.session.execute(
        sa.select(Measure, Person)
        .join(Person, Person.id == Measure.person_id)
        .where(Measure.case_id == case_id, Measure.state.in_(RUNNING_MEASURES))
        .order_by(Measure.starts_on, Measure.id)
    )
    return [
        {
            "person": person.full_name,
            "label": measure.label,
            "provider": measure.provider,
            "state": measure.state,
            "starts_on": measure.starts_on.isoformat(),
            "ends_on": measure.ends_on.isoformat() if measure.ends_on else "",
        }
        for measure, person in rows
    ]
