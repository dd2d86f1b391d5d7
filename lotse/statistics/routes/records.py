"""The lists of records behind a number."""

from __future__ import annotations

from flask import render_template, request

from lotse.accounts.access import allow
from lotse.accounts.rules import Role
from lotse.audit.actions import audit_about
from lotse.foundation.clock import local
from lotse.foundation.errors import NotFound
from lotse.statistics.queries import reading, records_behind, scopes
from lotse.statistics.queries import records as record_queries
from lotse.statistics.queries.pages import words_of
from lotse.statistics.routes.desk import Desk, blueprint, desk
from lotse.statistics.routes.pages import tabs_for
from lotse.statistics.rules.behind import CASES, CONTACTS, Behind, read_behind
from lotse.statistics.rules.choices import AddressRefused

OPENED_BY = {CONTACTS: ("frontdesk.show_contact", "contact_id"), CASES: ("casefile.show", "case_id")}
"""Which page opens a record of a list, and the name of its number there."""


@blueprint.get("/liste")
@allow(Role.TEAM_LEAD)
def records() -> str:
    """List the records a number counts; only in a view the reader sees exactly."""
    at, behind = desk(), read_behind(request.args)
    if not scopes.sees_exactly(at.user, at.choice.scope, "kontakte" if behind and behind.records == CONTACTS else ""):
        raise NotFound
    number = _page_number()
    return _referrals(at, number) if behind is None else _others(at, behind, number)


def _referrals(at: Desk, number: int) -> str:
    rows, total = record_queries.referrals_behind(
        reading(), at.choice, at.user, today=at.today, now=at.now, offset=(number - 1) * record_queries.MOST
    )
    audit_about(object_kind="statistics", detail=f"Vermittlungen {at.choice.period.key}: {total}")
    return _list("statistics/records.html", at, number, total, "vermittlungen", rows=rows, query={})


def _others(at: Desk, behind: Behind, number: int) -> str:
    offset = (number - 1) * records_behind.MOST
    rows, total = records_behind.records_behind(reading(), at.choice, behind, today=at.today, offset=offset)
    audit_about(object_kind="statistics", detail=f"{behind.records} {at.choice.period.key}: {total}")
    endpoint, name = OPENED_BY[behind.records]
    return _list(
        "statistics/behind.html",
        at,
        number,
        total,
        behind.records,
        rows=rows,
        query=behind.query,
        endpoint=endpoint,
        name=name,
    )


def _list(template: str, at: Desk, number: int, total: int, tab: str, **context: object) -> str:
    return render_template(
        template,
        total=total,
        number=number,
        pages=-(-total // record_queries.MOST) or 1,
        choice=at.choice,
        tab=tab,
        words=words_of(at.choice, at.names, at.scopes, at.today, local(at.now)),
        **context,
        **tabs_for(tab, at.choice.shared_address),
    )


def _page_number() -> int:
    text = request.args.get("seite", "1")
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and int(text)):
        raise AddressRefused(["Die Seite der Liste muss eine Zahl von 1 bis 9999 sein."])
    return int(text)
