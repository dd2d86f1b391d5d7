"""Who is meant by a name typed into a form: picked while typing, or, without a script, ticked among the hits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for

from lotse.accounts.access import signed_in_user
from lotse.clients.queries import PersonRow, find_person, rows_of
from lotse.directory.queries.offers import OfferFilter, OfferHit, find_offer, search_offers
from lotse.foundation.clock import local, now, today
from lotse.foundation.errors import FieldError
from lotse.foundation.record_ids import record_id
from lotse.foundation.web.forms import GermanForm
from lotse.frontdesk.forms.contact import ContactForm
from lotse.frontdesk.forms.fields import Pick
from lotse.frontdesk.queries import PersonHit, search_persons
from lotse.frontdesk.rules import read_new_person

if TYPE_CHECKING:
    from lotse.clients.models import Person
    from lotse.contacts.models import Contact

NEW = "new"
PICK = "Bitte einen Treffer wählen."
NO_OFFER = "Im Verzeichnis steht kein solches Angebot. Bitte anders suchen, oder als Auskunft mit Notiz festhalten."
NOBODY = "Niemand gefunden. Bitte anders schreiben, etwa mit Geburtsdatum, oder die Person erst anlegen."


def settle_person(form: GermanForm, name: str = "person") -> PersonRow | None:
    """Return who is meant by the field, and write number and name into the form; else put the hits there to tick.

    The number counts for the name it came with only: without a script it stays in the form when the name is changed.
    """
    field, holder = _of(form, name)
    given = record_id(field.picked) or record_id(holder.data)
    row = rows_of([given], signed_in_user(), now()).get(given) if given else None
    if row is not None and (field.picked or _is_named(field.data, row.list_name)):
        holder.data, field.data = str(row.id), row.list_name
        return row
    holder.data = ""
    if field.data:
        field.picks = [_person_pick(hit) for hit in search_persons(field.data, signed_in_user(), now()).hits]
    return None


def settle_new_person(form: ContactForm) -> PersonRow | None:
    """Settle the person of a contact: somebody known, or somebody new whose fields are filled from what was typed."""
    if form.person.picked == NEW:
        new = read_new_person(form.person.data or "", today())
        form.new_last.data, form.new_first.data = new.last, new.first
        form.new_born.data, form.new_phone.data = new.born, new.phone
        form.person.data = form.person_id.data = ""
        return None
    typed, row = form.person.data, settle_person(form)
    new = read_new_person(typed or "", today())
    if row is None and new.last:
        name = ", ".join(filter(None, (new.last, new.first)))
        form.person.picks = [*form.person.picks, Pick(NEW, f"Neue Person „{name}“ anlegen", new.born)]
    return row


def person_of(form: GermanForm, name: str = "person") -> Person:
    """Return the person meant by the field; with nobody picked raise FieldError, the hits stand at the field then."""
    row = settle_person(form, name)
    person = find_person(row.id, signed_in_user(), now()) if row else None
    if person is None:
        raise FieldError(name, refusal(form, name))
    return person


def refusal(form: GermanForm, name: str) -> str:
    """Return the sentence for a name that nobody was picked for."""
    field, _ = _of(form, name)
    return PICK if field.picks else NOBODY if field.data else "Bitte eine Person suchen und wählen."


def settle_offer(form: GermanForm) -> None:
    """Settle which offer of the directory is meant; else put the hits there to tick."""
    field, holder = _of(form, "offer")
    given = record_id(field.picked) or record_id(holder.data)
    offer = find_offer(given) if given and field.data else None
    holder.data = str(offer.id) if offer else ""
    if offer is None and field.data:
        found, _ = search_offers(OfferFilter(words=field.data[:100]), local(now()), limit=8)
        field.picks = [Pick(str(hit.offer.id), hit.offer.name, _offer_hint(hit)) for hit in found]


def _offer_hint(hit: OfferHit) -> str:
    return " · ".join(filter(None, (hit.organisation.name, hit.organisation.town, hit.opening_words, hit.room.words)))


def referral_page(contact: Contact, offer_id: int) -> str:
    """Return the address where a contact's referral to an offer is written; without a person it is a hint."""
    named: dict[str, Any] = {"angebot": offer_id, "kontakt": contact.id}
    if contact.person_id:
        return url_for("referrals.new_for_person", person_id=contact.person_id, **named)
    return url_for("referrals.new_hint", **named)


def _of(form: GermanForm, name: str) -> tuple[Any, Any]:
    return form[name], form[f"{name}_id"]


def _is_named(typed: str, name: str) -> bool:
    return typed == " ".join(name.split())


def _person_pick(hit: PersonHit) -> Pick:
    row = hit.row
    told = (f"*{row.born}", row.former_name and f"früher {row.former_name}", row.place, row.number)
    return Pick(str(row.id), row.list_name, " · ".join(filter(None, told)), hit.marks)
