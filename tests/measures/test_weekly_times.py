"""Weekly times as typed: understood, shown back, refused with a reason."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.measures.rules.plan import Slot
from lotse.measures.rules.weekly_times import NotUnderstoodError, format_weekly_times, grouped, parse_weekly_times

ANCHOR = date(2027, 3, 3)  # a Wednesday in week 9

UNDERSTOOD = [
    ("Mo–Fr 8–15:15", "Mo–Fr 08:00–15:15"),
    ("mo-fr 8-15:15", "Mo–Fr 08:00–15:15"),
    ("Mo, Mi, Fr 8:30-12:30", "Mo, Mi, Fr 08:30–12:30"),
    ("montags 8 bis 12 Uhr", "Mo 08:00–12:00"),
    ("Di+Do 13.15–17.15", "Di, Do 13:15–17:15"),
    ("Mo: 8:00 Uhr bis 12:00 Uhr, Di: 9-11", "Mo 08:00–12:00; Di 09:00–11:00"),
    ("Mo-Do 8-15 und Fr 8-13", "Mo–Do 08:00–15:00; Fr 08:00–13:00"),
    ("Mo-Fr 8-12, 13-16", "Mo–Fr 08:00–12:00; Mo–Fr 13:00–16:00"),
    ("Samstag und Sonntag 10-12", "Sa, So 10:00–12:00"),
    ("Sonnabend 9-12", "Sa 09:00–12:00"),
    ("Fr-Mo 8-10", "Mo, Fr–So 08:00–10:00"),
    ("täglich 0-24", "Mo–So 00:00–24:00"),
    ("werktags 7:30-16", "Mo–Fr 07:30–16:00"),
    ("Sa 9-12 14-tägig", "Sa 09:00–12:00 alle 2 Wochen ab 01.03.2027"),
    ("Sa 9-15 alle 3 Wochen ab 12.05.2027", "Sa 09:00–15:00 alle 3 Wochen ab 10.05.2027"),
    ("Mi 8-12 gerade KW", "Mi 08:00–12:00 alle 2 Wochen ab 08.03.2027"),
    ("Mi 8-12 jede 2. Woche", "Mi 08:00–12:00 alle 2 Wochen ab 01.03.2027"),
]
REFUSED = [
    ("Mo 25-26", "25 ist keine Uhrzeit"),
    ("Mo 8", "Bei Mo fehlt das Ende nach 08:00 Uhr"),
    ("Mo", "Bei Mo fehlt die Uhrzeit"),
    ("8-12", "Es fehlt der Wochentag"),
    ("Mo 8 12", "fehlt ein Bindestrich"),
    ("Mo 12-12", "Anfang und Ende sind gleich"),
    ("nach Absprache", "„nach“ verstehe ich nicht"),
    ("", "Bitte Wochentage und Zeiten angeben"),
    ("Mo 8-12 ab 31.2.2027", "nennt kein Datum"),
    ("Mo 8-12 alle 60 Wochen", "52. Woche"),
]


@pytest.mark.parametrize(("typed", "shown"), UNDERSTOOD)
def test_typed_times_are_understood_and_shown_back(typed, shown):
    assert format_weekly_times(parse_weekly_times(typed, ANCHOR)) == shown


@pytest.mark.parametrize(("typed", "reason"), REFUSED)
def test_what_is_not_understood_says_why(typed, reason):
    with pytest.raises(NotUnderstoodError, match=reason):
        parse_weekly_times(typed, ANCHOR)


def test_a_time_across_midnight_is_refused_with_the_split_that_reads_well():
    with pytest.raises(NotUnderstoodError) as caught:
        parse_weekly_times("Fr, So 22-6:30", ANCHOR)
    assert caught.value.suggestion == "Fr, So 22:00–24:00; Mo, Sa 00:00–06:30"
    assert parse_weekly_times(caught.value.suggestion, ANCHOR)


def test_a_weekly_pattern_takes_at_most_35_keys():
    assert len("Mo-Fr 8-15:15") <= 35


slots = st.builds(
    lambda days, times, every: Slot(tuple(days), *sorted(times), every, date(2027, 3, 1) if every > 1 else None),
    st.sets(st.integers(0, 6), min_size=1),
    st.lists(st.integers(0, 1440), min_size=2, max_size=2, unique=True),
    st.integers(1, 52),
)


@given(st.lists(slots, min_size=1, max_size=4))
def test_what_is_shown_back_reads_as_the_same_times(times):
    assert grouped(parse_weekly_times(format_weekly_times(times), ANCHOR)) == grouped(times)


@given(st.text(alphabet="MoDiFr 0123456789:;,-–ab.altäglich\n", max_size=30))
def test_any_text_is_understood_or_refused(text):
    with contextlib.suppress(NotUnderstoodError):
        assert parse_weekly_times(text, ANCHOR)
