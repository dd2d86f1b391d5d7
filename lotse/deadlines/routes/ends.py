"""How a deadline ends: closed with an outcome, reopened, judged by where something was handed in."""

from __future__ import annotations

from flask import flash, redirect, url_for

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK
from lotse.deadlines import actions
from lotse.deadlines.forms.papers import CloseForm, FilingForm, ReopenForm
from lotse.deadlines.routes.blueprint import blueprint, load
from lotse.deadlines.routes.show import show_page
from lotse.deadlines.rules.closing import Outcome
from lotse.deadlines.rules.engine import evaluate
from lotse.deadlines.rules.filing_help import filing_help
from lotse.foundation.clock import now, today
from lotse.foundation.errors import NotFound
from lotse.foundation.web.forms import Answer


@blueprint.post("/faelle/<id:case_id>/fristen/<id:deadline_id>/abschluss")
@allow(*CASE_WORK)
def close(case_id: int, deadline_id: int) -> Answer:
    """Close a deadline with an outcome."""
    case, deadline = load(case_id, deadline_id)
    form = CloseForm()
    if form.validate():
        with form.refusing():
            actions.close_deadline(
                deadline=deadline,
                outcome=Outcome(form.outcome.data),
                closed_on=form.closed_on.data,
                note=form.note.data or "",
                by=signed_in_user(),
                today=today(),
            )
            flash("Die Frist ist abgeschlossen.", "success")
            return redirect(url_for("deadlines.index", case_id=case.id), 303)
    return show_page(case, deadline, close_form=form), 422 if deadline.closed_on is None else 409


@blueprint.post("/faelle/<id:case_id>/fristen/<id:deadline_id>/wieder-oeffnen")
@allow(*CASE_WORK)
def reopen(case_id: int, deadline_id: int) -> Answer:
    """Open a deadline again that was closed by mistake."""
    case, deadline = load(case_id, deadline_id)
    form = ReopenForm()
    if form.validate():
        with form.refusing():
            actions.reopen_deadline(deadline=deadline, reason=form.reason.data or "", by=signed_in_user(), now=now())
            return redirect(url_for("deadlines.show", case_id=case.id, deadline_id=deadline.id), 303)
    return show_page(case, deadline, reopen_form=form), 422


@blueprint.post("/faelle/<id:case_id>/fristen/<id:deadline_id>/abgabe")
@allow(*CASE_WORK)
def check_filing(case_id: int, deadline_id: int) -> Answer:
    """Say whether what was handed in keeps the deadline; stores nothing."""
    case, deadline = load(case_id, deadline_id)
    help_ = filing_help(deadline.catalogue_entry)
    if help_ is None or not help_.remedy or deadline.due_on is None:
        raise NotFound
    form = FilingForm()
    if not form.validate():
        return show_page(case, deadline, filing_form=form), 422
    given = {
        "remedy": help_.remedy,
        "last_day": deadline.due_on.isoformat(),
        "handed_in_at": form.handed_in_at.data,
        "handed_in_on": form.handed_in_on.data and form.handed_in_on.data.isoformat(),
        "reached_competent_on": form.reached_competent_on.data and form.reached_competent_on.data.isoformat(),
        "form": form.form.data,
    }
    with form.refusing():
        return show_page(case, deadline, filing_form=form, filing_result=evaluate("PRESERVED", given))
    return show_page(case, deadline, filing_form=form), 422
