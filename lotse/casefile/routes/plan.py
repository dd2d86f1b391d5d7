"""The support plan: draft, agree, print for the office and for the client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK
from lotse.casefile.queries import papers
from lotse.casefile.queries.plan import planned_measures
from lotse.casefile.routes.blueprint import blueprint, file_and_show
from lotse.cases.actions import plan as actions
from lotse.cases.forms.goals import AgreementForm, DraftForm
from lotse.cases.pages import form_page, load_case, load_open_case
from lotse.cases.queries import goals as queries
from lotse.cases.rules import goals as goal_rules
from lotse.cases.rules import phases
from lotse.cases.rules.plans import AGREEMENT_LABELS, PLAN_STATE_LABELS, Agreement, PlanState
from lotse.foundation.clock import now, today
from lotse.foundation.web.forms import Answer

if TYPE_CHECKING:
    from lotse.cases.models import Case, SupportPlan


@blueprint.route("/<id:case_id>/plan/neu", methods=["GET", "POST"])
@allow(*CASE_WORK)
def draft_plan(case_id: int) -> Answer:
    """Begin a new version."""
    case, form = load_open_case(case_id), DraftForm()
    current = queries.find_current_plan(case.id)
    if request.method == "GET" and current:
        form.introduction.data = current.introduction
    if form.validate_on_submit():
        with form.refusing():
            actions.draft_plan(case=case, introduction=form.introduction.data or "", by=signed_in_user(), now=now())
            newest = queries.list_plans(case.id)[0]
            return redirect(url_for("casefile.plan", case_id=case.id, plan_id=newest.id), 303)
    return form_page(
        case,
        form,
        title="Neue Fassung des Hilfeplans",
        tab="goals",
        submit="Entwurf anlegen",
        back=url_for("cases.goals", case_id=case.id),
    )


@blueprint.route("/<id:case_id>/plan/<id:plan_id>", methods=["GET", "POST"])
@allow(*CASE_WORK)
def plan(case_id: int, plan_id: int) -> Answer:
    """One version; a draft shows the living goals and can be agreed, every other shows what was agreed."""
    case = load_open_case(case_id) if request.method == "POST" else load_case(case_id)
    row = queries.get_plan(plan_id, case)
    form = AgreementForm(obj=row)
    measures = planned_measures(case.id)
    if request.method == "POST":
        form.check_version(row)
    elif row.state == "draft":
        form.agreed_on.data, form.review_on.data = today(), phases.review_day(today())
        form.agreement.data = "signed"
    if form.validate_on_submit():
        with form.refusing():
            actions.agree_on_plan(
                plan=row,
                case=case,
                agreed_on=form.agreed_on.data,
                agreement=form.agreement.data,
                review_on=form.review_on.data,
                client_note=form.client_note.data or "",
                measures=measures,
                by=signed_in_user(),
                today=today(),
                now=now(),
            )
            flash(f"Fassung {row.number} des Hilfeplans gilt.", "success")
            return redirect(url_for("casefile.plan", case_id=case.id, plan_id=row.id), 303)
    return _page(case, row, form, measures), 422 if form.errors else 200


def _page(case: Case, row: SupportPlan, form: AgreementForm, measures: list[dict[str, object]]) -> str:
    return render_template(
        "casefile/plan.html",
        case=case,
        tab="goals",
        plan=row,
        content=_content(row, case.id, measures),
        form=form,
        state=PLAN_STATE_LABELS[PlanState(row.state)],
        agreement=AGREEMENT_LABELS[Agreement(row.agreement)] if row.agreement else "",
        zone=goal_rules.ZONE_LABELS[goal_rules.Zone(row.zone)],
        zone_meaning=goal_rules.ZONE_MEANINGS[goal_rules.Zone(row.zone)],
        crumbs=[("Ziele & Plan", url_for("cases.goals", case_id=case.id)), (f"Fassung {row.number}", None)],
        as_date=papers.as_date,
    )


def _content(row: SupportPlan, case_id: int, measures: list[dict[str, object]]) -> dict[str, object]:
    """What was agreed; of a draft, what would be agreed now."""
    if row.state != "draft":
        return row.content
    goals = [g for g in queries.list_goals(case_id) if g.outcome is None]
    return {"goals": actions.snapshot(goals), "measures": measures}


@blueprint.post("/<id:case_id>/plan/<id:plan_id>/verwerfen")
@allow(*CASE_WORK)
def discard_plan(case_id: int, plan_id: int) -> Response:
    """Throw a draft away."""
    case = load_open_case(case_id)
    actions.discard_draft(plan=queries.get_plan(plan_id, case), case=case, by=signed_in_user(), now=now())
    flash("Der Entwurf ist verworfen.", "success")
    return redirect(url_for("cases.goals", case_id=case.id), 303)


@blueprint.post("/<id:case_id>/plan/<id:plan_id>/drucken/<form>")
@allow(*CASE_WORK)
def print_plan(case_id: int, plan_id: int, form: str) -> Response:
    """Print the plan, for the office with everything or for the client in plain words, and keep what was printed."""
    case = load_case(case_id)
    row = queries.get_plan(plan_id, case)
    content = _content(row, case.id, planned_measures(case.id))
    return file_and_show(papers.support_plan(case, row, form, content, today=today()))
