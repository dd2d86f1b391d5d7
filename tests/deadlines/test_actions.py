"""Filing, recomputing, closing and reopening deadlines."""

from datetime import date

import pytest

from lotse.clients.queries.warnings import marks_at
from lotse.deadlines import actions, queries
from lotse.deadlines.rules.closing import Outcome
from lotse.deadlines.rules.inputs import BadInputs
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, NotFound, RuleBroken
from tests.factories.accounts import make_user
from tests.factories.cases import make_case
from tests.factories.deadlines import LETTER, NOW, make_deadline

pytestmark = pytest.mark.usefixtures("app")
TODAY = date(2027, 6, 3)


def recompute(deadline, by, *, given=None, reason="Umschlag gefunden", **more):
    actions.recompute_deadline(
        deadline=deadline,
        key=deadline.variant,
        given=given or {**LETTER, "event_date": "2027-06-01"},
        office_region="HE",
        reason=reason,
        by=by,
        now=NOW,
        **more,
    )


def close(deadline, by, outcome=Outcome.DONE, closed_on=TODAY, note="Eingangsstempel"):
    actions.close_deadline(deadline=deadline, outcome=outcome, closed_on=closed_on, note=note, by=by, today=TODAY)


def test_a_filed_deadline_carries_its_days_steps_and_norm():
    deadline = make_deadline(make_case())
    assert (deadline.notified_on, deadline.last_day) == (date(2027, 6, 6), date(2027, 7, 6))
    assert (deadline.safe_on, deadline.warning_on) == (date(2027, 7, 6), date(2027, 6, 29))
    assert deadline.norm == "§ 84 SGG"
    assert all(step["text"] for step in deadline.steps)


def test_a_computation_without_a_day_is_not_filed():
    with pytest.raises(RuleBroken, match="keinen Tag"):
        make_deadline(make_case(), "24-1", application_date="2027-03-30")


def test_bad_inputs_name_their_fields():
    with pytest.raises(BadInputs) as caught:
        make_deadline(make_case(), "1-1", event_date="1926-06-02", delivery="post", place_state="XX")
    assert {fault.field for fault in caught.value.faults} == {"event_date", "place_state"}


def test_recomputing_keeps_what_was_said_before_and_why():
    user = make_user()
    deadline = make_deadline(make_case(lead=user))
    recompute(deadline, user)
    assert deadline.last_day == date(2027, 7, 5)
    (revision,) = queries.list_revisions(deadline.id)
    assert (revision.last_day, revision.reason, revision.by_id) == (date(2027, 7, 6), "Umschlag gefunden", user.id)
    assert revision.inputs["event_date"] == "2027-06-02"


def test_recomputing_needs_a_reason():
    user = make_user()
    with pytest.raises(FieldError):
        recompute(make_deadline(make_case()), user, reason=" ")


def test_a_day_set_by_hand_needs_a_reason_and_counts():
    user = make_user()
    deadline = make_deadline(make_case())
    with pytest.raises(FieldError):
        recompute(deadline, user, override_day=date(2027, 6, 20))
    recompute(deadline, user, override_day=date(2027, 6, 20), override_reason="Das Amt hat schriftlich so bestätigt")
    assert deadline.due_on == deadline.safe_on == date(2027, 6, 20)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_deadline_ends_only_with_day_and_explanation(outcome):
    user = make_user()
    deadline = make_deadline(make_case())
    for wrong in ({"note": ""}, {"closed_on": None}, {"closed_on": date(2027, 6, 4)}):
        with pytest.raises(FieldError):
            close(deadline, user, outcome, **wrong)
    close(deadline, user, outcome)
    assert (deadline.closed_on, deadline.outcome, deadline.closed_by_id) == (TODAY, outcome, user.id)


def test_a_closed_deadline_is_not_changed_until_it_is_open_again():
    user = make_user()
    deadline = make_deadline(make_case())
    close(deadline, user)
    with pytest.raises(RuleBroken):
        recompute(deadline, user)
    with pytest.raises(RuleBroken):
        close(deadline, user)
    actions.reopen_deadline(deadline=deadline, reason="falsche Frist", by=user, now=NOW)
    assert deadline.closed_on is None
    assert "Wieder geöffnet" in queries.list_revisions(deadline.id)[0].reason


def test_the_table_itself_refuses_an_end_without_outcome():
    deadline = make_deadline(make_case())
    deadline.closed_on = TODAY
    with pytest.raises(Exception, match="outcome_complete"):
        db.session.flush()


def test_only_who_sees_the_case_sees_its_deadlines():
    lead, stranger = make_user(), make_user()
    case = make_case(lead=lead)
    other = make_case(lead=lead)
    deadline = make_deadline(case)
    assert queries.get_deadline(deadline.id, case.id, lead, NOW) is deadline
    for case_id, user in ((case.id, stranger), (other.id, lead)):
        with pytest.raises(NotFound):
            queries.get_deadline(deadline.id, case_id, user, NOW)


def test_a_deadline_that_ends_today_stands_at_the_name():
    case = make_case()
    make_deadline(case)
    marks = marks_at([case.person_id], date(2027, 7, 6))
    assert [mark.text for mark in marks[case.person_id]] == ["Frist heute"]
    assert marks_at([case.person_id], date(2027, 7, 5))[case.person_id] == []
