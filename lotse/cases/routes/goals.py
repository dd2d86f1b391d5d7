"""Topic, will, goal, steps; strengths in four boxes."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK
from lotse.cases.actions import goals as actions
from lotse.cases.forms.goals import EditGoalForm, GoalForm, OutcomeForm, ResourceForm, StepForm
from lotse.cases.pages import form_page, load_case, load_open_case
from lotse.cases.queries import goals as queries
from lotse.cases.routes.blueprint import blueprint
from lotse.cases.rules import goals as rules
from lotse.cases.rules.life_situation import SHEETS
from lotse.cases.rules.plans import AGREEMENT_LABELS, PLAN_STATE_LABELS
from lotse.foundation.clock import now, today
from lotse.foundation.record_ids import record_id
from lotse.foundation.web.forms import Answer


def _back(case_id: int, anchor: str = "") -> str:
    return url_for("cases.goals", case_id=case_id, _anchor=anchor or None)


@blueprint.get("/<id:case_id>/ziele")
@allow(*CASE_WORK)
def goals(case_id: int) -> str:
    """What the client wants, the goals with their steps, the strengths, the versions of the plan."""
    case = load_case(case_id)
    found, wanted = queries.list_resources(case.id), queries.list_goals(case.id)
    return render_template(
        "cases/goals.html",
        case=case,
        tab="goals",
        goals=wanted,
        outcomes=rules.GOAL_OUTCOME_LABELS,
        sheets=SHEETS,
        zone=rules.ZONE_LABELS[rules.Zone(case.zone)],
        zone_meaning=rules.ZONE_MEANINGS[rules.Zone(case.zone)],
        boxes=[
            (box, label, rules.BOX_HINTS[box], [(r, o) for r, o in found if r.box == box])
            for box, label in rules.BOX_LABELS.items()
        ],
        plans=queries.list_plans(case.id),
        plan_states=PLAN_STATE_LABELS,
        agreements=AGREEMENT_LABELS,
        step_advice={s.id: rules.step_advice(s.due_on, today=today()) for g in wanted for s in g.steps},
    )


@blueprint.route("/<id:case_id>/ziele/neu", methods=["GET", "POST"])
@allow(*CASE_WORK)
def new_goal(case_id: int) -> Answer:
    """Write a goal."""
    case, form = load_open_case(case_id), GoalForm()
    if form.validate_on_submit():
        with form.refusing():
            actions.set_goal(case=case, by=signed_in_user(), now=now(), **_fields(form))
            _advise(form.statement.data)
            return redirect(_back(case.id), 303)
    return _goal_page(case_id, form, "Neues Ziel")


@blueprint.route("/<id:case_id>/ziele/<id:goal_id>", methods=["GET", "POST"])
@allow(*CASE_WORK)
def edit_goal(case_id: int, goal_id: int) -> Answer:
    """Change a goal; whoever comes second sees both texts."""
    case = load_open_case(case_id)
    goal = queries.get_goal(goal_id, case)
    form = EditGoalForm(obj=goal)
    if request.method == "POST":
        form.check_version(goal)
    if form.validate_on_submit():
        with form.refusing():
            actions.edit_goal(goal=goal, case=case, by=signed_in_user(), now=now(), **_fields(form))
            _advise(form.statement.data)
            return redirect(_back(case.id, f"ziel-{goal.id}"), 303)
    return _goal_page(case_id, form, "Ziel bearbeiten")


def _fields(form: GoalForm) -> dict[str, object]:
    return {name: form[name].data for name in actions.GOAL_FIELDS}


def _advise(statement: str) -> None:
    flash("Das Ziel ist gespeichert.", "success")
    for sentence in rules.goal_advice(statement):
        flash(sentence, "info")


def _goal_page(case_id: int, form: GoalForm, title: str) -> tuple[str, int]:
    case = load_case(case_id)
    page = render_template(
        "cases/goal_form.html",
        case=case,
        tab="goals",
        form=form,
        title=title,
        crumbs=[("Ziele & Plan", _back(case.id)), (title, None)],
    )
    return page, 422 if form.errors else 200


@blueprint.route("/<id:case_id>/ziele/<id:goal_id>/schritt", methods=["GET", "POST"])
@allow(*CASE_WORK)
def add_step(case_id: int, goal_id: int) -> Answer:
    """Add a small step."""
    case, form = load_open_case(case_id), StepForm()
    goal = queries.get_goal(goal_id, case)
    if form.validate_on_submit():
        with form.refusing():
            actions.add_step(goal=goal, text=form.text.data, who=form.who.data or "", due_on=form.due_on.data)
            flash("Der Schritt ist eingetragen.", "success")
            return redirect(_back(case.id, f"ziel-{goal.id}"), 303)
    return form_page(
        case, form, tab="goals", back=_back(case.id), title="Schritt hinzufügen", intro=f"Zum Ziel: {goal.statement}"
    )


@blueprint.post("/<id:case_id>/schritte/<id:step_id>")
@allow(*CASE_WORK)
def tick_step(case_id: int, step_id: int) -> Response:
    """Tick a step off, or take the tick back."""
    case = load_open_case(case_id)
    step = queries.get_step(step_id, case)
    done = request.form.get("done") == "1"
    actions.tick_step(step=step, done=done, today=today())
    flash(f"Schritt erledigt: {step.text}" if done else f"Schritt wieder offen: {step.text}", "success")
    return redirect(_back(case.id, f"ziel-{step.goal_id}"), 303)


@blueprint.route("/<id:case_id>/ziele/<id:goal_id>/ergebnis", methods=["GET", "POST"])
@allow(*CASE_WORK)
def goal_outcome(case_id: int, goal_id: int) -> Answer:
    """Say what became of a goal."""
    case, form = load_open_case(case_id), OutcomeForm()
    goal = queries.get_goal(goal_id, case)
    if form.validate_on_submit():
        with form.refusing():
            actions.record_goal_outcome(
                goal=goal,
                case=case,
                outcome=form.outcome.data,
                note=form.note.data or "",
                by=signed_in_user(),
                today=today(),
                now=now(),
            )
            flash("Das Ergebnis ist festgehalten.", "success")
            return redirect(_back(case.id), 303)
    return form_page(
        case, form, tab="goals", back=_back(case.id), title="Ergebnis des Ziels", intro=f"Ziel: {goal.statement}"
    )


@blueprint.post("/<id:case_id>/ziele/<id:goal_id>/wieder-aufnehmen")
@allow(*CASE_WORK)
def reopen_goal(case_id: int, goal_id: int) -> Response:
    """Work on a goal again."""
    case = load_open_case(case_id)
    actions.reopen_goal(goal=queries.get_goal(goal_id, case), case=case, by=signed_in_user(), now=now())
    flash("Das Ziel ist wieder aufgenommen.", "success")
    return redirect(_back(case.id, f"ziel-{goal_id}"), 303)


@blueprint.route("/<id:case_id>/ressourcen/neu", methods=["GET", "POST"])
@allow(*CASE_WORK)
def add_resource(case_id: int) -> Answer:
    """Note a strength."""
    case, form = load_open_case(case_id), ResourceForm()
    if request.method == "GET":
        form.box.data = request.args.get("feld") if request.args.get("feld") in set(rules.Box) else rules.Box.PERSON
    offer_id = record_id(form.offer_id.data) if form.offer.data else None
    if form.validate_on_submit():
        with form.refusing():
            actions.add_resource(
                case=case,
                box=form.box.data,
                text=form.text.data,
                offer_id=offer_id,
                by=signed_in_user(),
                now=now(),
            )
            flash(f"Die Ressource ist eingetragen: {form.text.data}", "success")
            return redirect(_back(case.id, "ressourcen"), 303)
    page = render_template(
        "cases/resource_form.html",
        case=case,
        tab="goals",
        form=form,
        crumbs=[("Ziele & Plan", _back(case.id)), ("Ressource", None)],
    )
    return page, 422 if form.errors else 200


@blueprint.post("/<id:case_id>/ressourcen/<id:resource_id>/entfernen")
@allow(*CASE_WORK)
def remove_resource(case_id: int, resource_id: int) -> Response:
    """Take a strength off the list."""
    case = load_open_case(case_id)
    actions.remove_resource(resource=queries.get_resource(resource_id, case), case=case, by=signed_in_user(), now=now())
    return redirect(_back(case.id, "ressourcen"), 303)


@blueprint.post("/angebote")
@allow(*CASE_WORK)
def suggest_offers() -> Markup:
    """Suggest offers of the directory while typing."""
    return Markup("").join(
        Markup('<li role="option" data-value="{}" data-label="{}">{}</li>').format(number, label, escape(label))
        for number, label in queries.suggest_offers(request.form.get("q", ""))
    )
