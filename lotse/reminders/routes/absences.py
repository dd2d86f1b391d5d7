"""Who is away and who stands in; everybody for themselves, team leads for their team."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from lotse.accounts import queries as accounts
from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.actions import absences as account_absences
from lotse.accounts.rules import SOCIAL_WORK, Role
from lotse.foundation.clock import today
from lotse.foundation.errors import NotFound
from lotse.foundation.web.forms import Answer
from lotse.reminders.forms import AbsenceForm
from lotse.reminders.routes.blueprint import AT_HOME, blueprint


@blueprint.route("/heute/abwesenheit", methods=["GET", "POST"])
@allow(*AT_HOME)
def absences() -> Answer:
    """Present and coming absences, and the form for the next one."""
    user = signed_in_user()
    team = accounts.list_users(unit_id=user.unit_id) if user.role == Role.TEAM_LEAD and user.unit_id else [user]
    form = AbsenceForm(user_id=user.id)
    others = [other for other in accounts.list_users(roles=SOCIAL_WORK) if len(team) > 1 or other.id != user.id]
    form.offer_people(team, others)
    if form.is_submitted() and form.validate():
        with form.refusing():
            account_absences.plan_absence(
                user=accounts.get_user(form.user_id.data),
                deputy=accounts.get_user(form.deputy_id.data),
                starts_on=form.starts_on.data,
                ends_on=form.ends_on.data,
                note=form.note.data or "",
            )
            flash("Eingetragen. Beide bekommen einmal Bescheid.", "success")
            return redirect(url_for("reminders.absences"), 303)
    ids = {member.id for member in team} | {user.id}
    rows = [a for a in accounts.list_absences(today()) if a.user_id in ids or a.deputy_id == user.id]
    page = render_template(
        "reminders/absences.html",
        form=form,
        rows=rows,
        mine=ids,
        names=accounts.names_of({a.user_id for a in rows} | {a.deputy_id for a in rows}),
    )
    return (page, 422) if form.errors else page


@blueprint.post("/heute/abwesenheit/<id:absence_id>/ende")
@allow(*AT_HOME)
def end_absence(absence_id: int) -> Response:
    """End an absence today."""
    user, absence = signed_in_user(), accounts.get_absence(absence_id)
    away = accounts.get_user(absence.user_id)
    if away.id != user.id and not (user.role == Role.TEAM_LEAD and away.unit_id == user.unit_id):
        raise NotFound
    account_absences.end_absence(absence=absence, today=today())
    flash("Die Abwesenheit ist beendet.", "success")
    return redirect(url_for("reminders.absences"), 303)
