"""The one screen for a contact: open, resume, book."""

from __future__ import annotations

from flask import current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, may_open, signed_in_user
from lotse.accounts.rules import SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.clients.actions.persons import PersonData, PhoneData
from lotse.clients.queries import PersonRow, find_person, get_person, get_row
from lotse.clients.queries.duplicates import find_duplicates
from lotse.clients.rules.matching import Likeness, Profile
from lotse.clients.rules.phones import read_phone
from lotse.contacts.actions.contacts import ContactData
from lotse.contacts.queries.desk import get_call_back, get_request
from lotse.contacts.rules import Channel, Entry, Result, problems
from lotse.directory.queries.offers import find_offer
from lotse.foundation.clock import local, now, today
from lotse.foundation.errors import FieldError
from lotse.foundation.record_ids import record_id
from lotse.frontdesk.actions.take_down import Taken, Wishes, reminder_day, take_down, write_down_person
from lotse.frontdesk.forms.contact import ContactForm
from lotse.frontdesk.queries import screen
from lotse.frontdesk.routes.blueprint import blueprint
from lotse.frontdesk.routes.contact_page import begin_now, page, prepared, take_over_origin
from lotse.frontdesk.routes.drafts import two_versions
from lotse.frontdesk.routes.picking import (
    NO_OFFER,
    PICK,
    referral_page,
    refusal,
    settle_new_person,
    settle_offer,
    settle_person,
)


@blueprint.get("/empfang/")
@allow(*SOCIAL_WORK)
def index() -> str:
    """An empty form; channel, language and desk are kept from the contact before."""
    form = prepared(ContactForm(formdata=None))
    form.channel.data = request.args.get("weg", form.channel.data)
    form.language.data = request.args.get("sprache", form.language.data)
    form.desk.data = request.args.get("platz")
    begin_now(form)
    take_over_origin(form)
    return page(form)


@blueprint.post("/empfang/kontakt")
@allow(*SOCIAL_WORK)
def book() -> Response | tuple[str, int]:
    """Book the contact with everything that follows from it."""
    form = prepared(ContactForm())
    if request.form.get("then") == "case":
        form.result.data = "case"
    known = settle_new_person(form)
    settle_person(form, "home_of")
    settle_offer(form)
    form.validate()
    if (both := two_versions(form)) is not None:
        return both, 409
    _judge(form)
    if form.errors:
        return page(form), 422
    if form.is_new_person and not form.duplicates_were_seen and (seen := _duplicates(form)):
        form.same_as.choices = [*((str(row.id), row.list_name) for row, _ in seen), ("new", "Nein, neu anlegen")]
        return page(form, duplicates=seen), 422
    with form.refusing():
        taken = _take_down(form, known)
        audit_about(
            person_id=taken.contact.person_id, case_id=taken.contact.case_id, action=Action.CREATE,
            object_kind="contact", object_id=taken.contact.id,
        )  # fmt: skip
        return _after_booking(form, taken)
    return page(form), 422


def _duplicates(form: ContactForm) -> list[tuple[PersonRow, Likeness]]:
    phones = frozenset({read_phone(form.new_phone.data).digits} if form.new_phone.data else ())
    born = form.new_born.born
    wanted = Profile(
        form.new_last.data or "", form.new_first.data or "", form.new_former.data or "", born.on, born.precision,
        phones, form.new_street.data or "", form.new_postcode.data or "",
    )  # fmt: skip
    return find_duplicates(wanted, signed_in_user(), now())


def _take_down(form: ContactForm, known: PersonRow | None) -> Taken:
    user, at, day, result = signed_in_user(), now(), today(), form.chosen_result()
    assert result is not None
    if known is None or known.id != form.chosen_person_id:  # recognised in the duplicate check, or nobody
        known = get_row(form.chosen_person_id, user, at) if form.chosen_person_id else None
    person = get_person(known.id, user, at) if known and result == Result.CASE else None
    if known is None and form.is_new_person:
        home_id = record_id(form.home_of_id.data)
        home_of = find_person(home_id, user, at) if home_id else None
        person = write_down_person(
            data=_person_data(form), home_of=home_of, role=form.home_role.data, by=user, now=at, today=day
        )
    about = known or person
    data = ContactData(
        site_id=user.site_id or form.site.chosen or 0, channel=form.chosen_channel(),
        result=result, started_at=form.started_at(at),
        duration_minutes=int(form.minutes.data) if form.minutes.data else None, desk=form.desk.data or "",
        language=form.language.data, interpreter=form.interpreter.data or "", person_id=about.id if about else None,
        postcode=form.postcode.data or (about.postcode if about else ""), note=form.note.data or "",
        concern_ids=form.concern_ids,
    )  # fmt: skip
    return take_down(data=data, person=person, wishes=_wishes(form), by=user, now=at, today=day)


