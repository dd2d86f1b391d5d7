"""Cases for tests."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime

from lotse.accounts.models import Unit, User
from lotse.cases import actions
from lotse.cases.models import Case
from lotse.clients.models import Person
from lotse.foundation.db import db
from tests.factories.accounts import make_unit

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = date(2026, 11, 20)
_numbers = itertools.count(1)
REPORT = {"reason": "goals_reached", "report": "Die Wohnung ist gesichert, die Raten laufen.", "follow_up": "y"}
"""What a usual closing form says."""


def make_client(**fields: object) -> Person:
    """A person, straight into the table."""
    number = next(_numbers)
    person = Person(
        **{
            "number": f"PT-{number:06d}",
            "first_name": "Aylin",
            "last_name": f"Testfrau{number}",
            "created_at": AT,
            **fields,
        }
    )
    db.session.add(person)
    db.session.flush()
    return person


def make_case(
    *, person: Person | None = None, lead: User | None = None, unit: Unit | None = None, **fields: object
) -> Case:
    """An open case; with a lead it belongs to the lead's unit."""
    case = actions.open_case(
        person=person or make_client(),
        household=None,
        reason="Trennung, Mietrückstand und Umschulung",
        unit=unit or (lead.unit if lead and lead.unit else make_unit()),
        by=lead,
        today=DAY,
        now=AT,
        lead=lead,
    )
    for name, value in fields.items():
        setattr(case, name, value)
    db.session.flush()
    return case
