"""Persons: the page, writing down, changing."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import acting_account, allow, reads, signed_in_user
from lotse.accounts.rules import SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.clients.actions.persons import PersonData, PhoneData, change_person, create_person
from lotse.clients.queries import get_person
from lotse.clients.queries.duplicates import find_duplicates
from lotse.clients.rules.birthdates import BirthDate, Precision
from lotse.clients.rules.matching import Profile
from lotse.clients.rules.phones import read_phone
from lotse.clients.rules.warnings import KINDS, expires_soon, is_current, is_review_due
from lotse.contacts.rules import CHANNELS, RESULT_BADGES
from lotse.foundation.clock import now, today
from lotse.foundation.record_ids import record_id
from lotse.frontdesk.forms.person import PersonForm, entry_phones
from lotse.frontdesk.queries.person import page_of
from lotse.frontdesk.routes.blueprint import back_to_person, blueprint
from lotse.frontdesk.rules import read_new_person


@blueprint.get("/personen/<id:person_id>")
@allow(*SOCIAL_WORK)
def person(person_id: int) -> str:
    """Everything the counter may know of a person."""
    shown = page_of(person_id, acting_account(), now())
    born = BirthDate(shown.person.birth_date, Precision(shown.person.birth_precision))
    return render_template(
        "frontdesk/person.html", shown=shown, person=shown.person, born=born, kinds=KINDS, channels=CHANNELS,
        badges=RESULT_BADGES, is_current=is_current, is_review_due=is_review_due, expires_soon=expires_soon,
    )  # fmt: skip


@blueprint.route("/personen/neu", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def new_person() -> Response | str | tuple[str, int]:
    """Write down a person without a contact; asks first whether she is known."""
    form = PersonForm()
    if request.method == "GET":
        return render_template("frontdesk/new_person.html", form=form)
    if not form.validate():
        return render_template("frontdesk/new_person.html", form=form), 422
    user, at = signed_in_user(), now()
    if same := record_id(form.same_as.data):
        return redirect(url_for("frontdesk.person", person_id=same), 303)
    if form.same_as.data != "new" and (seen := find_duplicates(_profile(form), user, at)):
        form.same_as.choices = [*((str(row.id), row.list_name) for row, _ in seen), ("new", "Nein, neu anlegen")]
        return render_template("frontdesk/new_person.html", form=form, duplicates=seen), 422
    created = create_person(data=_data(form), by=user, now=at)
    audit_about(person_id=created.id, action=Action.CREATE)
    return back_to_person(created.id, f"{created.full_name} ist angelegt ({created.number}).")


@blueprint.post("/personen/vorbelegt")
@allow(*SOCIAL_WORK)
@reads
def prefilled_person() -> str:
    """The empty form with what was typed into the search."""
    form, typed = PersonForm(formdata=None), read_new_person(request.form.get("q", ""), today())
    form.last_name.data, form.first_name.data, form.born.data = typed.last, typed.first, typed.born
    form.phones[0].number.data = typed.phone
    return render_template("frontdesk/new_person.html", form=form)


@blueprint.route("/personen/<id:person_id>/bearbeiten", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def edit_person(person_id: int) -> Response | str | tuple[str, int]:
    """Change what is known of a person."""
    known = get_person(person_id, signed_in_user(), now())
    form = PersonForm(obj=known) if request.method == "GET" else PersonForm()
    form.fill_language(known.language, known.reading_language)
    if request.method == "GET":
        born = BirthDate(known.birth_date, Precision(known.birth_precision))
        if form.resumed_draft is None:
            form.born.data = "" if born.on is None else str(born)
        if len(form.phones) - 1 < len(known.phones) < form.phones.max_entries:
            form.phones.append_entry()
        return render_template("frontdesk/edit_person.html", form=form, person=known)
    if not form.validate():
        return render_template("frontdesk/edit_person.html", form=form, person=known), 422
    form.check_version(known)
    change_person(person=known, data=_data(form))
    return back_to_person(person_id, "Gespeichert.")


def _data(form: PersonForm) -> PersonData:
    texts = (
        "last_name", "first_name", "former_name", "sex", "salutation", "pronoun", "language", "reading_language",
        "interpreter", "street", "postcode", "town", "email",
    )  # fmt: skip
    phones = [
        PhoneData(given["number"], given["kind"], given["may_call"], given["may_leave_message"])
        for given in entry_phones(form)
    ]
    return PersonData(**{name: form[name].data or "" for name in texts}, born=form.born.born, phones=phones)


def _profile(form: PersonForm) -> Profile:
    phones = frozenset(read_phone(given["number"]).digits for given in entry_phones(form))
    born = form.born.born
    return Profile(
        form.last_name.data, form.first_name.data or "", form.former_name.data or "", born.on, born.precision, phones,
        form.street.data or "", form.postcode.data or "",
    )  # fmt: skip
