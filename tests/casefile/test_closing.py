"""Closing asks everything first, waits for four eyes where they are needed, and can be undone for six months."""

from datetime import timedelta

import pytest

from lotse.accounts.rules import Role
from lotse.casefile.actions.closing import choices_for
from lotse.casefile.queries.closing import open_items
from lotse.cases.actions import goals, situation
from lotse.cases.actions.situation import Said
from lotse.cases.rules.closing import OpenKind
from lotse.cases.rules.life_situation import Dimension, RatingState
from lotse.clients.models import Person
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.measures.rules.states import LEFT_OUT, State
from lotse.referrals.actions.steps import take_step
from lotse.referrals.rules.states import Party
from lotse.referrals.rules.states import State as ReferralState
from lotse.referrals.rules.transitions import Step
from lotse.reminders.actions.reminders import set_reminder
from lotse.reminders.models import Reminder
from tests.factories.accounts import make_user
from tests.factories.cases import AT, DAY, make_case
from tests.factories.deadlines import make_deadline
from tests.factories.measures import make_measure
from tests.factories.referrals import NOW, TODAY, make_sent_referral

REPORT = {"reason": "goals_reached", "report": "Die Wohnung ist gesichert, die Raten laufen.", "follow_up": "y"}


@pytest.fixture
def navigator(app):
    return make_user(Role.NAVIGATOR)


@pytest.fixture
def case(navigator):
    return make_case(lead=navigator)


@pytest.fixture
def desk(case, navigator, login_as):
    return login_as(navigator)


def leave_something_open(case, navigator):
    goals.set_goal(case=case, by=navigator, now=AT, topic="Post", statement="Ich öffne meine Post.")
    set_reminder(
        case_id=case.id,
        person_id=case.person_id,
        owner=navigator,
        text="Anrufen",
        due_on=DAY,
        by=navigator,
        now=AT,
    )
    db.session.commit()


def test_a_case_with_open_goal_and_reminder_does_not_close(case, navigator, desk, submit):
    leave_something_open(case, navigator)
    refused = submit(desk, f"/faelle/{case.id}/abschluss", REPORT)
    assert refused.status_code == 422
    assert "Ziele ohne Ergebnis" in refused.text
    assert "offene Wiedervorlagen" in refused.text


def test_each_open_item_is_settled_from_the_page_and_then_the_case_closes(case, navigator, desk, submit):
    leave_something_open(case, navigator)
    page = f"/faelle/{case.id}/abschluss"
    choices = {OpenKind.GOAL: "reached", OpenKind.REMINDER: "dropped"}
    for item in open_items(case, AT):
        data = {"kind": str(item.kind), "record": item.record_id, "choice": choices[item.kind]}
        assert submit(desk, page, data, to=page + "/klaeren").status_code == 303
    assert submit(desk, page, REPORT).status_code == 303
    db.session.expire_all()
    assert (case.status, case.closed_on, case.closing_reason) == ("closed", clock.today(), "goals_reached")
    shown = desk.get(f"/faelle/{case.id}").text
    assert "geschlossen seit" in shown


def test_a_deadline_is_settled_within_the_closing_flow_with_day_and_proof(case, navigator, desk, submit):
    deadline, other = make_deadline(case), make_deadline(case)
    deadline.title, other.title = "Widerspruch Wohngeld", "Anhörung"
    db.session.commit()
    page = f"/faelle/{case.id}/abschluss"
    asked = desk.get(page).text
    assert "Widerspruch Wohngeld" in asked
    assert f'id="note-{deadline.id}"' in asked
    assert f'id="note-{other.id}"' in asked
    said = {"record": deadline.id, "choice": "done", "closed_on": clock.today().isoformat(), "note": ""}
    refused = submit(desk, page, said, to=f"{page}/frist")
    assert refused.status_code == 422
    assert "Bitte den Nachweis nennen" in refused.text
    later = {**said, "closed_on": (clock.today() + timedelta(days=2)).isoformat(), "note": "Eingangsstempel 4711"}
    refused = submit(desk, page, later, to=f"{page}/frist")
    assert refused.status_code == 422
    assert "liegt in der Zukunft" in refused.text
    assert "Eingangsstempel 4711" in refused.text
    good = {**said, "note": "Eingangsstempel 4711"}
    assert submit(desk, page, good, to=f"{page}/frist").status_code == 303
    db.session.expire_all()
    assert (deadline.outcome, deadline.outcome_note, other.outcome) == ("done", "Eingangsstempel 4711", None)
    assert "Widerspruch Wohngeld" not in desk.get(page).text


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


