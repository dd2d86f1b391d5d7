"""Where a crisis is open, a team lead who is somebody else closes the case."""

from lotse.accounts.rules import Role
from lotse.cases.actions import situation
from lotse.cases.actions.situation import Said
from lotse.cases.rules.life_situation import Dimension, RatingState
from lotse.foundation.db import db
from tests.factories.accounts import make_user
from tests.factories.cases import AT, DAY, REPORT, make_case


def test_an_open_crisis_waits_for_another_team_lead(case, navigator, desk, submit, login_as):
    said = [Said(Dimension.HOUSING, RatingState.RATED, 1, evidence="Räumung steht an")]
    situation.rate(case=case, view="joint", rated_on=DAY, said=said, by=navigator, today=DAY, now=AT)
    boss = make_user(Role.TEAM_LEAD, unit_id=navigator.unit_id)
    db.session.commit()
    assert submit(desk, f"/faelle/{case.id}/abschluss", REPORT).status_code == 303
    db.session.expire_all()
    assert case.status == "open"
    other = login_as(boss)
    assert "Abschluss wartet auf Ihre Zustimmung" in other.get("/faelle").text
    decide = f"/faelle/{case.id}/abschluss/entscheiden"
    assert submit(other, decide, {"refuse_it": "x"}).status_code == 422
    assert submit(other, decide, {"approve": "x"}).status_code == 303
    db.session.expire_all()
    assert case.status == "closed"


def test_a_team_lead_cannot_approve_the_own_request(navigator, login_as, submit):
    boss = make_user(Role.TEAM_LEAD, unit_id=navigator.unit_id)
    case = make_case(lead=boss)
    desk = login_as(boss)
    submit(desk, f"/faelle/{case.id}/abschluss", {**REPORT, "reason": "contact_lost"})
    answer = submit(desk, f"/faelle/{case.id}/abschluss/entscheiden", {"approve": "x"})
    assert answer.status_code == 403
    db.session.expire_all()
    assert case.status == "open"


def test_a_restricted_file_is_opened_to_the_team_lead_for_the_decision_only(navigator, login_as, submit):
    case = make_case(lead=navigator, restricted=True)
    boss = make_user(Role.TEAM_LEAD, unit_id=navigator.unit_id)
    db.session.commit()
    desk, other = login_as(navigator), login_as(boss)
    assert other.get(f"/faelle/{case.id}").status_code == 404
    submit(desk, f"/faelle/{case.id}/abschluss", REPORT)
    assert other.get(f"/faelle/{case.id}").status_code == 200
    submit(other, f"/faelle/{case.id}/abschluss/entscheiden", {"approve": "x"})
    assert other.get(f"/faelle/{case.id}").status_code == 404
