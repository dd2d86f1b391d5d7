"""Who sees which case: one place, every role, unknown and forbidden alike."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from lotse.accounts.models import Absence, Grant
from lotse.accounts.rules import Role
from lotse.cases import actions, queries
from lotse.cases.actions import responsibility
from lotse.cases.queries import lists
from lotse.cases.rules.notes import Relation
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import AT, DAY, make_case, make_client


def seen_by(user, at=AT):
    return {c.id for c in db.session.scalars(queries.visible_cases(user, at))}


@pytest.fixture
def team(app):
    unit = make_unit()
    return {
        "unit": unit,
        "lead": make_user(Role.NAVIGATOR, unit_id=unit.id),
        "colleague": make_user(Role.NAVIGATOR, unit_id=unit.id),
        "boss": make_user(Role.TEAM_LEAD, unit_id=unit.id),
    }


def test_a_navigator_sees_the_own_case_and_not_the_colleagues(team):
    case = make_case(lead=team["lead"])
    assert seen_by(team["lead"]) == {case.id}
    assert seen_by(team["colleague"]) == set()


def test_a_team_lead_sees_the_unit_but_no_restricted_file_and_no_other_unit(team):
    plain = make_case(lead=team["lead"])
    make_case(lead=team["lead"], restricted=True)
    make_case(lead=team["lead"], person=make_client(restricted=True))
    make_case(unit=make_unit())
    assert seen_by(team["boss"]) == {plain.id}


@pytest.mark.parametrize(
    "role", [Role.FRONT_DESK, Role.DEPARTMENT, Role.STATISTICS, Role.ADMINISTRATION, Role.DATA_PROTECTION]
)
def test_no_other_role_sees_any_case(team, role):
    make_case(lead=team["lead"])
    assert seen_by(make_user(role)) == set()


def test_unknown_and_forbidden_are_the_same_answer(team):
    case = make_case(lead=team["lead"])
    for number in (case.id, 99_999):
        with pytest.raises(NotFound) as refusal:
            queries.get_case(number, team["colleague"], AT)
        assert refusal.value.message == NotFound.message


def test_a_new_lead_sees_the_case_and_the_old_one_no_longer(team):
    case = make_case(lead=team["lead"])
    later = AT + timedelta(hours=1)
    responsibility.put_in_lead(
        case=case, lead=team["colleague"], reason="Übergabe", by=team["boss"], today=DAY, now=later
    )
    assert seen_by(team["colleague"], later) == {case.id}
    assert seen_by(team["lead"], later + timedelta(seconds=1)) == set()


def test_the_stand_in_of_an_absent_lead_sees_the_cases_for_exactly_these_days(team):
    case = make_case(lead=team["lead"])
    make_case(lead=team["lead"], restricted=True)
    db.session.add(
        Absence(
            user_id=team["lead"].id,
            deputy_id=team["colleague"].id,
            starts_on=DAY + timedelta(days=1),
            ends_on=DAY + timedelta(days=2),
        )
    )
    db.session.flush()
    days = [seen_by(team["colleague"], AT + timedelta(days=d)) for d in range(4)]
    assert days == [set(), {case.id}, {case.id}, set()]
    on_leave = AT + timedelta(days=1)
    assert [r.id for r in lists.standing_in_for(team["colleague"], on_leave)] == [case.id]
    assert queries.reader_of(case, team["colleague"], on_leave).relation is Relation.DEPUTY


def test_a_named_deputy_sees_the_case_from_the_first_to_the_last_day(team):
    case = make_case(lead=team["lead"], restricted=True)
    responsibility.add_deputy(
        case=case,
        deputy=team["colleague"],
        starts_on=DAY + timedelta(days=1),
        ends_on=DAY + timedelta(days=2),
        reason="Urlaub",
        by=team["lead"],
        now=AT,
    )
    moments = [AT + timedelta(days=d) for d in range(4)]
    assert [seen_by(team["colleague"], at) for at in moments] == [set(), {case.id}, {case.id}, set()]
    listed = [{row.id for row in lists.standing_in_for(team["colleague"], at)} for at in moments]
    assert listed == [set(), {case.id}, {case.id}, set()]
    assert lists.list_led(team["colleague"], AT) == lists.standing_in_for(make_user(Role.FRONT_DESK), moments[1]) == []


def test_the_inbox_holds_the_units_cases_without_lead_and_hides_restricted_ones(team):
    waiting = make_case(unit=team["unit"])
    guarded = make_case(unit=team["unit"], restricted=True)
    make_case(unit=make_unit())
    assert [r.id for r in lists.inbox(team["lead"])] == [waiting.id]
    assert [c.id for c in queries.restricted_inbox(team["unit"].id)] == [guarded.id]
    with pytest.raises(NotFound):
        queries.get_unassigned(guarded.id, team["lead"])
    assert queries.get_unassigned(guarded.id, team["boss"]) is guarded


def test_numbers_count_up_and_a_case_taken_over_leaves_the_inbox(team):
    first, second = make_case(unit=team["unit"]), make_case(unit=team["unit"])
    assert (first.number, second.number) == ("L-2026-0001", "L-2026-0002")
    actions.take_over(case=first, by=team["lead"], today=DAY, now=AT)
    assert [r.id for r in lists.inbox(team["lead"])] == [second.id]
    assert [r.lead for r in lists.list_led(team["lead"], AT)] == [team["lead"].name]


def test_the_own_list_has_no_case_whose_grant_ended_nor_one_of_another_phase(team):
    case, other = make_case(lead=team["lead"]), make_case(lead=team["lead"])
    assert [row.id for row in lists.list_led(team["lead"], AT)] == [case.id, other.id]
    assert [row.id for row in lists.list_led(team["lead"], AT, phase=case.phase)] == [case.id, other.id]
    assert lists.list_led(team["lead"], AT, phase="keine") == []
    grants = sa.update(Grant).where(Grant.record_id == case.id, Grant.kind == "case")
    db.session.execute(grants.values(valid_until=AT + timedelta(seconds=1)))
    assert [row.id for row in lists.list_led(team["lead"], AT + timedelta(hours=1))] == [other.id]
