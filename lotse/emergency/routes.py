"""Emergency access: the list, the request, one access with what it opened, and the steps of the people it concerns."""

from __future__ import annotations

import math

from flask import Blueprint, Response, flash, g, redirect, render_template, url_for

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK, Role
from lotse.audit.actions import audit_about
from lotse.audit.rules import ACTION_LABELS, Action
from lotse.emergency import actions, queries, rules
from lotse.emergency.forms import DecisionForm, RequestForm, ReviewForm
from lotse.emergency.models import EmergencyAccess
from lotse.emergency.rules import State, Step
from lotse.foundation.clock import now
from lotse.foundation.errors import NotFound
from lotse.foundation.web.forms import Answer, GermanForm
from lotse.foundation.web.pagination import Page, asked_page

blueprint = Blueprint("emergency", __name__, url_prefix="/notzugriff")
EVERYONE = (*CASE_WORK, Role.DATA_PROTECTION)
SIZE = 50
LABELS = {
    "state_of": rules.state_of, "states": rules.STATE_LABELS, "causes": rules.CAUSE_LABELS,
    "findings": rules.FINDING_LABELS, "State": State,
}  # fmt: skip
PAGES = {
    "casefile.show": "Übersicht", "cases.situation": "Lebenslage", "cases.goals": "Ziele & Plan",
    "measures.index": "Maßnahmen", "casefile.referrals": "Vermittlungen", "deadlines.index": "Fristen",
    "cases.notes": "Notizen & Dokumente", "casefile.chronicle": "Verlauf", "cases.steer": "Fall steuern",
}  # fmt: skip
"""Pages of a case in words; the others are shown by their name in the program."""


@blueprint.after_app_request
def close_open_tabs(response: Response) -> Response:
    """Let the browser ask again when the access to what it shows has ended; it is answered by a 404 then."""
    until = g.get("emergency_until")
    if until is not None and response.status_code == 200 and response.mimetype == "text/html":
        response.headers["Refresh"] = str(math.ceil(max(0.0, (until - now()).total_seconds())) + 1)
    return response


@blueprint.get("/")
@allow(*EVERYONE)
def index() -> str:
    """The requests one has to do with; for the data protection officer all there ever were."""
    user, number = signed_in_user(), asked_page()
    rows, total = queries.list_accesses(user, now(), limit=SIZE, offset=(number - 1) * SIZE)
    audit_about(object_kind="emergency", detail=f"rows={total}")
    return render_template(
        "emergency/index.html",
        page=Page(rows, number, SIZE, total),
        page_url=lambda seite: url_for("emergency.index", seite=seite),
        names=queries.people_of(rows),
        opened=queries.opened_by([row.id for row in rows]),
        now=now(),
        **LABELS,
    )


@blueprint.route("/anfragen", methods=["GET", "POST"])
@allow(*CASE_WORK)
def ask() -> Answer:
    """Ask for access: the same answer whether there is such a file or not."""
    form = RequestForm()
    if form.validate_on_submit():
        with form.refusing():
            access = actions.ask(
                wanted=form.wanted,
                cause=form.cause.data,
                reason=form.reason.data or "",
                hours=int(form.hours.data),
                by=signed_in_user(),
                now=now(),
            )
            audit_about(object_kind="emergency", object_id=access.id, action=Action.CREATE)
            flash(
                "Die Anfrage ist gestellt. Die Teamleitung ist benachrichtigt; rufen Sie an, wenn es eilt.", "success"
            )
            return redirect(url_for("emergency.show", emergency_id=access.id), 303)
    return render_template("emergency/ask.html", form=form), 422 if form.errors else 200


@blueprint.get("/<id:emergency_id>")
@allow(*EVERYONE)
def show(emergency_id: int) -> Answer:
    """One request: who, why, until when, what was opened and seen, what was said of it."""
    return _page(_load(emergency_id))


@blueprint.post("/<id:emergency_id>/entscheidung")
@allow(Role.TEAM_LEAD)
def answer(emergency_id: int) -> Answer:
    """The second person releases or refuses."""
    access, form = _load(emergency_id), DecisionForm()
    if form.validate_on_submit():
        with form.refusing():
            release, note = bool(form.release.data), form.note.data or ""
            actions.answer(access=access, release=release, note=note, by=signed_in_user(), now=now())
            audit_about(action=Action.RIGHTS)
            flash("Der Notzugriff ist freigegeben." if release else "Die Anfrage ist abgelehnt.", "success")
            return redirect(url_for("emergency.show", emergency_id=access.id), 303)
    return _page(access, form)


@blueprint.post("/<id:emergency_id>/pruefung")
@allow(Role.DATA_PROTECTION)
def review(emergency_id: int) -> Answer:
    """The data protection officer says whether it was right."""
    access, form = _load(emergency_id), ReviewForm()
    if form.validate_on_submit():
        with form.refusing():
            justified, note = bool(form.justified.data), form.note.data or ""
            actions.review(access=access, justified=justified, note=note, by=signed_in_user(), now=now())
            flash("Die Prüfung ist eingetragen.", "success")
            return redirect(url_for("emergency.show", emergency_id=access.id), 303)
    return _page(access, form)


@blueprint.post("/<id:emergency_id>/ende")
@allow(*EVERYONE)
def end(emergency_id: int) -> Answer:
    """Close the files before the time is over."""
    access = _load(emergency_id)
    actions.end(access=access, by=signed_in_user(), now=now())
    audit_about(action=Action.RIGHTS)
    flash("Der Notzugriff ist beendet.", "success")
    return redirect(url_for("emergency.show", emergency_id=access.id), 303)


@blueprint.post("/<id:emergency_id>/zurueckziehen")
@allow(*CASE_WORK)
def withdraw(emergency_id: int) -> Answer:
    """Take the own request back."""
    access = _load(emergency_id)
    actions.withdraw(access=access, by=signed_in_user(), now=now())
    flash("Die Anfrage ist zurückgezogen.", "success")
    return redirect(url_for("emergency.show", emergency_id=access.id), 303)


@blueprint.post("/<id:emergency_id>/kenntnis")
@allow(*CASE_WORK)
def take_note(emergency_id: int) -> Answer:
    """Take it off one's list."""
    notice = queries.open_notice(_load(emergency_id).id, signed_in_user(), now())
    if notice is None:
        raise NotFound
    actions.take_note(notice=notice, now=now())
    flash("Zur Kenntnis genommen.", "success")
    return redirect(url_for("emergency.index"), 303)


def _load(emergency_id: int) -> EmergencyAccess:
    return queries.get_access(emergency_id, signed_in_user(), now())


def _page(access: EmergencyAccess, form: GermanForm | None = None) -> tuple[str, int]:
    user, at = signed_in_user(), now()
    steps = {step for step in Step if rules.may(step, access, user_id=user.id, role=user.role, now=at)}
    fresh = DecisionForm if Step.ANSWER in steps else ReviewForm
    notice = queries.open_notice(access.id, user, at)
    cases = queries.opened_by([access.id])[access.id]
    page = render_template(
        "emergency/show.html",
        access=access,
        steps=steps,
        form=form or fresh(formdata=None),
        notice=notice if notice is not None and Step.ANSWER not in steps else None,
        cases=cases,
        numbers={case.case_id: case.number for case in cases},
        pages=PAGES,
        own=access.asked_by_id == user.id,
        names=queries.people_of([access]),
        seen=queries.seen_in(access, cases) if user.role == Role.DATA_PROTECTION else None,
        actions=ACTION_LABELS,
        now=at,
        **LABELS,
    )
    return page, 422 if form is not None and form.errors else 200
