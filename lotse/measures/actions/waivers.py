"""Bridging or accepting a gap for a time, whether it was entered or follows from a chain."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from lotse.foundation.db import db
from lotse.foundation.errors import FieldError
from lotse.measures.models import Measure, Requirement, Waiver
from lotse.measures.queries import measures as queries

if TYPE_CHECKING:
    from lotse.accounts.models import User

LONGEST_WAIVER = timedelta(days=366)


def waive(
    *,
    gap: Requirement | Measure,
    reason: str,
    bridging: str,
    valid_until: date,
    by: User,
    today: date,
    now: datetime,
) -> Waiver:
    """Bridge or accept a gap until a day; afterwards it is back.

    `gap` is the requirement that does not hold, or the measure that awaits another one longer than it can.
    """
    if valid_until < today:
        raise FieldError("valid_until", "Das Ende der Ausnahme liegt in der Vergangenheit.")
    if valid_until - today > LONGEST_WAIVER:
        raise FieldError("valid_until", "Eine Ausnahme gilt höchstens ein Jahr; danach bitte neu entscheiden.")
    waiver = Waiver(
        case_id=gap.case_id,
        requirement_id=gap.id if isinstance(gap, Requirement) else None,
        measure_id=gap.id if isinstance(gap, Measure) else None,
        reason=reason,
        bridging=bridging,
        valid_from=today,
        valid_until=valid_until,
        created_at=now,
        created_by_id=by.id,
    )
    for other in queries.list_waivers([gap.case_id]):
        if other.key == waiver.key:
            other.ended_at = now
    db.session.add(waiver)
    db.session.flush()
    return waiver


def end_waiver(*, waiver: Waiver, now: datetime) -> None:
    """The gap is back before the waiver runs out."""
    waiver.ended_at = now
    db.session.flush()
