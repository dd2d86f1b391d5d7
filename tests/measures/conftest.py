"""A case whose measures leave a gap."""

from __future__ import annotations

from datetime import date

import pytest

from lotse.accounts.rules import Role
from lotse.measures.actions.requirements import require_cover
from tests.factories.accounts import make_user
from tests.factories.cases import AT, DAY, make_case
from tests.factories.measures import make_child, make_measure


@pytest.fixture
def file(app, login_as):
    """A signed-in navigator, her case with a course, a Kita that opens too late, and the gap between them."""
    lead = make_user(Role.NAVIGATOR)
    case = make_case(lead=lead)
    child = make_child(case)
    far = {"starts_on": date(2026, 12, 7), "ends_on": date(2030, 12, 31)}
    course = make_measure(case, "Mo–Fr 8–13", label="Umschulung", kind="retraining", **far)
    kita = make_measure(case, "Mo–Fr 8:30–13", person=child, kind="kita", label="Kita", **far)
    rule = require_cover(case_id=case.id, person_id=child.id, during=[course.id], before=20, by=None, today=DAY, now=AT)
    browser = login_as(lead)
    return browser, case, child, course, kita, rule


@pytest.fixture
def household(app):
    """A mother in a course, her child in a Kita that opens too late, and that the child must be covered."""
    case = make_case(lead=make_user())
    child = make_child(case)
    course = make_measure(case, "Mo–Fr 8–13", label="Umschulung", kind="retraining")
    kita = make_measure(case, "Mo–Fr 8:30–13", person=child, kind="kita", label="Kita")
    rule = require_cover(
        case_id=case.id, person_id=child.id, during=[course.id], by=None, today=DAY, now=AT, before=20, after=0
    )
    return case, child, course, kita, rule
