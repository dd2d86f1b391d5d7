"""The transition table says exactly what the referral loop allows, for every pair of states."""

from __future__ import annotations

from datetime import date

import pytest

from lotse.referrals.rules.states import Kind, Party, State
from lotse.referrals.rules.transitions import Step, date_fault, missing, next_states, parties, refusal

DAY = date(2026, 11, 23)
S, R, C, X = Party.SENDER, Party.RECEIVER, Party.CLIENT, Party.SYSTEM
ANSWERS = "received question accepted declined_pending"

# written down once more, by hand, from the domain report
ALLOWED = {
    "draft": "consent_pending withdrawn entered_in_error",
    "consent_pending": "requested withdrawn entered_in_error",
    "requested": f"{ANSWERS} no_response redirected withdrawn entered_in_error",
    "received": "question accepted declined_pending no_response redirected withdrawn entered_in_error",
    "question": "requested withdrawn entered_in_error",
    "accepted": "waitlisted in_progress unsuccessful withdrawn entered_in_error",
    "waitlisted": "in_progress unsuccessful redirected withdrawn entered_in_error",
    "in_progress": "paused completed unsuccessful withdrawn entered_in_error",
    "paused": "in_progress withdrawn entered_in_error",
    "declined_pending": "declined requested redirected withdrawn entered_in_error",
    "declined": "",
    "redirected": "",
    "completed": "in_progress",
    "unsuccessful": "in_progress",
    "withdrawn": "",
    "no_response": f"{ANSWERS} redirected",
    "entered_in_error": "",
}


@pytest.mark.parametrize("source", list(State))
@pytest.mark.parametrize("target", list(State))
def test_every_pair_of_states_is_allowed_or_refused_as_the_loop_says(source: State, target: State) -> None:
    assert bool(parties(Kind.REFERRAL, source, target)) == (target in ALLOWED[source].split())


def test_only_hints_and_forwarded_applications_leave_without_waiting_for_consent() -> None:
    direct = {kind for kind in Kind if parties(kind, State.DRAFT, State.REQUESTED)}
    assert direct == {Kind.HINT, Kind.APPLICATION_FORWARDING}


def test_a_hint_is_never_answered_by_the_partner_who_knows_nothing_of_it() -> None:
    assert next_states(Kind.HINT, State.REQUESTED, R) == []
    assert next_states(Kind.HINT, State.REQUESTED, C) == [
        State.IN_PROGRESS,
        State.COMPLETED,
        State.UNSUCCESSFUL,
        State.WITHDRAWN,
    ]


def test_a_partner_cannot_confirm_its_own_decline() -> None:
    step = Step(State.DECLINED, DAY, R, reason_code="no_capacity", next_step="x")
    assert refusal(Kind.REFERRAL, State.DECLINED_PENDING, step, reopened_before=False) is not None


def test_silence_is_declared_by_the_clock_only() -> None:
    assert parties(Kind.REFERRAL, State.REQUESTED, State.NO_RESPONSE) == {X}


def test_a_referral_is_reopened_once_and_not_twice() -> None:
    step = Step(State.IN_PROGRESS, DAY, S, note="braucht doch weiter Hilfe")
    assert refusal(Kind.REFERRAL, State.COMPLETED, step, reopened_before=False) is None
    assert refusal(Kind.REFERRAL, State.COMPLETED, step, reopened_before=True) is not None


@pytest.mark.parametrize(
    ("to", "fields"),
    [
        (State.QUESTION, {"question"}),
        (State.ACCEPTED, {"contact", "first_appointment_on"}),
        (State.WAITLISTED, {"expected_on", "recheck_on"}),
        (State.PAUSED, {"note", "until"}),
        (State.DECLINED_PENDING, {"reason_code"}),
        (State.DECLINED, {"reason_code", "next_step"}),
        (State.REDIRECTED, {"redirected_to_id"}),
        (State.COMPLETED, {"outcome_text"}),
        (State.UNSUCCESSFUL, {"reason_code"}),
        (State.WITHDRAWN, {"note"}),
        (State.ENTERED_IN_ERROR, {"note"}),
        (State.RECEIVED, set()),
    ],
)
def test_each_state_asks_for_what_makes_it_true(to: State, fields: set[str]) -> None:
    assert set(missing(State.REQUESTED, Step(to, DAY, R))) == fields


def test_a_step_cannot_lie_in_the_future_or_before_the_one_it_follows() -> None:
    step = Step(State.RECEIVED, DAY, R)
    assert date_fault(step, not_before=None, today=date(2026, 11, 22)) is not None
    assert date_fault(step, not_before=date(2026, 11, 24), today=date(2026, 11, 30)) is not None
    assert date_fault(step, not_before=DAY, today=DAY) is None
