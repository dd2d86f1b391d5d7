"""Reading dates as people say them, series, stand-ins, and the order of the page."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.foundation.workdays import is_workday
from lotse.reminders.rules.items import Item, Kind, Part, counts_by_kind, in_order, in_parts, part_of
from lotse.reminders.rules.stand_ins import looked_after_by, resolve
from lotse.reminders.rules.when import next_of_series, read_when

TODAY = date(2026, 11, 23)  # a Monday


def when(text, **anchors):
    return read_when(text, today=TODAY, region="HE", anchors=anchors)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("heute", date(2026, 11, 23)),
        ("Morgen", date(2026, 11, 24)),
        ("übermorgen", date(2026, 11, 25)),
        ("freitag", date(2026, 11, 27)),
        ("Fr", date(2026, 11, 27)),
        ("montag", date(2026, 11, 30)),
        ("15.12.2026", date(2026, 12, 15)),
        ("15.12.26", date(2026, 12, 15)),
        ("15.12.", date(2026, 12, 15)),
        ("5.1.", date(2027, 1, 5)),
        ("2026-12-15", date(2026, 12, 15)),
        ("3t", date(2026, 11, 26)),
        ("2w", date(2026, 12, 7)),
        ("in 2 Wochen", date(2026, 12, 7)),
        ("3 Monate", date(2027, 2, 23)),
        ("10 Arbeitstage", date(2026, 12, 7)),
        ("30 at", date(2027, 1, 6)),
    ],
)
def test_a_day_is_read_as_people_say_it(text, day):
    assert when(text) == day


def test_working_days_may_count_from_the_day_something_was_sent():
    assert when("10 Arbeitstage nach Versand", versand=date(2026, 11, 20)) == date(2026, 12, 4)


@pytest.mark.parametrize("text", ["", "irgendwann", "31.2.2026", "99.99.", "5 x", "2w nach Mond", "9999t", "1.1.1900"])
def test_what_is_no_day_is_answered_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"\.$"):
        when(text)


def test_the_last_of_a_month_stays_in_the_month():
    assert read_when("3 Monate", today=date(2026, 11, 30), region="HE") == date(2027, 2, 28)


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_a_sentence(text):
    try:
        day = when(text)
    except ValueError:
        day = None
    assert day is None or abs(day - TODAY) <= timedelta(days=3660)


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(1, 26))
def test_a_series_goes_on_upon_a_working_day(day, weeks):
    following = next_of_series(day, weeks=weeks, until=None, region="HE")
    assert is_workday(following, "HE")
    assert following >= day + timedelta(weeks=weeks)


def test_a_series_ends_after_its_last_day():
    assert next_of_series(TODAY, weeks=4, until=date(2026, 12, 21), region="HE") == date(2026, 12, 21)
    assert next_of_series(TODAY, weeks=4, until=date(2026, 12, 20), region="HE") is None


def test_an_absent_persons_things_go_to_the_deputy():
    assert resolve(1, deputies={1: 2}, inactive=(), leads={}) == {2}
    assert resolve(1, deputies={}, inactive=(), leads={}) == {1}


def test_a_deputy_who_is_away_too_passes_on():
    assert resolve(1, deputies={1: 2, 2: 3}, inactive=(), leads={}) == {3}


def test_a_ring_of_absences_or_a_gone_deputy_ends_with_the_team_lead():
    assert resolve(1, deputies={1: 2, 2: 1}, inactive=(), leads={1: [9]}) == {9}
    assert resolve(1, deputies={1: 2}, inactive=(2,), leads={1: [9]}) == {9}
    assert resolve(1, deputies={}, inactive=(1,), leads={1: [8, 9]}) == {8, 9}


@given(
    st.dictionaries(st.integers(1, 6), st.integers(1, 6)),
    st.sets(st.integers(1, 6)),
    st.dictionaries(st.integers(1, 6), st.lists(st.integers(7, 9), min_size=1), min_size=6),
)
def test_nobodys_things_go_to_nobody(deputies, inactive, leads):
    for user in range(1, 7):
        keepers = resolve(user, deputies=deputies, inactive=inactive, leads=leads)
        assert keepers
        assert not keepers & inactive or keepers == {user}
        for keeper in keepers - {user}:
            seen = looked_after_by(keeper, range(1, 10), deputies=deputies, inactive=inactive, leads=leads)
            assert user in seen


def item(kind, due_on, **more):
    return Item(kind, 1, due_on, "x", 1, **more)


def test_deadlines_come_first_on_their_day():
    found = in_order(
        [item(Kind.REMINDER, TODAY), item(Kind.APPOINTMENT, TODAY, at="09:00"), item(Kind.DEADLINE, TODAY)]
    )
    assert [i.kind for i in found] == [Kind.DEADLINE, Kind.APPOINTMENT, Kind.REMINDER]


def test_a_deadline_is_overdue_only_after_its_last_day():
    safe = TODAY - timedelta(days=1)
    assert part_of(item(Kind.DEADLINE, safe, overdue_on=TODAY), TODAY) is Part.TODAY
    assert part_of(item(Kind.REMINDER, safe), TODAY) is Part.OVERDUE
    assert part_of(item(Kind.REMINDER, TODAY + timedelta(days=7)), TODAY) is Part.SOON
    assert part_of(item(Kind.REMINDER, TODAY + timedelta(days=8)), TODAY) is Part.LATER


def test_what_is_overdue_begins_with_the_deadlines_and_keeps_its_order_otherwise():
    old, older = item(Kind.REMINDER, TODAY - timedelta(days=3)), item(Kind.REMINDER, TODAY - timedelta(days=9))
    deadline, near = item(Kind.DEADLINE, TODAY - timedelta(days=1)), item(Kind.TASK, TODAY)
    parts = in_parts([older, old, deadline, near], TODAY)
    assert parts == {Part.OVERDUE: [deadline, older, old], Part.TODAY: [near], Part.SOON: [], Part.LATER: []}


def test_kinds_are_counted():
    assert counts_by_kind([item(Kind.GAP, TODAY), item(Kind.GAP, TODAY), item(Kind.REMINDER, TODAY)]) == {
        Kind.REMINDER: 1,
        Kind.GAP: 2,
    }
