"""Steering a case: intake, phase, frame, resting."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.queries import names_of
from lotse.accounts.rules import CASE_WORK
from lotse.cases import actions, queries
from lotse.cases.forms.life import FrameForm, IntakeForm, ReasonForm
from lotse.cases.forms.responsibility import PROCEDURES
from lotse.cases.pages import form_page, load_case, load_open_case
from lotse.cases.queries import goals, responsibility, situation
from lotse.cases.routes.blueprint import blueprint
from lotse.cases.rules import intake, phases
from lotse.cases.rules.caseload import WEIGHT_LABELS, Weight
from lotse.cases.rules.goals import ZONE_LABELS, ZONE_MEANINGS, Zone
from lotse.cases.rules.phases import PHASE_LABELS, Phase, Readiness
from lotse.foundation.clock import now, today
from lotse.foundation.web.forms import Answer

if TYPE_CHECKING:
    from lotse.cases.models import Case


@blueprint.get("/<id:case_id>/steuern")
@allow(*CASE_WORK)
def steer(case_id: int) -> str:
    """Where the case stands and who leads it; each change has a form of its own."""
    case = load_case(case_id)
    known, sheet = _known(case.id, case.intake), intake.read(case.intake)
    assignments = queries.list_assignments(case.id)
    handover = responsibility.find_open_handover(case.id)
    people = {a.user_id for a in assignments} | ({handover.to_id} if handover else set())
    return render_template(
        "cases/steer.html",
        case=case,
        tab="overview",
        crumbs=[("Fall steuern", None)],
        sheet=sheet,
        decided_on=date.fromisoformat(sheet.decided_on) if sheet.decided_on else None,
        criteria=intake.CRITERIA,
        steps=[(p, PHASE_LABELS[p], phases.still_missing(p, known)) for p in phases.next_phases(case.phase)],
        all_phases=PHASE_LABELS,
        weight=WEIGHT_LABELS[Weight(case.weight)],
        zone=ZONE_LABELS[Zone(case.zone)],
        zone_meaning=ZONE_MEANINGS[Zone(case.zone)],
        assignments=assignments,
        names=names_of(people),
        handover=handover,
        other_leads=responsibility.list_other_leads(case.id),
        procedures=PROCEDURES,
        closing=Phase.CLOSING,
    )


def _known(case_id: int, stored: dict[str, object]) -> Readiness:
    return Readiness(
        intake_met=intake.read(stored).is_met,
        ratings=len(situation.all_ratings(case_id)),
        goals=len(goals.list_goals(case_id)),
        plan_is_current=goals.find_current_plan(case_id) is not None,
    )


@blueprint.route("/<id:case_id>/aufnahme", methods=["GET", "POST"])
@allow(*CASE_WORK)
def decide_intake(case_id: int) -> Answer:
    """The intake sheet with the case-management criteria."""
    case = load_open_case(case_id)
    form = IntakeForm(data={**case.intake, "version": case.version} if request.method == "GET" else None)
    if request.method == "POST":
        form.check_version(case)
    answers = {name: form.data[name] for name in (*intake.CRITERIA, "note")}
    if form.validate_on_submit():
        with form.refusing():
            actions.decide_intake(case=case, answers=answers, by=signed_in_user(), today=today(), now=now())
            if intake.read(case.intake).is_met:
                flash("Aufgenommen. Als Nächstes kommt die Einschätzung der Lebenslage.", "success")
            else:
                flash("Die Kriterien sind nicht erfüllt: Der Fall kann mit Beratung abgeschlossen werden.", "info")
            return redirect(url_for("cases.steer", case_id=case.id), 303)
    return form_page(
        case,
        form,
        title="Aufnahme entscheiden",
        submit="Entscheiden",
        intro="Ein Fallmanagement beginnt, wenn alle vier Kriterien erfüllt sind; sonst genügt Beratung.",
    )


@blueprint.post("/<id:case_id>/phase")
@allow(*CASE_WORK)
def change_phase(case_id: int) -> Response:
    """Move the case on, or back."""
    case = load_open_case(case_id)
    to = request.form.get("phase", "")
    known = _known(case.id, case.intake)
    actions.change_phase(case=case, to=to, known=known, by=signed_in_user(), now=now())
    for sentence in phases.still_missing(to, known):
        flash(sentence, "warning")
    flash(f"Der Fall ist jetzt in der Phase {PHASE_LABELS[Phase(to)]}.", "success")
    return redirect(url_for("casefile.show", case_id=case.id), 303)


@blueprint.route("/<id:case_id>/rahmen", methods=["GET", "POST"])
@allow(*CASE_WORK)
def edit_frame(case_id: int) -> Answer:
    """Reason, weight, zone, first application, next review."""
    case = load_open_case(case_id)
    form = FrameForm(obj=case)
    if request.method == "POST":
        form.check_version(case)
    if form.validate_on_submit():
        with form.refusing():
            _save_frame(case, form)
            flash("Gespeichert.", "success")
            return redirect(url_for("cases.steer", case_id=case.id), 303)
    return form_page(case, form, title="Rahmen des Falls")


def _save_frame(case: Case, form: FrameForm) -> None:
    by, at = signed_in_user(), now()
    if form.review_on.data != case.review_on:
        actions.plan_review(case=case, review_on=form.review_on.data, by=by, today=today(), now=at)
    actions.edit_frame(
        case=case,
        reason=form.reason.data,
        weight=form.weight.data,
        zone=form.zone.data,
        first_application_on=form.first_application_on.data,
        by=by,
        now=at,
    )


@blueprint.route("/<id:case_id>/ruhen", methods=["GET", "POST"])
@allow(*CASE_WORK)
def rest(case_id: int) -> Answer:
    """Let the case rest."""
    case, form = load_open_case(case_id), ReasonForm()
    if form.validate_on_submit():
        with form.refusing():
            actions.rest_case(case=case, reason=form.reason.data, by=signed_in_user(), now=now())
            flash("Der Fall ruht.", "success")
            return redirect(url_for("cases.steer", case_id=case.id), 303)
    return form_page(
        case,
        form,
        title="Fall ruhen lassen",
        submit="Ruhen lassen",
        intro="Ein ruhender Fall belastet nicht.",
    )


@blueprint.route("/<id:case_id>/fortsetzen", methods=["GET", "POST"])
@allow(*CASE_WORK)
def wake(case_id: int) -> Answer:
    """Work on a resting case again."""
    case, form = load_open_case(case_id), ReasonForm()
    if form.validate_on_submit():
        with form.refusing():
            actions.wake_case(case=case, reason=form.reason.data, by=signed_in_user(), now=now())
            flash("Der Fall ist wieder offen.", "success")
            return redirect(url_for("cases.steer", case_id=case.id), 303)
    return form_page(case, form, title="Fall fortsetzen", submit="Fortsetzen")
