"""Closing: what is still open, the report, four eyes, the report on paper, reopening."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.queries import names_of
from lotse.accounts.rules import CASE_WORK, Role
from lotse.casefile.actions import closing as actions
from lotse.casefile.actions.closing import CHOICES, Settling
from lotse.casefile.queries import papers
from lotse.casefile.queries.closing import open_items
from lotse.casefile.routes.blueprint import answer_with, blueprint, file_and_show, load, load_open
from lotse.cases.actions import closing as case_actions
from lotse.cases.forms.closing import ClosingAnswerForm, ClosingForm
from lotse.cases.forms.life import ReasonForm
from lotse.cases.queries import closing as requests
from lotse.cases.queries import situation
from lotse.cases.rules import closing as rules
from lotse.cases.rules import phases, profile
from lotse.cases.rules.closing import REASON_LABELS, OpenKind, Reason
from lotse.cases.rules.life_situation import SHEETS
from lotse.foundation.clock import now, today
from lotse.foundation.errors import FieldError, NotFound
from lotse.foundation.record_ids import record_id
from lotse.foundation.web.forms import tried

Answer = str | Response | tuple[str, int]
TAB_OF = {
    OpenKind.GOAL: "Ziele & Plan",
    OpenKind.REFERRAL: "Vermittlungen",
    OpenKind.MEASURE: "Maßnahmen",
    OpenKind.DEADLINE: "Fristen",
}


@blueprint.route("/<id:case_id>/abschluss", methods=["GET", "POST"])
@allow(*CASE_WORK)
def close(case_id: int) -> Answer:
    """Ask everything that is open, then the reason and the report."""
    case, user = load_open(case_id), signed_in_user()
    form = ClosingForm()
    if tried(
        form,
        lambda: actions.close(
            case=case,
            reason=form.reason.data,
            report=form.report.data,
            feedback=form.feedback.data or "",
            follow_up=form.follow_up.data,
            by=user,
            today=today(),
            now=now(),
        ),
    ):
        if case.status == "closed":
            flash(f"Der Fall {case.number} ist geschlossen.", "success")
        else:
            flash("Der Abschluss wartet auf die Zustimmung der Teamleitung.", "info")
        return redirect(url_for("casefile.show", case_id=case.id), 303)
    ratings = situation.all_ratings(case.id)
    page = render_template(
        "casefile/close.html",
        case=case,
        tab="overview",
        form=form,
        questions=rules.questions(open_items(case, now())),
        choices=CHOICES,
        tab_of=TAB_OF,
        pending=requests.find_open_request(case.id),
        crises=[SHEETS[d].label for d in profile.crises(ratings)],
        broken_off=[str(r) for r in rules.BROKEN_OFF],
        rated_again=len({r.rated_on for r in ratings}) > 1,
        user=user,
        crumbs=[("Abschluss", None)],
    )
    return page, 422 if form.errors else 200


@blueprint.post("/<id:case_id>/abschluss/klaeren")
@allow(*CASE_WORK)
def settle(case_id: int) -> Response:
    """Settle one open item from the closing page."""
    case = load_open(case_id)
    kind, choice = request.form.get("kind", ""), request.form.get("choice", "")
    record = record_id(request.form.get("record"))
    if kind not in set(OpenKind) or record is None:
        raise NotFound
    settling = Settling(OpenKind(kind), record, choice, request.form.get("note", "")[:300])
    actions.settle(case=case, settling=settling, by=signed_in_user(), today=today(), now=now())
    return redirect(url_for("casefile.close", case_id=case.id), 303)


@blueprint.post("/<id:case_id>/abschluss/zurueckziehen")
@allow(*CASE_WORK)
def withdraw_closing(case_id: int) -> Response:
    """Take the request back."""
    case = load_open(case_id)
    asked = requests.find_open_request(case.id)
    if asked is None:
        raise NotFound
    case_actions.withdraw_closing(request=asked, case=case, by=signed_in_user(), now=now())
    flash("Der Antrag ist zurückgezogen.", "success")
    return redirect(url_for("casefile.show", case_id=case.id), 303)


@blueprint.route("/<id:case_id>/abschluss/entscheiden", methods=["GET", "POST"])
@allow(Role.TEAM_LEAD)
def answer_closing(case_id: int) -> Answer:
    """Four eyes: the team lead reads the report and answers."""
    case, user = load_open(case_id), signed_in_user()
    asked = requests.find_open_request(case.id)
    if asked is None:
        raise NotFound
    form = ClosingAnswerForm()
    if form.validate_on_submit():
        approve = bool(form.approve.data)
        try:
            actions.answer(
                request=asked,
                case=case,
                approve=approve,
                note=form.note.data or "",
                by=user,
                today=today(),
                now=now(),
            )
        except FieldError as error:
            form.refuse(error)
        else:
            flash("Der Fall ist geschlossen." if approve else "Der Abschluss ist zurückgegeben.", "success")
            return redirect(url_for("cases.index", ansicht="team"), 303)
    page = render_template(
        "casefile/answer_closing.html",
        case=case,
        tab="overview",
        form=form,
        asked=asked,
        asked_by=names_of({asked.asked_by_id})[asked.asked_by_id],
        reason=REASON_LABELS[Reason(asked.reason)],
        own=asked.asked_by_id == user.id,
        questions=rules.questions(open_items(case, now())),
        crumbs=[("Abschluss entscheiden", None)],
    )
    return page, 422 if form.errors else 200


@blueprint.route("/<id:case_id>/wieder-oeffnen", methods=["GET", "POST"])
@allow(*CASE_WORK)
def reopen(case_id: int) -> Answer:
    """Open a closed case again."""
    case, form = load(case_id), ReasonForm()
    if case.status != "closed" or case.closed_on is None:
        raise NotFound
    if tried(
        form,
        lambda: case_actions.reopen_case(
            case=case, reason=form.reason.data, by=signed_in_user(), today=today(), now=now()
        ),
    ):
        flash("Der Fall ist wieder offen.", "success")
        return redirect(url_for("casefile.show", case_id=case.id), 303)
    until = phases.add_months(case.closed_on, phases.MONTHS_REOPENED_IS_SAME_CASE)
    intro = f"Bis zum {until:%d.%m.%Y} zählt es als derselbe Fall; danach wird ein neuer eröffnet."
    return answer_with(case, form, title="Fall wieder öffnen", submit="Wieder öffnen", intro=intro)


@blueprint.post("/<id:case_id>/abschlussbericht")
@allow(*CASE_WORK)
def closing_report(case_id: int) -> Response:
    """Print the closing report and keep what was printed."""
    return file_and_show(papers.closing_report(load(case_id), user=signed_in_user(), today=today()))
