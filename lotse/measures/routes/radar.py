"""The radar: everything that lies ahead over all cases an account may see, the next four weeks first."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.foundation.clock import now, today
from lotse.measures.queries.findings import SOON_DAYS, radar
from lotse.measures.rules.explain import CODE_NAMES

blueprint = Blueprint("radar", __name__)

KINDS = {**CODE_NAMES, "WAIVER": "Ausnahme endet", "PERMISSION": "Bewilligung endet"}


@blueprint.get("/radar")
@allow(*CASE_WORK)
def index() -> str:
    """Gaps, unmet prerequisites, running waivers and expiring permissions, by date."""
    mine = request.args.get("ansicht") == "meine"
    kind = request.args.get("art", "")
    lines = radar(signed_in_user(), today(), now(), mine=mine)
    counts = {code: sum(line.kind == code for line in lines) for code in KINDS}
    lines = [line for line in lines if not kind or line.kind == kind]
    audit_about(action=Action.SEARCH, object_kind="radar", detail=f"{len(lines)} Zeilen")
    return render_template(
        "measures/radar.html",
        soon=[line for line in lines if line.is_soon],
        later=[line for line in lines if not line.is_soon],
        soon_days=SOON_DAYS,
        kinds=KINDS,
        counts=counts,
        kind=kind,
        mine=mine,
    )
