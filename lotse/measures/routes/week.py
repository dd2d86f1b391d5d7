"""The week of one person, hours against days; and the week of the household as a sheet for the client."""

from __future__ import annotations

from datetime import date, timedelta

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.queries import get_setting
from lotse.accounts.rules import CASE_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.foundation import pdf
from lotse.foundation.clock import now, today
from lotse.foundation.errors import Unavailable
from lotse.measures.drawing.week import draw_week
from lotse.measures.queries import measures
from lotse.measures.queries.assembling import person_key
from lotse.measures.queries.plans import plan_of
from lotse.measures.routes.blueprint import blueprint, load
from lotse.measures.rules import german
from lotse.measures.rules.sheet import household_sheet
from lotse.measures.rules.week import week_of


@blueprint.get("/faelle/<id:case_id>/massnahmen/woche")
@allow(*CASE_WORK)
def week(case_id: int) -> str:
    """Need and cover of one person in one week, with the minutes at the edges."""
    case = load(case_id)
    people = measures.people_of(case, today(), signed_in_user(), now())
    wanted = request.args.get("person", case.person_id, type=int)
    person = next((p for p in people if p.id == wanted), None)
    if person is None:
        abort(404)
    monday = _monday()
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


@blueprint.get("/faelle/<id:case_id>/massnahmen/wochenplan.pdf")
@allow(*CASE_WORK)
def week_sheet(case_id: int) -> Response:
    """Who is where when: one page for the client, in plain language."""
    case = load(case_id)
    audit_about(action=Action.PRINT, object_kind="week_sheet")
    monday = _monday()
    people = measures.people_of(case, today(), signed_in_user(), now())
    sheet = household_sheet(
        plan_of(case.id, today()), [(person_key(p.id), p.first_name or p.last_name) for p in people], monday
    )
    page = render_template(
        "measures/pdf/week.html", sheet=sheet, case=case, office=get_setting("office_name", "Sozialbüro")
    )
    try:
        printed = pdf.printer.print([pdf.Sheet(page, render_template("measures/pdf/_week.css"))])
    except (pdf.PdfUnavailable, pdf.PdfFailed) as error:
        raise Unavailable(error.message) from None
    headers = {"Content-Disposition": f'inline; filename="wochenplan-{monday.isoformat()}.pdf"'}
    return Response(printed, mimetype="application/pdf", headers=headers)


def _monday() -> date:
    """The Monday of the week asked for; this week when nothing readable was asked."""
    asked = request.args.get("montag", "")
    try:
        day = date.fromisoformat(asked) if len(asked) == 10 else today()
    except ValueError:
        day = today()
    if not 1990 <= day.year <= 2200:
        day = today()
    return day - timedelta(days=day.weekday())
