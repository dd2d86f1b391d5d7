"""The chronicle of a case: what no other table holds is written as an event."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from lotse.cases.models import Case, CaseEvent
from lotse.foundation.db import db

if TYPE_CHECKING:
    from lotse.accounts.models import User


def note_event(*, case: Case, kind: str, text: str, by: User | None, now: datetime) -> CaseEvent:
    """Write one line into the chronicle; the case counts as changed."""
    event = CaseEvent(case_id=case.id, kind=kind, text=text[:500], at=now, by_id=by.id if by else None)
    db.session.add(event)
    case.last_change_at = now
    return event
