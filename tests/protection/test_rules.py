"""Child protection: steps, clock, two named assessors."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lotse.protection.rules.steps import (
    BERLIN,
    Assessor,
    Entry,
    Result,
    Step,
    Urgency,
    closing_fault,
    due_at,
    entry_fault,
    next_steps,
)

TODAY = date(2026, 11, 20)
TWO = [Assessor("M. Kaya", 3), Assessor("T. Brandt")]


def entry(step, **fields):
    return Entry(step, **{"text": "Das Kind berichtete davon.", "happened_on": TODAY, **fields})


def test_the_timers_end_today_after_a_day_and_after_a_week():
    friday = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    assert due_at(Urgency.TODAY, friday).astimezone(BERLIN).date() == date(2026, 11, 20)
    assert due_at(Urgency.DAY, friday) == friday + timedelta(hours=24)
    assert due_at(Urgency.WEEK, friday).astimezone(BERLIN).date() == date(2026, 11, 27)


def test_a_day_stays_twenty_four_hours_when_the_clock_is_put_forward():
    eve = datetime(2027, 3, 27, 20, 0, tzinfo=BERLIN).astimezone(UTC)
    assert due_at(Urgency.DAY, eve) - eve == timedelta(hours=24)
    assert due_at(Urgency.TODAY, datetime(2027, 3, 27, 23, 30, tzinfo=UTC)).astimezone(BERLIN).date() == date(
        2027, 3, 28
    )


def test_a_timer_refuses_an_instant_without_zone():
    with pytest.raises(ValueError, match="zone"):
        due_at(Urgency.DAY, datetime(2026, 11, 20))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("assessors", "enough"),
    [
        (TWO, True),
        ([], False),
        ([Assessor("M. Kaya", 3)], False),
        ([Assessor("M. Kaya", 3), Assessor("Meryem Kaya", 3)], False),
        ([Assessor("T. Brandt"), Assessor("t.  brandt")], False),
        ([Assessor("M. Kaya", 3), Assessor("  ")], False),
    ],
)
def test_a_result_needs_two_different_named_assessors(assessors, enough):
    fault = entry_fault(entry(Step.ASSESSMENT, result=Result.LATENT, assessors=assessors), today=TODAY)
    assert (fault is None) == enough


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (entry(Step.FACTS), "source"),
        (entry(Step.FACTS, source="Kita", text=" "), "text"),
        (entry(Step.DANGER_NOW, happened_on=TODAY + timedelta(days=1)), "happened_on"),
        (entry(Step.ADVICE, text="Mia ist sechs Jahre alt.", identifying=("Mia", "Özdemir")), "text"),
        (entry(Step.ASSESSMENT, assessors=TWO), "result"),
        (entry(Step.HELP), "control_on"),
        (entry(Step.HELP, control_on=TODAY - timedelta(days=1)), "control_on"),
        (entry(Step.REPORT, family_told=True), "recipient"),
        (entry(Step.REPORT, recipient="ASD Süd"), "not_done_because"),
        (entry(Step.TALK, text=""), "text"),
    ],
)
def test_each_step_asks_for_what_it_needs(wrong, field):
    assert entry_fault(wrong, today=TODAY)[0] == field


def test_a_talk_may_be_left_out_with_its_reason():
    assert entry_fault(entry(Step.TALK, text="", not_done_because="Gefährdet das Kind."), today=TODAY) is None


def test_present_danger_puts_the_youth_office_first():
    assert next_steps({Step.FACTS, Step.DANGER_NOW}, danger_now=True)[0] is Step.REPORT


def test_feedback_is_asked_for_only_after_a_report():
    assert Step.FEEDBACK not in next_steps({Step.FACTS})
    assert next_steps(set(Step) - {Step.FEEDBACK}) == [Step.FEEDBACK]


def test_help_that_suffices_needs_no_report():
    done = set(Step) - {Step.REPORT, Step.FEEDBACK}
    assert next_steps(done, result=Result.LATENT) == []
    assert next_steps(done, result=Result.ACUTE) == [Step.REPORT]


def test_the_record_closes_only_when_the_result_was_followed():
    assessed = {Step.FACTS, Step.ASSESSMENT}
    assert "zwei Fachkräfte" in (closing_fault({Step.FACTS}, result="") or "")
    assert "Jugendamt" in (closing_fault(assessed, result=Result.ACUTE) or "")
    assert "Hilfe" in (closing_fault(assessed, result=Result.LATENT) or "")
    assert closing_fault(assessed, result=Result.NO_DANGER) is None
