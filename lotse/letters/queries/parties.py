"""The office, its people and the recipients, as letters need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lotse.accounts.queries import get_setting
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
        name=str(get_setting("office_name", "Sozialbüro")),
        tagline=str(get_setting("office_tagline", "Beratung · Vermittlung · Begleitung")),
        street=site.street if site else "",
        town=f"{site.postcode} {site.town}".strip() if site else "",
        phone=site.phone if site else "",
        email=str(get_setting("office_email", "")) or user.email,
        hours=(site.opening_hours,) if site and site.opening_hours else (),
        body=str(get_setting("office_body", "")),
        data_protection_officer=str(get_setting("data_protection_officer", "")),
        complaint_office=str(get_setting("complaint_office", "")),
        is_benefit_authority=bool(get_setting("office_is_authority", True)),
    )


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


def called(person: Person) -> str:
    """Return the person as texts name them."""
    return f"{title_of(person)} {person.full_name}".strip()