def _person_data(form: ContactForm) -> PersonData:
    phones = (PhoneData(form.new_phone.data),) if form.new_phone.data else ()
    return PersonData(
        form.new_last.data or "", form.new_first.data or "", form.new_former.data or "", form.new_born.born,
        language=form.language.data, interpreter=form.interpreter.data or "", street=form.new_street.data or "",
        postcode=form.new_postcode.data or form.postcode.data or "", town=form.new_town.data or "", phones=phones,
    )  # fmt: skip


def _wishes(form: ContactForm) -> Wishes:
    user, at = signed_in_user(), now()
    request_id, call_back_id = record_id(form.request_id.data), record_id(form.call_back_id.data)
    about = form.concern_labels
    return Wishes(
        about=about,
        remind_on=reminder_day(form.reminder.data or "", today()),
        case_reason=form.case_reason.data or about,
        unit=screen.unit_for(user) if form.result.data == "case" else None,
        appointment_at=form.appointment_instant(),
        appointment_with_id=form.appointment_with.chosen,
        appointment_about=form.appointment_about.data or "",
        benefit=(form.benefit.data or "") if form.wants_to_apply.data else "",
        wording=form.wording.data or "",
        call_back_phone=(form.call_back_phone.data or "") if form.call_back.data else "",
        call_back_on=form.call_back_on.data,
        hand_to=screen.colleague(form.hand_to.chosen),
        answers_request=get_request(request_id, user) if request_id else None,
        answers_call=get_call_back(call_back_id, user, at) if call_back_id else None,
    )


def _judge(form: ContactForm) -> None:
    """Put what the rules miss at its field."""
    at = now()
    if form.appointment_on.errors or form.appointment_at.errors or form.at.errors or form.day.errors:
        return
    entry = Entry(
        started_at=form.started_at(at),
        minutes=int(form.minutes.data) if form.minutes.data and not form.minutes.errors else None,
        channel=form.chosen_channel() if not form.channel.errors else Channel.ON_SITE,
        result=form.chosen_result() if not form.result.errors else None,
        concern_count=len(form.concern_ids),
        has_person=form.chosen_person_id is not None or form.is_new_person,
        note=form.note.data or "",
        offer_chosen=bool(form.offer.data),
        appointment_at=form.appointment_instant(),
        wants_to_apply=bool(form.wants_to_apply.data),
        application_for=form.benefit.data or "",
    )
    for name, sentence in problems(entry, at).items():
        form.refuse(FieldError(_FIELD_OF.get(name, name), sentence))
    if form.person.data and entry.has_person is False:
        form.refuse(FieldError("person", "Bitte einen Treffer wählen oder die Person neu anlegen; leer heißt anonym."))
    if form.home_of.picks:
        form.refuse(FieldError("home_of", refusal(form, "home_of")))
    if form.result.data == "referred" and form.offer.data and not form.offer_id.data:
        form.refuse(FieldError("offer", PICK if form.offer.picks else NO_OFFER))
    if form.call_back.data and not form.call_back_phone.data and form.chosen_person_id:
        person = find_person(form.chosen_person_id, signed_in_user(), at)
        form.call_back_phone.data = (
            next((phone.number for phone in person.phones if phone.may_call), "") if person else ""
        )
    if form.call_back.data and not form.call_back_phone.data:
        form.refuse(FieldError("call_back_phone", "Bitte die Nummer für den Rückruf eingeben."))
    if signed_in_user().site_id is None and form.site.chosen is None:
        form.refuse(FieldError("site", "Bitte den Standort wählen."))


_FIELD_OF = {"started_at": "at", "application_for": "benefit", "appointment_at": "appointment_on"}


def _agreed(form: ContactForm) -> list[str]:
    if form.result.data != "appointment" or (at := form.appointment_instant()) is None:
        return []
    return [f"Termin am {local(at):%d.%m.%Y, %H:%M} Uhr vereinbart, die Karte druckt die Seite „Termine“"]


def _after_booking(form: ContactForm, taken: Taken) -> Response:
    follow_ups = [*_agreed(form), *taken.follow_ups]
    more = f" – {', '.join(follow_ups)}" if follow_ups else ""
    flash(f"Kontakt von {local(taken.contact.started_at):%H:%M} Uhr gespeichert{more}.", "success")
    user = signed_in_user()
    if taken.case is not None:
        flash(f"Fall {taken.case.number} ist eröffnet und liegt im Eingang des Teams.", "success")
        if request.form.get("then") == "case" and may_open(current_app, "casefile.show", user):
            return redirect(url_for("casefile.show", case_id=taken.case.id), 303)
    if taken.intent is not None:
        return redirect(url_for("frontdesk.show_contact", contact_id=taken.contact.id), 303)
    offer_id = record_id(form.offer_id.data)
    chosen = find_offer(offer_id) if form.result.data == "referred" and offer_id else None
    if chosen is not None:
        return redirect(referral_page(taken.contact, chosen.id), 303)
    kept = {"weg": form.channel.data, "sprache": form.language.data, "platz": form.desk.data}
    return redirect(url_for("frontdesk.index", **{key: value for key, value in kept.items() if value}), 303)
