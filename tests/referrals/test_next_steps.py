"""A decline, a failure and silence lead to a next step; nothing disappears."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lotse.foundation.clock import now, today
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken
from lotse.outbox.models import OutboxMail
from lotse.referrals import jobs, queries
from lotse.referrals.actions.agreements import agree
from lotse.referrals.actions.drafts import SecondReferral
from lotse.referrals.actions.redirects import follow_up
from lotse.referrals.actions.steps import name_next_step, note_attempt, take_step
from lotse.referrals.models import OfferProposal, Referral
from lotse.referrals.queries import agreements, lists, next_steps
from lotse.referrals.rules import reasons
from lotse.referrals.rules.states import OPEN, Party, State
from lotse.referrals.rules.transitions import Step
from lotse.reminders.queries.due import due_items
from tests.factories.accounts import make_user
from tests.factories.cases import make_case
from tests.factories.clients import make_person
from tests.factories.directory import make_concern, make_offer, make_organisation
from tests.factories.referrals import NOW, TODAY, make_referral, make_sent_referral


def decline(referral, by, code="no_capacity", note="", on=TODAY, **fields):
    step = Step(State.DECLINED_PENDING, on, Party.RECEIVER, "phone", reason_code=code, note=note, **fields)
    take_step(referral=referral, step=step, by=by, today=on, now=NOW)


def test_a_decline_proposes_the_next_offers_that_fit_and_leaves_out_the_others(app) -> None:
    user, concern, person = make_user(), make_concern(), make_person()
    asked, locked, full, free = (make_offer(concerns=[concern]) for _ in range(4))
    full.capacity_state, full.capacity_checked_on = "full", TODAY
    other = make_sent_referral(user, locked.organisation, person, offer_id=locked.id, concern_id=concern.id)
    decline(other, user, "condition_missing", "Bescheid")
    referral = make_sent_referral(user, asked.organisation, person, offer_id=asked.id, concern_id=concern.id)
    decline(referral, user)
    offers = next_steps.next_offers(referral, language="Deutsch", moment=NOW.replace(tzinfo=None))
    assert [hit.offer.id for hit in offers] == [free.id]


def test_a_lasting_reason_locks_the_offer_for_this_person_for_sixty_days(app) -> None:
    user, offer, person = make_user(), make_offer(), make_person()
    decline(make_sent_referral(user, offer.organisation, person, offer_id=offer.id), user, "safety")
    db.session.query(Referral).one().state = State.DECLINED
    with pytest.raises(SecondReferral, match="Sicherheit"):
        make_referral(user, offer.organisation, person, offer_id=offer.id)
    assert make_referral(user, offer.organisation, person, offer_id=offer.id, confirmed_second=True).id
    assert make_referral(user, offer.organisation, make_person(), offer_id=offer.id).id
    later = TODAY + timedelta(days=reasons.LOCK_DAYS + 1)
    assert next_steps.find_lock(person.id, offer.organisation_id, offer.id, later) is None


def test_a_decline_that_speaks_against_the_entry_puts_it_on_the_list_once(app) -> None:
    user, offer = make_user(), make_offer()
    for _ in range(2):
        decline(make_sent_referral(user, offer.organisation, offer_id=offer.id), user, "offer_ended")
    assert db.session.query(OfferProposal).count() == 1


def test_the_list_of_entries_to_check_takes_an_ended_offer_out(app, login_as, submit) -> None:
    user = make_user()
    offer, case = make_offer(), make_case(lead=user)
    decline(make_sent_referral(user, offer.organisation, offer_id=offer.id, case=case), user, "offer_ended")
    db.session.commit()
    browser, proposal = login_as(user), db.session.query(OfferProposal).one()
    assert offer.name in browser.get("/vermittlungen/vorschlaege").text
    answer = submit(
        browser, "/vermittlungen/vorschlaege", {"settlement": "retired"}, to=f"/vermittlungen/vorschlaege/{proposal.id}"
    )
    assert answer.status_code == 303
    db.session.expire_all()
    assert offer.retired_on is not None
    assert (
        submit(
            browser,
            "/vermittlungen/vorschlaege",
            {"settlement": "kept"},
            to=f"/vermittlungen/vorschlaege/{proposal.id}",
        ).status_code
        == 404
    )


def test_silence_stays_on_the_senders_desk_until_somebody_names_the_next_step(app) -> None:
    user = make_user()
    referral = make_sent_referral(user)
    jobs.run_clocks(date(2026, 12, 14))
    assert (referral.state, referral.owed_since) == (State.NO_RESPONSE, date(2026, 12, 14))
    rows, total = lists.list_referrals(user, NOW, states=tuple(OPEN), with_owed=True)
    assert (total, rows[0].owed_since) == (1, date(2026, 12, 14))
    assert [i.referral_id for i in due_items([user.id], today=date(2026, 12, 14), until=date(2026, 12, 14))] == [
        referral.id
    ]
    name_next_step(referral=referral, text="Hausbesuch", by=user, today=date(2026, 12, 15), now=NOW)
    assert (referral.owed_since, referral.next_step) == (None, "Hausbesuch")
    with pytest.raises(RuleBroken):
        name_next_step(referral=referral, text="noch einer", by=user, today=date(2026, 12, 15), now=NOW)


def test_the_next_receiver_after_silence_gets_a_draft_that_hangs_together_with_the_first(app) -> None:
    user, house = make_user(), make_organisation()
    referral = make_sent_referral(user)
    with pytest.raises(RuleBroken):
        follow_up(referral=referral, to=house, offer_id=None, by=user, today=TODAY, now=NOW)
    jobs.run_clocks(date(2026, 12, 14))
    new = follow_up(referral=referral, to=house, offer_id=None, by=user, today=date(2026, 12, 14), now=NOW)
    assert (new.redirected_from_id, new.state, referral.owed_since) == (referral.id, State.DRAFT, None)
    assert new.number in referral.next_step


def test_a_decline_that_stood_by_itself_owes_a_next_step_and_a_reviewed_one_does_not(app) -> None:
    user = make_user()
    alone, reviewed = make_sent_referral(user), make_sent_referral(user)
    for referral in (alone, reviewed):
        decline(referral, user)
    step = Step(State.DECLINED, TODAY, Party.SENDER, reason_code="no_capacity", next_step="andere Stelle")
    take_step(referral=reviewed, step=step, by=user, today=TODAY, now=NOW)
    jobs.run_clocks(date(2026, 11, 27))
    assert (alone.state, alone.owed_since is not None) == (State.DECLINED, True)
    assert (reviewed.owed_since, reviewed.next_step) == (None, "andere Stelle")


def test_not_reached_needs_three_attempts_on_different_days_and_ways(app) -> None:
    user = make_user()
    referral = make_sent_referral(user)
    accepted = Step(State.ACCEPTED, TODAY, Party.RECEIVER, "phone", contact="X", follows_by=TODAY)
    take_step(referral=referral, step=accepted, by=user, today=TODAY, now=NOW)
    failed = Step(State.UNSUCCESSFUL, date(2026, 11, 25), Party.SENDER, reason_code="not_reached")

    def attempt(day: int, via: str) -> int:
        on = date(2026, 11, day)
        return note_attempt(referral=referral, on=on, via=via, by=user, today=date(2026, 11, 25), now=NOW)

    assert [attempt(20, "phone"), attempt(20, "mail"), attempt(20, "phone")] == [1, 1, 1]
    with pytest.raises(FieldError, match="drei Versuche"):
        take_step(referral=referral, step=failed, by=user, today=date(2026, 11, 25), now=NOW)
    assert attempt(24, "phone") == 3
    take_step(referral=referral, step=failed, by=user, today=date(2026, 11, 25), now=NOW)
    assert referral.state == State.UNSUCCESSFUL


def test_a_partner_says_how_often_it_tried(app) -> None:
    step = Step(State.UNSUCCESSFUL, TODAY, Party.RECEIVER, reason_code="not_reached", attempts=2)
    from lotse.referrals.rules.transitions import missing

    assert set(missing(State.ACCEPTED, step)) == {"attempts"}


def test_a_question_stops_the_clock_and_what_was_left_is_left_still(app) -> None:
    user = make_user()
    referral = make_sent_referral(user)
    asked = Step(State.QUESTION, date(2026, 11, 23), Party.RECEIVER, "phone", question="Welche Papiere?")
    take_step(referral=referral, step=asked, by=user, today=date(2026, 11, 23), now=NOW)
    told = Step(State.REQUESTED, date(2026, 11, 26), Party.SENDER, note="Mietvertrag")
    take_step(referral=referral, step=told, by=user, today=date(2026, 11, 26), now=NOW)
    assert (referral.clock_on, referral.answer_due_on) == (date(2026, 11, 25), date(2026, 12, 2))
    assert referral.next_check_on == date(2026, 12, 2)  # the receipt is no question any more
    jobs.run_clocks(date(2026, 12, 14))
    assert referral.state == State.REQUESTED  # three working days waited for us


def test_a_late_answer_is_taken_after_silence(app) -> None:
    user = make_user()
    referral = make_sent_referral(user)
    jobs.run_clocks(date(2026, 12, 14))
    late = Step(State.ACCEPTED, date(2026, 12, 15), Party.RECEIVER, "paper", contact="X", follows_by=date(2027, 1, 4))
    take_step(referral=referral, step=late, by=user, today=date(2026, 12, 15), now=NOW)
    assert (referral.state, referral.owed_since, referral.ended_on, referral.outcome) == (
        State.ACCEPTED,
        None,
        None,
        "",
    )


def test_an_agreement_sets_every_clock_for_what_is_sent_while_it_holds(app) -> None:
    user, house = make_user(), make_organisation()
    agreement = agree(
        organisation=house, subject="Beratung", valid_from=TODAY, valid_until=None, receipt_days=1, answer_days=3,
        first_contact_days=4, status_days=7, waiting_list_days=9, reminder_days=2, second_reminder_days=4,
        no_response_days=6,
    )  # fmt: skip
    referral = make_sent_referral(user, house)
    assert (referral.receipt_due_on, referral.answer_due_on) == (date(2026, 11, 23), date(2026, 11, 25))
    agreement.ended_on = date(2026, 11, 21)
    assert agreements.terms_of(house, TODAY).no_response_days == 6
    assert agreements.terms_of(house, date(2026, 11, 21)).no_response_days == 15
    jobs.run_clocks(date(2026, 12, 1))
    assert referral.state == State.NO_RESPONSE


def test_reminders_of_an_agreement_stand_in_order(app) -> None:
    terms = {"reminder_days": 5, "second_reminder_days": 5, "no_response_days": 15}
    with pytest.raises(FieldError):
        agree(organisation=make_organisation(), subject="x", valid_from=TODAY, valid_until=None, **terms)


def test_a_clock_that_runs_out_rings_once(app) -> None:
    referral = make_sent_referral(make_user(email="lotsin@kreis.example"))
    for _ in range(2):
        jobs.run_clocks(date(2026, 11, 25))
    [mail] = db.session.query(OutboxMail).all()
    assert referral.number in mail.subject
    kinds = [event.kind for event in queries.list_events(referral.id)]
    assert kinds.count("overdue") == 1


def test_the_page_after_a_decline_leads_to_the_next_offer_in_three_clicks(app, login_as, submit) -> None:
    user, concern = make_user(), make_concern()
    case = make_case(lead=user)
    first, second = make_offer(concerns=[concern]), make_offer(concerns=[concern])
    person = queries.find_person(case.person_id)
    referral = make_sent_referral(user, first.organisation, person, case=case, offer_id=first.id, concern_id=concern.id)
    decline(referral, user)
    db.session.commit()
    browser, page = login_as(user), f"/vermittlungen/{referral.id}"
    assert f"/vermittlungen/{referral.id}/weiter?angebot={second.id}" in browser.get(page).text
    answer = submit(
        browser, f"{page}/weiter?angebot={second.id}", {"receiver": second.name, "note": "voll", "via": "phone"}
    )
    assert answer.status_code == 303, answer.text
    db.session.expire_all()
    new = db.session.query(Referral).order_by(Referral.id.desc()).first()
    assert (referral.state, new.offer_id, new.state) == (State.REDIRECTED, second.id, State.DRAFT)
    assert new.created_at <= now()
    assert today() >= new.created_at.date()
