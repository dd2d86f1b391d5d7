"""The clocks count working days of the receiver's Land."""

from __future__ import annotations

from datetime import date

from lotse.referrals.rules.clocks import Terms, answer_due, is_silent, next_due, receipt_due, reminders_due
from lotse.referrals.rules.states import Kind, State

FRIDAY = date(2026, 11, 20)
TERMS = Terms()


def test_receipt_is_due_after_two_working_days_and_sooner_when_it_is_urgent() -> None:
    assert receipt_due(FRIDAY, TERMS, "HE") == date(2026, 11, 24)
    assert receipt_due(FRIDAY, TERMS, "HE", "urgent") == date(2026, 11, 23)
    assert receipt_due(FRIDAY, TERMS, "HE", "emergency") == FRIDAY


def test_a_holiday_of_the_receivers_land_stops_the_clock() -> None:
    before_corpus_christi = date(2027, 5, 26)
    assert answer_due(before_corpus_christi, Terms(answer_days=1), "HE") == date(2027, 5, 28)
    assert answer_due(before_corpus_christi, Terms(answer_days=1), "NI") == date(2027, 5, 27)


def test_the_partner_is_reminded_on_the_fifth_and_tenth_day_and_silent_after_the_fifteenth() -> None:
    assert reminders_due(sent_on=FRIDAY, terms=TERMS, region="HE", today=date(2026, 11, 26)) == 0
    assert reminders_due(sent_on=FRIDAY, terms=TERMS, region="HE", today=date(2026, 11, 27)) == 1
    assert reminders_due(sent_on=FRIDAY, terms=TERMS, region="HE", today=date(2026, 12, 4)) == 2
    assert not is_silent(sent_on=FRIDAY, terms=TERMS, region="HE", today=date(2026, 12, 11))
    assert is_silent(sent_on=FRIDAY, terms=TERMS, region="HE", today=date(2026, 12, 12))


def test_a_waiting_list_is_looked_at_after_twenty_working_days_at_the_latest() -> None:
    due = next_due(
        State.WAITLISTED,
        kind=Kind.REFERRAL,
        since=FRIDAY,
        sent_on=FRIDAY,
        terms=TERMS,
        region="HE",
        expected_on=date(2027, 6, 1),
    )
    assert due is not None
    assert due.on == date(2026, 12, 18)


def test_no_clock_runs_for_what_has_ended() -> None:
    assert next_due(State.COMPLETED, kind=Kind.REFERRAL, since=FRIDAY, sent_on=FRIDAY, terms=TERMS, region="HE") is None
