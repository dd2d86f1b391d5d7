"""The inbox of a department: what it has to answer, one referral as far as the disclosure reaches, its answer."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import Role
from lotse.foundation.clock import now, today
from lotse.foundation.web.forms import Answer
from lotse.foundation.web.pagination import Page, asked_page
from lotse.referrals.forms.answers import StepForm
from lotse.referrals.pages import load_referral
from lotse.referrals.queries import lists
from lotse.referrals.queries.senders import sender_of
from lotse.referrals.routes.answers import take_steps
from lotse.referrals.routes.blueprint import blueprint
from lotse.referrals.routes.disclosed import disclosed
from lotse.referrals.routes.views import may_decline, page_of
from lotse.referrals.rules.states import OPEN, Party, State

PAGE_SIZE = 50


@blueprint.get("/eingang")
@allow(Role.DEPARTMENT)
def inbox() -> str:
    """What a department has to answer, and what it had (without names)."""
    user, number = signed_in_user(), asked_page()
    rows, total = lists.list_inbox(user, today=today(), now=now(), limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    return render_template(
        "referrals/inbox.html",
        page=Page(rows, number, PAGE_SIZE, total),
        page_url=lambda seite: url_for("referrals.inbox", seite=seite),
        past=lists.list_answered(user),
    )


@blueprint.get("/eingang/<id:referral_id>")
@allow(Role.DEPARTMENT)
def received(referral_id: int) -> str:
    """One referral as the department may see it: what the disclosure allows and nothing else."""
    referral = load_referral(referral_id)
    page = page_of(referral, today())
    return render_template(
        "referrals/received.html", page=page, disclosed=disclosed(page, today()), sender=sender_of(referral)
    )


@blueprint.route("/eingang/<id:referral_id>/antwort", methods=["GET", "POST"])
@allow(Role.DEPARTMENT)
def reply(referral_id: int) -> Answer:
    """The department answers: accept, ask, decline, tell the state of things."""
    referral = load_referral(referral_id)
    page = page_of(referral, today())
    if not page.theirs and request.method == "GET":
        return redirect(url_for("referrals.received", referral_id=referral.id))
    form = StepForm(
        happened_on=today(), to=request.args.get("nach"), version=referral.version, contact=referral.partner_contact
    )
    form.offer_choices(page.theirs, decline=may_decline(referral), theirs=True)
    form.via.choices, form.via.data = [("inbox", "Eingang im Haus")], "inbox"
    if take_steps(form, referral, Party.RECEIVER):
        flash("Festgehalten.", "success")
        if State(referral.state) in OPEN:
            return redirect(url_for("referrals.received", referral_id=referral.id), 303)
        return redirect(url_for("referrals.inbox"), 303)
    return render_template("referrals/reply.html", form=form, page=page, referral=referral), form.status
