"""The lists of records behind a number."""

from __future__ import annotations

from flask import render_template, request

from lotse.accounts.access import allow
from lotse.accounts.rules import Role
from lotse.audit.actions import audit_about
from lotse.foundation.clock import local
from lotse.foundation.errors import NotFound
from lotse.statistics.queries import reading, scopes
from lotse.statistics.queries.behind import cases, contacts, referrals
from lotse.statistics.queries.behind.listing import MOST, Reader
from lotse.statistics.queries.pages import words_of
from lotse.statistics.routes.desk import blueprint, desk
from lotse.statistics.routes.pages import tabs_for
from lotse.statistics.rules import listed
from lotse.statistics.rules.behind import read_behind
from lotse.statistics.rules.choices import AddressRefused

LISTS = {
    listed.REFERRALS: (referrals.referrals, "Vermittlung", "Vermittlungen", "Versandt"),
    listed.CONTACTS: (contacts.contacts, "Kontakt", "Kontakte", "Kontakt am"),
    listed.APPOINTMENTS: (contacts.appointments, "Termin", "Termine", "Termin am"),
    listed.CASES: (cases.cases, "Fall", "Fälle", "Eröffnet"),
    listed.REMINDERS: (cases.reminders, "Wiedervorlage", "Wiedervorlagen", "Fällig"),
}
"""How each list is read, its words for one and many records, and the head of its column of days."""
PAGE_OF = {listed.REFERRALS: "vermittlungen", listed.CASES: "faelle", listed.REMINDERS: "verzahnung"}
OPENED_BY = {
    "referral": ("referrals.show", "referral_id"),
    "contact": ("frontdesk.show_contact", "contact_id"),
    "case": ("casefile.show", "case_id"),
    "person": ("frontdesk.person", "person_id"),
}
"""Which page opens a record of a list, and the name of its number there."""


@blueprint.get("/liste")
@allow(Role.TEAM_LEAD)
def records() -> str:
    """List the records a number counts; only in a view the reader sees exactly."""
    at, behind = desk(), read_behind(request.args)
    tab, number = PAGE_OF.get(behind.records, "kontakte"), _page_number()
    if not scopes.sees_exactly(at.user, at.choice.scope, tab):
        raise NotFound
    read, one, many, day_title = LISTS[behind.records]
    reader = Reader(at.user, at.today, at.now, (number - 1) * MOST)
    listing = read(reading(), at.choice, behind, reader)
    audit_about(object_kind="statistics", detail=f"{many} {at.choice.period.key}: {listing.total}")
    return render_template(
        "statistics/records.html",
        listing=listing,
        number=number,
        one=one,
        many=many,
        day_title=day_title,
        counted_as=behind.words,
        query=behind.query,
        opened_by=OPENED_BY,
        choice=at.choice,
        tab=tab,
        words=words_of(at.choice, at.names, at.scopes, at.today, local(at.now)),
        **tabs_for(tab, at.choice.shared_address),
    )


def _page_number() -> int:
    text = request.args.get("seite", "1")
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and int(text)):
        raise AddressRefused(["Die Seite der Liste muss eine Zahl von 1 bis 9999 sein."])
    return int(text)
