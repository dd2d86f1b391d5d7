"""Digest mails: once per person and day, counts and links, nothing about anybody."""

from datetime import date, timedelta

import pytest

from lotse.accounts.actions import absences
from lotse.accounts.rules import Role
from lotse.foundation.db import db
from lotse.outbox import jobs as outbox_jobs
from lotse.outbox.models import OutboxMail
from lotse.outbox.transport import transport_for
from lotse.reminders import jobs
from lotse.reminders.actions import mails
from tests.factories.accounts import make_user
from tests.factories.cases import make_case, make_client
from tests.factories.outbox import mail_server
from tests.factories.reminders import NOW, TODAY, make_reminder

pytestmark = pytest.mark.usefixtures("app")


def queued():
    return db.session.query(OutboxMail).order_by(OutboxMail.id).all()


def test_everybody_with_something_due_gets_one_mail_a_day():
    user, idle = make_user(), make_user()
    make_reminder(user)
    make_reminder(user, due_on=TODAY - timedelta(days=2))
    assert jobs.send_digests(TODAY) == 1
    assert jobs.send_digests(TODAY) == 0
    (mail,) = queued()
    assert mail.recipient == user.email
    assert idle.email != mail.recipient
    assert mail.subject == "Lotse: 2 Punkte sind fällig"
    assert "davon überfällig: 1" in mail.body
    assert "http://localhost/heute" in mail.body
    assert jobs.send_digests(TODAY + timedelta(days=1)) == 1


def test_a_digest_names_nobody():
    user = make_user()
    case = make_case(lead=user, person=make_client(first_name="Kanaria", last_name="Geheimnis"))
    make_reminder(user, text="Kanaria Geheimnis anrufen", case_id=case.id, person_id=case.person_id)
    jobs.send_digests(TODAY)
    (mail,) = queued()
    for word in ("Kanaria", "Geheimnis", case.number, "anrufen", user.name):
        assert word not in mail.body + mail.subject


def test_no_digest_on_a_day_off():
    make_reminder(make_user(), due_on=date(2026, 11, 20))
    assert jobs.send_digests(date(2026, 11, 22)) == 0
    assert jobs.send_digests(date(2026, 12, 25)) == 0


def test_the_digest_of_an_absent_person_goes_to_the_deputy():
    away, deputy = make_user(), make_user()
    make_reminder(away)
    absences.plan_absence(user=away, deputy=deputy, starts_on=TODAY, ends_on=TODAY)
    jobs.send_digests(TODAY)
    assert [mail.recipient for mail in queued()] == [deputy.email]


def test_both_are_told_of_an_absence_once():
    away, deputy = make_user(), make_user()
    absences.plan_absence(user=away, deputy=deputy, starts_on=TODAY, ends_on=TODAY)
    assert jobs.tell_stand_ins(TODAY) == 1
    assert jobs.tell_stand_ins(TODAY) == 0
    assert [mail.recipient for mail in queued()] == [away.email, deputy.email]


def test_what_cannot_wait_is_mailed_at_once_to_somebody_else_only():
    setter, owner = make_user(), make_user()
    mine = make_reminder(setter, urgent=True)
    theirs = make_reminder(owner, urgent=True)
    calm = make_reminder(owner)
    told = [mails.tell_of_urgent(reminder=r, by=setter, now=NOW) for r in (mine, theirs, theirs, calm)]
    assert told == [False, True, False, False]


def test_an_account_without_a_usable_address_gets_no_mail_and_breaks_nothing():
    make_reminder(make_user(email="kein postfach"))
    make_reminder(make_user(role=Role.FRONT_DESK))
    assert jobs.send_digests(TODAY) == 1


def test_a_digest_reaches_a_real_mail_server():
    make_reminder(make_user())
    jobs.send_digests(TODAY)
    db.session.commit()
    due = queued()[0].due_at
    with mail_server() as (sink, url):
        outbox_jobs.deliver_by(transport_for(url, "lotse@sozialbuero.example"), lambda: due)
        assert len(sink.messages) == 1


def test_whoever_takes_over_from_a_shut_account_is_told_once():
    gone = make_user()
    chief = make_user(role=Role.TEAM_LEAD, unit_id=gone.unit_id)
    make_reminder(gone)
    idle = make_user()
    gone.deactivated_at = idle.deactivated_at = NOW
    db.session.commit()
    assert jobs.tell_stand_ins(TODAY) == 1
    assert jobs.tell_stand_ins(TODAY) == 0
    (mail,) = queued()
    assert mail.recipient == chief.email
    assert gone.name not in mail.body


def test_a_deputys_deputy_is_told_once_too():
    away, deputy, third = make_user(), make_user(), make_user()
    absences.plan_absence(user=away, deputy=deputy, starts_on=TODAY, ends_on=TODAY)
    absences.plan_absence(user=deputy, deputy=third, starts_on=TODAY, ends_on=TODAY)
    jobs.tell_stand_ins(TODAY)
    jobs.tell_stand_ins(TODAY)
    told = [mail.recipient for mail in queued()]
    assert sorted(told) == sorted([away.email, deputy.email, deputy.email, third.email, third.email])


def test_an_urgent_reminder_that_is_passed_on_is_mailed_once_to_its_new_owner():
    setter, first, second = make_user(), make_user(), make_user()
    reminder = make_reminder(first, urgent=True)
    assert mails.tell_of_urgent(reminder=reminder, by=setter, now=NOW)
    reminder.owner_id = second.id
    assert mails.tell_of_urgent(reminder=reminder, by=first, now=NOW)
    assert not mails.tell_of_urgent(reminder=reminder, by=first, now=NOW)
    assert [mail.recipient for mail in queued()] == [first.email, second.email]
