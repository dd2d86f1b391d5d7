"""The office, its people and the recipients, as letters need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lotse.accounts.queries import get_setting
from lotse.contacts.rules import INTERPRETING
from lotse.letters.rules.parties import Clerk, Office, Recipient, address_people

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.clients.models import Person
    from lotse.directory.models import Organisation

TITLES = ("Frau", "Herr")


def office_of(user: User) -> Office:
    """Return the office as the account's site shows it; what nobody has set yet stays empty."""
    site = user.site
    return Office(
        name=_setting("office_name") or "Sozialbüro",
        tagline=_setting("office_tagline") or "Beratung · Vermittlung · Begleitung",
        street=(site.street if site else "") or _setting("office_street"),
        town=(f"{site.postcode} {site.town}".strip() if site else "") or _setting("office_town"),
        phone=(site.phone if site else "") or _setting("office_phone"),
        email=_setting("office_email") or user.email,
        hours=(site.opening_hours,) if site and site.opening_hours else (),
        body=_setting("office_body"),
        data_protection_officer=_setting("data_protection_officer"),
        complaint_office=_setting("complaint_office"),
        is_benefit_authority=bool(get_setting("is_benefit_authority", True)),
    )


def _setting(key: str) -> str:
    return str(get_setting(key) or "")


def clerk_of(user: User) -> Clerk:
    """Return the account as the person who answers questions."""
    return Clerk(name=user.name, role=user.job_title, phone=user.phone, email=user.email)


def recipient_of(organisation: Organisation, *, sensitive: bool, courier: bool = False) -> Recipient:
    """Return name and address of an organisation; a confidential address never leaves the server."""
    person = organisation.contact_person.strip()
    lines = [organisation.name]
    if person:
        lines.append(person)
    if organisation.address_confidential:
        notes: tuple[str, ...] = ("Nur persönlich übergeben",)
    else:
        notes = ("Mit der Hauspost",) if courier else ()
        lines += [organisation.street, f"{organisation.postcode} {organisation.town}".strip()]
    title, _, name = person.partition(" ")
    salutation = address_people(title, name) if title in TITLES and name else "Guten Tag,"
    return Recipient(lines=tuple(lines), salutation=salutation, notes=notes, sensitive=sensitive)


def title_of(person: Person) -> str:
    """Return Frau or Herr if the person has chosen one of them, else nothing."""
    return person.salutation if person.salutation in TITLES else ""


def interpreting(person: Person) -> str:
    """Return in words how somebody is interpreted for; free text stays as it is."""
    return str({str(key): label for key, label in INTERPRETING.items()}.get(person.interpreter, person.interpreter))


def called(person: Person) -> str:
    """Return the person as texts name them."""
    return f"{title_of(person)} {person.full_name}".strip()
