"""The blueprint of deadlines, and how each of its pages loads case and deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from lotse.accounts.access import signed_in_user
from lotse.audit.actions import audit_about
from lotse.cases import queries as cases
from lotse.deadlines import queries
from lotse.foundation.errors import RuleBroken

if TYPE_CHECKING:
    from lotse.cases.models import Case
    from lotse.deadlines.models import Deadline

blueprint = Blueprint("deadlines", __name__)

NO_ADVICE = "Lotse berechnet und erklärt diese Tage. Das ist keine Rechtsberatung."


def load_case(case_id: int) -> Case:
    """Return the case, or answer 404; the audit learns whom the page is about."""
    case = cases.get_case(case_id, signed_in_user())
    audit_about(person_id=case.person_id, case_id=case.id)
    return case


def load(case_id: int, deadline_id: int) -> tuple[Case, Deadline]:
    """Return case and deadline, or answer 404."""
    case = load_case(case_id)
    return case, queries.get_deadline(deadline_id, case_id, signed_in_user())


def must_be_open(case: Case) -> None:
    """Refuse changes in a closed case."""
    if case.status == "closed":
        raise RuleBroken("Der Fall ist geschlossen. Bitte zuerst wieder öffnen.")


@blueprint.context_processor
def _always_said() -> dict[str, str]:
    return {"no_advice": NO_ADVICE}
