"""The chronicle: one stream of everything, narrowed by kind."""

from __future__ import annotations

from flask import render_template, request, url_for

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK
from lotse.casefile.queries.chronicle import KIND_LABELS, Kind, names_in
from lotse.casefile.queries.chronicle import chronicle as stream
from lotse.casefile.routes.blueprint import blueprint
from lotse.cases.pages import load_case
from lotse.cases.queries import reader_of
from lotse.foundation.clock import now
from lotse.foundation.web.pagination import Page, asked_page

PER_PAGE = 40


@blueprint.get("/<id:case_id>/verlauf")
@allow(*CASE_WORK)
def chronicle(case_id: int) -> str:
    """Who did what, when and why, newest first."""
    case, user = load_case(case_id), signed_in_user()
    kinds = [Kind(k) for k in request.args.getlist("art") if k in set(Kind)]
    lines = stream(case, reader_of(case, user, now()), kinds)
    number = min(asked_page(), max(1, -(-len(lines) // PER_PAGE)))
    shown = lines[(number - 1) * PER_PAGE : number * PER_PAGE]
    return render_template(
        "casefile/chronicle.html",
        case=case,
        tab="chronicle",
        page=Page(shown, number, PER_PAGE, len(lines)),
        names=names_in(shown),
        kinds=[(str(k), label, k in kinds) for k, label in KIND_LABELS.items()],
        labels=KIND_LABELS,
        page_url=lambda n: url_for("casefile.chronicle", case_id=case.id, art=[str(k) for k in kinds], seite=n),
    )
