"""A referral leaves through the gate, moves by the table, and its access ends with it."""

from __future__ import annotations

from datetime import date

import pytest

from lotse.accounts.queries import granted_records
from lotse.accounts.rules import Role
from lotse.disclosure.actions import GateClosed, revoke_consent
from lotse.disclosure.queries import get_consent, list_disclosures
from lotse.disclosure.rules import Category
from lotse.foundation.crypto import hash_token
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError
from lotse.referrals import jobs, queries
from lotse.referrals.actions import sending
from lotse.referrals.actions.drafts import SecondReferral, refer_client
from lotse.referrals.actions.links import is_usable, make_link
from lotse.referrals.actions.redirects import redirect_referral
from lotse.referrals.actions.steps import confirm_effect, record_answer, take_step
from lotse.referrals.rules.states import Kind, Party, State
from lotse.referrals.rules.transitions import Step
from tests.factories.accounts import make_unit, make_user
from tests.factories.clients import make_person
from tests.factories.directory import make_offer, make_organisation
from tests.factories.referrals import NOW, TODAY, make_consent, make_referral, make_sent_referral


def accept(referral, by, on=TODAY):
    step = Step(State.ACCEPTED, on, Party.RECEIVER, via="phone", contact="Frau Muster", follows_by=date(2026, 12, 1))
    take_step(referral=referral, step=step, by=by, today=on, now=NOW)


def test_nothing_leaves_without_a_consent_or_a_basis(app) -> None:
    user = make_user()
    referral = make_referral(user)
    with pytest.raises(GateClosed):
        sending.send(referral=referral, means="letter", by=user, today=TODAY, now=NOW)


def test_sending_writes_the_ledger_and_starts_the_clocks(app) -> None:
    referral = make_sent_referral(make_user())
    assert referral.state == State.REQUESTED
    assert referral.receipt_due_on == date(2026, 11, 24)
    assert referral.answer_due_on == date(2026, 11, 27)
    [entry] = list_disclosures(referral.person_id)
    assert (entry.referral_id, entry.categories, entry.consent_id) == (referral.id, ["master"], referral.consent_id)


def test_a_second_open_referral_to_the_same_receiver_wants_to_be_confirmed(app) -> None:
    user, organisation, person = make_user(), make_organisation(), make_person()
    make_referral(user, organisation, person)
    with pytest.raises(SecondReferral):
        make_referral(user, organisation, person)
    assert make_referral(user, organisation, person, confirmed_second=True).id


def test_only_a_hint_may_stand_without_a_person(app) -> None:
    user = make_user()
    with pytest.raises(FieldError):
        refer_client(kind=Kind.REFERRAL, organisation=make_organisation(), by=user, today=TODAY, now=NOW)
    assert refer_client(kind=Kind.HINT, organisation=make_organisation(), by=user, today=TODAY, now=NOW).id


def test_a_department_sees_a_referral_only_while_it_is_open(app) -> None:
    user, unit = make_user(), make_unit("department")
    colleague = make_user(Role.DEPARTMENT, unit_id=unit.id)
    referral = make_sent_referral(user, make_organisation(unit_id=unit.id))
    assert db.session.scalars(granted_records(colleague, "referral", NOW)).all() == [referral.id]
    step = Step(State.WITHDRAWN, TODAY, Party.CLIENT, note="möchte nicht mehr")
    take_step(referral=referral, step=step, by=user, today=TODAY, now=NOW)
    assert db.session.scalars(granted_records(colleague, "referral", NOW)).all() == []


def test_revoking_the_consent_ends_referral_link_and_access_at_once(app) -> None:
    user, organisation, person = make_user(), make_organisation(), make_person()
    referral = make_sent_referral(user, organisation, person)
    link = make_link(referral=referral, by=user, today=TODAY, now=NOW).link
    revoke_consent(consent=get_consent(referral.consent_id), by=user, today=TODAY, now=NOW)
    assert referral.state == State.WITHDRAWN
    assert not is_usable(link, referral, NOW)


def test_one_phone_call_may_tell_several_steps_each_with_its_own_date(app) -> None:
    user = make_user()
    referral = make_sent_referral(user)
    steps = [
        Step(
            State.ACCEPTED, date(2026, 11, 23), Party.RECEIVER, "phone", contact="Herr X", follows_by=date(2026, 11, 25)
        ),
        Step(State.IN_PROGRESS, date(2026, 11, 25), Party.RECEIVER, "phone"),
    ]
    record_answer(referral=referral, steps=steps, by=user, today=date(2026, 11, 27), now=NOW)
    assert (referral.accepted_on, referral.first_contact_on) == (date(2026, 11, 23), date(2026, 11, 25))
    assert [event.happened_on.day for event in queries.list_events(referral.id)][-2:] == [23, 25]


