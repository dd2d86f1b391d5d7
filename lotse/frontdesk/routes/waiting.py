"""What waits at the counter: call-backs, hand-overs, wishes to apply, online requests."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.clients.queries import names_of
from lotse.clients.queries.warnings import marks_at
from lotse.contacts.actions import desk
from lotse.contacts.queries import desk as waiting
from lotse.contacts.queries.lists import list_handed_to
from lotse.contacts.rules import is_late
from lotse.foundation.clock import local, now, today
from lotse.foundation.errors import FieldError
from lotse.frontdesk.forms.desk import AgainForm, CallBackForm, OnlineRequestForm
from lotse.frontdesk.routes.blueprint import blueprint


@blueprint.get("/empfang/rueckrufe")
@allow(*SOCIAL_WORK)
def call_backs() -> str:
    """Whom to call, the most urgent first."""
    form = CallBackForm(formdata=None)
    form.call_back_on.data = form.call_back_on.data or today()
    return _call_backs(form)


@blueprint.post("/empfang/rueckrufe")
@allow(*SOCIAL_WORK)
def add_call_back() -> Response | tuple[str, int]:
    """Put a caller on the list by hand."""
    user, form = signed_in_user(), CallBackForm()
    if form.validate():
        with form.refusing():
            if user.site_id is None:
                raise FieldError("name", "Ihrem Konto fehlt ein Standort; bitte in der Verwaltung eintragen lassen.")
            desk.ask_for_call_back(
                site_id=user.site_id, phone=form.call_back_phone.data, due_on=form.call_back_on.data, by=user,
                now=now(), name=form.name.data or "", about=form.about.data or "",
            )  # fmt: skip
            flash("Rückruf vorgemerkt.", "success")
            return redirect(url_for("frontdesk.call_backs"), 303)
    return _call_backs(form), 422


@blueprint.post("/empfang/rueckrufe/<id:call_back_id>/nicht-erreicht")
@allow(*SOCIAL_WORK)
def call_again(call_back_id: int) -> Response:
    """Nobody answered: the caller stays on the list for another day."""
    call, form = waiting.get_call_back(call_back_id, signed_in_user(), now()), AgainForm()
    audit_about(person_id=call.person_id)
    again_on = form.again_on.data or today() + timedelta(days=1)
    if again_on < today():
        again_on = today()
    desk.note_attempt(call_back=call, again_on=again_on, now=now())
    flash(f"Nicht erreicht. Der Rückruf steht für den {again_on:%d.%m.} auf der Liste.", "info")
    return redirect(url_for("frontdesk.call_backs"), 303)


@blueprint.post("/empfang/rueckrufe/<id:call_back_id>/erledigt")
@allow(*SOCIAL_WORK)
def settle_call(call_back_id: int) -> Response:
    """Take somebody off the list without taking down a contact."""
    call = waiting.get_call_back(call_back_id, signed_in_user(), now())
    audit_about(person_id=call.person_id)
    desk.settle_call_back(call_back=call, outcome="given_up", now=now())
    flash("Der Rückruf ist von der Liste.", "success")
    return redirect(url_for("frontdesk.call_backs"), 303)


@blueprint.get("/empfang/uebergaben")
@allow(*SOCIAL_WORK)
def handed() -> str:
    """Contacts that colleagues have put on the own list."""
    user, at = signed_in_user(), now()
    rows = list_handed_to(user, at)
    marks = marks_at([row.person_id for row in rows], today())
    return render_template(
        "frontdesk/handed.html", rows=rows, marks=marks, names={row.created_by_id: row.by for row in rows}
    )


@blueprint.get("/empfang/antragswille")
@allow(*SOCIAL_WORK)
def intents() -> str:
    """Wishes to apply that are to be forwarded, the oldest first."""
    rows = waiting.list_intents_to_forward(signed_in_user(), now())
    late = {row.id for row in rows if is_late(local(row.declared_at).date(), None, today())}
    ids = [row.person_id for row in rows if row.person_id]
    return render_template(
        "frontdesk/intents.html", rows=rows, late=late, names=names_of(ids), marks=marks_at(ids, today())
    )


@blueprint.post("/empfang/antragswille/<id:intent_id>/weitergeleitet")
@allow(*SOCIAL_WORK)
def forward_intent(intent_id: int) -> Response:
    """Note that the wish to apply has gone to the competent office."""
    user = signed_in_user()
    intent = waiting.get_intent(intent_id, user, now())
    audit_about(person_id=intent.person_id)
    desk.mark_forwarded(intent=intent, by=user, now=now())
    flash("Weiterleitung vermerkt.", "success")
    return redirect(url_for("frontdesk.intents"), 303)


@blueprint.get("/empfang/anfragen")
@allow(*SOCIAL_WORK)
def requests() -> str:
    """The inbox of online requests."""
    return _requests(OnlineRequestForm(formdata=None))


@blueprint.post("/empfang/anfragen")
@allow(*SOCIAL_WORK)
def add_request() -> Response | tuple[str, int]:
    """Take down an online request by hand."""
    user, form = signed_in_user(), OnlineRequestForm()
    if not form.validate():
        return _requests(form), 422
    desk.take_down_request(
        name=form.name.data or "", way_back=form.way_back.data or "", text=form.text.data, by=user, now=now(),
        site_id=user.site_id,
    )  # fmt: skip
    flash("Die Anfrage liegt im Eingang.", "success")
    return redirect(url_for("frontdesk.requests"), 303)


@blueprint.post("/empfang/anfragen/<id:online_request_id>/erledigt")
@allow(*SOCIAL_WORK)
def settle_request(online_request_id: int) -> Response:
    """Take a request out of the inbox without a contact."""
    user = signed_in_user()
    desk.settle_request(request=waiting.get_request(online_request_id, user), by=user, now=now())
    flash("Die Anfrage ist erledigt.", "success")
    return redirect(url_for("frontdesk.requests"), 303)


def _call_backs(form: CallBackForm) -> str:
    rows = waiting.list_call_backs(signed_in_user(), now())
    ids = [row.person_id for row in rows if row.person_id]
    return render_template(
        "frontdesk/call_backs.html", rows=rows, form=form, names=names_of(ids), marks=marks_at(ids, today())
    )


def _requests(form: OnlineRequestForm) -> str:
    return render_template("frontdesk/requests.html", rows=waiting.list_requests(signed_in_user()), form=form)
