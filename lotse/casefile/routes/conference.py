"""Case conferences: the record with participants, decisions and tasks; tasks of the office become reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK
from lotse.casefile.actions.conference import hold_conference
from lotse.casefile.routes.blueprint import blueprint
from lotse.cases.actions.records import Minutes
from lotse.cases.forms.records import GROUNDS, ConferenceForm
from lotse.cases.pages import load_case, load_open_case
from lotse.cases.queries import records
from lotse.foundation.clock import now, today
from lotse.foundation.web.forms import Answer

if TYPE_CHECKING:
    pass


@blueprint.route("/<id:case_id>/konferenzen/neu", methods=["GET", "POST"])
@allow(*CASE_WORK)
def new_conference(case_id: int) -> Answer:
    """Record a case conference."""
    case, user, form = load_open_case(case_id), signed_in_user(), ConferenceForm()
    if request.method == "GET":
        form.held_on.data = today()
        form.participants[0].form.name.data = user.name
        form.participants[0].form.organisation.data = user.unit.name if user.unit else ""
        form.participants[0].form.consent.data = "office"
    if form.validate_on_submit():
        with form.refusing():
            held = hold_conference(
                case=case,
                minutes=Minutes(
                    form.held_on.data, form.agenda.data or "", _participants(form), form.decisions.data, _tasks(form)
                ),
                by=user,
                now=now(),
            )
            flash("Die Fallkonferenz ist festgehalten; Aufgaben des Büros stehen als Wiedervorlage bereit.", "success")
            return redirect(url_for("casefile.conference", case_id=case.id, conference_id=held.id), 303)
    crumbs = [("Notizen & Dokumente", url_for("cases.notes", case_id=case.id)), ("Fallkonferenz", None)]
    page = render_template("casefile/conference_form.html", case=case, tab="records", form=form, crumbs=crumbs)
    return page, 422 if form.errors else 200


def _participants(form: ConferenceForm) -> list[dict[str, Any]]:
    rows = [entry.form for entry in form.participants if (entry.form.name.data or "").strip()]
    return [
        {"name": r.name.data.strip(), "organisation": (r.organisation.data or "").strip(), "consent": r.consent.data}
        for r in rows
    ]


def _tasks(form: ConferenceForm) -> list[dict[str, Any]]:
    rows = [entry.form for entry in form.tasks if (entry.form.text.data or "").strip()]
    return [
        {
            "text": r.text.data.strip(),
            "who": (r.who.data or "").strip(),
            "due_on": r.due_on.data.isoformat() if r.due_on.data else "",
        }
        for r in rows
    ]


@blueprint.get("/<id:case_id>/konferenzen/<id:conference_id>")
@allow(*CASE_WORK)
def conference(case_id: int, conference_id: int) -> str:
    """The record of one conference; also the page to print."""
    case = load_case(case_id)
    row = records.get_conference(conference_id, case)
    crumbs = [("Notizen & Dokumente", url_for("cases.notes", case_id=case.id)), ("Fallkonferenz", None)]
    return render_template(
        "casefile/conference.html", case=case, tab="records", conference=row, grounds=GROUNDS, crumbs=crumbs
    )
