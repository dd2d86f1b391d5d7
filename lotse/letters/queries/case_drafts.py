"""Draft of what a household gets from its case: the week, who is where when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from lotse.cases import queries as cases
from lotse.foundation.clock import local
from lotse.foundation.dates_in_words import short_date
from lotse.letters.queries.parties import office_of
from lotse.letters.rules.draft import Draft
from lotse.letters.rules.kinds import Kind
from lotse.letters.rules.printing import Printable
from lotse.measures.queries import measures
from lotse.measures.queries.assembling import person_key
from lotse.measures.queries.plans import plan_of
from lotse.measures.rules.sheet import household_sheet
from lotse.measures.rules.week import monday_of

if TYPE_CHECKING:
    from lotse.accounts.models import User


def week(case_id: int, asked: str, *, user: User, now: datetime) -> Draft:
    """Draft the week that an ISO day lies in, in plain language; without a readable day this week."""
    case, today = cases.get_case(case_id, user, now), local(now).date()
    people = measures.people_of(case, today, user, now)
    keys = [(person_key(person.id), person.first_name or person.last_name) for person in people]
    sheet = household_sheet(plan_of(case.id, today), keys, monday_of(asked, today))
    context = {"sheet": sheet, "number": case.number, "office": office_of(user), "printed_on": today}
    return Draft(
        kind=Kind.WEEK,
        title=f"Wochenplan {short_date(sheet.monday)} bis {short_date(sheet.sunday)}",
        sheets=(Printable("measures/pdf/week.html", "sheets/_sheet.css measures/pdf/_week.css", context),),
        content=sheet,
        person_id=case.person_id,
        case_id=case.id,
    )
