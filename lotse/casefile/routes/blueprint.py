"""The blueprint of the composed case pages, and how each of them loads its case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from lotse.accounts.access import signed_in_user
from lotse.audit.actions import audit_about
from lotse.cases import queries as cases

if TYPE_CHECKING:
    from lotse.cases.models import Case

blueprint = Blueprint("casefile", __name__, url_prefix="/faelle")


def load(case_id: int) -> Case:
    """Return the case for this page, or answer 404; the audit learns whom it is about."""
    case = cases.get_case(case_id, signed_in_user())
    audit_about(person_id=case.person_id, case_id=case.id)
    return case
