"""The list of referrals behind a number."""

from __future__ import annotations

from flask import render_template, request

from lotse.accounts.access import allow
from lotse.accounts.rules import Role
from lotse.foundation.clock import local
from lotse.foundation.errors import NotFound
from lotse.statistics.queries import reading, scopes
from lotse.statistics.queries import records as record_queries
from lotse.statistics.queries.pages import words_of
from lotse.statistics.routes.desk import blueprint, desk
from lotse.statistics.routes.pages import tabs_for
from lotse.statistics.rules.choices import AddressRefused


@blueprint.get("/liste")
@allow(Role.TEAM_LEAD)
def records() -> str:
    """List the referrals a number counts; only in a view the reader sees exactly."""
    at = desk()
    if not scopes.sees_exactly(at.user, at.choice.scope):
        raise NotFound
    page = _page_number()
    rows, total = record_queries.referrals_behind(
        reading(), at.choice, at.user, today=at.today, now=at.now, offset=(page - 1) * record_queries.MOST
    )
    return render_template(
        "statistics/records.html",
        rows=rows,
        total=total,
        number=page,
        pages=-(-total // record_queries.MOST) or 1,
        choice=at.choice,
        words=words_of(at.choice, at.names, at.scopes, at.today, local(at.now)),
        **tabs_for("vermittlungen", at.choice.shared_address),
    )


def _page_number() -> int:
    text = request.args.get("seite", "1")
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and int(text)):
        raise AddressRefused(["Die Seite der Liste muss eine Zahl von 1 bis 9999 sein."])
    return int(text)
