"""Institutions beside measures: picking one while typing, and its closures with the school holidays of the Land."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.queries import office_region
from lotse.accounts.rules import CASE_WORK
from lotse.directory.actions.organisations import add_closure
from lotse.directory.queries.organisations import get_organisation
from lotse.foundation.clock import now, today
from lotse.foundation.workdays import REGIONS
from lotse.measures.queries import offers
from lotse.measures.routes.blueprint import blueprint
from lotse.measures.rules.public_holidays import SchoolHolidays, public_holidays, school_holidays

YEARS_SHOWN = 3


@blueprint.get("/massnahmen/traeger")
@allow(*CASE_WORK)
def houses() -> str:
    """Options for the field "Träger" while typing."""
    words = request.args.get("q", "")[:100]
    return render_template("measures/_houses.html", houses=offers.search_organisations(words) if words.strip() else [])


@blueprint.get("/massnahmen/schliesszeiten/<id:organisation_id>")
@allow(*CASE_WORK)
def closures(organisation_id: int) -> str:
    """When an institution keeps closed: entered once, used by every measure there."""
    house = get_organisation(organisation_id)
    state = house.state if house.state in REGIONS else office_region()
    years = range(today().year, today().year + YEARS_SHOWN)
    known = {(row.starts_on, row.ends_on) for row in offers.closures_of(house.id)}
    return render_template(
        "measures/closures.html",
        house=house,
        state=REGIONS[state],
        closures=[row for row in offers.closures_of(house.id) if row.ends_on >= today()],
        public={year: public_holidays(state, year) for year in years},
        school=[(year, _coming(school_holidays(state, year), year)) for year in years],
        known=known,
    )


def _coming(found: tuple[SchoolHolidays, ...] | None, year: int) -> list[SchoolHolidays] | None:
    if found is None:
        return None
    return [holiday for holiday in found if holiday.start.year == year and holiday.end >= today()]


@blueprint.post("/massnahmen/schliesszeiten/<id:organisation_id>")
@allow(*CASE_WORK)
def take_school_holidays(organisation_id: int) -> Response:
    """Enter the ticked school holidays as closures of the institution."""
    house = get_organisation(organisation_id)
    state = house.state if house.state in REGIONS else office_region()
    wanted = set(request.form.getlist("ferien"))
    known = {(row.starts_on, row.ends_on) for row in offers.closures_of(house.id)}
    taken = 0
    for year in range(today().year, today().year + YEARS_SHOWN):
        for holiday in school_holidays(state, year) or ():
            if holiday.start.isoformat() in wanted and (holiday.start, holiday.end) not in known:
                add_closure(
                    organisation=house,
                    label=holiday.label,
                    starts_on=holiday.start,
                    ends_on=holiday.end,
                    by=signed_in_user(),
                    now=now(),
                )
                known.add((holiday.start, holiday.end))
                taken += 1
    flash(f"{taken} Ferienzeiten übernommen." if taken else "Nichts Neues ausgewählt.", "success" if taken else "info")
    return redirect(url_for("measures.closures", organisation_id=house.id), 303)
