"""What the pages of a case share, in this slice and in those above it: loading the case, and a page with one form."""

from __future__ import annotations

from flask import render_template, url_for

from lotse.accounts.access import signed_in_user
from lotse.audit.actions import audit_about
from lotse.cases import queries
from lotse.cases.models import Case
from lotse.foundation.clock import now
from lotse.foundation.errors import RuleBroken
from lotse.foundation.web.forms import GermanForm


def load_case(case_id: int) -> Case:
    """Return the case for this page, or answer 404; the audit learns whom it is about."""
    case = queries.get_case(case_id, signed_in_user(), now())
    audit_about(person_id=case.person_id, case_id=case.id)
    return case


def load_open_case(case_id: int) -> Case:
    """Return the case for a page that changes it; a closed one must be reopened first."""
    case = load_case(case_id)
    if case.status == "closed":
        raise RuleBroken("Der Fall ist geschlossen. Bitte zuerst wieder öffnen.")
    return case


def form_page(
    case: Case,
    form: GermanForm,
    *,
    title: str,
    tab: str = "overview",
    back: str = "",
    submit: str = "Speichern",
    intro: str = "",
    upload: bool = False,
    draft: str = "",
) -> tuple[str, int]:
    """Answer with a case page that holds one form; 422 when it came back with faults."""
    page = render_template(
        "cases/form.html",
        case=case,
        tab=tab,
        form=form,
        title=title,
        back=back or url_for("cases.steer", case_id=case.id),
        submit=submit,
        intro=intro,
        upload=upload,
        draft=draft,
        crumbs=[(title, None)],
    )
    return page, 422 if form.errors else 200
