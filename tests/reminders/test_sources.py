"""Things on "Heute" whose dates live outside the case: call-backs, warnings, approvals, requests to a department."""

from datetime import date, timedelta

import pytest

from lotse.accounts.rules import Role
from lotse.clients.models import PersonWarning, Relation
from lotse.contacts.models import CallBack
from lotse.disclosure.models import Consent
from lotse.foundation.db import db
from lotse.reminders.queries import page
from lotse.reminders.queries.page import NOBODY
from lotse.reminders.rules.items import Kind, Part, part_of
from tests.factories.accounts import make_user
from tests.factories.cases import make_case, make_client
from tests.factories.deadlines import make_deadline
from tests.factories.directory import make_organisation
from tests.factories.measures import make_measure
from tests.factories.referrals import make_consent, make_sent_referral
from tests.factories.reminders import NOW, TODAY, make_reminder

pytestmark = pytest.mark.usefixtures("app")


def rows(user, days=0, today=TODAY):
    return page.rows_for(user, today=today, now=NOW, days=days)


def kinds(user, days=0, today=TODAY):
    return [row.item.kind for row in rows(user, days, today)]


def add(row):
    db.session.add(row)
    db.session.flush()
    return row


def warn(person_id, by, **days):
    return add(PersonWarning(person_id=person_id, kind="address_block", created_at=NOW, created_by_id=by.id, **days))


def test_a_call_back_stands_with_the_front_desk_of_its_site_until_it_is_settled():
    desk, navigator = make_user(role=Role.FRONT_DESK), make_user()
    other = make_user(role=Role.FRONT_DESK)
    call = add(CallBack(
        site_id=desk.site_id, phone="0399 555-17", about="Wohngeld", due_on=TODAY, created_at=NOW, created_by_id=desk.id
    ))  # fmt: skip
    assert [row.text for row in rows(desk)] == ["Zurückrufen: Wohngeld"]
    assert kinds(other) == kinds(navigator) == []
    call.settled_at, call.outcome = NOW, "reached"
    assert kinds(desk) == []


def test_a_warning_to_look_at_again_stands_with_the_lead_of_the_case():
    lead, writer = make_user(), make_user()
    case = make_case(lead=lead)
    warning = warn(case.person_id, writer, review_on=TODAY)
    assert kinds(lead) == [Kind.WARNING]
    assert kinds(writer) == []
    warning.ended_on = TODAY
    assert kinds(lead) == []


def test_a_warning_about_to_end_without_a_case_stands_with_who_wrote_it():
    writer, person = make_user(), make_client()
    warn(person.id, writer, valid_until=TODAY + timedelta(days=10))
    (row,) = rows(writer)
    assert row.text.startswith("Hinweis läuft ab")
    assert part_of(row.item, TODAY) is not Part.OVERDUE
    assert kinds(writer, today=TODAY - timedelta(days=5)) == []
    assert kinds(writer, today=TODAY + timedelta(days=11)) == []


def test_an_approval_is_shown_eight_weeks_before_it_ends_and_is_not_overdue_before():
    lead = make_user()
    case = make_case(lead=lead)
    make_measure(case, kind="benefit", state="running", label="Grundsicherungsgeld", ends_on=date(2027, 1, 31))
    assert kinds(lead, today=date(2026, 12, 5)) == []
    (row,) = rows(lead, today=date(2026, 12, 6))
    assert row.item.kind is Kind.PERMISSION
    assert row.item.note == "endet am 31.01.2027"
    assert part_of(row.item, date(2027, 1, 31)) is not Part.OVERDUE


def test_a_consent_of_the_person_without_a_case_stands_with_the_lead_once():
    lead = make_user()
    person = make_client()
    make_case(lead=lead, person=person)
    make_case(lead=lead, person=person)
    make_consent(person, make_organisation(), lead, valid_until=TODAY + timedelta(days=7))
    assert db.session.query(Consent).one().case_id is None
    assert kinds(lead) == [Kind.CONSENT]


