"""The record itself: the own list, its page, the clock, who sees it, its end."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.queries import get_user, names_of
from lotse.accounts.rules import SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.foundation.clock import now
from lotse.foundation.web.forms import Answer, choices_of
from lotse.protection import actions, queries
from lotse.protection.forms import CloseForm, ColleagueForm, UrgencyForm
from lotse.protection.routes.blueprint import blueprint, load
from lotse.protection.rules import steps as rules
from lotse.protection.rules.steps import Step


@blueprint.get("")
@allow(*SOCIAL_WORK)
def index() -> str:
    """The records this account was named in; there is no other list."""
    return render_template("protection/index.html", rows=queries.my_records(signed_in_user(), now()), now=now())


@blueprint.get("/<id:record_id>")
@allow(*SOCIAL_WORK)
def show(record_id: int) -> str:
    """The record: clock, steps taken and open, who may see it."""
    record = load(record_id)
    done = {Step(e.step) for e in record.entries}
    result = actions.last_result(record)
    notices = queries.list_notices(record.id)
    writers = {e.written_by_id for e in record.entries} | {n.printed_by_id for n in notices}
    return render_template(
        "protection/show.html",
        record=record,
        child=queries.child_of(record),
        notices=notices,
        open_steps=rules.next_steps(done, result=result, danger_now=record.danger_now),
        done=done,
        labels=rules.STEP_LABELS,
        hints=rules.STEP_HINTS,
        results=rules.RESULT_LABELS,
        urgencies=rules.URGENCY_LABELS,
        holders=queries.holders(record.id, now()),
        names=names_of(writers),
        now=now(),
    )


@blueprint.route("/<id:record_id>/frist", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def look_again(record_id: int) -> Answer:
    """Set the clock anew."""
    record, form = load(record_id), UrgencyForm()
    if form.validate_on_submit():
        with form.refusing():
            actions.look_again(record=record, urgency=form.urgency.data, by=signed_in_user(), now=now())
            return redirect(url_for("protection.show", record_id=record.id), 303)
    hint = "Wochenenden zählen mit; die Frist verschiebt sich nicht."
    page = render_template("protection/form.html", record=record, form=form, title="Wieder ansehen", hint=hint)
    return page, 422 if form.errors else 200


@blueprint.route("/<id:record_id>/beteiligen", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def name_colleague(record_id: int) -> Answer:
    """Let one more named colleague see the record."""
    record, form = load(record_id), ColleagueForm()
    seen = queries.holders(record.id, now())
    form.user_id.choices = choices_of((u.id, u.name) for u in queries.colleagues() if u.id not in seen)
    if form.validate_on_submit():
        with form.refusing():
            actions.name_colleague(record=record, colleague=get_user(form.user_id.data), now=now())
            audit_about(action=Action.RIGHTS)
            return redirect(url_for("protection.show", record_id=record.id), 303)
    hint = "Nur namentlich Beteiligte sehen diesen Vorgang, auch die Teamleitung nur, wenn sie hier benannt ist."
    page = render_template("protection/form.html", record=record, form=form, title="Beteiligen", hint=hint)
    return page, 422 if form.errors else 200


@blueprint.route("/<id:record_id>/abschliessen", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def close(record_id: int) -> Answer:
    """Close the record."""
    record, form = load(record_id), CloseForm()
    if form.validate_on_submit():
        with form.refusing():
            actions.close_record(record=record, text=form.text.data or "", by=signed_in_user(), now=now())
            flash("Der Vorgang ist abgeschlossen.", "success")
            return redirect(url_for("protection.show", record_id=record.id), 303)
    hint = "Erst nach der Einschätzung durch zwei Fachkräfte und dem, was daraus folgt."
    page = render_template("protection/form.html", record=record, form=form, title="Vorgang abschließen", hint=hint)
    return page, 422 if form.errors else 200
