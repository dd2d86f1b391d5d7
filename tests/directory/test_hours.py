"""Opening hours: typed text, the week it means, and the moment somebody asks."""

from contextlib import suppress
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.directory.rules.hours_text import HoursNotUnderstood, format_hours, parse_hours
from lotse.directory.rules.opening_hours import (
    DateException,
    Openness,
    Slot,
    WeeklyHours,
    describe_state,
    merge_slots,
    state_at,
)

UNDERSTOOD = {
    "Mo–Fr 8–12, Do 14–18": "Mo–Mi, Fr 8–12 Uhr, Do 8–12 und 14–18 Uhr",
    "Mo-Fr 8.00-12.00 Uhr, Do 14 bis 18 Uhr": "Mo–Mi, Fr 8–12 Uhr, Do 8–12 und 14–18 Uhr",
    "Montag bis Donnerstag: 9:00 - 12:30 und 14-16 Uhr; Fr 9-12": "Mo–Do 9–12:30 und 14–16 Uhr, Fr 9–12 Uhr",
    "Di und Do von 10 bis 12 Uhr": "Di, Do 10–12 Uhr",
    "Mo–Fr 8–12, Mi geschlossen": "Mo, Di, Do, Fr 8–12 Uhr",
    "Sa-Mo 9-10": "Mo, Sa, So 9–10 Uhr",
    "täglich 0-24": "Mo–So 0–24 Uhr",
    "Mo 8–12, 11–13": "Mo 8–13 Uhr",
    "Mo, Mi 8-12 und nach tel. Vereinbarung": "Mo, Mi 8–12 Uhr und nach Vereinbarung",
    "Termine nach Vereinbarung": "nach Vereinbarung",
    "  ": "",
}
REFUSED = [
    "Mittw 8-12",
    "8-12",
    "Mo 12-8",
    "Mo",
    "Mo 8",
    "Mo 25-26",
    "Mo 8-12:75",
    "hallo",
    "Mo 8-12 <b>",
    "Mo 8-12 Di",
    "x" * 501,
]


@pytest.mark.parametrize(("typed", "shown"), UNDERSTOOD.items())
def test_typed_hours_are_shown_back_as_understood(typed, shown):
    assert format_hours(parse_hours(typed)) == shown


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_no_opening_time_is_refused_with_a_sentence(typed):
    with pytest.raises(HoursNotUnderstood) as refused:
        parse_hours(typed)
    assert len(str(refused.value)) > 10


quarter_hours = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
slots = st.builds(
    lambda day, times: Slot(day, min(times), max(times)),
    st.integers(0, 6),
    st.tuples(quarter_hours, quarter_hours).filter(lambda pair: pair[0] != pair[1]),
)
weeks = st.builds(lambda items, by: WeeklyHours(merge_slots(items), by), st.lists(slots, max_size=12), st.booleans())


@given(weeks)
def test_shown_hours_can_be_typed_again(week):
    assert parse_hours(format_hours(week)) == week


@given(st.text(max_size=60))
def test_any_text_is_understood_or_refused(text):
    with suppress(HoursNotUnderstood):
        week = parse_hours(text)
        assert parse_hours(format_hours(week)) == week


WEEK = parse_hours("Mo–Fr 8–12, Do 14–18")
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)


def at(*parts):
    return datetime(*parts, tzinfo=BERLIN)


def said_at(moment, exceptions=(), holidays=()):
    return describe_state(state_at(WEEK, exceptions, moment, holidays=holidays), moment)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(2026, 11, 23, 8, 0), "offen bis 12 Uhr"),
        (at(2026, 11, 23, 11, 59), "offen bis 12 Uhr"),
        (at(2026, 11, 23, 12, 0), "öffnet morgen 8 Uhr"),
        (at(2026, 11, 23, 7, 30), "öffnet um 8 Uhr"),
        (at(2026, 11, 26, 13, 0), "öffnet um 14 Uhr"),
        (at(2026, 11, 27, 13, 0), "öffnet Mo 8 Uhr"),
    ],
)
def test_the_badge_says_until_when(moment, words):
    assert said_at(moment) == words


def test_a_holiday_closes_and_an_exception_outweighs_it():
    morning = at(2026, 11, 23, 9, 0)
    assert said_at(morning, holidays={MONDAY}) == "öffnet morgen 8 Uhr"
    open_anyway = DateException(MONDAY, MONDAY, opens=time(8), closes=time(10))
    assert said_at(morning, [open_anyway], {MONDAY}) == "offen bis 10 Uhr"


def test_a_closure_names_its_reason_and_the_next_opening():
    closed = DateException(MONDAY, date(2026, 12, 4), "Betriebsferien")
    state = state_at(WEEK, [closed], at(2026, 11, 23, 9, 0))
    assert (state.openness, state.reason) == (Openness.CLOSED, "Betriebsferien")
    assert describe_state(state, at(2026, 11, 23, 9, 0)) == "öffnet am 07.12."


def test_unknown_hours_and_appointments_are_not_called_closed():
    moment = at(2026, 11, 23, 9, 0)
    assert describe_state(state_at(WeeklyHours(), [], moment), moment) == "Zeiten unbekannt"
    assert describe_state(state_at(parse_hours("n. V."), [], moment), moment) == "nach Vereinbarung"
