"""Closing asks everything that is open first, and can be undone for six months."""

from datetime import timedelta

import pytest

from lotse.accounts.rules import Role
from lotse.casefile.queries.closing import open_items
from lotse.cases.actions import goals
from lotse.cases.rules.closing import OpenKind
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.reminders.actions.reminders import set_reminder
from lotse.reminders.models import Reminder
from tests.factories.accounts import make_user
from tests.factories.cases import AT, DAY, REPORT, make_case
from tests.factories.deadlines import make_deadline


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


def test_the_chronicle_says_who_did_what_and_narrows_by_kind(case, navigator, desk, submit):
    leave_something_open(case, navigator)
    everything = desk.get(f"/faelle/{case.id}/verlauf").text
    assert "Ziel vereinbart" in everything
    assert "Anrufen" in everything
    assert navigator.name in everything
    narrowed = desk.get(f"/faelle/{case.id}/verlauf?art=reminder").text
    assert "Anrufen" in narrowed
    assert "Ziel vereinbart" not in narrowed