def test_silence_becomes_no_response_and_never_a_success(app) -> None:
    referral = make_sent_referral(make_user(), make_organisation(email="stelle@traeger.example"))
    jobs.run_clocks(date(2026, 11, 27))
    assert (referral.state, referral.reminded) == (State.REQUESTED, 1)
    jobs.run_clocks(date(2026, 12, 14))
    assert (referral.state, referral.outcome) == (State.NO_RESPONSE, "unknown")


def test_the_clocks_may_run_twice_without_harm(app) -> None:
    make_sent_referral(make_user())
    assert jobs.run_clocks(date(2026, 11, 27)) == 2  # one reminder, one breach told
    assert jobs.run_clocks(date(2026, 11, 27)) == 0


def test_a_decline_comes_back_to_us_and_stands_after_three_working_days(app) -> None:
    user = make_user()
    referral = make_sent_referral(user)
    step = Step(State.DECLINED_PENDING, date(2026, 11, 23), Party.RECEIVER, reason_code="no_capacity")
    take_step(referral=referral, step=step, by=user, today=date(2026, 11, 23), now=NOW)
    assert referral.next_check_on == date(2026, 11, 26)
    jobs.run_clocks(date(2026, 11, 26))
    assert referral.state == State.DECLINED_PENDING
    jobs.run_clocks(date(2026, 11, 27))
    assert (referral.state, referral.reason_code) == (State.DECLINED, "no_capacity")


def test_redirecting_writes_a_draft_that_needs_its_own_consent(app) -> None:
    user = make_user()
    referral = make_sent_referral(user)
    step = Step(State.REDIRECTED, TODAY, Party.RECEIVER)
    new = redirect_referral(
        referral=referral, to=make_organisation(), offer_id=None, step=step, by=user, today=TODAY, now=NOW
    )
    assert (referral.state, new.state, new.redirected_from_id) == (State.REDIRECTED, State.DRAFT, referral.id)
    with pytest.raises(GateClosed):
        sending.send(referral=new, means="letter", by=user, today=TODAY, now=NOW)


def test_a_closed_referral_says_helped_only_when_somebody_confirmed_it(app) -> None:
    user = make_user()
    referral = make_sent_referral(user)
    accept(referral, user)
    for state in (State.IN_PROGRESS, State.COMPLETED):
        step = Step(state, TODAY, Party.RECEIVER, outcome_text="Beratung")
        take_step(referral=referral, step=step, by=user, today=TODAY, now=NOW)
    assert (referral.outcome, referral.effect) == ("received", "")
    confirm_effect(referral=referral, effect="helped", source="client", on=TODAY, by=user, now=NOW)
    assert referral.effect_confirmed_by == "client"


def test_only_the_hash_of_a_token_is_stored(app) -> None:
    user = make_user()
    made = make_link(referral=make_sent_referral(user), by=user, today=TODAY, now=NOW)
    assert made.link.token_hash == hash_token(made.token) != made.token
    assert made.pin not in made.link.pin_hash


def test_consent_for_one_category_does_not_carry_another(app) -> None:
    user, organisation, person = make_user(), make_organisation(), make_person()
    make_consent(person, organisation, user, Category.MASTER)
    referral = make_referral(user, organisation, person, categories=[Category.MASTER, Category.HEALTH])
    with pytest.raises(GateClosed, match="Gesundheit"):
        sending.send(referral=referral, means="letter", by=user, today=TODAY, now=NOW)


def test_a_decline_for_lack_of_places_stands_in_the_directory_from_then_on(app) -> None:
    user, organisation = make_user(), make_organisation()
    offer = make_offer(organisation, capacity_state="free")
    referral = make_sent_referral(user, organisation, offer_id=offer.id)
    step = Step(State.DECLINED_PENDING, TODAY, Party.RECEIVER, reason_code="no_capacity")
    take_step(referral=referral, step=step, by=user, today=TODAY, now=NOW)
    assert (offer.capacity_state, offer.capacity_checked_on) == ("full", TODAY)
