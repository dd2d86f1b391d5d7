"""The blueprint of reminders, and where each kind of item is worked on."""

from __future__ import annotations

from flask import Blueprint, current_app

from lotse.accounts.access import acting_account, may_open
from lotse.accounts.rules import SOCIAL_WORK
from lotse.foundation.web.addresses import address
from lotse.reminders.queries.page import Row
from lotse.reminders.rules.items import Kind

blueprint = Blueprint("reminders", __name__)

AT_HOME = SOCIAL_WORK
"""Who has a page "Heute"."""

_CASE_PAGES = {
    Kind.GAP: "measures.index",
    Kind.WAIVER: "measures.index",
    Kind.PERMISSION: "measures.index",
    Kind.REVIEW: "cases.situation",
    Kind.GOAL: "cases.goals",
    Kind.STEP: "cases.goals",
    Kind.HANDOVER: "cases.steer",
    Kind.APPROVAL: "casefile.close",
}


def address_of(row: Row) -> str:
    """Return the page on which an item is worked on; empty for what this account may not open."""
    item = row.item
    if row.masked:
        return ""
    if item.is_own:
        return address("reminders.change", reminder_id=item.id)
    if item.kind is Kind.DEADLINE:
        return _open("deadlines.show", case_id=item.case_id, deadline_id=item.id)
    if item.kind is Kind.REFERRAL:
        return _open("referrals.show", referral_id=item.id)
    if item.kind is Kind.REQUEST:
        return _open("referrals.received", referral_id=item.id)
    if item.kind is Kind.EMERGENCY:
        return _open("emergency.show", emergency_id=item.id)
    if item.kind is Kind.CALL_BACK:
        return _open("frontdesk.call_backs")
    if item.kind is Kind.WARNING and item.person_id is not None:
        return _open("frontdesk.review_warning", person_id=item.person_id, warning_id=item.id)
    if item.kind is Kind.PAPER and item.person_id is not None:
        return _open("frontdesk.show_evidence", person_id=item.person_id, relation_id=item.id)
    if item.kind is Kind.INTENT:
        return _open("frontdesk.intents")
    if item.kind is Kind.HANDED:
        return _open("frontdesk.show_contact", contact_id=item.id)
    if item.kind is Kind.CONSENT and item.person_id is not None:
        return _open("disclosure.index", person_id=item.person_id)
    if item.case_id is None:
        return _open("frontdesk.appointments") if item.kind is Kind.APPOINTMENT else ""
    page = _open(_CASE_PAGES.get(item.kind, ""), case_id=item.case_id)
    return page or _open("casefile.show", case_id=item.case_id)


def case_address(row: Row) -> str:
    """Return the page of the case an item belongs to."""
    return _open("casefile.show", case_id=row.item.case_id) if row.case_number else ""


def _open(endpoint: str, **values: object) -> str:
    if endpoint not in current_app.view_functions or not may_open(current_app, endpoint, acting_account()):
        return ""
    return address(endpoint, **values)
