"""The blueprint of the composed case pages, and how each of them loads its case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for

from lotse.accounts.access import signed_in_user
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.cases import queries as cases
from lotse.foundation.clock import now
from lotse.foundation.errors import RuleBroken
from lotse.letters import actions as letters

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from lotse.cases.models import Case
    from lotse.foundation.web.forms import GermanForm
    from lotse.letters.rules.draft import Draft

blueprint = Blueprint("casefile", __name__, url_prefix="/faelle")


def load(case_id: int) -> Case:
    """Return the case for this page, or answer 404; the audit learns whom it is about."""
    case = cases.get_case(case_id, signed_in_user())
    audit_about(person_id=case.person_id, case_id=case.id)
    return case


def load_open(case_id: int) -> Case:
    """Return the case for a page that changes it; a closed one must be reopened first."""
    case = load(case_id)
    if case.status == "closed":
        raise RuleBroken("Der Fall ist geschlossen. Bitte zuerst wieder öffnen.")
    return case


def answer_with(
    case: Case, form: GermanForm, *, title: str, tab: str = "overview", submit: str = "Speichern", intro: str = ""
) -> tuple[str, int]:
    """Answer with a case page that holds one form; 422 when it came back with faults."""
    endpoint = "cases.goals" if tab == "goals" else "casefile.show"
    page = render_template(
        "cases/form.html",
        case=case,
        tab=tab,
        form=form,
        title=title,
        back=url_for(endpoint, case_id=case.id),
        submit=submit,
        intro=intro,
        upload=False,
        draft="",
        crumbs=[(title, None)],
    )
    return page, 422 if form.errors else 200


def file_and_show(draft: Draft) -> BaseResponse:
    """Print a paper of a case, keep it as it was printed, and show where it lies."""
    letter = letters.print_and_file(draft=draft, by=signed_in_user(), now=now())
    audit_about(person_id=letter.person_id, case_id=letter.case_id, action=Action.PRINT, detail=letter.kind)
    flash(f"Gedruckt und abgelegt als {letter.number}.", "success")
    return redirect(url_for("letters.show", letter_id=letter.id), 303)