@pytest.mark.parametrize("record", ["", "x", "99999", "-1"])
def test_a_deadline_of_nobody_or_of_another_case_is_not_found(case, desk, submit, record):
    page = f"/faelle/{case.id}/abschluss"
    good = {"record": record, "choice": "done", "closed_on": clock.today().isoformat(), "note": "Stempel"}
    assert submit(desk, page, good, to=f"{page}/frist").status_code == 404
    theirs = make_deadline(make_case(lead=make_user(Role.NAVIGATOR)))
    db.session.commit()
    assert submit(desk, page, {**good, "record": theirs.id}, to=f"{page}/frist").status_code == 404


def test_the_follow_up_is_due_three_months_later(case, desk, submit):
    submit(desk, f"/faelle/{case.id}/abschluss", REPORT)
    reminder = db.session.scalars(db.select(Reminder)).one()
    assert timedelta(days=88) <= reminder.due_on - clock.today() <= timedelta(days=93)


def test_the_follow_up_stands_on_heute_though_the_case_is_closed(case, navigator, desk, submit):
    submit(desk, f"/faelle/{case.id}/abschluss", REPORT)
    reminder = db.session.scalars(db.select(Reminder)).one()
    reminder.due_on = clock.today()
    db.session.commit()
    shown = desk.get("/heute").text
    assert "Nachfrage drei Monate nach Abschluss" in shown
    done = {"eins": f"erledigt:reminder-{reminder.id}"}
    assert submit(desk, "/heute", done, to="/heute/aktion").status_code == 303
    db.session.expire_all()
    assert reminder.settled_at is not None


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


def test_a_closed_case_refuses_changes_and_can_be_reopened(case, desk, submit):
    submit(desk, f"/faelle/{case.id}/abschluss", REPORT)
    assert desk.get(f"/faelle/{case.id}/ziele/neu").status_code == 422
    assert submit(desk, f"/faelle/{case.id}/wieder-oeffnen", {"reason": "Neue Kündigung"}).status_code == 303
    db.session.expire_all()
    assert (case.status, case.closed_on, case.phase) == ("open", None, "assessment")


def test_long_after_closing_a_new_case_is_asked_for(case, desk, submit):
    submit(desk, f"/faelle/{case.id}/abschluss", REPORT)
    case.closed_on = clock.today() - timedelta(days=300)
    db.session.commit()
    answer = submit(desk, f"/faelle/{case.id}/wieder-oeffnen", {"reason": "Neu"})
    assert answer.status_code == 422
    assert "neuen Fall" in answer.text


def test_a_conference_needs_a_ground_for_each_guest_and_gives_tasks(case, desk, submit):
    page = f"/faelle/{case.id}/konferenzen/neu"
    said = {
        "held_on": "2026-11-20",
        "decisions": "Die Kita prüft einen früheren Beginn.",
        "participants-0-name": "M. Kaya",
        "participants-0-consent": "office",
        "participants-1-name": "Frau Beispiel",
        "tasks-0-text": "Kita anrufen",
        "tasks-0-due_on": "2026-12-01",
        **{f"participants-{n}-consent": "" for n in range(1, 8)},
    }
    refused = submit(desk, page, said)
    assert refused.status_code == 422
    assert "Frau Beispiel" in refused.text
    assert submit(desk, page, {**said, "participants-1-consent": "consent"}).status_code == 303
    assert [i.kind for i in open_items(case, AT)] == [OpenKind.REMINDER]


def test_the_chronicle_says_who_did_what_and_narrows_by_kind(case, navigator, desk, submit):
    leave_something_open(case, navigator)
    everything = desk.get(f"/faelle/{case.id}/verlauf").text
    assert "Ziel vereinbart" in everything
    assert "Anrufen" in everything
    assert navigator.name in everything
    narrowed = desk.get(f"/faelle/{case.id}/verlauf?art=reminder").text
    assert "Anrufen" in narrowed
    assert "Ziel vereinbart" not in narrowed
