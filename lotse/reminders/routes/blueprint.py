"""The blueprint of reminders, and where each kind of item is worked on."""

from __future__ import annotations

from flask import Blueprint, Flask

from lotse.accounts.access import may_open
from lotse.accounts.acting import Acting
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


class Ways:
    """The pages on which items are worked on, as far as an account may open them; asked for every row of a page."""

    def __init__(self, app: Flask, user: Acting) -> None:
        self._app = app
        self._user = user
        self._is_open: dict[str, bool] = {}

    def to_item(self, row: Row) -> str:
        """Return the page of an item; empty for what this account may not open."""
        item = row.item
        if row.masked:
            return ""
        if item.is_own:
            return address("reminders.change", reminder_id=item.id)
        if item.kind is Kind.DEADLINE:
            return self._to("deadlines.show", case_id=item.case_id, deadline_id=item.id)
        if item.kind is Kind.REFERRAL:
            return self._to("referrals.show", referral_id=item.id)
        if item.kind is Kind.REQUEST:
            return self._to("referrals.received", referral_id=item.id)
        if item.kind is Kind.EMERGENCY:
            return self._to("emergency.show", emergency_id=item.id)
        if item.kind is Kind.CALL_BACK:
            return self._to("frontdesk.call_backs")
        if item.kind is Kind.WARNING and item.person_id is not None:
            return self._to("frontdesk.review_warning", person_id=item.person_id, warning_id=item.id)
        if item.kind is Kind.PAPER and item.person_id is not None:
            return self._to("frontdesk.show_evidence", person_id=item.person_id, relation_id=item.id)
        if item.kind is Kind.INTENT:
            return self._to("frontdesk.intents")
        if item.kind is Kind.HANDED:
            return self._to("frontdesk.show_contact", contact_id=item.id)
        if item.kind is Kind.CONSENT and item.person_id is not None:
            return self._to("disclosure.index", person_id=item.person_id)
        if item.case_id is None:
            return self._to("frontdesk.appointments") if item.kind is Kind.APPOINTMENT else ""
        page = self._to(_CASE_PAGES.get(item.kind, ""), case_id=item.case_id)
        return page or self._to("casefile.show", case_id=item.case_id)

    def to_case(self, row: Row) -> str:
        """Return the page of the case an item belongs to."""
        return self._to("casefile.show", case_id=row.item.case_id) if row.case_number else ""

    def _to(self, endpoint: str, **values: object) -> str:
        if endpoint not in self._is_open:
            known = endpoint in self._app.view_functions
            self._is_open[endpoint] = known and may_open(self._app, endpoint, self._user)
        return address(endpoint, **values) if self._is_open[endpoint] else ""
