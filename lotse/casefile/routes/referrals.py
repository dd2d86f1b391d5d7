"""The referrals of a case on one page of the file."""

from __future__ import annotations

from flask import render_template

from lotse.accounts.access import allow
from lotse.accounts.rules import CASE_WORK
from lotse.casefile.queries.referrals import referrals_of
from lotse.casefile.routes.blueprint import blueprint
from lotse.cases.pages import load_case


@blueprint.get("/<id:case_id>/vermittlungen")
@allow(*CASE_WORK)
def referrals(case_id: int) -> str:
    """Whom this case was handed to, and what came of it."""
    case = load_case(case_id)
    return render_template("casefile/referrals.html", case=case, tab="referrals", rows=referrals_of(case.id))
