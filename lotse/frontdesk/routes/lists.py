"""The day list, and one contact with what can still be done about it."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import acting_account, allow, signed_in_user
from lotse.accounts.queries import names_of
from lotse.accounts.rules import SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.clients.queries.warnings import marks_at
from lotse.contacts import queries
from lotse.contacts.actions.contacts import attach_person, hand_over, settle_hand_over
from lotse.contacts.queries.desk import find_intents_of_contact
from lotse.contacts.queries.lists import count_day, list_day
from lotse.foundation.clock import now, today
from lotse.foundation.errors import FieldError
from lotse.foundation.record_ids import record_id
from lotse.foundation.web.htmx import is_htmx
from lotse.frontdesk.forms.desk import AttachForm, HandOverForm
from lotse.frontdesk.queries import screen
from lotse.frontdesk.queries.choices import list_staff
from lotse.frontdesk.routes.blueprint import blueprint
from lotse.frontdesk.routes.picking import person_of, settle_person

PAGE = 50


@blueprint.get("/empfang/tag")
@allow(*SOCIAL_WORK)
def day() -> str:
    """The contacts of a site on a day, newest first."""
    user, at = acting_account(), now()
    given = request.args.get("tag", "")
    try:
        shown_day = date.fromisoformat(given) if given else today()
    except ValueError:
        shown_day = today()
    before = record_id(request.args.get("vor"))
    desk = request.args.get("platz", "")[:30]
    rows = list_day(user.site_id, shown_day, user, at, desk=desk, most=PAGE, before_id=before)
    return render_template(
        "frontdesk/_day_rows.html" if is_htmx() else "frontdesk/day.html",
        rows=rows, shown_day=shown_day, desk=desk, page=PAGE, counted=count_day(user.site_id, shown_day),
        marks=marks_at([row.person_id for row in rows], today()), site_name=user.site_name,
    )  # fmt: skip


@blueprint.get("/empfang/kontakt/<id:contact_id>")
@allow(*SOCIAL_WORK)
def show_contact(contact_id: int) -> str:
    """One contact; the note only for those who may read it."""
    return _contact_page(contact_id, AttachForm(formdata=None), HandOverForm(formdata=None))


@blueprint.post("/empfang/kontakt/<id:contact_id>/person")
@allow(*SOCIAL_WORK)
def attach(contact_id: int) -> Response | tuple[str, int]:
    """Give an anonymous contact its person, with the day she agreed."""
    user, at = signed_in_user(), now()
    contact, form = queries.get_contact(contact_id, user, at), AttachForm()
    settle_person(form)
    if form.validate():
        with form.refusing():
            person = person_of(form)
            attach_person(contact=contact, person=person, consent_on=form.consent_on.data, now=at, today=today())
            audit_about(person_id=person.id)
            flash("Der Kontakt gehört jetzt zu dieser Person.", "success")
            return redirect(url_for("frontdesk.show_contact", contact_id=contact_id), 303)
    return _contact_page(contact_id, form, HandOverForm(formdata=None)), 422


@blueprint.post("/empfang/kontakt/<id:contact_id>/uebergabe")
@allow(*SOCIAL_WORK)
def hand_contact_over(contact_id: int) -> Response | tuple[str, int]:
    """Put the contact on a colleague's list."""
    contact, form = queries.get_contact(contact_id, signed_in_user(), now()), HandOverForm()
    _offer_staff(form)
    colleague = screen.colleague(form.hand_to.chosen) if form.validate() else None
    if colleague is None:
        if not form.errors:
            form.refuse(FieldError("hand_to", "Bitte wählen, wer den Kontakt übernimmt."))
        return _contact_page(contact_id, AttachForm(formdata=None), form), 422
    hand_over(contact=contact, to=colleague)
    audit_about(person_id=contact.person_id)
    flash(f"Übergeben an {colleague.name}.", "success")
    return redirect(url_for("frontdesk.show_contact", contact_id=contact_id), 303)


@blueprint.post("/empfang/kontakt/<id:contact_id>/uebergabe/erledigt")
@allow(*SOCIAL_WORK)
def settle_handed_contact(contact_id: int) -> Response:
    """Take a contact off the own list."""
    contact = queries.get_contact(contact_id, signed_in_user(), now())
    settle_hand_over(contact=contact, now=now())
    flash("Die Übergabe ist erledigt.", "success")
    return redirect(url_for("frontdesk.handed"), 303)


def _contact_page(contact_id: int, attach_form: AttachForm, hand_form: HandOverForm) -> str:
    user, at = signed_in_user(), now()
    contact = queries.get_contact(contact_id, user, at)
    audit_about(person_id=contact.person_id, case_id=contact.case_id)
    _offer_staff(hand_form)
    if attach_form.consent_on.data is None:
        attach_form.consent_on.data = today()
    corrections = queries.list_corrections(contact_id)
    correctors = {row.corrected_by_id for row in corrections}
    return render_template(
        "frontdesk/show_contact.html",
        contact=contact, note=contact.note if queries.may_read_note(contact, user, at) else None,
        hit=screen.person_hit(contact.person_id, user, at),
        concerns=queries.labels_of([contact_id]).get(contact_id, []),
        corrections=corrections,
        intents=find_intents_of_contact(contact_id), attach_form=attach_form, hand_form=hand_form,
        names=names_of({contact.created_by_id, *filter(None, [contact.handed_to_id]), *correctors}), user=user,
    )  # fmt: skip


def _offer_staff(form: HandOverForm) -> None:
    me = signed_in_user().id
    form.hand_to.choices = [("", "Bitte wählen"), *((str(i), n) for i, n in list_staff() if i != me)]
