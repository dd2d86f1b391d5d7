"""A question goes to the office and its answer comes back: the receiver reads both, and knows whom it may call."""

from __future__ import annotations

import pytest

from lotse.accounts.actions.office_settings import set_setting
from lotse.accounts.rules import Role
from lotse.directory.models import Organisation
from lotse.foundation.clock import now, today
from lotse.foundation.db import db
from lotse.outbox.models import OutboxMail
from lotse.referrals.actions import sending
from lotse.referrals.actions.links import make_link
from lotse.referrals.actions.mails import remind_receiver, send_link
from lotse.referrals.actions.steps import record_answer
from lotse.referrals.rules.states import Party, State
from lotse.referrals.rules.transitions import Step
from tests.conftest import csrf_token
from tests.factories.accounts import make_unit, make_user
from tests.factories.clients import make_person
from tests.factories.directory import make_organisation
from tests.factories.referrals import make_consent, make_referral

QUESTION, ANSWER = "Liegt der Mietvertrag vor?", "Ja, er liegt der Post bei."


def sent(means, **fields):
    user, organisation, person = make_user(Role.NAVIGATOR), make_organisation(**fields), make_person("Özdemir")
    consent = make_consent(person, organisation, user)
    referral = make_referral(user, organisation, person)
    sending.send(referral=referral, means=means, by=user, today=today(), now=now())
    return referral, user, consent


def take(referral, to, party, by=None, **more):
    step = Step(to, today(), party, via="link", **more)
    record_answer(referral=referral, steps=[step], by=by, today=today(), now=now())


@pytest.fixture
def by_link(app, client):
    """A partner's open browser, the address of its page, the referral, the sender and the consent."""
    referral, user, consent = sent("link", email="stelle@brueckenwerk.example")
    link = make_link(referral=referral, by=user, today=today(), now=now())
    db.session.commit()
    start = f"/antwort/{link.token}"
    client.post(start, data={"csrf_token": csrf_token(client.get(start).text), "pin": link.pin})
    return client, f"{start}/vermittlung", referral, user, consent


def test_a_partner_reads_its_question_and_our_answer(by_link) -> None:
    browser, address, referral, user, _ = by_link
    take(referral, State.QUESTION, Party.RECEIVER, question=QUESTION)
    db.session.commit()
    asked = browser.get(address).text
    assert QUESTION in asked
    assert "Wir antworten Ihnen hier" in asked
    take(referral, State.REQUESTED, Party.SENDER, user, note=ANSWER)
    db.session.commit()
    answered = browser.get(address).text
    assert ANSWER in answered
    assert answered.index(QUESTION) < answered.index(ANSWER)


def test_a_partner_with_an_address_is_told_that_the_answer_is_there_and_not_what_it_says(by_link) -> None:
    _, _, referral, user, _ = by_link
    take(referral, State.QUESTION, Party.RECEIVER, question=QUESTION)
    take(referral, State.REQUESTED, Party.SENDER, user, note=ANSWER)
    db.session.commit()
    mail = db.session.query(OutboxMail).filter(OutboxMail.subject.contains("geantwortet")).one()
    assert mail.recipient == "stelle@brueckenwerk.example"
    assert referral.number in mail.subject
    assert ANSWER not in mail.body
    assert "Özdemir" not in mail.body


def test_a_decline_that_is_sent_back_says_why(by_link) -> None:
    browser, address, referral, user, _ = by_link
    take(referral, State.DECLINED_PENDING, Party.RECEIVER, reason_code="no_capacity")
    take(referral, State.REQUESTED, Party.SENDER, user, note="Auch ein Termin im Januar hilft.")
    db.session.commit()
    assert "Auch ein Termin im Januar hilft." in browser.get(address).text


def test_what_was_said_leaves_the_page_with_the_consent(by_link) -> None:
    browser, address, referral, user, consent = by_link
    take(referral, State.QUESTION, Party.RECEIVER, question=QUESTION)
    take(referral, State.REQUESTED, Party.SENDER, user, note=ANSWER)
    consent.valid_until = today().replace(year=today().year - 1)
    db.session.commit()
    assert ANSWER not in browser.get(address).text


def test_a_department_reads_its_question_and_our_answer(app, login_as) -> None:
    unit = make_unit("department")
    clerk = make_user(Role.DEPARTMENT, unit_id=unit.id)
    referral, user, _ = sent("inbox", unit_id=unit.id)
    take(referral, State.QUESTION, Party.RECEIVER, clerk, question=QUESTION)
    take(referral, State.REQUESTED, Party.SENDER, user, note=ANSWER)
    db.session.commit()
    page = login_as(clerk).get(f"/vermittlungen/eingang/{referral.id}").text
    assert QUESTION in page
    assert ANSWER in page


def test_every_page_of_a_receiver_says_who_asks_and_how_to_reach_them(by_link) -> None:
    browser, address, _, user, _ = by_link
    user.phone = "0399 555-123"
    db.session.commit()
    page = browser.get(address).text
    assert user.name in page
    assert "0399 555-123" in page
    before_the_pin = browser.get(address.removesuffix("/vermittlung")).text
    assert "Sozialbüro" in before_the_pin
    assert user.name not in before_the_pin


def test_the_receipt_names_both_sides(by_link) -> None:
    browser, address, referral, _, _ = by_link
    answer = address.replace("/vermittlung", "/antworten")
    data = {"to": "received", "happened_on": today().isoformat(), "version": referral.version, "via": "link"}
    done = browser.post(
        answer, data={**data, "csrf_token": csrf_token(browser.get(answer).text)}, follow_redirects=True
    )
    assert "Ihre Antwort ist angekommen" in done.text
    assert "Sozialbüro" in done.text
    assert db.session.get(Organisation, referral.organisation_id).name in done.text


def test_a_receiver_that_waits_for_us_is_offered_no_empty_form(by_link) -> None:
    browser, address, referral, _, _ = by_link
    take(referral, State.QUESTION, Party.RECEIVER, question=QUESTION)
    db.session.commit()
    page = browser.get(address.replace("/vermittlung", "/antworten"), follow_redirects=True)
    assert "Was ist geschehen?" not in page.text
    assert "Wir antworten Ihnen" in page.text


def test_a_mail_to_a_partner_says_which_office_writes_and_how_to_call_it(by_link) -> None:
    _, _, referral, _, _ = by_link
    for key, value in (("office_name", "Sozialbüro Musterkreis"), ("office_phone", "0399 555-100")):
        set_setting(key=key, value=value, by=None, now=now())
    house = db.session.get(Organisation, referral.organisation_id)
    assert remind_receiver(referral=referral, organisation=house, number=1, now=now())
    assert send_link(
        referral=referral, organisation=house, link_id=1, address="https://lotse.example/antwort/x", now=now()
    )
    mails = db.session.query(OutboxMail).filter(OutboxMail.recipient == house.email).all()
    assert len(mails) == 2
    for mail in mails:
        assert "Özdemir" not in mail.body
        assert "Sozialbüro Musterkreis\nTelefon 0399 555-100" in mail.body
