"""The number of statements of a case page does not grow with the case."""

import itertools

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.cases.actions import goals, records, situation
from lotse.cases.actions.situation import Said
from lotse.cases.rules.life_situation import Dimension, RatingState
from lotse.contacts.models import Contact
from lotse.foundation.db import db
from lotse.measures.models import Measure
from tests.factories.accounts import make_site, make_user
from tests.factories.cases import AT, DAY, make_case

PAGES = ("", "/lebenslage", "/ziele", "/vermittlungen", "/notizen", "/verlauf", "/steuern", "/abschluss")
_numbers = itertools.count(1)


def statements(desk, address):
    said = []

    def note(connection, cursor, statement, *rest):
        said.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert desk.get(address).status_code == 200
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
    return len([s for s in said if s.lstrip().upper().startswith("SELECT")])


def grow(case, by):
    site = make_site()
    for number in range(12):
        goals.set_goal(case=case, by=by, now=AT, topic="Thema", statement=f"Ich tue es {number}.")
        records.write_note(case=case, note_class="ordinary", text=f"Notiz {number}", by=by, now=AT)
        said = [Said(d, RatingState.RATED, 1 + number % 5, evidence="x") for d in list(Dimension)[:4]]
        situation.rate(case=case, view="joint", rated_on=DAY, said=said, by=by, today=DAY, now=AT)
        db.session.add(
            Contact(
                site_id=site.id, day=DAY, started_at=AT, channel="phone", person_id=case.person_id, case_id=case.id,
                result="advice", created_at=AT, created_by_id=by.id,
            )
        )  # fmt: skip
        db.session.add(
            Measure(
                case_id=case.id, person_id=case.person_id, kind="course", label=f"Kurs {number}", starts_on=DAY,
                created_at=AT,
            )
        )  # fmt: skip
    db.session.commit()


def test_the_overview_of_a_heavy_case_stays_within_twelve_statements(app, login_as):
    navigator = make_user(Role.NAVIGATOR)
    heavy = make_case(lead=navigator)
    grow(heavy, navigator)
    desk = login_as(navigator)
    statements(desk, f"/faelle/{heavy.id}")
    assert statements(desk, f"/faelle/{heavy.id}") <= 12


@pytest.mark.parametrize("page", PAGES)
def test_a_heavy_case_asks_no_more_often_than_a_light_one(app, login_as, page):
    navigator = make_user(Role.NAVIGATOR)
    light, heavy = make_case(lead=navigator), make_case(lead=navigator)
    grow(heavy, navigator)
    desk = login_as(navigator)
    statements(desk, f"/faelle/{light.id}{page}")
    few, many = (statements(desk, f"/faelle/{case.id}{page}") for case in (light, heavy))
    assert many <= few + 2
    assert many <= 40