def test_a_request_stands_with_the_department_that_has_to_answer():
    clerk = make_user(role=Role.DEPARTMENT)
    sender = make_user()
    referral = make_sent_referral(sender, make_organisation(unit_id=clerk.unit_id))
    far = (referral.answer_due_on - TODAY).days
    (row,) = [row for row in rows(clerk, far) if row.item.kind is Kind.REQUEST]
    assert referral.number in row.text
    assert row.person == ""
    assert kinds(make_user(role=Role.DEPARTMENT), far) == []


def test_a_case_that_nobody_leads_stands_with_the_lead_of_its_team():
    member = make_user()
    chief = make_user(role=Role.TEAM_LEAD, unit_id=member.unit_id)
    case = make_case(lead=member)
    make_deadline(case, event_date="2026-10-20", delivery="post", place_state="HE")
    assert kinds(chief) == []
    case.lead_id = None
    db.session.flush()
    (row,) = rows(chief)
    assert (row.item.kind, row.owner) == (Kind.DEADLINE, NOBODY)
    assert kinds(make_user(role=Role.TEAM_LEAD)) == []


def test_nothing_derived_is_left_when_the_case_is_closed():
    lead = make_user()
    person = make_client()
    case = make_case(lead=lead, person=person, review_on=TODAY)
    make_reminder(lead, case_id=case.id, person_id=case.person_id)
    make_deadline(case, event_date="2026-10-20", delivery="post", place_state="HE")
    make_measure(case, kind="benefit", state="running", ends_on=TODAY + timedelta(days=20))
    make_consent(person, make_organisation(), lead, valid_until=TODAY + timedelta(days=7))
    assert len(kinds(lead)) == 5
    case.status, case.closed_on = "closed", TODAY
    db.session.flush()
    assert kinds(lead, 3650) == []


def paper(person, other, **days):
    return add(Relation(person_id=person.id, other_id=other.id, kind="legal_guardian", evidence="Ausweis", **days))


def test_a_paper_that_runs_out_stands_with_the_lead_until_it_is_renewed():
    lead, person, guardian = make_user(), make_client(), make_client()
    make_case(lead=lead, person=person)
    relation = paper(person, guardian, evidence_valid_until=TODAY + timedelta(days=14))
    (row,) = rows(lead)
    assert (row.item.kind, row.item.person_id, row.text) == (Kind.PAPER, person.id, "Nachweis läuft ab: Ausweis")
    relation.evidence_valid_until = TODAY - timedelta(days=40)
    (row,) = rows(lead)
    assert part_of(row.item, TODAY) is Part.OVERDUE
    relation.evidence_valid_until = TODAY + timedelta(days=400)
    assert kinds(lead) == []


def test_a_paper_stands_once_and_with_nobody_else():
    lead, person, guardian = make_user(), make_client(), make_client()
    make_case(lead=lead, person=person)
    make_case(lead=lead, person=guardian)
    paper(person, guardian, evidence_valid_until=TODAY)
    (row,) = rows(lead)
    assert row.item.person_id == person.id
    assert kinds(make_user()) == []


def test_the_paper_of_a_child_stands_with_the_lead_of_the_mother():
    lead, mother, child = make_user(), make_client(), make_client()
    make_case(lead=lead, person=mother)
    paper(child, mother, evidence_valid_until=TODAY)
    assert kinds(lead) == [Kind.PAPER]


def test_a_paper_without_an_open_case_stands_with_who_wrote_it_down():
    desk, lead, person, guardian = make_user(), make_user(), make_client(), make_client()
    paper(person, guardian, evidence_valid_until=TODAY, evidence_by_id=desk.id)
    (row,) = rows(desk)
    assert (row.item.kind, row.item.person_id, row.case_number) == (Kind.PAPER, person.id, "")
    case = make_case(lead=lead, person=guardian)
    assert (kinds(desk), kinds(lead)) == ([], [Kind.PAPER])
    case.status, case.closed_on = "closed", TODAY
    db.session.flush()
    assert (kinds(desk), kinds(lead)) == ([Kind.PAPER], [])


def test_a_relation_that_has_ended_or_has_no_paper_is_silent():
    lead, person, guardian = make_user(), make_client(), make_client()
    make_case(lead=lead, person=person)
    paper(person, guardian, evidence_valid_until=TODAY, ends_on=TODAY)
    paper(person, guardian)
    assert kinds(lead) == []
