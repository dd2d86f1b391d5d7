"""The due list: read where each date lives, gone when it is settled there, never nobody's."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from lotse.accounts.actions import absences
from lotse.accounts.rules import Role
from lotse.cases.models import ActionStep, Goal
from lotse.contacts.models import Appointment
from lotse.foundation.db import db
from lotse.measures.models import Finding
from lotse.reminders.queries import page
from lotse.reminders.queries.due import due_items
from lotse.reminders.rules.items import MASKED, Kind
from tests.factories.accounts import make_user
from tests.factories.cases import make_case
from tests.factories.deadlines import make_deadline
from tests.factories.reminders import NOW, TODAY, make_reminder

pytestmark = pytest.mark.usefixtures("app")


def kinds(user, days=0, today=TODAY):
    return [row.item.kind for row in page.rows_for(user, today=today, now=NOW, days=days)]


@pytest.fixture
def lead():
    return make_user()


@pytest.fixture
def case(lead):
    return make_case(lead=lead)


def test_a_reminder_stands_there_when_it_is_due(lead):
    make_reminder(lead, due_on=TODAY + timedelta(days=1))
    assert kinds(lead) == []
    assert kinds(lead, days=1) == [Kind.REMINDER]


def test_a_deadline_stands_there_from_its_warning_day(lead, case):
    deadline = make_deadline(case, event_date="2026-11-02", delivery="post", place_state="HE")
    assert deadline.warning_on == date(2026, 11, 30)
    assert kinds(lead, today=date(2026, 11, 29)) == []
    assert kinds(lead, today=date(2026, 11, 30)) == [Kind.DEADLINE]
    deadline.closed_on, deadline.outcome = TODAY, "done"
    assert kinds(lead, today=date(2026, 11, 30)) == []


def test_every_other_date_is_derived(lead, case):
    case.review_on = TODAY
    goal = Goal(case_id=case.id, topic="Wohnen", statement="Ich finde eine Wohnung", due_on=TODAY, created_at=NOW)
    goal.steps.append(ActionStep(text="WBS beantragen", due_on=TODAY))
    finding = Finding(
        case_id=case.id, code="COVER_GAP", digest="x", starts_on=TODAY + timedelta(days=3),
        ends_on=TODAY + timedelta(days=30), sentence="Mo 8:00 bis 8:30 unbetreut", content={}, first_seen_at=NOW,
    )  # fmt: skip
    meeting = Appointment(
        with_user_id=lead.id,
        case_id=case.id,
        person_id=case.person_id,
        starts_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
        ends_at=datetime(2026, 11, 23, 10, tzinfo=UTC),
        uid="t1",
        created_at=NOW,
        created_by_id=lead.id,
    )
    db.session.add_all([goal, finding, meeting])
    db.session.flush()
    assert set(kinds(lead)) == {Kind.REVIEW, Kind.GOAL, Kind.STEP, Kind.GAP, Kind.APPOINTMENT}
    finding.gone_at, goal.outcome, meeting.outcome, case.review_on = NOW, "reached", "kept", None
    assert kinds(lead) == []


def test_a_closed_case_shows_nothing_overdue(lead, case):
    make_reminder(lead, case_id=case.id, person_id=case.person_id, due_on=TODAY - timedelta(days=5))
    make_deadline(case, event_date="2026-10-02", delivery="post", place_state="HE")
    case.review_on = TODAY
    assert len(kinds(lead)) == 3
    case.status, case.closed_on = "closed", TODAY
    assert kinds(lead) == []


def test_an_absent_persons_things_stand_with_the_deputy_and_come_back(lead, case):
    deputy = make_user()
    make_reminder(lead)
    absences.plan_absence(user=lead, deputy=deputy, starts_on=TODAY, ends_on=TODAY)
    (row,) = page.rows_for(deputy, today=TODAY, now=NOW)
    assert row.standing_in
    assert row.owner == lead.name
    assert page.rows_for(deputy, today=TODAY + timedelta(days=1), now=NOW) == []


def test_a_deactivated_persons_things_go_to_the_team_lead():
    gone = make_user()
    chief = make_user(role=Role.TEAM_LEAD, unit_id=gone.unit_id)
    stranger = make_user(role=Role.TEAM_LEAD)
    make_reminder(gone)
    gone.deactivated_at = NOW
    db.session.flush()
    assert kinds(chief) == [Kind.REMINDER]
    assert kinds(stranger) == []


def test_a_restricted_case_is_masked_for_a_stand_in_but_not_hidden(lead):
    deputy, case = make_user(), make_case(lead=lead, restricted=True)
    make_reminder(lead, case_id=case.id, person_id=case.person_id, text="Geheimer Ort")
    absences.plan_absence(user=lead, deputy=deputy, starts_on=TODAY, ends_on=TODAY)
    (row,) = page.rows_for(deputy, today=TODAY, now=NOW)
    assert row.masked
    assert (row.text, row.person, row.case_number) == (MASKED, "", "")
    (own,) = page.rows_for(lead, today=TODAY, now=NOW)
    assert own.text == "Geheimer Ort"


def test_nobody_elses_things_stand_on_my_list(lead, case):
    make_reminder(lead)
    assert kinds(make_user()) == []


def test_500_items_take_a_fixed_number_of_statements(lead):
    for number in range(10):
        make_reminder(lead, case_id=make_case(lead=lead).id, text=f"Punkt {number}")
    few = statements(lead)
    for number in range(60):
        make_reminder(lead, case_id=make_case(lead=lead).id, text=f"Punkt {number}")
    assert statements(lead) == few


def statements(user):
    seen = []

    def note(*args):
        seen.append(args[2])

    db.session.flush()
    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        page.rows_for(user, today=TODAY, now=NOW)
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def test_no_owner_means_no_items():
    assert due_items([], today=TODAY, until=TODAY) == []


def test_a_team_lead_without_a_team_leads_nobody():
    chief, desk = make_user(role=Role.TEAM_LEAD, unit_id=None), make_user(role=Role.FRONT_DESK)
    make_reminder(desk)
    assert page.rows_of_team(chief, today=TODAY, now=NOW) == {}


@pytest.mark.parametrize(
    ("table", "index"), [("action_step", "ix_case_file_open_lead"), ("case_closing", "ix_case_closing_one_open")]
)
def test_the_list_finds_its_cases_among_the_open_ones(app, table, index):
    """Twelve years of closed cases lie beside them: a plan that reads all of a lead's cases grows with the years."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the plan is told in SQLite's words")
    seen, chief = [], make_user(role=Role.TEAM_LEAD)

    def explain(_connection, cursor, statement, values, *_rest):
        if table in statement:
            seen.extend(row[3] for row in cursor.connection.execute(f"explain query plan {statement}", values))

    sa.event.listen(db.engine, "before_cursor_execute", explain)
    try:
        page.rows_for(chief, today=TODAY, now=NOW)
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", explain)
    assert any(index in step for step in seen)
    assert not [step for step in seen if step.startswith("SCAN") and index not in step]
