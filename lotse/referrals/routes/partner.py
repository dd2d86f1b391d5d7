"""The partner's pages: opened by link and PIN, without an account, on any telephone, without JavaScript.

GET shows and changes nothing (mail scanners open links); before the right PIN no personal data are on any page. A
token that is unknown, expired, revoked or locked answers like a page that does not exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, redirect, render_template, request, session, url_for

from lotse.accounts.access import public
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.foundation.clock import now, today
from lotse.foundation.crypto import hash_token
from lotse.foundation.errors import FieldError, NotFound
from lotse.foundation.web.forms import Answer
from lotse.referrals.actions.links import is_pin, is_usable, note_opened
from lotse.referrals.actions.pins import count_wrong_pin
from lotse.referrals.actions.redirects import redirect_referral
from lotse.referrals.forms.answers import StepForm
from lotse.referrals.forms.ways import ForwardForm, PinForm
from lotse.referrals.queries import links, receivers
from lotse.referrals.queries.senders import office_name, office_phone, sender_of
from lotse.referrals.routes.answers import take_steps
from lotse.referrals.routes.disclosed import disclosed
from lotse.referrals.routes.views import may_decline, page_of
from lotse.referrals.routes.words import words
from lotse.referrals.rules.states import Party, State
from lotse.referrals.rules.transitions import Step

if TYPE_CHECKING:
    from lotse.referrals.models import PartnerLink, Referral

blueprint = Blueprint("partner", __name__, url_prefix="/antwort")


@blueprint.context_processor
def _words() -> dict[str, Any]:
    return {**words(), "global_search": False}


@blueprint.route("/<token>", methods=["GET", "POST"])
@public
def open_link(token: str) -> Answer:
    """Ask for the PIN; with the right one, show the referral."""
    link, referral = _link(token)
    _audit(link, referral, "asked")
    form = PinForm()
    if form.validate_on_submit():
        if is_pin(link, form.pin.data):
            _audit(link, referral, "opened")
            note_opened(link=link, referral=referral, today=today(), now=now())
            session["partner_link"] = link.id
            return redirect(url_for("partner.show", token=token), 303)
        _audit(link, referral, "wrong_pin")
        if count_wrong_pin(link.id, referral, today=today(), now=now()):
            raise NotFound
        form.pin.errors = ["Die PIN stimmt nicht. Nach fünf falschen Eingaben wird der Zugang gesperrt."]
    status = 422 if form.errors else 200
    page = render_template(
        "referrals/partner/pin.html", form=form, number=links.number_of(link.referral_id), office=office_name(),
        office_phone=office_phone(),
    )  # fmt: skip
    return page, status


@blueprint.get("/<token>/vermittlung")
@public
def show(token: str) -> str:
    """The minimum the partner needs, and what can be answered now."""
    link, referral = _opened(token)
    page = page_of(referral, today())
    return render_template(
        "referrals/partner/show.html", token=token, page=page, disclosed=disclosed(page, today()), link=link,
        sender=sender_of(referral),
    )  # fmt: skip


@blueprint.route("/<token>/antworten", methods=["GET", "POST"])
@public
def answer(token: str) -> Answer:
    """Accept, ask, decline with a reason, tell the state of things."""
    _, referral = _opened(token)
    page = page_of(referral, today())
    if not page.theirs and request.method == "GET":
        return redirect(url_for("partner.show", token=token))
    form = StepForm(happened_on=today(), to=request.args.get("nach"), version=referral.version)
    form.offer_choices(page.theirs, decline=may_decline(referral), theirs=True)
    form.via.choices, form.via.data = [("link", "Link")], "link"
    if take_steps(form, referral, Party.RECEIVER):
        session["partner_done"] = referral.number
        return redirect(url_for("partner.receipt", token=token), 303)
    return render_template("referrals/partner/answer.html", token=token, form=form, page=page), form.status


@blueprint.route("/<token>/weiterleiten", methods=["GET", "POST"])
@public
def forward(token: str) -> Answer:
    """Name another receiver; the office asks the client for consent before anything goes there."""
    _, referral = _opened(token)
    form = ForwardForm()
    choices = [(row.id, row.name) for row in receivers.list_open_organisations()]
    form.receiver.choices = [(0, "bitte wählen"), *choices]
    if form.validate_on_submit():
        with form.refusing():
            _forward(referral, form)
            session["partner_done"] = referral.number
            return redirect(url_for("partner.receipt", token=token), 303)
    page = render_template("referrals/partner/forward.html", token=token, form=form, referral=referral)
    return page, 422 if form.errors else 200


@blueprint.get("/<token>/beleg")
@public
def receipt(token: str) -> str:
    """A receipt to print: number, state and time, no personal data; readable also when the answer ended the access."""
    found = links.find_link(hash_token(token))
    if found is None or session.get("partner_link") != found[0].id or session.get("partner_done") != found[1].number:
        raise NotFound
    link, referral = found
    _audit(link, referral, "receipt")
    page = page_of(referral, today())
    return render_template(
        "referrals/partner/receipt.html", token=token, page=page, at=page.events[-1].entered_at,
        still_open=is_usable(link, referral, now()), office=office_name(),
    )  # fmt: skip


def _forward(referral: Referral, form: ForwardForm) -> None:
    organisation = receivers.find_organisation(form.receiver.data) if form.receiver.data else None
    if organisation is None or organisation.address_confidential:
        raise FieldError("receiver", "Bitte die zuständige Stelle wählen.")
    step = Step(State.REDIRECTED, today(), Party.RECEIVER, via="link", note=form.note.data or "")
    redirect_referral(referral=referral, to=organisation, offer_id=None, step=step, by=None, today=today(), now=now())


def _link(token: str) -> tuple[PartnerLink, Referral]:
    found = links.find_link(hash_token(token)) if 20 <= len(token) <= 100 else None
    if found is None or not is_usable(*found, now()):
        raise NotFound
    return found


def _opened(token: str) -> tuple[PartnerLink, Referral]:
    """Return link and referral once the PIN was right in this browser; else, or long after it, ask for it (again)."""
    link, referral = _link(token)
    if session.get("partner_link") != link.id:
        abort(redirect(url_for("partner.open_link", token=token), 303))
    _audit(link, referral, "")
    return link, referral


def _audit(link: PartnerLink, referral: Referral, detail: str) -> None:
    audit_about(
        action=Action.DISCLOSE if detail == "opened" else None, object_kind="partner_link", object_id=link.id,
        person_id=referral.person_id, case_id=referral.case_id, detail=detail or None,
    )  # fmt: skip
