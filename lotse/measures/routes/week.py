"""The week of one person, hours against days."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, render_template, request, url_for

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK
from lotse.cases.pages import load_case
from lotse.foundation.clock import now, today
from lotse.measures.drawing.week import draw_week
from lotse.measures.queries import measures
from lotse.measures.queries.assembling import person_key
from lotse.measures.queries.plans import plan_of
from lotse.measures.routes.blueprint import blueprint
from lotse.measures.rules import german
from lotse.measures.rules.week import monday_of, week_of


@blueprint.get("/faelle/<id:case_id>/massnahmen/woche")
@allow(*CASE_WORK)
def week(case_id: int) -> str:
    """Need and cover of one person in one week, with the minutes at the edges."""
    case = load_case(case_id)
    people = measures.people_of(case, today(), signed_in_user(), now())
    wanted = request.args.get("person", case.person_id, type=int)
    person = next((p for p in people if p.id == wanted), None)
    if person is None:
        abort(404)
    monday = monday_of(request.args.get("montag", ""), today())
    shown = week_of(plan_of(case.id, today()), person_key(person.id), monday)
    return render_template(
        "measures/week.html",
        case=case,
        tab="measures",
        people=people,
        person=person,
        monday=monday,
        before=monday - timedelta(weeks=1),
        after=monday + timedelta(weeks=1),
        shown=shown,
        picture=draw_week(shown, person.full_name),
        clock=german.window,
        crumbs=[("Maßnahmen", url_for("measures.index", case_id=case_id)), ("Woche", None)],
    )
