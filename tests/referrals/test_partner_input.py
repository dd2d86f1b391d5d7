"""What a partner types or sends twice: told, kept as text, never a broken page."""

from __future__ import annotations

import pytest

from lotse.foundation.clock import today
from lotse.foundation.db import db
from lotse.referrals import queries
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import State
from tests.conftest import csrf_token
from tests.factories.partner_links import enter, new_link, reply, state_of

PAYLOADS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "{{7*7}}",
    "'; drop table referral--",
    "=cmd|'/c calc'!A1", "\u202egnp.exe", "Zeile\r\nBcc: fremd@boese.example",
)  # fmt: skip


def test_rs18_and_37_the_same_answer_sent_twice_is_told_and_counts_once(app, client) -> None:
    made = new_link()
    enter(client, made.token, made.pin)
    fields = {"to": "accepted", "contact": "Frau X", "follows_by": today().isoformat()}
    page = client.get(f"/antwort/{made.token}/antworten").text
    data = {"csrf_token": csrf_token(page), "via": "link", "happened_on": today().isoformat(), **fields}
    first, second = (client.post(f"/antwort/{made.token}/antworten", data=data) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 422)
    kinds = [event.to_state for event in queries.list_events(made.link.referral_id) if event.kind == "transition"]
    assert kinds.count("accepted") == 1


def test_rs20_and_21_what_a_partner_types_is_text_on_every_page_of_the_office(app, client, login_as) -> None:
    made = new_link()
    enter(client, made.token, made.pin)
    referral = db.session.get(Referral, made.link.referral_id)
    staff = login_as(queries.get_creator(referral))
    for payload in PAYLOADS:
        referral.state, referral.answered_on = State.REQUESTED, None
        db.session.commit()
        answer = reply(
            client, made.token, to="question", question=payload, note=payload, contact=payload.split("\r")[0]
        )
        assert answer.status_code in (303, 422), answer.text
        shown = staff.get(f"/vermittlungen/{referral.id}").text
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert 'href="javascript:' not in shown
        db.session.expire_all()


@pytest.mark.parametrize("value", ["", "x" * 20_000, "\x00", "٣٣٣", "-1", "9" * 40, "2026-99-99", "null", "[]"])
def test_rs25_and_26_no_input_of_a_partner_breaks_the_page(app, client, value: str) -> None:
    made = new_link()
    assert enter(client, made.token, value).status_code == 422
    assert enter(client, made.token, made.pin).status_code == 303
    names = (
        "to", "happened_on", "contact", "first_appointment_on", "follows_by", "expected_on", "recheck_on", "until",
        "question", "reason_code", "attempts", "outcome_text", "note", "then", "then_on", "last", "last_on", "version",
        "received_on", "arrived_on", "via", "next_step",
    )  # fmt: skip
    for name in names:
        assert reply(client, made.token, **{"to": "received", name: value}).status_code in (303, 409, 422), name
    page = client.get(f"/antwort/{made.token}/weiterleiten")
    for name in ("receiver", "note"):
        data = {"csrf_token": csrf_token(page.text), "receiver": "0", name: value}
        assert client.post(f"/antwort/{made.token}/weiterleiten", data=data).status_code == 422


def test_rs05_a_partner_cannot_say_what_only_the_office_may(app, client) -> None:
    made = new_link()
    enter(client, made.token, made.pin)
    for state in ("withdrawn", "declined", "entered_in_error", "draft", "no_response", "completed"):
        extra = {"reason_code": "other", "next_step": "x", "note": "x", "outcome_text": "x", "party": "sender"}
        answer = reply(client, made.token, to=state, **extra, state="completed", person_id="1", created_by_id="1")
        assert answer.status_code == 422, state
    assert state_of(made) == State.REQUESTED


def test_rs29_an_answer_without_the_forms_token_is_refused(app, client) -> None:
    made = new_link()
    enter(client, made.token, made.pin)
    data = {"to": "received", "via": "link", "happened_on": today().isoformat()}
    assert client.post(f"/antwort/{made.token}/antworten", data=data).status_code == 400
    foreign = client.post(f"/antwort/{made.token}/antworten", data={**data, "csrf_token": "fremd"})
    assert foreign.status_code == 400
    assert state_of(made) == State.REQUESTED
