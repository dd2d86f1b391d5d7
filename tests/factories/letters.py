"""Referrals ready to be printed, and letters, for tests."""

from __future__ import annotations

from datetime import time, timedelta

from lotse.accounts.models import User
from lotse.cases.models import Case
from lotse.clients.models import Person
from lotse.contacts.actions import contacts, desk
from lotse.contacts.models import Appointment, IntentToApply
from lotse.contacts.rules import Channel, Result
from lotse.directory.models import Organisation
from lotse.disclosure import actions as disclosure
from lotse.disclosure.rules import Category
from lotse.foundation import clock
from lotse.foundation.clock import instant
from lotse.foundation.db import db
from lotse.letters import actions
from lotse.letters.models import Letter
from lotse.letters.queries import client_drafts, referral_drafts
from lotse.letters.rules.kinds import Variant
from lotse.referrals.actions.drafts import refer_client
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import Kind
from tests.factories.clients import make_person
from tests.factories.directory import make_offer

TODAY = clock.today()
NOW = clock.now()


def make_consent(person: Person, organisation: Organisation, by: User) -> None:
    """A written consent for master data and debts."""
    disclosure.give_consent(
        person=person,
        organisation=organisation,
        purpose="Schuldnerberatung",
        categories=[Category.MASTER, Category.DEBT],
        form="written",
        given_on=TODAY,
        by=by,
        today=TODAY,
        now=NOW,
    )


def make_referral(
    by: User, *, person: Person | None = None, case: Case | None = None, consent: bool = True, **fields: object
) -> Referral:
    """A draft of a referral to debt advice, with the consent it needs."""
    person = person or make_person(phone="0399 555-233", salutation="Frau")
    offer = make_offer(name="Schuldnerberatung")
    organisation = offer.organisation
    organisation.street, organisation.postcode, organisation.town = "Jägerweg 5", "99901", "Musterstadt"
    referral = refer_client(
        kind=Kind(str(fields.pop("kind", Kind.REFERRAL))),
        organisation=organisation,
        person=person,
        case=case,
        categories=[Category.MASTER, Category.DEBT],
        offer_id=offer.id,
        reason="Mietschulden von 640 €\nRaten mit dem Stromversorger",
        request="Bitte laden Sie zu einem Gespräch ein.",
        client_words="Ich will die Miete wieder selbst zahlen.",
        by=by,
        today=TODAY,
        now=NOW,
        **fields,
    )
    if consent:
        make_consent(person, organisation, by)
    return referral


def make_letter(by: User, person: Person | None = None) -> Letter:
    """A filed letter: the data-protection notice."""
    person = person or make_person()
    db.session.commit()
    draft = client_drafts.notice(person.id, Variant.PLAIN, user=by, now=NOW)
    return actions.file_letter(printed=actions.print_drafts([draft])[0], by=by, now=NOW)


def make_wish(by: User, person: Person | None = None, benefit: str = "Wohngeld") -> IntentToApply:
    """Somebody said at the desk what to apply for."""
    data = contacts.ContactData(
        site_id=by.site_id,
        channel=Channel.ON_SITE,
        result=Result.ADVICE,
        started_at=NOW,
        person_id=person.id if person else None,
    )
    contact = contacts.book_contact(data=data, by=by, now=NOW)
    return desk.declare_intent(contact=contact, benefit=benefit, wording="Ich möchte Wohngeld.", by=by, declared_at=NOW)


def make_appointment(by: User, person: Person) -> Appointment:
    """An appointment in three days."""
    at = instant(TODAY + timedelta(days=3), time(10, 30))
    return desk.arrange_appointment(
        starts_at=at,
        minutes=45,
        by=by,
        now=NOW,
        person_id=person.id,
        with_user_id=by.id,
        site_id=by.site_id,
        place="Zimmer 12",
        bring="Ausweis; Mietvertrag",
    )


def print_packet(referral: Referral, by: User) -> Letter:
    """Print and file the letter of a referral with its sheet for the client."""
    db.session.commit()
    office, client = referral_drafts.referral_packet(referral.id, user=by, now=NOW)
    printed = actions.print_drafts([office, client])
    return actions.file_packet(office=printed[0], client=printed[1], by=by, today=TODAY, now=NOW)
