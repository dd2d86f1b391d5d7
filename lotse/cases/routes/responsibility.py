"""Who leads: hand over, answer, stand-ins, case leads of other bodies."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.queries import get_user
from lotse.accounts.rules import CASE_WORK
from lotse.audit.actions import audit_about
from lotse.cases.actions import responsibility as actions
from lotse.cases.forms.responsibility import AnswerForm, DeputyForm, HandoverForm, OtherLeadForm
from lotse.cases.pages import form_page, load_open_case
from lotse.cases.queries import responsibility as queries
from lotse.cases.routes.blueprint import blueprint
from lotse.foundation.clock import now, today
from lotse.foundation.errors import NotFound
from lotse.foundation.web.forms import Answer, choices_of


@blueprint.route("/<id:case_id>/uebergeben", methods=["GET", "POST"])
@allow(*CASE_WORK)
def hand_over(case_id: int) -> Answer:
    """Offer the lead to a colleague."""
    case, form = load_open_case(case_id), HandoverForm()
    people = queries.possible_leads(case)
    form.to_id.choices = choices_of((u.id, f"{u.name}, {u.unit.name}" if u.unit else u.name) for u in people)
    if form.validate_on_submit():
        with form.refusing():
            actions.offer_handover(
                case=case, to=get_user(form.to_id.data), reason=form.reason.data, by=signed_in_user(), now=now()
            )
            flash("Die Übergabe ist angeboten. Bis zur Annahme führen Sie den Fall weiter.", "success")
            return redirect(url_for("cases.steer", case_id=case.id), 303)
    return form_page(case, form, title="Fall übergeben", submit="Übergabe anbieten")


@blueprint.route("/uebergaben/<id:handover_id>", methods=["GET", "POST"])
@allow(*CASE_WORK)
def answer_handover(handover_id: int) -> Answer:
    """Accept or decline; only the one who was asked comes here."""
    user = signed_in_user()
    offer = queries.get_offer(handover_id, user)
    audit_about(person_id=offer.case.person_id, case_id=offer.case.id)
    form = AnswerForm()
    if form.validate_on_submit():
        with form.refusing():
            actions.answer_handover(
                handover=offer.handover,
                case=offer.case,
                accept=form.accept.data,
                note=form.note.data or "",
                by=user,
                today=today(),
                now=now(),
            )
            if form.accept.data:
                flash(f"Sie führen jetzt den Fall {offer.case.number}.", "success")
                return redirect(url_for("casefile.show", case_id=offer.case.id), 303)
            flash("Sie haben die Übergabe abgelehnt.", "success")
            return redirect(url_for("cases.index"), 303)
    load = queries.load_of(user)
    return render_template("cases/answer_handover.html", offer=offer, form=form, load=load), 422 if form.errors else 200


@blueprint.post("/<id:case_id>/uebergabe-zurueckziehen")
@allow(*CASE_WORK)
def withdraw_handover(case_id: int) -> Response:
    """Take an offered hand-over back."""
    case = load_open_case(case_id)
    handover = queries.find_open_handover(case.id)
    if handover is None:
        raise NotFound
    actions.withdraw_handover(handover=handover, case=case, by=signed_in_user(), now=now())
    flash("Die Übergabe ist zurückgezogen.", "success")
    return redirect(url_for("cases.steer", case_id=case.id), 303)


@blueprint.route("/<id:case_id>/vertretung", methods=["GET", "POST"])
@allow(*CASE_WORK)
def add_deputy(case_id: int) -> Answer:
    """Name a stand-in for this case."""
    case, form = load_open_case(case_id), DeputyForm()
    form.to_id.choices = choices_of((u.id, u.name) for u in queries.possible_leads(case))
    if request.method == "GET":
        form.starts_on.data = today()
    if form.validate_on_submit():
        with form.refusing():
            actions.add_deputy(
                case=case,
                deputy=get_user(form.to_id.data),
                starts_on=form.starts_on.data,
                ends_on=form.ends_on.data,
                reason=form.reason.data or "",
                by=signed_in_user(),
                now=now(),
            )
            flash("Die Vertretung ist eingetragen; sie endet von selbst.", "success")
            return redirect(url_for("cases.steer", case_id=case.id), 303)
    return form_page(
        case,
        form,
        title="Vertretung für diesen Fall",
        intro="Für Urlaub und Krankheit genügt die Abwesenheit im Konto: Dann vertritt die dort genannte Person alle "
        "nicht besonders geschützten Fälle. Hier benennen Sie jemanden für diesen einen Fall.",
    )


@blueprint.post("/<id:case_id>/vertretung/<id:assignment_id>/beenden")
@allow(*CASE_WORK)
def end_deputy(case_id: int, assignment_id: int) -> Response:
    """End a stand-in before its time."""
    case = load_open_case(case_id)
    assignment = queries.get_assignment(assignment_id, case)
    actions.end_deputy(case=case, assignment=assignment, by=signed_in_user(), now=now())
    flash("Die Vertretung ist beendet.", "success")
    return redirect(url_for("cases.steer", case_id=case.id), 303)


@blueprint.route("/<id:case_id>/weitere-fallfuehrung", methods=["GET", "POST"])
@allow(*CASE_WORK)
def add_other_lead(case_id: int) -> Answer:
    """Record that another body leads a procedure of its own."""
    case, form = load_open_case(case_id), OtherLeadForm()
    if form.validate_on_submit():
        with form.refusing():
            actions.record_other_lead(
                case=case,
                procedure=form.procedure.data,
                organisation=form.organisation.data,
                contact=form.contact.data or "",
                since=form.since.data,
                by=signed_in_user(),
                now=now(),
            )
            flash("Eingetragen.", "success")
            return redirect(url_for("cases.steer", case_id=case.id), 303)
    return form_page(
        case, form, title="Weitere Fallführung", intro="Verfahren anderer Stellen werden beachtet und nicht verdoppelt."
    )


@blueprint.post("/<id:case_id>/weitere-fallfuehrung/<id:other_id>/beenden")
@allow(*CASE_WORK)
def end_other_lead(case_id: int, other_id: int) -> Response:
    """The other body's procedure has ended."""
    case = load_open_case(case_id)
    other = queries.get_other_lead(other_id, case)
    actions.end_other_lead(case=case, other=other, by=signed_in_user(), today=today(), now=now())
    flash("Als beendet eingetragen.", "success")
    return redirect(url_for("cases.steer", case_id=case.id), 303)
