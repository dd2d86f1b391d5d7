"""The radar: everything that lies ahead over all cases an account may see, the next four weeks first."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.foundation.clock import now, today
from lotse.measures.queries.radar import SOON_DAYS, leads_of, radar, units_of
from lotse.measures.rules.explain import CODE_NAMES

blueprint = Blueprint("radar", __name__)

KINDS = {**CODE_NAMES, "WAIVER": "Ausnahme endet", "PERMISSION": "Bewilligung endet"}


@blueprint.get("/radar")
@allow(*CASE_WORK)
def index() -> str:
    """Gaps, unmet prerequisites, running waivers and expiring permissions by date; of one lead, of one unit."""
    mine, kind = request.args.get("ansicht") == "meine", request.args.get("art", "")
    lead, unit = request.args.get("leitung", type=int), request.args.get("einheit", type=int)
    lines = radar(signed_in_user(), today(), now(), mine=mine)
    leads, units = leads_of(lines), units_of(lines)
    lines = [line for line in lines if (not lead or line.lead_id == lead) and (not unit or line.unit_id == unit)]
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
        lead=lead,
        leads=leads,
        unit=unit,
        units=units,
        asked={"ansicht": "meine" if mine else None, "leitung": lead, "einheit": unit},
    )
