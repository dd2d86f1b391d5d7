"""Setting a booked contact right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.clients.queries import get_person
from lotse.contacts import queries
from lotse.contacts.actions.corrections import Correction
from lotse.contacts.rules import Channel, Entry, Result, needed_for
from lotse.foundation.clock import now, today
from lotse.foundation.errors import FieldError, NotFound
from lotse.foundation.record_ids import record_id
from lotse.frontdesk.actions.correct import correct
from lotse.frontdesk.actions.take_down import Wishes
from lotse.frontdesk.forms.correction import CorrectionForm
from lotse.frontdesk.queries import screen
from lotse.frontdesk.queries.choices import choices, list_staff
from lotse.frontdesk.routes.blueprint import blueprint
from lotse.frontdesk.routes.picking import NO_OFFER, PICK, person_of, referral_page, settle_offer, settle_person

if TYPE_CHECKING:
    from lotse.clients.models import Person
    from lotse.contacts.models import Contact


@blueprint.route("/empfang/kontakt/<id:contact_id>/berichtigen", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def correct_contact(contact_id: int) -> Response | str | tuple[str, int]:
    """Correct person, concerns, note and what else was taken down; for those who may read the note."""
    user, at = signed_in_user(), now()
    contact = queries.get_contact(contact_id, user, at)
    if not queries.may_read_note(contact, user, at):
        raise NotFound
    before = get_person(contact.person_id, user, at) if contact.person_id else None
    audit_about(person_id=before.id if before else None, case_id=contact.case_id)
    form = CorrectionForm(obj=contact) if request.method == "GET" else CorrectionForm()
    form.offer_catalogue(choices(), contact.language)
    form.offer_staff(list_staff())
    had = list(queries.concern_ids_of(contact_id))
    if request.method == "GET":
        if form.resumed_draft is None:
            form.tick(had)
            form.person.data = before.list_name if before else ""
        return _page(form, contact)
    settle_person(form)
    settle_offer(form)
    form.validate()
    _judge(form, contact)
    if form.errors:
        return _page(form, contact), 422
    form.check_version(contact)
    with form.refusing():
        moved = correct(
            contact=contact, correction=_correction(form, contact, had), wishes=_wishes(form), by=user, now=at,
            today=today(),
        )  # fmt: skip
        if moved and before:
            audit_about(person_id=contact.person_id, detail=f"Kontakt {contact.id} stand unter {before.number}")
        flash("Der Kontakt ist berichtigt.", "success")
        return redirect(_after_correcting(contact, record_id(form.offer_id.data)), 303)
    return _page(form, contact), 422


def _after_correcting(contact: Contact, offer_id: int | None) -> str:
    if contact.result == Result.REFERRED and offer_id:
        return referral_page(contact, offer_id)
    return url_for("frontdesk.show_contact", contact_id=contact.id)


def _correction(form: CorrectionForm, contact: Contact, had: list[int]) -> Correction:
    return Correction(
        person=_chosen_person(form, contact), channel=Channel(form.channel.data), language=form.language.data,
        postcode=form.postcode.data or "", note=form.note.data or "", duration_minutes=form.duration_minutes.data,
        concern_ids=form.concern_ids | (set(had) - form.offered_ids), result=Result(form.result.data),
    )  # fmt: skip


def _wishes(form: CorrectionForm) -> Wishes:
    return Wishes(
        case_reason=form.case_reason.data or "", appointment_at=form.appointment_instant(),
        unit=screen.unit_for(signed_in_user()) if form.result.data == Result.CASE else None,
        appointment_with_id=form.appointment_with.chosen, appointment_about=form.appointment_about.data or "",
    )  # fmt: skip


def _judge(form: CorrectionForm, contact: Contact) -> None:
    """Put what a new result lacks at its field."""
    if form.result.data == contact.result or form.errors:
        return
    entry = Entry(
        started_at=contact.started_at, minutes=None, channel=Channel.ON_SITE, result=Result(form.result.data),
        concern_count=1, has_person=bool(form.person_id.data), note=form.note.data or "", offer_chosen=True,
        appointment_at=form.appointment_instant(),
    )  # fmt: skip
    for name, sentence in needed_for(entry, now()).items():
        form.refuse(FieldError({"appointment_at": "appointment_on"}.get(name, name), sentence))
    if form.result.data == Result.REFERRED and form.offer.data and not form.offer_id.data:
        form.refuse(FieldError("offer", PICK if form.offer.picks else NO_OFFER))


def _chosen_person(form: CorrectionForm, contact: Contact) -> Person | None:
    """An emptied field makes the contact anonymous; a name nobody was chosen for is refused."""
    if contact.person_id is None or not form.person.data:
        return None
    return person_of(form)


def _page(form: CorrectionForm, contact: Contact) -> str:
    return render_template("frontdesk/correct_contact.html", form=form, contact=contact)
