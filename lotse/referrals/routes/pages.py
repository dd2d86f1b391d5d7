"""The list of referrals and the page of one referral."""

from __future__ import annotations

from flask import render_template, request, url_for

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import SOCIAL_WORK
from lotse.foundation.clock import now, today
from lotse.foundation.web.pagination import Page, asked_page
from lotse.referrals.forms.drafts import SendForm
from lotse.referrals.pages import load_referral
from lotse.referrals.queries import lists, receivers
from lotse.referrals.routes.blueprint import blueprint
from lotse.referrals.routes.views import page_of
from lotse.referrals.rules.states import FINAL, OPEN, State

PAGE_SIZE = 50
VIEWS = {
    "offen": tuple(OPEN),
    "unterwegs": (State.REQUESTED, State.RECEIVED),
    "bei-uns": (State.DRAFT, State.CONSENT_PENDING, State.QUESTION, State.DECLINED_PENDING),
    "laufend": (State.ACCEPTED, State.WAITLISTED, State.IN_PROGRESS, State.PAUSED),
    "beendet": tuple(FINAL),
}


@blueprint.get("/")
@allow(*SOCIAL_WORK)
def index() -> str:
    """All referrals the account may see; those whose clock runs out first stand on top."""
    view = request.args.get("stand", "offen")
    number = asked_page()
    concern = request.args.get("anliegen", "")
    rows, total = lists.list_referrals(
        signed_in_user(),
        now(),
        states=VIEWS.get(view, ()),
        with_owed=view in {"offen", "bei-uns"},
        overdue_on=today() if request.args.get("faellig") else None,
        concern_id=int(concern) if concern.isascii() and concern.isdigit() and len(concern) < 10 else None,
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
    )
    return render_template(
        "referrals/index.html",
        page_url=lambda seite: url_for("referrals.index", **{**request.args.to_dict(), "seite": seite}),
        page=Page(rows, number, PAGE_SIZE, total),
        view=view,
        concerns=receivers.list_concerns(),
        concern=concern,
    )


@blueprint.get("/<id:referral_id>")
@allow(*SOCIAL_WORK)
def show(referral_id: int) -> str:
    """One referral: what it is about, where it stands, what is next."""
    referral = load_referral(referral_id)
    page = page_of(referral, today(), user=signed_in_user())
    return render_template("referrals/show.html", page=page, send_form=SendForm.for_receiver(page.organisation))
