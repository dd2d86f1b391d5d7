"""Drafts of what is handed to the client: receipt, appointment, notice, consent, release."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lotse.accounts.queries import find_user, list_sites
from lotse.clients import queries as clients
from lotse.contacts.queries import desk
from lotse.directory.queries.organisations import get_organisation
from lotse.foundation.clock import local
from lotse.letters.queries.parties import called, interpreting, office_of
from lotse.letters.rules import appointment as appointments
from lotse.letters.rules.client_sheets import BilingualSheet, ClientSheet, Level
from lotse.letters.rules.consent_sheets import ConfidentialityRelease, ConsentSheet
from lotse.letters.rules.draft import Draft
from lotse.letters.rules.handouts import HANDOUTS
from lotse.letters.rules.kinds import KIND_LABELS, Kind, Variant
from lotse.letters.rules.notices import DataNotice, notice_sheet
from lotse.letters.rules.parties import Office
from lotse.letters.rules.printing import Printable, printable_card, printable_sheet
from lotse.letters.rules.receipt import IntentToApply, receipt_sheet
from lotse.letters.rules.translations import bilingual_appointment

if TYPE_CHECKING:
    from lotse.accounts.models import Site, User
    from lotse.clients.models import Person


def receipt(intent_id: int, variant: Variant, *, user: User, now: datetime) -> Draft:
    """Draft the receipt for a wish to apply, together with what else was wished for in the same contact."""
    asked = desk.get_intent(intent_id, user, now)
    wishes = desk.find_intents_of_contact(asked.contact_id)
    person = clients.find_person(asked.person_id, user, now) if asked.person_id else None
    receivers = {w.forward_to_id for w in wishes if w.forward_to_id}
    intent = IntentToApply(
        office=office_of(user),
        client=called(person) if person else "",
        benefits=tuple(wish.benefit for wish in wishes),
        voiced_at=local(min(wish.declared_at for wish in wishes)),
        own_words=" ".join(dict.fromkeys(wish.wording.strip() for wish in wishes)),
        forwarded_to=" und ".join(get_organisation(receiver).name for receiver in sorted(receivers)),
        taken_by=user.name,
    )
    sheet = receipt_sheet(intent, level_of(variant))
    return Draft(
        kind=Kind.RECEIPT,
        title=f"{KIND_LABELS[Kind.RECEIPT]}: {', '.join(intent.benefits)}"[:200],
        sheets=(printable_sheet(sheet, intent.office, local(now).date()),),
        content=intent,
        person_id=asked.person_id,
        contact_id=asked.contact_id,
    )


def appointment(appointment_id: int, variant: Variant, *, as_card: bool, user: User, now: datetime) -> Draft:
    """Draft an appointment as a card or as a sheet, in one language or two."""
    row = desk.get_appointment(appointment_id, user, now)
    person = clients.find_person(row.person_id, user, now) if row.person_id else None
    host = find_user(row.with_user_id) if row.with_user_id else None
    site = next((s for s in list_sites() if s.id == row.site_id), user.site)
    office = office_of(user)
    card = appointments.Appointment(
        office=office,
        client=called(person) if person else "",
        on=local(row.starts_at).date(),
        at=local(row.starts_at).time(),
        place=tuple(filter(None, (row.place, *_address(site)))) or (office.name,),
        with_whom=host.name if host else office.name,
        phone=(host.phone if host else "") or (site.phone if site else "") or office.phone,
        bring=tuple(line.strip() for line in row.bring.replace(";", "\n").splitlines() if line.strip()),
        interpreter=interpreting(person) if person and person.interpreter else "",
    )
    kind = Kind.APPOINTMENT_CARD if as_card else Kind.APPOINTMENT
    today = local(now).date()
    return Draft(
        kind=kind,
        title=f"{KIND_LABELS[kind]}: {card.when}",
        sheets=(
            printable_card(card, today) if as_card else printable_sheet(_in_language(card, variant), office, today),
        ),
        content=card,
        person_id=row.person_id,
        contact_id=row.contact_id,
    )


def notice(person_id: int, variant: Variant, *, user: User, now: datetime) -> Draft:
    """Draft the data-protection notice that every person gets once."""
    person, office = clients.get_person(person_id, user, now), office_of(user)
    content = DataNotice(office=office)
    return Draft(
        kind=Kind.NOTICE,
        title=KIND_LABELS[Kind.NOTICE],
        sheets=(printable_sheet(notice_sheet(content, level_of(variant)), office, local(now).date()),),
        content=content,
        person_id=person.id,
    )


def handout(person_id: int, kind: Kind, variant: Variant, *, user: User, now: datetime) -> Draft:
    """Draft a handout for a person: the sheet names nobody, the filed copy says who got it."""
    person = clients.get_person(person_id, user, now)
    return Draft(
        kind=kind,
        title=KIND_LABELS[kind],
        sheets=(blank_handout(kind, variant, user=user, now=now),),
        content={"kind": kind, "variant": variant},
        person_id=person.id,
    )


def blank_handout(kind: Kind, variant: Variant, *, user: User, now: datetime) -> Printable:
    """Return a handout as everybody gets it."""
    office = office_of(user)
    return printable_sheet(HANDOUTS[kind](office, level_of(variant)), office, local(now).date())


def consent(
    person_id: int,
    *,
    organisation_id: int,
    purpose: str,
    categories: Sequence[str],
    valid_until: date,
    user: User,
    now: datetime,
    case_id: int | None = None,
) -> Draft:
    """Draft a consent to be signed on paper. It is in force only once somebody has recorded it as given."""
    person, office = clients.get_person(person_id, user, now), office_of(user)
    organisation = get_organisation(organisation_id)
    sheet = ConsentSheet(
        **_signing(person, office, now),
        recipient=organisation.name,
        purpose=purpose,
        categories=tuple(categories),
        valid_until=valid_until,
    )
    return Draft(
        kind=Kind.CONSENT,
        title=f"Einwilligung: {organisation.name}"[:200],
        sheets=(printable_sheet(sheet, office, local(now).date()),),
        content=sheet,
        person_id=person.id,
        case_id=case_id,
        organisation_id=organisation.id,
    )


def release(
    person_id: int,
    *,
    released: Sequence[str],
    towards: Sequence[str],
    about: str,
    purpose: str,
    valid_until: date,
    both_ways: bool,
    user: User,
    now: datetime,
) -> Draft:
    """Draft a release from professional secrecy to be signed on paper."""
    person, office = clients.get_person(person_id, user, now), office_of(user)
    sheet = ConfidentialityRelease(
        **_signing(person, office, now),
        released=tuple(released),
        towards=tuple(towards),
        about=about,
        purpose=purpose,
        valid_until=valid_until,
        both_ways=both_ways,
    )
    return Draft(
        kind=Kind.RELEASE,
        title=f"Schweigepflichtentbindung: {', '.join(sheet.released)}"[:200],
        sheets=(printable_sheet(sheet, office, local(now).date()),),
        content=sheet,
        person_id=person.id,
    )


def _signing(person: Person, office: Office, now: datetime) -> dict[str, Any]:
    """Return what every sheet says about who signs it."""
    return {
        "office": office,
        "client": person.full_name,
        "client_born_on": person.birth_date if person.birth_precision == "day" else None,
        "client_address": _own_address(person, now),
        "number": person.number,
    }


def level_of(variant: Variant) -> Level:
    """Return how plain the German of a variant is."""
    return Level.EASY if variant is Variant.EASY else Level.PLAIN


def _in_language(card: appointments.Appointment, variant: Variant) -> ClientSheet | BilingualSheet:
    if variant in (Variant.UKRAINIAN, Variant.ARABIC):
        return bilingual_appointment(card, variant)
    return appointments.appointment_sheet(card, level_of(variant))


def _address(site: Site | None) -> tuple[str, ...]:
    if site is None:
        return ()
    return (site.name, ", ".join(filter(None, (site.street, f"{site.postcode} {site.town}".strip()))))


def _own_address(person: Person, now: datetime) -> str:
    """Return the person's own address, which somebody who must stay hidden does not carry around on paper."""
    if clients.is_protected(person, local(now).date()):
        return ""
    return ", ".join(filter(None, (person.street, f"{person.postcode} {person.town}".strip())))
