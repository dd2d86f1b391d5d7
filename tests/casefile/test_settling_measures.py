"""Before a case closes, each measure is settled as it really goes on: ended, called off, or without the office."""

from datetime import timedelta

import pytest

from lotse.casefile.actions.closing import choices_for
from lotse.casefile.queries.closing import open_items
from lotse.clients.models import Person
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.measures.rules.states import LEFT_OUT, State
from lotse.referrals.actions.steps import take_step
from lotse.referrals.rules.states import Party
from lotse.referrals.rules.states import State as ReferralState
from lotse.referrals.rules.transitions import Step
from tests.factories.cases import AT, DAY, REPORT
from tests.factories.measures import make_measure
from tests.factories.referrals import NOW, TODAY, make_sent_referral


@pytest.mark.parametrize("state", sorted(set(State) - {State.COMPLETED, *LEFT_OUT}))
def test_whatever_is_offered_for_a_measure_settles_it(case, desk, submit, state):
    measure = make_measure(case, state=state)
    db.session.commit()
    page = f"/faelle/{case.id}/abschluss"
    [item] = open_items(case, AT)
    offered = choices_for(item)
    assert "broken_off" in offered
    offered.pop("goes_on", None)  # leaves the state as it is, below
    for choice, label in offered.items():
        measure.state = state
        db.session.commit()
        assert f">{label}</button>" in desk.get(page).text
        data = {"kind": "measure", "record": measure.id, "choice": choice}
        assert submit(desk, page, data, to=page + "/klaeren").status_code == 303
        db.session.expire_all()
        assert (measure.state, open_items(case, AT)) == (choice, [])


def test_a_school_that_goes_on_is_not_recorded_as_ended(case, desk, submit):
    school = make_measure(case, state=State.RUNNING, starts_on=DAY, ends_on=None)
    db.session.commit()
    page = f"/faelle/{case.id}/abschluss"
    assert ">geht ohne uns weiter</button>" in desk.get(page).text
    goes_on = {"kind": "measure", "record": school.id, "choice": "goes_on"}
    assert submit(desk, page, goes_on, to=page + "/klaeren").status_code == 303
    assert "Geht ohne uns weiter (1)" in desk.get(page).text
    assert submit(desk, page, REPORT).status_code == 303
    db.session.expire_all()
    assert case.status == "closed"
    assert (school.state, school.ends_on, school.left_running_on) == ("running", None, clock.today())
    assert "ohne uns weiter" in desk.get(f"/faelle/{case.id}/massnahmen/{school.id}").text


def test_what_goes_on_without_us_can_be_taken_back_and_is_asked_again_after_reopening(case, desk, submit):
    school = make_measure(case, state=State.RUNNING, starts_on=DAY, ends_on=None)
    db.session.commit()
    page = f"/faelle/{case.id}/abschluss"
    goes_on = {"kind": "measure", "record": school.id, "choice": "goes_on"}
    submit(desk, page, goes_on, to=page + "/klaeren")
    assert submit(desk, page, {}, to=f"{page}/massnahme/{school.id}/doch-mit-uns").status_code == 303
    assert [item.record_id for item in open_items(case, AT)] == [school.id]
    submit(desk, page, goes_on, to=page + "/klaeren")
    submit(desk, page, REPORT)
    submit(desk, f"/faelle/{case.id}/wieder-oeffnen", {"reason": "Neue Kündigung"})
    db.session.expire_all()
    assert school.left_running_on is None
    assert school.label in [item.label.split(" (")[0] for item in open_items(case, AT)]


def test_a_mere_plan_does_not_go_on_without_us(case, desk, submit):
    plan = make_measure(case, state=State.PLANNED)
    db.session.commit()
    page = f"/faelle/{case.id}/abschluss"
    assert "geht ohne uns weiter" not in desk.get(page).text
    refused = submit(desk, page, {"kind": "measure", "record": plan.id, "choice": "goes_on"}, to=page + "/klaeren")
    assert refused.status_code == 422
    assert "geht nicht weiter" in refused.text


def test_help_that_has_begun_elsewhere_is_not_withdrawn_with_the_case(case, navigator, desk, submit):
    referral = make_sent_referral(navigator, person=db.session.get(Person, case.person_id), case=case)
    for to, more in (("accepted", {"contact": "Frau X", "follows_by": TODAY}), ("in_progress", {})):
        step = Step(ReferralState(to), TODAY, Party.RECEIVER, via="phone", **more)
        take_step(referral=referral, step=step, by=navigator, today=TODAY, now=NOW)
        db.session.commit()
        offered = "Hilfe läuft dort weiter" in desk.get(f"/faelle/{case.id}/abschluss").text
        assert offered is (to == "in_progress")
    page = f"/faelle/{case.id}/abschluss"
    said = {"kind": "referral", "record": referral.id, "choice": "completed"}
    assert submit(desk, page, said, to=page + "/klaeren").status_code == 303
    db.session.expire_all()
    assert (referral.state, referral.outcome) == ("completed", "received")
    assert "läuft dort" in referral.outcome_text
    assert referral.effect == ""


@pytest.mark.parametrize(("days", "offered"), [(1, False), (0, True), (-30, True)])
def test_what_was_granted_is_ended_only_once_it_has_begun(case, desk, submit, days, offered):
    measure = make_measure(case, starts_on=clock.today() + timedelta(days=days), ends_on=None)
    db.session.commit()
    page = f"/faelle/{case.id}/abschluss"
    assert (">beendet</button>" in desk.get(page).text) is offered
    answer = submit(desk, page, {"kind": "measure", "record": measure.id, "choice": "completed"}, to=page + "/klaeren")
    assert answer.status_code == (303 if offered else 422)
    db.session.expire_all()
    assert measure.state == ("completed" if offered else "granted")


def test_a_measure_that_has_not_begun_is_not_ended_and_the_refusal_keeps_the_page(case, desk, submit):
    measure = make_measure(case, state=State.WAITLISTED)
    db.session.commit()
    page = f"/faelle/{case.id}/abschluss"
    assert ">beendet</button>" not in desk.get(page).text
    refused = submit(desk, page, {"kind": "measure", "record": measure.id, "choice": "completed"}, to=page + "/klaeren")
    assert refused.status_code == 422
    assert "Von „Warteliste“ geht es nicht zu „beendet“" in refused.text
    assert "Zuerst klären" in refused.text
