"""The overview: where a case stands, what meshes and what does not, what is due, what the client wants."""

from __future__ import annotations

from flask import render_template

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK
from lotse.casefile.head import case_head
from lotse.casefile.queries.overview import overview, referral_state
from lotse.casefile.routes.blueprint import blueprint
from lotse.cases import queries as cases
from lotse.cases.pages import load_case
from lotse.cases.queries import situation
from lotse.cases.rules import goals, profile
from lotse.cases.rules.life_situation import SHEETS, View
from lotse.foundation.clock import now, today


@blueprint.get("/<id:case_id>")
@allow(*CASE_WORK)
def show(case_id: int) -> str:
    """One screen that tells where the case stands."""
    case = load_case(case_id)
    ratings = situation.list_marks(case.id, cases.reader_of(case, signed_in_user(), now()))
    views = [view for view in (View.JOINT, View.PROFESSIONAL, View.SELF) if any(r.view == view for r in ratings)]
    return render_template(
        "casefile/show.html",
        case=case,
        tab="overview",
        found=overview(case, surname=case_head(case.id, "overview").facts.person.last_name, today=today(), now=now()),
        rows=[
            row
            for row in profile.profile(ratings, view=views[0] if views else View.PROFESSIONAL)
            if row.last is not None
        ],
        crises=[SHEETS[d].label for d in profile.crises(ratings)],
        referral_state=referral_state,
        zone=goals.ZONE_LABELS[goals.Zone(case.zone)],
    )
