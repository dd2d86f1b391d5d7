"""Setting, settling, putting off, passing on, undoing; series; absence."""

from datetime import date, timedelta

import pytest

from lotse.accounts.actions import absences, preferences
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError
from lotse.reminders.actions import reminders as actions
from lotse.reminders.models import Reminder
from tests.factories.accounts import make_user
from tests.factories.reminders import NOW, TODAY, make_reminder

pytestmark = pytest.mark.usefixtures("app")


def settle(*reminders, by=None, outcome="done"):
    return actions.settle(reminders=reminders, by=by or make_user(), now=NOW, region="HE", outcome=outcome)


def test_a_reminder_needs_words_and_an_active_owner():
    gone = make_user()
    gone.deactivated_at = NOW
    for wrong in ({"text": " "}, {"owner": gone}, {"series_weeks": 0}, {"series_until": TODAY - timedelta(days=1)}):
        with pytest.raises(FieldError):
            make_reminder(**wrong)


def test_an_automatic_reminder_exists_once():
    owner = make_user()
    first = make_reminder(owner, rule_key="case:7:follow-up")
    assert make_reminder(owner, rule_key="case:7:follow-up") is first
    assert db.session.query(Reminder).count() == 1


def test_settled_can_be_undone():
    reminder = make_reminder()
    undo = settle(reminder)
    assert reminder.outcome == "done"
    assert actions.take_back(undo=undo) == 1
    assert reminder.settled_at is None
    assert reminder.outcome is None


def test_settling_twice_counts_once():
    reminder = make_reminder()
    assert len(settle(reminder)) == 1
    assert settle(reminder) == []


def test_put_off_and_passed_on_can_be_undone():
    owner, other = make_user(), make_user()
    reminder = make_reminder(owner)
    undo = actions.postpone(reminders=[reminder], to=TODAY + timedelta(days=3))
    undo += actions.pass_on(reminders=[reminder], to=other)
    assert (reminder.due_on, reminder.owner_id) == (TODAY + timedelta(days=3), other.id)
    assert reminder.first_due_on == TODAY
    actions.take_back(undo=undo)
    assert (reminder.due_on, reminder.owner_id) == (TODAY, owner.id)


def test_a_series_goes_on_when_one_is_done_and_undo_takes_its_next_away():
    reminder = make_reminder(series_weeks=4, series_until=date(2027, 10, 31))
    undo = settle(reminder)
    following = db.session.query(Reminder).filter(Reminder.settled_at.is_(None)).one()
    assert following.due_on == date(2026, 12, 21)
    actions.take_back(undo=undo)
    assert [r.id for r in db.session.query(Reminder)] == [reminder.id]
    settle(reminder)
    assert db.session.query(Reminder).count() == 2


def test_a_series_counts_from_the_agreed_day_not_from_where_it_was_put_off_to():
    reminder = make_reminder(series_weeks=4)
    actions.postpone(reminders=[reminder], to=TODAY + timedelta(days=10))
    settle(reminder)
    assert db.session.query(Reminder).filter(Reminder.settled_at.is_(None)).one().due_on == date(2026, 12, 21)


def test_a_dropped_series_is_over():
    settle(make_reminder(series_weeks=4), outcome="dropped")
    assert db.session.query(Reminder).filter(Reminder.settled_at.is_(None)).count() == 0


def test_an_absence_makes_sense():
    away, deputy = make_user(), make_user()
    for wrong in ({"deputy": away}, {"ends_on": TODAY - timedelta(days=1)}):
        with pytest.raises(FieldError):
            absences.plan_absence(**{"user": away, "deputy": deputy, "starts_on": TODAY, "ends_on": TODAY, **wrong})


def test_display_choices_do_not_forget_the_filters_of_the_list():
    user = make_user()
    preferences.set_preference(user=user, key="today", value={"days": 30, "kinds": ["deadline"]})
    preferences.set_preferences(user=user, theme="dark", density="", shortcuts=True)
    assert user.preferences["today"] == {"days": 30, "kinds": ["deadline"]}
