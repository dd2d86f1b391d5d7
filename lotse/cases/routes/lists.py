"""Lists of cases: mine, standing in, inbox, team; taking over and assigning; the caseload of the team."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK, Role
from lotse.audit.actions import audit_about
from lotse.cases import actions, queries
from lotse.cases.forms.responsibility import AssignForm
from lotse.cases.queries import lists
from lotse.cases.queries import responsibility as people
from lotse.cases.queries.closing import requests_for
from lotse.cases.routes.blueprint import blueprint
from lotse.cases.rules.phases import PHASE_LABELS, Phase
from lotse.foundation.clock import now, today
from lotse.foundation.web.forms import Answer, choices_of

VIEWS = {
    "meine": "Meine Fälle",
    "vertretung": "Vertretung",
    "eingang": "Eingang",
    "team": "Team",
    "geschlossen": "Geschlossen",
}


@dataclass(frozen=True)
class ViewLink:
    """One of the lists, with the number of cases in it where that says something."""

    label: str
    url: str
    current: bool
    count: int | None = None


@blueprint.get("")
@allow(*CASE_WORK)
def index() -> str:
    """The cases that this account works with."""
    user = signed_in_user()
    view = request.args.get("ansicht", "meine")
    phase = request.args.get("phase", "")
    if view not in VIEWS or (view == "team" and user.role != Role.TEAM_LEAD) or (phase and phase not in set(Phase)):
        abort(404)
    waiting, standing_in = lists.inbox(user), lists.standing_in_for(user, now())
    counts = {"eingang": len(waiting), "vertretung": len(standing_in)}
    rows = {
        "meine": lambda: lists.list_led(user, now(), phase=phase),
        "vertretung": lambda: standing_in,
        "eingang": lambda: waiting,
        "team": lambda: lists.list_cases(user, now(), phase=phase, limit=500),
        "geschlossen": lambda: lists.list_cases(user, now(), status=("closed",), phase=phase),
    }[view]()
    return render_template(
        "cases/index.html",
        view=view,
        views=[
            ViewLink(label, url_for("cases.index", ansicht=key), key == view, counts.get(key))
            for key, label in VIEWS.items()
            if key != "team" or user.role == Role.TEAM_LEAD
        ],
        rows=rows,
        phase=phase,
        phases=PHASE_LABELS,
        load=people.load_of(user),
        guarded=queries.restricted_inbox(user.unit_id) if user.role == Role.TEAM_LEAD and view == "eingang" else [],
        handovers=people.handovers_for(user),
        closings=requests_for(user, now()),
        today=today(),
    )


@blueprint.post("/<id:case_id>/uebernehmen")
@allow(*CASE_WORK)
def take_over(case_id: int) -> Response:
    """Take a case from the inbox."""
    user = signed_in_user()
    case = queries.get_unassigned(case_id, user)
    audit_about(person_id=case.person_id, case_id=case.id, detail="take_over")
    actions.take_over(case=case, by=user, today=today(), now=now())
    warning = people.load_of(user).warning
    flash(f"Sie führen jetzt den Fall {case.number}.", "success")
    if warning:
        flash(warning, "warning")
    return redirect(url_for("casefile.show", case_id=case.id), 303)


@blueprint.route("/<id:case_id>/zuweisen", methods=["GET", "POST"])
@allow(Role.TEAM_LEAD)
def assign(case_id: int) -> Answer:
    """The team lead gives a waiting case to somebody; a restricted one without reading it."""
    user = signed_in_user()
    case = queries.get_unassigned(case_id, user)
    audit_about(person_id=case.person_id, case_id=case.id, detail="assign")
    form = AssignForm()
    colleagues = people.colleagues(user)
    form.to_id.choices = choices_of((c.user.id, f"{c.user.name} ({c.load.percent} % belastet)") for c in colleagues)
    if form.validate_on_submit():
        to = next(c.user for c in colleagues if c.user.id == form.to_id.data)
        actions.assign(case=case, to=to, by=user, today=today(), now=now())
        flash(f"{to.name} führt jetzt den Fall {case.number}.", "success")
        return redirect(url_for("cases.index", ansicht="eingang"), 303)
    return render_template("cases/assign.html", case=case, form=form), 422 if form.errors else 200


@blueprint.get("/belastung")
@allow(*CASE_WORK)
def caseload() -> str:
    """Weighted load of the team: it warns and never blocks."""
    user = signed_in_user()
    rows = people.colleagues(user) if user.role == Role.TEAM_LEAD else [people.own_load(user)]
    return render_template("cases/caseload.html", rows=rows, points=people.points_per_full_time())
