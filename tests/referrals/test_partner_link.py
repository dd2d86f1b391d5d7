"""A partner without an account answers by link and PIN; nobody else gets anywhere."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from lotse.foundation.clock import now, today
from lotse.foundation.db import db
from lotse.outbox.models import OutboxMail
from lotse.referrals.actions import sending
from lotse.referrals.actions.links import make_link
from lotse.referrals.actions.steps import take_step
from lotse.referrals.models import PartnerLink, Referral
from lotse.referrals.rules.states import State
from tests.conftest import csrf_token, without_token
from tests.factories.accounts import make_user
from tests.factories.clients import make_person
from tests.factories.directory import make_organisation
from tests.factories.referrals import make_consent, make_referral


@pytest.fixture
def made(app):
    user, organisation, person = make_user(), make_organisation(), make_person("Geheimname")
    make_consent(person, organisation, user)
    referral = make_referral(user, organisation, person)
    sending.send(referral=referral, means="link", by=user, today=today(), now=now())
    link = make_link(referral=referral, by=user, today=today(), now=now())
    db.session.commit()
    return link


def enter(client: FlaskClient, token: str, pin: str):
    page = client.get(f"/antwort/{token}")
    return client.post(f"/antwort/{token}", data={"csrf_token": csrf_token(page.text), "pin": pin})


def state_of(link: PartnerLink) -> str:
    db.session.expire_all()
    return db.session.get(Referral, link.referral_id).state


def test_before_the_pin_no_personal_data_are_on_the_page(made, client) -> None:
    assert "Geheimname" not in client.get(f"/antwort/{made.token}").text
    for page in ("vermittlung", "antworten", "weiterleiten"):
        asked = client.get(f"/antwort/{made.token}/{page}", follow_redirects=True)
        assert asked.request.path == f"/antwort/{made.token}"
        assert "Geheimname" not in asked.text
        assert 'name="pin"' in asked.text


def test_what_a_partner_typed_into_an_ended_session_stands_on_the_page_to_copy(made, client) -> None:
    enter(client, made.token, made.pin)
    address = f"/antwort/{made.token}/antworten"
    typed = {
        "csrf_token": csrf_token(client.get(address).text),
        "to": "questioned",
        "question": "Liegt der <b>Vertrag</b> vor?",
    }
    later = client.application.test_client()
    told = later.post(address, data=typed)
    assert told.status_code == 400
    assert "Liegt der &lt;b&gt;Vertrag&lt;/b&gt; vor?</blockquote>" in told.text
    assert f'href="{address}"' in told.text
    assert typed["csrf_token"] not in told.text
    assert state_of(made.link) == State.REQUESTED


def test_a_partner_whose_session_ended_is_asked_for_the_pin_again(made, client) -> None:
    enter(client, made.token, made.pin)
    later = client.application.test_client()
    again = later.get(f"/antwort/{made.token}/vermittlung")
    assert (again.status_code, again.headers["Location"]) == (303, f"/antwort/{made.token}")
    assert enter(later, made.token, made.pin).status_code == 303
    assert "Geheimname" in later.get(f"/antwort/{made.token}/vermittlung").text


def test_opening_the_link_changes_nothing_however_often_a_scanner_does_it(made, client) -> None:
    for _ in range(5):
        client.head(f"/antwort/{made.token}")
        client.get(f"/antwort/{made.token}")
    assert state_of(made.link) == State.REQUESTED
    assert enter(client, made.token, made.pin).status_code == 303


def test_with_the_pin_the_partner_accepts_and_gets_a_receipt(made, client) -> None:
    enter(client, made.token, made.pin)
    assert "Geheimname" in client.get(f"/antwort/{made.token}/vermittlung").text
    page = client.get(f"/antwort/{made.token}/antworten")
    answer = client.post(
        f"/antwort/{made.token}/antworten",
        data={
            "csrf_token": csrf_token(page.text),
            "to": "accepted",
            "via": "link",
            "happened_on": f"{today():%d.%m.%Y}",
            "contact": "Frau Beispiel",
            "follows_by": f"{today():%d.%m.%Y}",
        },
    )
    assert answer.status_code == 303, answer.text
    assert state_of(made.link) == State.ACCEPTED
    receipt = client.get(answer.location).text
    assert "Ihre Antwort ist angekommen" in receipt
    assert "Geheimname" not in receipt


def test_five_wrong_pins_lock_the_link_and_tell_the_sender(made, client) -> None:
    wrong = "000000" if made.pin != "000000" else "111111"
    for _ in range(5):
        enter(client, made.token, wrong)
    assert client.get(f"/antwort/{made.token}").status_code == 404
    assert db.session.query(OutboxMail).count() == 1


def test_a_wrong_or_ended_token_answers_like_a_page_that_does_not_exist(made, client) -> None:
    unknown = client.get("/antwort/" + "x" * 43)
    made.link.revoked_at = now()
    db.session.commit()
    revoked = client.get(f"/antwort/{made.token}")
    assert (unknown.status_code, revoked.status_code) == (404, 404)
    assert without_token(unknown.text) == without_token(revoked.text)


def test_withdrawing_ends_the_partners_access_at_once(made, client) -> None:
    from lotse.referrals.rules.states import Party
    from lotse.referrals.rules.transitions import Step

    enter(client, made.token, made.pin)
    referral = db.session.get(Referral, made.link.referral_id)
    step = Step(State.WITHDRAWN, today(), Party.CLIENT, note="möchte nicht mehr")
    take_step(referral=referral, step=step, by=None, today=today(), now=now())
    db.session.commit()
    assert client.get(f"/antwort/{made.token}/vermittlung").status_code == 404


def test_the_pin_of_one_link_does_not_open_another(made, client, app) -> None:
    enter(client, made.token, made.pin)
    user = make_user()
    organisation, person = make_organisation(), make_person("Andere")
    make_consent(person, organisation, user)
    referral = make_referral(user, organisation, person)
    sending.send(referral=referral, means="link", by=user, today=today(), now=now())
    other = make_link(referral=referral, by=user, today=today(), now=now())
    db.session.commit()
    assert client.get(f"/antwort/{other.token}/vermittlung").headers["Location"] == f"/antwort/{other.token}"
