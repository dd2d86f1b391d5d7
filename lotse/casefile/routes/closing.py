"""Closing: what is still open, the report, four eyes, the report on paper, reopening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.queries import names_of
from lotse.accounts.rules import CASE_WORK, Role
from lotse.casefile.actions import closing as actions
from lotse.casefile.forms import SettleDeadlineForm
from lotse.casefile.queries import papers
from lotse.casefile.queries.closing import left_running, open_items
from lotse.casefile.routes.blueprint import blueprint, file_and_show
from lotse.cases.actions import closing as case_actions
from lotse.cases.forms.closing import ClosingAnswerForm, ClosingForm
from lotse.cases.forms.life import ReasonForm
from lotse.cases.pages import form_page, load_case, load_open_case
from lotse.cases.queries import closing as requests
from lotse.cases.queries import situation
from lotse.cases.rules import closing as rules
from lotse.cases.rules import phases, profile
from lotse.cases.rules.closing import REASON_LABELS, OpenKind, Reason
from lotse.cases.rules.life_situation import SHEETS
from lotse.foundation.clock import now, today
from lotse.foundation.errors import NotFound
from lotse.foundation.months import add_months
from lotse.foundation.web.forms import Answer

if TYPE_CHECKING:
    from lotse.cases.models import Case

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
    case, user = load_open_case(case_id), signed_in_user()
    form = ClosingForm()
    if form.validate_on_submit():
        with form.refusing():
            actions.close(
                case=case,
                reason=form.reason.data,
                report=form.report.data,
                feedback=form.feedback.data or "",
                follow_up=form.follow_up.data,
                by=user,
                today=today(),
                now=now(),
            )
            if case.status == "closed":
                flash(f"Der Fall {case.number} ist geschlossen.", "success")
            else:
                flash("Der Abschluss wartet auf die Zustimmung der Teamleitung.", "info")
            return redirect(url_for("casefile.show", case_id=case.id), 303)
    return closing_page(case, form), 422 if form.errors else 200


def closing_page(case: Case, form: ClosingForm, settling: tuple[int, SettleDeadlineForm] | None = None) -> str:
    """Show everything that is open and the closing form; `settling` is a deadline whose outcome was refused."""
    ratings, questions = situation.all_ratings(case.id), rules.questions(open_items(case, now()))
    deadlines = [item.record_id for q in questions if q.kind is OpenKind.DEADLINE for item in q.items]
    return render_template(
        "casefile/close.html",
        case=case,
        tab="overview",
        form=form,
        questions=questions,
        choices_for=actions.choices_for,
        going_on=left_running(case.id),
        settle_forms={i: _settle_form(i) for i in deadlines} | dict([settling] if settling else []),
        tab_of=TAB_OF,
        pending=requests.find_open_request(case.id),
        crises=[SHEETS[d].label for d in profile.crises(ratings)],
        rated_again=len({r.rated_on for r in ratings}) > 1,
        user=signed_in_user(),
        crumbs=[("Abschluss", None)],
    )


def _settle_form(record_id: int) -> SettleDeadlineForm:
    form = SettleDeadlineForm(formdata=None).of(record_id)
    form.closed_on.data = today()
    return form


@blueprint.post("/<id:case_id>/abschluss/zurueckziehen")
@allow(*CASE_WORK)
def withdraw_closing(case_id: int) -> Response:
    """Take the request back."""
    case = load_open_case(case_id)
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
    case, user = load_open_case(case_id), signed_in_user()
    asked = requests.find_open_request(case.id)
    if asked is None:
        raise NotFound
    form = ClosingAnswerForm()
    if form.validate_on_submit():
        approve = bool(form.approve.data)
        with form.refusing():
            actions.answer(
                request=asked,
                case=case,
                approve=approve,
                note=form.note.data or "",
                by=user,
                today=today(),
                now=now(),
            )
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
    case, form = load_case(case_id), ReasonForm()
    if case.status != "closed" or case.closed_on is None:
        raise NotFound
    if form.validate_on_submit():
        with form.refusing():
            actions.reopen(case=case, reason=form.reason.data, by=signed_in_user(), today=today(), now=now())
            flash("Der Fall ist wieder offen.", "success")
            return redirect(url_for("casefile.show", case_id=case.id), 303)
    until = add_months(case.closed_on, phases.MONTHS_REOPENED_IS_SAME_CASE)
    intro = f"Bis zum {until:%d.%m.%Y} zählt es als derselbe Fall; danach wird ein neuer eröffnet."
    return form_page(
        case,
        form,
        title="Fall wieder öffnen",
        submit="Wieder öffnen",
        intro=intro,
        back=url_for("casefile.show", case_id=case.id),
    )


@blueprint.post("/<id:case_id>/abschlussbericht")
@allow(*CASE_WORK)
def closing_report(case_id: int) -> Response:
    """Print the closing report and keep what was printed."""
    return file_and_show(papers.closing_report(load_case(case_id), user=signed_in_user(), today=today()))
