"""The receipt for a wish to apply, printed from what was stored."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from lotse.accounts.queries import get_setting, get_user
from lotse.clients.queries import load_person
from lotse.contacts.queries.desk import get_intent
from lotse.foundation.clock import local
from lotse.foundation.sheets import render_sheet
from lotse.letters.rules.parties import Office
from lotse.letters.rules.printing import printable_sheet
from lotse.letters.rules.receipt import IntentToApply, receipt_sheet

if TYPE_CHECKING:
    from lotse.accounts.models import Site, User


def print_receipt(intent_id: int, user: User, now: datetime) -> tuple[bytes, int | None]:
    """Return the receipt as PDF, and whose it is."""
    intent = get_intent(intent_id, user, now)
    taken_by = get_user(intent.created_by_id)
    office = office_at(taken_by.site or user.site)
    sheet = receipt_sheet(
        IntentToApply(
            office=office,
            client=load_person(intent.person_id).full_name if intent.person_id else "Sie",
            benefits=(intent.benefit,),
            voiced_at=local(intent.declared_at),
            own_words=intent.wording,
            taken_by=taken_by.name,
        )
    )
    printable = printable_sheet(sheet, office, local(intent.declared_at).date())
    return render_sheet(printable.template, style=printable.style, **printable.context), intent.person_id


def office_at(site: Site | None) -> Office:
    """Return the office as it appears on paper, with the address of a site."""
    return Office(
        name=get_setting("office_name", "Sozialbüro"),
        tagline=site.name if site else "",
        street=site.street if site else "",
        town=f"{site.postcode} {site.town}".strip() if site else "",
        phone=site.phone if site else "",
        email=get_setting("office_email", ""),
        hours=(site.opening_hours,) if site and site.opening_hours else (),
        is_benefit_authority=get_setting("is_benefit_authority", True),
    )
