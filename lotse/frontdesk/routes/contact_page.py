"""The contact screen as every route answers with it: prepared form, where it comes from, what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, request

from lotse.accounts.access import acting_account, signed_in_user
from lotse.audit.actions import audit_about
from lotse.clients.queries import find_person
from lotse.contacts.queries.desk import get_call_back, get_request
from lotse.foundation import drafts
from lotse.foundation.clock import local, now
from lotse.foundation.record_ids import record_id
from lotse.frontdesk.forms.contact import ContactForm
from lotse.frontdesk.queries import screen
from lotse.frontdesk.queries.choices import choices, list_staff
from lotse.frontdesk.rules import DRAFT_KIND

if TYPE_CHECKING:
    from lotse.clients.models import Person


def prepared(form: ContactForm) -> ContactForm:
    """Fill in what the office offers to choose from, and the site of the account."""
    offered = choices()
    form.offer_choices(areas=offered.concerns, details=offered.details, staff=list_staff, sites=offered.sites)
    form.areas = offered.areas
    if (site_id := acting_account().site_id) is not None:
        form.site.data = str(site_id)
    return form


def begin_now(form: ContactForm) -> None:
    """Let the contact begin now."""
    at = local(now())
    form.day.data, form.at.data = at.date(), f"{at:%H:%M}"


def take_over_origin(form: ContactForm) -> None:
    """A contact may answer a call-back, an online request, or begin at a person's page."""
    if not {"person", "rueckruf", "anfrage"} & request.args.keys():
        return
    user, at = signed_in_user(), now()
    if (given := record_id(request.args.get("person"))) and (person := find_person(given, user, at)):
        _begin_with(form, person)
        audit_about(person_id=person.id)
    if given := record_id(request.args.get("rueckruf")):
        call = get_call_back(given, user, at)
        form.call_back_id.data, form.channel.data, form.note.data = call.id, "phone", call.about
        if call.person_id and (person := find_person(call.person_id, user, at)):
            _begin_with(form, person)
    if given := record_id(request.args.get("anfrage")):
        online = get_request(given, user)
        form.request_id.data, form.channel.data = online.id, "online"
        form.note.data = f"{online.text}\n\n{online.name} {online.way_back}".strip()


def _begin_with(form: ContactForm, person: Person) -> None:
    """Fill in what picking the person while typing would fill in."""
    form.person_id.data, form.person.data = person.id, person.list_name
    form.language.data, form.postcode.data = person.language, person.postcode


def page(form: ContactForm, **more: Any) -> str:
    """Return the screen with everything that stands around the form."""
    user, at = acting_account(), now()
    shown = screen.around(form.concern_ids, form.chosen_person_id, form.language.data or "", user, at)
    if form.desk.data is None:
        form.desk.data = shown.last_desk
    return render_template(
        "frontdesk/index.html",
        form=form,
        shown=shown,
        drafts=drafts.list_of(user.id, DRAFT_KIND),
        here=user.site_name,
        **more,
    )
