"""One measure: enter, look at, change, move to another state, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.cases.pages import load_case, load_open_case
from lotse.foundation.clock import now, today
from lotse.foundation.web.forms import Answer
from lotse.measures.actions import measures as actions
from lotse.measures.actions.requirements import require_cover
from lotse.measures.forms.measures import (
    EditMeasureForm,
    MeasureFields,
    NewMeasureForm,
    StateForm,
    choices,
    kind_choices,
)
from lotse.measures.queries import assembling, measures, offers
from lotse.measures.queries.overview import Overview
from lotse.measures.routes.blueprint import blueprint
from lotse.measures.rules.closure_text import format_closures
from lotse.measures.rules.plan import Closure
from lotse.measures.rules.states import NEXT, STATE_LABELS, State
from lotse.measures.rules.weekly_times import format_weekly_times

if TYPE_CHECKING:
    from lotse.cases.models import Case
    from lotse.measures.models import Measure


@blueprint.route("/faelle/<id:case_id>/massnahmen/neu", methods=["GET", "POST"])
@allow(*CASE_WORK)
def new(case_id: int) -> Answer:
    """Enter a measure, and who must be looked after meanwhile."""
    case, user = load_open_case(case_id), signed_in_user()
    form = NewMeasureForm()
    _offer_choices(form, case)
    _take_split(form)
    form.covered.choices = [*form.person_id.choices[1:], *form.person_id.choices[:1]]  # the main person last
    if form.validate_on_submit():
        audit_about(action=Action.CREATE, object_kind="measure")
        with form.refusing():
            measure = actions.add_measure(case_id=case.id, data=_data(form), by=user, today=today(), now=now())
            for person_id in form.covered.data:
                require_cover(
                    case_id=case.id,
                    person_id=person_id,
                    during=[measure.id],
                    before=form.travel_before_min.data or 0,
                    after=form.travel_after_min.data or 0,
                    by=user,
                    today=today(),
                    now=now(),
                )
            flash(f"„{measure.label}“ ist eingetragen.", "success")
            return redirect(url_for("measures.index", case_id=case.id), 303)
    elif request.method == "GET":
        _prefill(form, case)
    return _form_page(form, case, "Maßnahme eintragen"), 422 if form.errors else 200


@blueprint.route("/faelle/<id:case_id>/massnahmen/<id:measure_id>/bearbeiten", methods=["GET", "POST"])
@allow(*CASE_WORK)
def edit(case_id: int, measure_id: int) -> Answer:
    """Correct what is stored about a measure."""
    case = load_open_case(case_id)
    measure = measures.get_measure(measure_id, case.id)
    form = EditMeasureForm(obj=None if request.method == "POST" else measure)
    _offer_choices(form, case, but=measure.id)
    _take_split(form)
    if form.validate_on_submit():
        with form.refusing():
            form.check_version(measure)
            actions.change_measure(measure=measure, data=_data(form, measure), today=today(), now=now())
            flash(f"„{measure.label}“ ist geändert.", "success")
            return redirect(url_for("measures.show", case_id=case.id, measure_id=measure.id), 303)
    elif request.method == "GET":
        form.weekly.data = format_weekly_times(assembling.slots_of(measure))
        own = [Closure(c.label, c.starts_on, c.ends_on) for c in measure.closures]
        form.closures.data = format_closures(own)
        if measure.organisation_id:
            form.provider.data = measures.organisation_names([measure.organisation_id]).get(measure.organisation_id, "")
    return _form_page(form, case, f"{measure.label} bearbeiten", measure), 422 if form.errors else 200


@blueprint.get("/faelle/<id:case_id>/massnahmen/<id:measure_id>")
@allow(*CASE_WORK)
def show(case_id: int, measure_id: int) -> str:
    """One measure with its state, what is missing, and what it awaits."""
    case = load_case(case_id)
    measure = measures.get_measure(measure_id, case.id)
    found = Overview(case.id, today())
    form = StateForm(formdata=None, seen=measure.state)
    form.state.choices = choices((s.value, STATE_LABELS[s]) for s in NEXT[State(measure.state)])
    return _show_page(case, measure, found, form)


def _show_page(case: Case, measure: Measure, found: Overview, form: StateForm) -> str:
    line = next(line for line in found.measure_lines if line.measure.id == measure.id)
    key = assembling.measure_key(measure.id)
    return render_template(
        "measures/show.html",
        case=case,
        tab="measures",
        found=found,
        line=line,
        measure=measure,
        form=form,
        touched=[f for f in found.finding_lines if key in str(found.words.requirements.get(f.key))],
        awaited=next((m for m in found.measures if m.id == measure.predecessor_id), None),
        waiting=[m for m in found.measures if m.predecessor_id == measure.id],
        house_closures=offers.closures_of(measure.organisation_id) if measure.organisation_id else [],
        crumbs=[("Maßnahmen", url_for("measures.index", case_id=case.id)), (measure.label, None)],
    )


OVERTAKEN = "Inzwischen hat jemand den Stand geändert: Er ist jetzt „{}“. Bitte prüfen, ob Ihre Angabe noch stimmt."


@blueprint.post("/faelle/<id:case_id>/massnahmen/<id:measure_id>/stand")
@allow(*CASE_WORK)
def state(case_id: int, measure_id: int) -> Answer:
    """Move a measure to its next state."""
    case = load_open_case(case_id)
    measure = measures.get_measure(measure_id, case.id)
    form = StateForm()
    form.state.choices = choices((s.value, STATE_LABELS[s]) for s in NEXT[State(measure.state)])
    if form.seen.data not in ("", measure.state):
        form.form_errors.append(OVERTAKEN.format(STATE_LABELS[State(measure.state)]))
        form.seen.data = measure.state
        return _show_page(case, measure, Overview(case.id, today()), form), 409
    if form.validate_on_submit():
        to = State(form.state.data)
        with form.refusing():
            actions.change_state(measure=measure, to=to, on=form.on.data, today=today(), now=now())
            flash(f"„{measure.label}“ ist jetzt: {STATE_LABELS[to]}.", "success")
            return redirect(url_for("measures.show", case_id=case.id, measure_id=measure.id), 303)
    return _show_page(case, measure, Overview(case.id, today()), form), 422


@blueprint.post("/faelle/<id:case_id>/massnahmen/<id:measure_id>/entfernen")
@allow(*CASE_WORK)
def remove(case_id: int, measure_id: int) -> Response:
    """Remove a measure that was entered by mistake."""
    case = load_open_case(case_id)
    measure = measures.get_measure(measure_id, case.id)
    audit_about(action=Action.DELETE)
    actions.remove_measure(measure=measure, today=today(), now=now())
    flash(f"„{measure.label}“ ist entfernt.", "success")
    return redirect(url_for("measures.index", case_id=case.id), 303)


def _offer_choices(form: MeasureFields, case: Case, but: int | None = None) -> None:
    people = measures.people_of(case, today(), signed_in_user(), now())
    form.person_id.choices = choices((person.id, person.full_name) for person in people)
    form.kind.choices = kind_choices()
    others = [(m.id, m.label) for m in measures.list_measures(case.id) if m.id != but]
    form.predecessor_id.choices = choices([("", "– nichts –"), *others])


def _take_split(form: MeasureFields) -> None:
    """A time across midnight comes back as the two that the form offered."""
    if split := request.form.get("use_split", "")[:300]:
        form.weekly.data = split


def _prefill(form: NewMeasureForm, case: Case) -> None:
    """An offer picked from the directory brings its name and house along."""
    form.person_id.data = request.args.get("person", case.person_id, type=int)
    form.starts_on.data = form.starts_on.data or today()
    offer = request.args.get("traeger", type=int)
    house = offers.find_organisation(offer) if offer and 0 < offer < 2**31 else None
    if house:
        form.provider.data, form.organisation_id.data = house.name, str(house.id)


def _data(form: MeasureFields, stored: Measure | None = None) -> actions.MeasureData:
    house = offers.find_organisation(form.house_id() or 0) if form.house_id() else None
    typed = form.provider.data or ""
    if house and house.name != typed:  # the name was typed over after picking
        house = None
    return actions.MeasureData(
        person_id=form.person_id.data,
        kind=form.kind.data,
        label=form.label.data or "",
        organisation_id=house.id if house else None,
        offer_id=stored.offer_id if stored else None,
        goal_id=stored.goal_id if stored else None,
        provider="" if house else typed,
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        state=form.state.data,
        legal_basis=form.legal_basis.data or "",
        closed_on_public_holidays=form.closed_on_public_holidays.data,
        predecessor_id=form.predecessor_id.data,
        note=form.note.data or "",
        slots=form.slots,
        closures=form.own_closures,
    )


def _form_page(form: MeasureFields, case: Case, title: str, measure: Measure | None = None) -> str:
    return render_template(
        "measures/form.html",
        case=case,
        tab="measures",
        form=form,
        form_title=title,
        measure=measure,
        crumbs=[("Maßnahmen", url_for("measures.index", case_id=case.id)), (title, None)],
    )
