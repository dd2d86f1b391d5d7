"""The blueprint of cases, and how each of its pages loads its case."""

from __future__ import annotations

from flask import Blueprint

from lotse.accounts.access import signed_in_user
from lotse.audit.actions import audit_about
from lotse.cases import queries
from lotse.cases.models import Case
from lotse.foundation.errors import RuleBroken

blueprint = Blueprint("cases", __name__, url_prefix="/faelle")


def load(case_id: int) -> Case:
    """Return the case for this page, or answer 404; the audit learns whom it is about."""
    case = queries.get_case(case_id, signed_in_user())
    audit_about(person_id=case.person_id, case_id=case.id)
    return case


def load_open(case_id: int) -> Case:
    """Return the case for a page that changes it; a closed one must be reopened first."""
    case = load(case_id)
    if case.status == "closed":
        raise RuleBroken("Der Fall ist geschlossen. Bitte zuerst wieder öffnen.")
    return case
