"""Deadlines for tests."""

from __future__ import annotations

from datetime import UTC, datetime

from lotse.cases.models import Case
from lotse.deadlines import actions
from lotse.deadlines.models import Deadline

NOW = datetime(2027, 6, 3, 8, tzinfo=UTC)
LETTER = {"event_date": "2027-06-02", "delivery": "post", "place_state": "HE"}


def make_deadline(case: Case, key: str = "1-1", **given: object) -> Deadline:
    """A deadline of the case: an objection unless another entry is named."""
    return actions.file_deadline(
        case=case, key=key, given={**(given or LETTER)}, office_region="HE", by=None, now=NOW, sender="Jobcenter"
    )
