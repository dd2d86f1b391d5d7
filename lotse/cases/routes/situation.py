"""The life situation: profile over time, the rating sheet, restricted dimensions."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.queries import names_of
from lotse.accounts.rules import CASE_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.cases import profile_chart, queries
from lotse.cases.actions import situation as actions
from lotse.cases.actions.situation import Said
from lotse.cases.forms.situation import NOT_APPLICABLE, NOT_ASKED, OptInForm, RatingSheet, rating_sheet
from lotse.cases.pages import form_page, load_case, load_open_case
from lotse.cases.queries import situation
from lotse.cases.routes.blueprint import blueprint
from lotse.cases.rules import life_situation as sheet
from lotse.cases.rules import profile as rules
from lotse.cases.rules.life_situation import OPT_IN, SHEETS, VIEW_LABELS, Dimension, RatingState, View
from lotse.cases.rules.notes import may_see_restricted_ratings
from lotse.foundation.clock import now, today
from lotse.foundation.web.forms import Answer, choices_of


@blueprint.get("/<id:case_id>/lebenslage", endpoint="situation")
@allow(*CASE_WORK)
def situation_page(case_id: int) -> str:
    """The profile of one view: first, last, target; check lists; all ratings as a table. Also the page to print."""
    case, user = load_case(case_id), signed_in_user()
    reader = queries.reader_of(case, user, now())
    ratings = situation.list_ratings(case.id, reader)
    used = {str(r.view) for r in ratings}
    asked = request.args.get("sicht", "")
    usual = (View.JOINT, View.PROFESSIONAL, View.SELF)
    view = View(asked) if asked in set(View) else next((v for v in usual if v in used), View.JOINT)
    opted = situation.opted_in(case.id)
    rows = rules.profile(ratings, view=view, opted_in=opted, may_see_restricted=may_see_restricted_ratings(reader))
    return render_template(
        "cases/situation.html",
        case=case,
        tab="situation",
        view=view,
        views=[(v, label, v in used) for v, label in VIEW_LABELS.items()],
        rows=rows,
        chart=profile_chart.draw(rows, title=f"Lebenslage, {VIEW_LABELS[view]}"),
        ratings=[r for r in reversed(ratings) if r.view == view],
        sheets=SHEETS,
        states=sheet.STATE_LABELS,
        names=names_of({r.rated_by_id for r in ratings}),
        changes=rules.changes(ratings),
        check_lists=[(SHEETS[d].label, items) for d, items in rules.check_lists(ratings).items()],
        opt_ins=situation.list_opt_ins(case.id),
        may_opt_in=may_see_restricted_ratings(reader) and len(opted) < len(OPT_IN),
    )


@blueprint.route("/<id:case_id>/lebenslage/einschaetzen", methods=["GET", "POST"])
@allow(*CASE_WORK)
def rate(case_id: int) -> Answer:
    """Fill in the rating sheet; what was not spoken about stays as it was."""
    case, user = load_open_case(case_id), signed_in_user()
    reader = queries.reader_of(case, user, now())
    dimensions = sheet.to_rate(situation.opted_in(case.id))
    if not may_see_restricted_ratings(reader):
        dimensions = [d for d in dimensions if d not in OPT_IN]
    form = rating_sheet(dimensions)
    if request.method == "GET":
        form.rated_on.data = today()
        form.view.data = request.args.get("sicht") if request.args.get("sicht") in set(View) else str(View.JOINT)
    if form.validate_on_submit():
        with form.refusing():
            actions.rate(
                case=case,
                view=form.view.data,
                rated_on=form.rated_on.data,
                said=_said(form, dimensions),
                by=user,
                today=today(),
                now=now(),
            )
            flash("Die Einschätzung ist gespeichert.", "success")
            return redirect(url_for("cases.situation", case_id=case.id, sicht=form.view.data), 303)
    last = {r.dimension: r for r in rules.profile(situation.list_ratings(case.id, reader), view=form.view.data or "")}
    page = render_template(
        "cases/rate.html",
        case=case,
        tab="situation",
        form=form,
        dimensions=dimensions,
        last=last,
        crumbs=[("Lebenslage", url_for("cases.situation", case_id=case.id)), ("Einschätzen", None)],
    )
    return page, 422 if form.errors else 200


def _said(form: RatingSheet, dimensions: list[Dimension]) -> list[Said]:
    said = []
    for dimension in dimensions:
        level = form[dimension].data
        if not level:
            continue
        state = {NOT_ASKED: RatingState.NOT_ASKED, NOT_APPLICABLE: RatingState.NOT_APPLICABLE}.get(
            level, RatingState.RATED
        )
        target = form[f"{dimension}_target"].data
        said.append(
            Said(
                dimension,
                state,
                int(level) if state is RatingState.RATED else None,
                int(target) if target and state is RatingState.RATED else None,
                form[f"{dimension}_evidence"].data or "",
            )
        )
    return said


@blueprint.route("/<id:case_id>/lebenslage/freigeben", methods=["GET", "POST"])
@allow(*CASE_WORK)
def opt_in(case_id: int) -> Answer:
    """Ask a restricted dimension in this case."""
    case, form = load_open_case(case_id), OptInForm()
    taken = situation.opted_in(case.id)
    form.dimension.choices = choices_of((str(d), SHEETS[d].label) for d in Dimension if d in OPT_IN - taken)
    if request.method == "GET":
        form.agreed_on.data = today()
    if form.validate_on_submit():
        with form.refusing():
            actions.opt_in(
                case=case,
                dimension=form.dimension.data,
                reason=form.reason.data,
                agreed_on=form.agreed_on.data,
                by=signed_in_user(),
                today=today(),
                now=now(),
            )
            flash("Der Bereich steht jetzt auf dem Bogen.", "success")
            return redirect(url_for("cases.situation", case_id=case.id), 303)
    return form_page(
        case,
        form,
        tab="situation",
        back=url_for("cases.situation", case_id=case.id),
        title="Beschränkten Bereich erheben",
        intro="Seelische Gesundheit, Sucht und Sicherheit werden nur erhoben, wenn der Auftrag es braucht und die "
        "Person zustimmt. Sichtbar sind sie für Fallführung und Vertretung.",
    )


@blueprint.get("/<id:case_id>/lebenslage/druck")
@allow(*CASE_WORK)
def print_situation(case_id: int) -> str:
    """The profile on one sheet of paper, without navigation."""
    case, user = load_case(case_id), signed_in_user()
    audit_about(action=Action.PRINT)
    reader = queries.reader_of(case, user, now())
    ratings = situation.list_ratings(case.id, reader)
    opted = situation.opted_in(case.id)
    shown = []
    for view, label in VIEW_LABELS.items():
        if any(r.view == view for r in ratings):
            rows = rules.profile(
                ratings, view=view, opted_in=opted, may_see_restricted=may_see_restricted_ratings(reader)
            )
            shown.append((label, profile_chart.draw(rows, title=f"Lebenslage, {label}")))
    return render_template("cases/situation_print.html", case=case, tab="situation", shown=shown)
