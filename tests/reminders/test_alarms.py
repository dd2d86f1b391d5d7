"""Administrators hear of what is wrong: on every page, and by one mail for each thing."""

from datetime import timedelta

import pytest

from lotse.accounts.rules import Role
from lotse.foundation.clock import now
from lotse.foundation.db import db
from lotse.outbox.models import OutboxMail
from lotse.reminders import jobs
from lotse.reminders.models import JobRun
from lotse.reminders.queries.alarms import open_alarms
from tests.factories.accounts import make_user
from tests.factories.outbox import make_mail
from tests.factories.reminders import TODAY

pytestmark = pytest.mark.usefixtures("app")


def alarm_mails():
    return db.session.query(OutboxMail).filter(OutboxMail.dedupe_key.like("alarm:%")).all()


def lose(mail, state="unclear"):
    mail.state, mail.owner = state, None
    db.session.commit()


def test_while_all_is_well_nobody_is_alarmed():
    make_user(role=Role.ADMINISTRATION)
    make_mail()
    db.session.query(OutboxMail).one().due_at = now()
    db.session.commit()
    assert jobs.raise_alarms(TODAY) == 0


def test_an_unclear_mail_is_told_to_each_administrator_once():
    first, second = make_user(role=Role.ADMINISTRATION), make_user(role=Role.ADMINISTRATION)
    make_user()
    lost = make_mail()
    lose(lost)
    assert jobs.raise_alarms(TODAY) == 2
    assert jobs.raise_alarms(TODAY) == 0
    assert {mail.recipient for mail in alarm_mails()} == {first.email, second.email}
    text = alarm_mails()[0].body
    assert "1 E-Mail ist unklar" in text
    assert "/verwaltung/hintergrund" in text
    assert lost.recipient not in text
    lose(make_mail())
    assert jobs.raise_alarms(TODAY) == 2


def test_an_alarm_that_gets_lost_itself_raises_no_further_alarm():
    make_user(role=Role.ADMINISTRATION)
    lose(make_mail(), "failed")
    assert jobs.raise_alarms(TODAY) == 1
    lose(alarm_mails()[0])
    assert jobs.raise_alarms(TODAY) == 0


def test_a_late_and_a_failing_job_are_told_once_a_day():
    make_user(role=Role.ADMINISTRATION)
    db.session.add(JobRun(name="a", title="Fällige E-Mails senden", due_at=now() - timedelta(minutes=11)))
    db.session.add(JobRun(name="b", title="Statistik", due_at=now() + timedelta(hours=1), last_error="kaputt"))
    db.session.commit()
    assert jobs.raise_alarms(TODAY) == 2
    assert jobs.raise_alarms(TODAY) == 0
    assert [alarm.sentence for alarm in open_alarms(now() + timedelta(days=1, minutes=-70))]
    assert {"überfällig" in mail.body for mail in alarm_mails()} == {True, False}


def test_mails_that_wait_for_more_than_an_hour_are_an_alarm():
    mail = make_mail()
    mail.due_at = now() - timedelta(minutes=61)
    db.session.commit()
    assert [alarm.sentence for alarm in open_alarms(now())] == ["Fällige E-Mails warten seit über einer Stunde."]


def test_administrators_see_it_on_every_page_and_others_do_not(login_as):
    lose(make_mail())
    assert "1 E-Mail ist unklar" in login_as(Role.ADMINISTRATION).get("/verwaltung/hintergrund").text
    assert "unklar" not in login_as(Role.NAVIGATOR).get("/heute").text
