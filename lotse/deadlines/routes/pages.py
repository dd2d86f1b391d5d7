"""The deadlines of a case: list and new one, one in detail, computed again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from flask import flash, redirect, render_template, request, url_for

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.queries import office_region
from lotse.accounts.rules import CASE_WORK
from lotse.cases.pages import load_case, load_open_case
from lotse.deadlines import actions, queries
from lotse.deadlines.forms.choices import DEFAULT_KEY
from lotse.deadlines.forms.deadline import DeadlineForm, RecomputeForm
from lotse.deadlines.routes.blueprint import blueprint, load
from lotse.deadlines.routes.show import show_page
from lotse.deadlines.rules.catalogue import CERTAINTIES, Variant, find_variant
from lotse.deadlines.rules.closing import OUTCOME_LABELS
from lotse.deadlines.rules.inputs import BadInputs
from lotse.foundation.clock import now
from lotse.foundation.errors import NotFound
from lotse.foundation.web.forms import Answer

if TYPE_CHECKING:
    from lotse.cases.models import Case

AnyForm = TypeVar("AnyForm", bound=DeadlineForm)


@blueprint.get("/faelle/<id:case_id>/fristen")
@allow(*CASE_WORK)
def index(case_id: int) -> str:
    """All deadlines of a case, and the form for the next one."""
    return _index(load_case(case_id), _form(request.args.get("was", DEFAULT_KEY)))


@blueprint.post("/faelle/<id:case_id>/fristen")
@allow(*CASE_WORK)
def create(case_id: int) -> Answer:
    """Compute a deadline and file it."""
    case = load_open_case(case_id)
    form = _form(request.form.get("was", DEFAULT_KEY))
    if _asks_for_fields():
        return _index(case, form)
    if form.validate():
        with form.refusing():
            deadline = actions.file_deadline(
                case=case,
                key=form.was.data,
                given=form.given(_variant(form)),
                office_region=office_region(),
                sender=form.sender.data or "",
                reference=form.reference.data or "",
                by=signed_in_user(),
                now=now(),
            )
            return redirect(url_for("deadlines.show", case_id=case.id, deadline_id=deadline.id), 303)
    return _index(case, form), 422


@blueprint.get("/faelle/<id:case_id>/fristen/<id:deadline_id>")
@allow(*CASE_WORK)
def show(case_id: int, deadline_id: int) -> str:
    """One deadline with its days, its steps and what can be done."""
    return show_page(*load(case_id, deadline_id))


@blueprint.route("/faelle/<id:case_id>/fristen/<id:deadline_id>/aendern", methods=["GET", "POST"])
@allow(*CASE_WORK)
def edit(case_id: int, deadline_id: int) -> Answer:
    """Compute a deadline again from changed inputs."""
    case, deadline = load(case_id, deadline_id)
    form = _prepared(RecomputeForm(), request.values.get("was", deadline.variant))
    if request.method == "GET":
        form.fill(deadline.inputs)
        form.version.data = deadline.version
        form.show_override(deadline.override_day, deadline.override_reason)
    elif not _asks_for_fields() and form.validate():
        form.check_version(deadline)
        with form.refusing():
            actions.recompute_deadline(
                deadline=deadline,
                key=form.was.data,
                given=form.given(_variant(form)),
                office_region=office_region(),
                reason=form.reason.data or "",
                override_day=form.override_day.data,
                override_reason=form.override_reason.data or "",
                by=signed_in_user(),
                now=now(),
            )
            flash("Die Frist ist neu berechnet.", "success")
            return redirect(url_for("deadlines.show", case_id=case.id, deadline_id=deadline.id), 303)
    page = render_template(
        "deadlines/edit.html", case=case, tab="deadlines", deadline=deadline, form=form, **_about_form(form)
    )
    return page if request.method == "GET" or _asks_for_fields() else (page, 422)


@blueprint.post("/fristen/vorschau")
@allow(*CASE_WORK)
def preview() -> Answer:
    """Compute what stands in the form, for the box beside it; stores nothing and names nobody."""
    form = _form(request.form.get("was", DEFAULT_KEY))
    form.validate()
    try:
        computation = actions.compute(
            key=form.was.data, given=form.given(_variant(form)), office_region=office_region()
        )
    except BadInputs:
        return render_template("deadlines/_preview.html", computation=None)
    return render_template("deadlines/_preview.html", computation=computation, certainties=CERTAINTIES)


def _asks_for_fields() -> bool:
    """Say whether the page is only asked for the fields of another entry, with what is typed so far."""
    return "felder" in request.form


def _form(key: str) -> DeadlineForm:
    return _prepared(DeadlineForm(), key)


def _prepared(form: AnyForm, key: str) -> AnyForm:
    if find_variant(key) is None:
        raise NotFound
    form.was.data = key
    if form.place_state.data is None:
        form.place_state.data = office_region()
    form.name_fields(_variant(form))
    return form


def _variant(form: DeadlineForm) -> Variant:
    found = find_variant(form.was.data)
    if found is None:
        raise NotFound
    return found[1]


def _about_form(form: DeadlineForm) -> dict[str, Any]:
    entry, variant = find_variant(form.was.data) or (None, None)
    return {"entry": entry, "variant": variant, "certainties": CERTAINTIES}


def _index(case: Case, form: DeadlineForm) -> str:
    return render_template(
        "deadlines/index.html",
        case=case,
        tab="deadlines",
        form=form,
        deadlines=queries.list_deadlines(case.id),
        outcomes=OUTCOME_LABELS,
        certainties=CERTAINTIES,
        entry=(find_variant(form.was.data) or (None,))[0],
        variant=_variant(form),
    )
