"""What must mesh: enter, change, drop; take note of a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK
from lotse.cases.pages import load_case, load_open_case
from lotse.foundation.clock import now, today
from lotse.foundation.web.forms import Answer
from lotse.measures.actions import findings as finding_actions
from lotse.measures.actions import requirements as actions
from lotse.measures.forms.requirements import FORMS, RequirementForm
from lotse.measures.queries import findings, measures
from lotse.measures.routes.blueprint import blueprint

if TYPE_CHECKING:
    from lotse.cases.models import Case


@blueprint.route("/faelle/<id:case_id>/verzahnung/neu", methods=["GET", "POST"])
@allow(*CASE_WORK)
def new_requirement(case_id: int) -> Answer:
    """Say that something must mesh."""
    case = load_open_case(case_id)
    kind = request.args.get("art", "cover")
    if kind not in FORMS:
        abort(404)
    form = FORMS[kind]()
    _offer_choices(form, case)
    if form.validate_on_submit():
        with form.refusing():
            actions.require(
                case_id=case.id,
                kind=kind,
                params=form.params(),
                person_id=_person(form),
                by=signed_in_user(),
                today=today(),
                now=now(),
            )
            flash("Eingetragen. Der Plan ist neu geprüft.", "success")
            return redirect(url_for("measures.index", case_id=case.id), 303)
    return _page(form, case, kind, form.title), 422 if form.errors else 200


@blueprint.route("/faelle/<id:case_id>/verzahnung/<id:requirement_id>", methods=["GET", "POST"])
@allow(*CASE_WORK)
def edit_requirement(case_id: int, requirement_id: int) -> Answer:
    """Change what must mesh."""
    case = load_open_case(case_id)
    requirement = measures.get_requirement(requirement_id, case.id)
    form = FORMS[requirement.kind]()
    _offer_choices(form, case)
    if request.method == "POST":
        form.check_version(requirement)
    if form.validate_on_submit():
        with form.refusing():
            actions.change_requirement(
                requirement=requirement, params=form.params(), person_id=_person(form), today=today(), now=now()
            )
            flash("Geändert. Der Plan ist neu geprüft.", "success")
            return redirect(url_for("measures.index", case_id=case.id), 303)
    elif request.method == "GET":
        form.fill(requirement.params)
        form.version.data = requirement.version
        if "person_id" in form:
            form["person_id"].data = requirement.person_id
    return _page(form, case, requirement.kind, f"{form.title} ändern", requirement.id), 422 if form.errors else 200


@blueprint.post("/faelle/<id:case_id>/verzahnung/<id:requirement_id>/entfernen")
@allow(*CASE_WORK)
def drop_requirement(case_id: int, requirement_id: int) -> Response:
    """Something need not mesh any more."""
    case = load_open_case(case_id)
    requirement = measures.get_requirement(requirement_id, case.id)
    actions.drop_requirement(requirement=requirement, today=today(), now=now())
    flash("Entfernt. Der Plan ist neu geprüft.", "success")
    return redirect(url_for("measures.index", case_id=case.id), 303)


@blueprint.post("/faelle/<id:case_id>/befunde/<id:finding_id>/gesehen")
@allow(*CASE_WORK)
def acknowledge(case_id: int, finding_id: int) -> Response:
    """Take note of a gap: it leaves "Heute" and stays in the case."""
    case = load_case(case_id)
    finding = findings.get_finding(finding_id, case.id)
    finding_actions.acknowledge(finding=finding, by=signed_in_user(), now=now())
    flash("Zur Kenntnis genommen.", "success")
    return redirect(url_for("measures.index", case_id=case.id), 303)


def _person(form: RequirementForm) -> int | None:
    return form["person_id"].data if "person_id" in form else None


def _offer_choices(form: RequirementForm, case: Case) -> None:
    people = [(p.id, p.full_name) for p in measures.people_of(case, today(), signed_in_user(), now())]
    if form.kind == "cover":  # mostly it is a child who must be looked after
        people = [*people[1:], *people[:1]]
    form.offer(people, [(m.id, m.label) for m in measures.list_measures(case.id)])


def _page(form: RequirementForm, case: Case, kind: str, title: str, requirement_id: int | None = None) -> str:
    return render_template(
        "measures/requirement.html",
        case=case,
        tab="measures",
        form=form,
        kind=kind,
        form_title=title,
        requirement_id=requirement_id,
        kinds=[(key, form_class.title) for key, form_class in FORMS.items()],
        crumbs=[("Maßnahmen", url_for("measures.index", case_id=case.id)), (title, None)],
    )
