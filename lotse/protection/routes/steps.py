"""Writing a step down, each with what it asks for."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.queries import get_user
from lotse.accounts.rules import SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.foundation.clock import now, today
from lotse.foundation.errors import NotFound
from lotse.foundation.web.forms import Answer, choices_of
from lotse.protection import actions, queries
from lotse.protection.forms import FORMS, TEXT_LABELS, StepForm
from lotse.protection.routes.blueprint import blueprint, load
from lotse.protection.rules import steps as rules
from lotse.protection.rules.steps import Assessor, Entry, Step


@blueprint.route("/<id:record_id>/schritt/<step>", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def write_entry(record_id: int, step: str) -> Answer:
    """Write one step down."""
    record = load(record_id)
    if step not in set(Step):
        raise NotFound
    kind, form = Step(step), FORMS[Step(step)]()
    form.text.label.text = TEXT_LABELS[kind]
    _offer_assessors(form)
    if request.method == "GET":
        form.happened_on.data = today()
    entry = entry_of(kind, form, queries.identifying_words(record))
    if form.validate_on_submit():
        with form.refusing():
            actions.write_entry(record=record, entry=entry, by=signed_in_user(), today=today(), now=now())
            for assessor in entry.assessors:
                if assessor.user_id:
                    actions.name_colleague(record=record, colleague=get_user(assessor.user_id), now=now())
            if kind is Step.REPORT:
                audit_about(action=Action.DISCLOSE)
            flash("Festgehalten.", "success")
            return redirect(url_for("protection.show", record_id=record.id), 303)
    title = f"{kind}) {rules.STEP_LABELS[kind]}"
    page = render_template("protection/form.html", record=record, form=form, title=title, hint=rules.STEP_HINTS[kind])
    return page, 422 if form.errors else 200


def _offer_assessors(form: StepForm) -> None:
    if "first_id" in form:
        people = choices_of((u.id, u.name) for u in queries.colleagues())
        form.first_id.choices = people
        form.second_id.choices = [*choices_of([(0, "– niemand im Haus –")]), *people]
        if request.method == "GET":
            form.first_id.data, form.second_id.data = signed_in_user().id, 0


def entry_of(step: Step, form: StepForm, identifying: tuple[str, ...] = ()) -> Entry:
    """Read a step from its form; fields a form does not have stay empty."""

    def said(name: str) -> str:
        return (form[name].data or "") if name in form else ""

    return Entry(
        step,
        text=said("text"),
        source=said("source"),
        happened_on=form.happened_on.data,
        interpretation=said("interpretation"),
        recipient=said("recipient"),
        not_done_because=said("not_done_because"),
        result=said("result"),
        assessors=_assessors(form),
        control_on=form["control_on"].data if "control_on" in form else None,
        family_told=form["family_told"].data if "family_told" in form else None,
        identifying=identifying,
    )


def _assessors(form: StepForm) -> list[Assessor]:
    if "first_id" not in form:
        return []
    names = {u.id: u.name for u in queries.colleagues()}
    inside = [i for i in (form["first_id"].data, form["second_id"].data) if i in names]
    outside = [Assessor(form["second_name"].data)] if form["second_name"].data else []
    return [Assessor(names[i], i) for i in inside] + outside
