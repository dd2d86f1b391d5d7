"""What a receiver may see of a referral, in the inbox as by link: the allowed fields of the disclosed categories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lotse.clients.queries import is_protected
from lotse.disclosure.rules import Category, ReceiverKind, fields_for
from lotse.foundation.clock import today
from lotse.referrals import queries
from lotse.referrals.queries import receivers
from lotse.referrals.rules.shared import Shared

if TYPE_CHECKING:
    from lotse.clients.models import Person
    from lotse.referrals.models import Referral
    from lotse.referrals.routes.views import ReferralPage


@dataclass(frozen=True)
class Disclosed:
    """The fields about the person, and the further facts of the referral, as far as the ground reaches today."""

    facts: list[tuple[str, str]]
    shared: Shared


def disclosed(page: ReferralPage, day: date) -> Disclosed | None:
    """Return what the receiver may see today; None when the ground has gone (consent expired or revoked)."""
    if page.decision is not None and not page.decision.open:
        return None
    allowed = page.decision.allowed if page.decision else frozenset()
    facts = _facts(page.person, page.organisation, allowed, day) if page.person else []
    return Disclosed(facts, page.shared.within(allowed))


def fields_shown(referral: Referral) -> list[str]:
    """Name the master-data fields a receiver sees in inbox and link, for the ledger of what left."""
    person = queries.find_person(referral.person_id)
    if person is None:
        return []
    organisation = receivers.get_organisation(referral.organisation_id)
    asked = frozenset(Category(name) for name in referral.categories)
    return list(_fields(person, organisation, asked, today())) + sorted(Shared.read(referral.shared).stored())


def _fields(person: Person, organisation: Any, categories: frozenset[Category], day: date) -> tuple[str, ...]:
    return fields_for(ReceiverKind(organisation.receiver_kind), categories, hidden=is_protected(person, day))


def _facts(person: Person, organisation: Any, categories: frozenset[Category], day: date) -> list[tuple[str, str]]:
    hidden = is_protected(person, day)
    phones = [phone for phone in person.phones if phone.may_call]
    values = {
        "name": ("Name", person.full_name),
        "birth_date": ("Geburtsdatum", f"{person.birth_date:%d.%m.%Y}" if person.birth_date else ""),
        "address": ("Anschrift", f"{person.street}, {person.postcode} {person.town}" if person.street else ""),
        "phone": ("Telefon", phones[0].number if phones else ""),
        "email": ("E-Mail", person.email if not phones else ""),
        "language": ("Sprache", person.language),
        "interpreter": ("Dolmetschen", "wird gebraucht" if person.interpreter else ""),
    }
    rows = [values[name] for name in _fields(person, organisation, categories, day)]
    rows = [(label, value) for label, value in rows if value]
    return [*rows, ("Erreichbar", "nur über uns")] if hidden else rows
