"""The blueprint of deadlines, and how each of its pages loads case and deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from lotse.accounts.access import signed_in_user
from lotse.cases.pages import load_case
from lotse.deadlines import queries
from lotse.foundation.clock import now

if TYPE_CHECKING:
    from lotse.cases.models import Case
    from lotse.deadlines.models import Deadline

blueprint = Blueprint("deadlines", __name__)

NO_ADVICE = "Lotse berechnet und erklärt diese Tage. Das ist keine Rechtsberatung."


def load(case_id: int, deadline_id: int) -> tuple[Case, Deadline]:
    """Return case and deadline, or answer 404."""
    case = load_case(case_id)
    return case, queries.get_deadline(deadline_id, case_id, signed_in_user(), now())


@blueprint.context_processor
def _always_said() -> dict[str, str]:
    return {"no_advice": NO_ADVICE}
