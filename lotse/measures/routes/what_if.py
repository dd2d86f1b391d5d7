"""What if: see before saving which findings appear and vanish, what moves down the chain, and what it touches."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow
from lotse.accounts.rules import CASE_WORK
from lotse.cases.pages import load_case, load_open_case
from lotse.foundation.clock import now, today
from lotse.measures.actions import measures as actions
from lotse.measures.forms.measures import WhatIfForm
from lotse.measures.queries import assembling, measures
from lotse.measures.queries.overview import Overview
from lotse.measures.queries.touched import touched_by
from lotse.measures.routes.blueprint import blueprint
from lotse.measures.rules.chains import Link, Move, moved_along
from lotse.measures.rules.explain import Words
from lotse.measures.rules.states import NEXT, State
from lotse.measures.rules.what_if import Change, Preview, what_if

if TYPE_CHECKING:
    from lotse.measures.models import Measure


@blueprint.get("/faelle/<id:case_id>/massnahmen/<id:measure_id>/was-waere-wenn")
@allow(*CASE_WORK)
def preview(case_id: int, measure_id: int) -> str | tuple[str, int]:
    """Look at other dates of a measure without changing anything."""
    case = load_case(case_id)
    measure = measures.get_measure(measure_id, case.id)
    asked = "look" in request.args
    form = WhatIfForm(request.args if asked else None)
    if not asked:
        form.starts_on.data, form.ends_on.data = measure.starts_on, measure.ends_on
    found = Overview(case.id, today())
    context = None
    if asked and form.validate():
        start = form.starts_on.data or measure.starts_on
        if form.ends_on.data and form.ends_on.data < start:
            form.ends_on.errors = ["Das Ende liegt vor dem Beginn."]
        else:
            context = _context(found, measure, start, form.ends_on.data, form.cancelled.data)
    page = render_template(
        "measures/what_if.html",
        case=case,
        tab="measures",
        measure=measure,
        form=form,
        crumbs=[
            ("Maßnahmen", url_for("measures.index", case_id=case.id)),
            (measure.label, url_for("measures.show", case_id=case.id, measure_id=measure.id)),
            ("Was wäre, wenn", None),
        ],
        **(context or {"result": None}),
    )
    return page, 422 if form.errors else 200


@blueprint.post("/faelle/<id:case_id>/massnahmen/<id:measure_id>/was-waere-wenn")
@allow(*CASE_WORK)
def apply(case_id: int, measure_id: int) -> Response:
    """Save what was looked at: this measure, and those that move along where ticked."""
    case = load_open_case(case_id)
    measure = measures.get_measure(measure_id, case.id)
    form = WhatIfForm(request.form)
    if form.validate():
        if form.cancelled.data:
            to = State.BROKEN_OFF if State.BROKEN_OFF in NEXT[State(measure.state)] else State.DECLINED
            actions.change_state(measure=measure, to=to, today=today(), now=now())
        else:
            start = form.starts_on.data or measure.starts_on
            moves = _moves(list(measures.list_measures(case.id)), measure, start, form.ends_on.data)
            actions.move_measure(measure=measure, starts_on=start, ends_on=form.ends_on.data, today=today(), now=now())
            wanted = set(request.form.getlist("mit", type=int))
            for move in moves:
                if move.id in wanted:
                    other = measures.get_measure(move.id, case.id)
                    actions.move_measure(
                        measure=other, starts_on=move.new_start, ends_on=move.new_end, today=today(), now=now()
                    )
        flash("Übernommen. Der Plan ist neu geprüft.", "success")
    return redirect(url_for("measures.index", case_id=case.id), 303)


def _context(found: Overview, measure: Measure, start: date, end: date | None, cancelled: bool) -> dict[str, object]:
    key = assembling.measure_key(measure.id)
    moves = [] if cancelled else _moves(found.measures, measure, start, end)
    changes = [Change(key, start, end, cancelled)]
    changes += [Change(assembling.measure_key(move.id), move.new_start, move.new_end) for move in moves]
    result: Preview = what_if(found.plan, changes)
    words = Words(result.plan) if not cancelled else found.words
    first = min(start, measure.starts_on)
    last = max((day for day in (end, measure.ends_on) if day), default=None)
    return {
        "result": result,
        "appeared": [found.words.sentence(finding) for finding in result.appeared],
        "vanished": [found.words.sentence(finding) for finding in result.vanished],
        "altered": [(found.words.sentence(old), words.sentence(new)) for old, new in result.altered],
        "moves": moves,
        "touched": touched_by(measure, first, last),
        "start": start,
        "end": end,
        "cancelled": cancelled,
    }


def _moves(some: list[Measure], measure: Measure, start: date, end: date | None) -> list[Move]:
    links = {m.id: Link(m.id, m.label, m.starts_on, m.ends_on, m.predecessor_id) for m in some}
    return moved_along(links, Link(measure.id, measure.label, start, end, measure.predecessor_id))
