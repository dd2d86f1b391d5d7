"""A bundle is several referrals of one case in an order: each leaves when the one before is answered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lotse.accounts.rules import Role
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError
from lotse.referrals.actions import sending, steps
from lotse.referrals.actions.bundles import join_bundle
from lotse.referrals.actions.redirects import redirect_referral
from lotse.referrals.queries import lists
from lotse.referrals.rules.bundles import UNANSWERED, in_the_way, next_in_turn
from lotse.referrals.rules.states import Kind, Party, State
from lotse.referrals.rules.transitions import Step
from lotse.reminders.queries.sources.referrals import referrals as due_referrals
from tests.conftest import csrf_token
from tests.factories.accounts import make_user
from tests.factories.cases import make_case
from tests.factories.clients import make_person
from tests.factories.directory import make_organisation
from tests.factories.referrals import NOW, TODAY, make_consent, make_referral

SENDING = {"means": "letter", "basis": ""}


@pytest.fixture
def lead(app):
    return make_user(Role.NAVIGATOR)


@pytest.fixture
def case(lead):
    return make_case(lead=lead)


def draft(lead, case, **fields):
    """A draft with the consent it needs."""
    person, organisation = db.session.get(type(make_person()), case.person_id), make_organisation()
    make_consent(person, organisation, lead)
    return make_referral(lead, organisation, person, case=case, **fields)


@pytest.fixture
def bundle(lead, case):
    first, second, third = (draft(lead, case) for _ in range(3))
    join_bundle(referral=second, first=first)
    join_bundle(referral=third, first=second)
    return first, second, third


def send(referral, by, **more):
    sending.send(referral=referral, means="letter", by=by, today=TODAY, now=NOW, **more)


def step(referral, to, by, on=TODAY, **more):
    steps.take_step(referral=referral, step=Step(to, on, Party.RECEIVER, via="phone", **more), by=by, today=on, now=NOW)


def accept(referral, by):
    step(referral, State.ACCEPTED, by, contact="Frau Muster", follows_by=TODAY + timedelta(days=9))


def on_the_desk(lead):
    return [item.referral_id for item in due_referrals([lead.id], TODAY)]


def test_a_bundle_keeps_its_order(bundle):
    first, second, third = bundle
    assert [row.id for row in lists.list_bundle(first.id)] == [first.id, second.id, third.id]


@pytest.mark.parametrize("state", sorted(State))
def test_only_the_first_without_an_answer_is_in_turn_and_only_while_it_has_not_left(bundle, state):
    first, second, third = bundle
    first.state = state
    waiting = first if state in {State.DRAFT, State.CONSENT_PENDING} else None
    assert next_in_turn(bundle) is (waiting if state in UNANSWERED else second)
    assert in_the_way(bundle, second.id) == ([first] if state in UNANSWERED else [])
    assert in_the_way(bundle, third.id)[-1] is second


def test_what_is_sent_out_of_turn_wants_to_be_confirmed(bundle, lead):
    first, second, _ = bundle
    with pytest.raises(FieldError, match=first.number) as refused:
        send(second, lead)
    assert refused.value.field == "out_of_turn"
    assert second.state == State.DRAFT
    send(second, lead, out_of_turn=True)
    assert second.state == State.REQUESTED


def test_the_answer_to_one_puts_the_next_on_the_senders_desk(bundle, lead):
    first, second, third = bundle
    send(first, lead)
    assert (second.next_check_on, second.id in on_the_desk(lead)) == (None, False)
    step(first, State.RECEIVED, lead)
    assert second.next_check_on is None
    accept(first, lead)
    assert (second.next_check_on, third.next_check_on) == (TODAY, None)
    assert second.id in on_the_desk(lead)
    send(second, lead)
    assert second.state == State.REQUESTED


def test_a_decline_passes_the_turn_once_it_is_reviewed(bundle, lead):
    first, second, _ = bundle
    send(first, lead)
    step(first, State.DECLINED_PENDING, lead, reason_code="no_capacity")
    assert second.next_check_on is None
    reviewed = Step(State.DECLINED, TODAY, Party.SENDER, reason_code="no_capacity", next_step="Tagespflege anfragen")
    steps.take_step(referral=first, step=reviewed, by=lead, today=TODAY, now=NOW)
    assert second.next_check_on == TODAY


def test_a_receiver_that_hands_on_leaves_the_turn_with_the_next_receiver(bundle, lead):
    first, second, _ = bundle
    send(first, lead)
    handed_on = Step(State.REDIRECTED, TODAY, Party.RECEIVER, via="link")
    new = redirect_referral(
        referral=first, to=make_organisation(), offer_id=None, step=handed_on, by=None, today=TODAY, now=NOW
    )
    assert [row.id for row in lists.list_bundle(first.id)][:3] == [first.id, new.id, second.id]
    assert (new.next_check_on, second.next_check_on) == (TODAY, None)
    assert new.id in on_the_desk(lead)


def test_a_draft_thrown_away_does_not_hold_up_the_others(bundle, lead):
    first, second, _ = bundle
    gone = Step(State.ENTERED_IN_ERROR, TODAY, Party.SENDER, note="doppelt")
    steps.take_step(referral=first, step=gone, by=lead, today=TODAY, now=NOW)
    assert second.next_check_on == TODAY


def test_the_turn_is_called_once(bundle, lead):
    first, second, _ = bundle
    send(first, lead)
    accept(first, lead)
    second.next_check_on = None
    step(first, State.IN_PROGRESS, lead)
    assert second.next_check_on is None


def test_nobody_stands_behind_itself_or_in_two_bundles(bundle, lead, case):
    first, second, _ = bundle
    alone, other = draft(lead, case), draft(lead, case)
    with pytest.raises(FieldError, match="hinter sich selbst"):
        join_bundle(referral=alone, first=alone)
    with pytest.raises(FieldError, match="schon zu einem"):
        join_bundle(referral=second, first=other)
    with pytest.raises(FieldError, match="zu einem Fall"):
        join_bundle(referral=draft(lead, make_case(lead=lead)), first=first)


def test_referrals_written_as_a_bundle_stand_behind_each_other_by_themselves(lead, case):
    first, alone, second = (draft(lead, case, kind=kind) for kind in (Kind.BUNDLE, Kind.REFERRAL, Kind.BUNDLE))
    assert (second.bundle_id, second.bundle_position) == (first.id, 2)
    assert alone.bundle_id is None


def test_the_page_names_what_stands_before_and_sends_out_of_turn_only_on_a_tick(bundle, lead, login_as, submit):
    first, second, _ = bundle
    db.session.commit()
    desk, page = login_as(lead), f"/vermittlungen/{second.id}"
    shown = desk.get(page).text
    assert "Noch nicht an der Reihe" in shown
    assert first.number in shown
    refused = submit(desk, page, SENDING, to=f"{page}/senden")
    assert refused.status_code == 422
    assert "davor noch ohne Antwort" in refused.text
    assert submit(desk, page, {**SENDING, "out_of_turn": "y"}, to=f"{page}/senden").status_code == 303
    db.session.expire_all()
    assert second.state == State.REQUESTED


def test_the_answered_one_names_the_next_and_the_next_says_that_it_is_in_turn(bundle, lead, login_as):
    first, second, _ = bundle
    send(first, lead)
    accept(first, lead)
    db.session.commit()
    desk = login_as(lead)
    answered, following = desk.get(f"/vermittlungen/{first.id}").text, desk.get(f"/vermittlungen/{second.id}").text
    assert "Als Nächstes im Lotsenbündel" in answered
    assert f"/vermittlungen/{second.id}" in answered
    assert "Im Lotsenbündel an der Reihe" in following
    assert "Trotzdem jetzt senden" not in following


def test_a_bundle_is_offered_in_a_case_only(lead, case, login_as):
    db.session.commit()
    desk = login_as(lead)
    assert 'value="bundle"' in desk.get(f"/vermittlungen/neu/fall/{case.id}").text
    assert 'value="bundle"' not in desk.get(f"/vermittlungen/neu/person/{case.person_id}").text


def test_printing_out_of_turn_is_refused_at_the_referral_in_the_list_of_letters(bundle, lead, login_as, submit):
    second = bundle[1]
    db.session.commit()
    page = f"/briefe/neu/fall/{second.case_id}"
    refused = submit(login_as(lead), page, {}, to=f"/briefe/aus/vermittlung/{second.id}")
    assert refused.status_code == 422
    assert "Briefe für" in refused.text
    assert f"davor noch ohne Antwort: {bundle[0].number}" in refused.text
    assert f'href="/vermittlungen/{second.id}"' in refused.text
    db.session.expire_all()
    assert (second.state, second.sent_on) == (State.DRAFT, None)


def test_two_people_put_the_same_referral_behind_others_and_the_second_is_told(lead, case, login_as, submit):
    """The order is kept: one place each, nothing overwritten unseen."""
    first, other, late = (draft(lead, case) for _ in range(3))
    db.session.commit()
    one, two = login_as(lead), login_as(lead)
    page = f"/vermittlungen/{late.id}"
    tokens = [csrf_token(browser.get(page).text) for browser in (one, two)]
    assert one.post(f"{page}/buendel/{first.id}", data={"csrf_token": tokens[0]}).status_code == 303
    refused = two.post(f"{page}/buendel/{other.id}", data={"csrf_token": tokens[1]}, follow_redirects=True)
    assert "gehört schon zu einem Lotsenbündel" in refused.text
    assert f"<h1>Vermittlung {late.number}</h1>" in " ".join(refused.text.split())
    db.session.expire_all()
    assert (late.bundle_id, late.bundle_position, other.bundle_id) == (first.id, 2, None)
