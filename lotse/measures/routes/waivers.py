"""Bridging a gap for a time, and ending the bridge."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK
from lotse.cases.pages import load_open_case
from lotse.foundation.clock import now, today
from lotse.foundation.web.forms import Answer
from lotse.measures.actions import waivers as actions
from lotse.measures.forms.requirements import WaiverForm
from lotse.measures.queries import measures
from lotse.measures.queries.overview import Overview
from lotse.measures.routes.blueprint import blueprint


@blueprint.post("/faelle/<id:case_id>/massnahmen/luecken/<key>/ausnahme")
@allow(*CASE_WORK)
def waive(case_id: int, key: str) -> Answer:
    """Bridge or accept a gap until a day."""
    case, form = load_open_case(case_id), WaiverForm()
    gap = measures.get_gap(key, case.id)
    if form.validate_on_submit():
        with form.refusing():
            actions.waive(
                gap=gap,
                reason=form.reason.data,
                bridging=form.bridging.data or "",
                valid_until=form.valid_until.data,
                by=signed_in_user(),
                today=today(),
                now=now(),
            )
            flash(f"Überbrückt bis {form.valid_until.data:%d.%m.%Y}.", "success")
            return redirect(url_for("measures.gap", case_id=case.id, key=key), 303)
    line = Overview(case.id, today()).find_line(key)
    return render_template("measures/waiver.html", case=case, tab="measures", form=form, line=line, key=key), 422


@blueprint.post("/faelle/<id:case_id>/ausnahmen/<id:waiver_id>/ende")
@allow(*CASE_WORK)
def end_waiver(case_id: int, waiver_id: int) -> Response:
    """The gap is back before the waiver runs out."""
    case = load_open_case(case_id)
    waiver = measures.get_waiver(waiver_id, case.id)
    actions.end_waiver(waiver=waiver, now=now())
    flash("Die Ausnahme ist beendet, die Lücke ist zurück.", "success")
    return redirect(url_for("measures.index", case_id=case.id), 303)
