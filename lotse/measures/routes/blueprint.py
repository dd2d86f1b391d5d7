"""The blueprint of measures, and how each page loads its case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from lotse.accounts.access import signed_in_user
from lotse.audit.actions import audit_about
from lotse.cases import queries as cases
from lotse.foundation.errors import RuleBroken

if TYPE_CHECKING:
    from lotse.cases.models import Case

blueprint = Blueprint("measures", __name__)


def load(case_id: int, *, to_change: bool = False) -> Case:
    """Return the case for this page, or answer 404; a closed case is only looked at."""
    case = cases.get_case(case_id, signed_in_user())
    audit_about(person_id=case.person_id, case_id=case.id)
    if to_change and case.status == "closed":
        raise RuleBroken("Der Fall ist geschlossen. Zum Ändern bitte erst wieder öffnen.")
    return case
