from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.clients.rules.birthdates import (
    BirthDateUnreadable,
    Precision,
    age_on,
    find_birth_date,
    near_dates,
    read_birth_date,
)

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "text",
    ["14.3.88", "140388", "1988-03-14", "14.03.1988", "14/3/1988", "14 3 88", "14031988", "19880314", "14. März 1988"],
)
def test_every_usual_spelling_is_read(text):
    assert read_birth_date(text, TODAY).on == date(1988, 3, 14)


@pytest.mark.parametrize(
    ("text", "precision", "shown"),
    [
        ("1988", Precision.YEAR, "1988"),
        ("3.1988", Precision.MONTH, "03.1988"),
        ("ca. 1960", Precision.ESTIMATED, "ca. 1960"),
        ("00.00.1970", Precision.YEAR, "1970"),
        ("unbekannt", Precision.UNKNOWN, "unbekannt"),
        ("", Precision.UNKNOWN, "unbekannt"),
    ],
)
def test_a_birth_date_may_be_partly_known(text, precision, shown):
    read = read_birth_date(text, TODAY)
    assert (read.precision, str(read)) == (precision, shown)


def test_two_digits_mean_the_latest_year_that_is_not_ahead():
    assert read_birth_date("1.1.26", TODAY).on == date(2026, 1, 1)
    assert read_birth_date("1.1.27", TODAY).on == date(1927, 1, 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31.2.1990", "gibt es im Kalender nicht"),
        ("1.1.2030", "in der Zukunft"),
        ("1.1.1850", "125 Jahre"),
        ("gestern", "14.03.1988"),
        ("9" * 40, "14.03.1988"),
        ("😀", "14.03.1988"),
        ("00.00.0000.", "14.03.1988"),
    ],
)
def test_an_impossible_date_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(BirthDateUnreadable, match=sentence):
        read_birth_date(text, TODAY)


@given(st.text(max_size=30))
def test_no_text_makes_the_reader_stumble(text):
    with suppress(BirthDateUnreadable):
        assert str(read_birth_date(text, TODAY))


@given(st.dates(date(1903, 1, 1), date(2026, 11, 22)))
def test_what_is_shown_is_read_back(on):
    assert read_birth_date(f"{on:%d.%m.%Y}", TODAY).on == on
    assert read_birth_date(f"{on:%d%m%Y}", TODAY).on == on
    assert read_birth_date(on.isoformat(), TODAY).on == on


def test_near_dates_hold_the_date_its_swap_and_one_wrong_digit():
    near = set(near_dates(date(1988, 3, 4)))
    assert {date(1988, 3, 4), date(1988, 4, 3), date(1988, 3, 14), date(1989, 3, 4), date(1978, 3, 4)} <= near
    assert date(1977, 3, 4) not in near
    assert len(near) < 60


def test_a_search_for_a_number_is_no_birth_date():
    assert find_birth_date("0171 5550123", TODAY) is None
    assert find_birth_date("1988", TODAY) is None
    assert find_birth_date("140388", TODAY) is not None


def test_age_is_completed_on_the_birthday():
    assert age_on(date(2008, 11, 22), TODAY) == 18
    assert age_on(date(2008, 11, 23), TODAY) == 17
