"""Many letters at once, from a list: one PDF to print, and a report of what could not be printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.foundation.clock import now, today
from lotse.foundation.errors import FieldError
from lotse.foundation.pdf_join import join_pdfs
from lotse.foundation.web.forms import Answer
from lotse.letters import actions, queries
from lotse.letters.forms import DispatchForm, PickForm
from lotse.letters.queries import batch_drafts
from lotse.letters.routes.blueprint import blueprint
from lotse.letters.routes.pages import pdf_answer

MOST = 100


@blueprint.route("/stapel/neu", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def new_batch() -> Answer:
    """Tick the referrals whose letters, or whose reminders, are to be printed together."""
    user = signed_in_user()
    reminders = request.values.get("art") == "erinnerungen"
    rows = queries.waiting_referrals(user, today(), now(), reminders=reminders)
    form = PickForm()
    if form.validate_on_submit():
        chosen = [row for row in rows if row.id in set(form.chosen.data or ())]
        if 0 < len(chosen) <= MOST:
            return _print(chosen, reminders)
        form.refuse(FieldError("chosen", f"Bitte ankreuzen, was gedruckt werden soll: 1 bis {MOST} Briefe."))
    status = 422 if form.errors or form.form_errors else 200
    return render_template("letters/new_batch.html", form=form, rows=rows, reminders=reminders), status


@blueprint.get("/stapel/<id:batch_id>")
@allow(*SOCIAL_WORK)
def batch(batch_id: int) -> str:
    """What was printed together, and what was not."""
    user = signed_in_user()
    found = queries.get_batch(batch_id, user)
    return render_template(
        "letters/batch.html",
        batch=found,
        rows=queries.list_batch(found.id, user, now()),
        form=DispatchForm(on=today()),
    )


@blueprint.get("/stapel/<id:batch_id>/stapel.pdf")
@allow(*SOCIAL_WORK)
def batch_pdf(batch_id: int) -> Response:
    """All letters of the batch in one file for the printer."""
    found = queries.get_batch(batch_id, signed_in_user())
    audit_about(action=Action.PRINT)
    return pdf_answer(join_pdfs(queries.pdfs_of_batch(found.id, signed_in_user(), now())), f"Stapel-{found.id}")


@blueprint.post("/stapel/<id:batch_id>/versand")
@allow(*SOCIAL_WORK)
def dispatch_batch(batch_id: int) -> Answer:
    """Record for all letters of the batch when and how they went out."""
    user = signed_in_user()
    found = queries.get_batch(batch_id, user)
    form = DispatchForm()
    rows = queries.list_batch(found.id, user, now())
    if form.validate_on_submit():
        with form.refusing():
            for row in rows:
                letter = queries.get_letter(row.id, user, now())
                actions.record_dispatch(letter=letter, on=form.on.data, means=form.means.data, by=user, today=today())
            flash(f"Der Versand von {len(rows)} Briefen ist festgehalten.", "success")
            return redirect(url_for("letters.batch", batch_id=found.id), 303)
    return render_template("letters/batch.html", batch=found, rows=rows, form=form), 422


def _print(chosen: Sequence[Any], reminders: bool) -> Answer:
    user = signed_in_user()
    drafted = batch_drafts.draft_all(
        [(row.id, row.number) for row in chosen], reminders=reminders, user=user, now=now()
    )
    done = actions.print_batch(drafted=drafted, reminders=reminders, by=user, today=today(), now=now())
    audit_about(
        action=Action.PRINT, object_kind="letter_batch", object_id=done.id, detail=f"{len(chosen)} Vermittlungen"
    )
    return redirect(url_for("letters.batch", batch_id=done.id), 303)
