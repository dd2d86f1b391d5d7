from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from lotse.contacts.rules import (
    CHANNELS,
    INTERPRETING,
    RESULT_BADGES,
    RESULTS,
    Channel,
    Entry,
    Interpreting,
    Result,
    is_late,
    minutes_between,
    problems,
)

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
CALL = Entry(NOW, 15, Channel.PHONE, Result.ADVICE, concern_count=1, has_person=False)


def test_an_anonymous_call_with_one_concern_is_complete():
    assert problems(CALL, NOW) == {}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"result": None}, "result"),
        ({"concern_count": 0}, "concerns"),
        ({"started_at": NOW + timedelta(minutes=6)}, "started_at"),
        ({"started_at": NOW - timedelta(days=32)}, "started_at"),
        ({"minutes": -1}, "minutes"),
        ({"minutes": 481}, "minutes"),
        ({"note": "x" * 20_001}, "note"),
        ({"result": Result.CASE}, "person"),
        ({"result": Result.REFERRED}, "offer"),
        ({"result": Result.APPOINTMENT}, "appointment_at"),
        ({"result": Result.APPOINTMENT, "appointment_at": NOW}, "appointment_at"),
        ({"result": Result.NOT_REACHED}, "note"),
        ({"wants_to_apply": True, "has_person": True}, "application_for"),
        ({"wants_to_apply": True, "application_for": "Wohngeld"}, "person"),
    ],
)
def test_what_is_missing_is_named_at_its_field(fields, field):
    assert list(problems(replace(CALL, **fields), NOW)) == [field]


def test_somebody_not_reached_needs_no_concern():
    missed = replace(CALL, result=Result.NOT_REACHED, concern_count=0, has_person=True)
    assert problems(missed, NOW) == {}


def test_the_clock_counts_started_minutes():
    assert minutes_between(NOW, NOW) == 1
    assert minutes_between(NOW, NOW + timedelta(seconds=61)) == 2
    assert minutes_between(NOW, NOW + timedelta(days=1)) == 480


def test_a_wish_to_apply_is_late_from_the_next_day():
    assert not is_late(date(2026, 11, 23), None, date(2026, 11, 23))
    assert is_late(date(2026, 11, 23), None, date(2026, 11, 24))
    assert not is_late(date(2026, 11, 23), date(2026, 11, 23), date(2026, 12, 1))


def test_every_choice_has_a_label():
    assert set(CHANNELS) == set(Channel)
    assert set(RESULTS) == set(RESULT_BADGES) == set(Result)
    assert set(INTERPRETING) == set(Interpreting)
