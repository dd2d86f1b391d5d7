"""Working days per region: the traps that the holiday package or its next version could spring."""

from datetime import date, timedelta
from importlib.metadata import version

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.foundation.workdays import (
    MUNICIPAL_REGIONS,
    REGIONS,
    add_workdays,
    count_workdays,
    holiday_name,
    holidays_in,
    is_region,
    is_workday,
    next_workday,
    previous_workday,
    region_name,
)

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
CODES = st.sampled_from([*REGIONS, *MUNICIPAL_REGIONS])


def test_holiday_package_is_the_pinned_version():
    assert version("holidays") == "0.109"


def test_every_region_shares_the_nine_federal_holidays():
    for code in REGIONS:
        days = {(d.month, d.day) for d in holidays_in(code, 2027)}
        assert {(1, 1), (3, 26), (3, 29), (5, 1), (5, 6), (5, 17), (10, 3), (12, 25), (12, 26)} <= days, code


@pytest.mark.parametrize(
    ("day", "holiday_in", "workday_in"),
    [
        (date(2028, 11, 1), "NW", "HE"),  # Allerheiligen
        (date(2027, 5, 27), "HE", "NI"),  # Fronleichnam
        (date(2027, 1, 6), "BY", "HE"),  # Heilige Drei Könige
        (date(2028, 10, 31), "NI", "HE"),  # Reformationstag
        (date(2027, 3, 8), "BE", "HE"),  # Frauentag
        (date(2027, 11, 17), "SN", "TH"),  # Buß- und Bettag
        (date(2027, 9, 20), "TH", "SN"),  # Weltkindertag
        (date(2025, 8, 15), "SL", "BY"),  # Mariä Himmelfahrt: Bavaria only by municipality
        (date(2025, 8, 15), "BY-MH", "BY"),
        (date(2025, 8, 8), "BY-AUGSBURG", "BY-MH"),  # Friedensfest
        (date(2025, 8, 15), "BY-AUGSBURG", "BY"),
        (date(2025, 5, 8), "BE", "BB"),  # once, 80 years after the war
        (date(2017, 10, 31), "HE", None),  # Reformationstag 2017, once in every region
    ],
)
def test_a_day_is_a_holiday_in_one_region_and_not_in_the_other(day, holiday_in, workday_in):
    assert not is_workday(day, holiday_in)
    assert workday_in is None or is_workday(day, workday_in)


@pytest.mark.parametrize("code", [*REGIONS, *MUNICIPAL_REGIONS])
def test_christmas_eve_new_years_eve_and_carnival_are_working_days(code):
    rose_monday, shrove_tuesday, ash_wednesday = date(2027, 2, 8), date(2027, 2, 9), date(2027, 2, 10)
    for day in (date(2026, 12, 24), date(2026, 12, 31), rose_monday, shrove_tuesday, ash_wednesday):
        assert is_workday(day, code)


def test_saturday_is_no_working_day():
    assert next_workday(date(2027, 6, 5), "HE") == date(2027, 6, 7)
    assert previous_workday(date(2027, 6, 5), "HE") == date(2027, 6, 4)


def test_easter_is_jumped_in_both_directions():
    assert next_workday(date(2027, 3, 26), "HE") == date(2027, 3, 30)
    assert previous_workday(date(2027, 3, 29), "HE") == date(2027, 3, 25)


def test_working_days_are_added_and_taken_off_without_counting_the_first_day():
    assert add_workdays(date(2027, 1, 11), 25, "HE") == date(2027, 2, 15)
    assert add_workdays(date(2027, 2, 15), -25, "HE") == date(2027, 1, 11)
    assert add_workdays(date(2027, 6, 5), 0, "HE") == date(2027, 6, 5)


def test_a_holiday_has_a_german_name():
    assert holiday_name(date(2027, 5, 27), "HE") == "Fronleichnam"
    assert holiday_name(date(2027, 5, 27), "NI") is None


def test_an_unknown_region_is_refused_not_treated_as_one_without_holidays():
    assert not is_region("XX")
    assert region_name("NW") == "Nordrhein-Westfalen"
    with pytest.raises(ValueError, match="XX"):
        is_workday(date(2027, 1, 1), "XX")


@given(DAYS, CODES)
def test_next_and_previous_working_day_enclose_the_day_closely(day, code):
    before, after = previous_workday(day, code), next_workday(day, code)
    assert before <= day <= after
    assert (after - before) < timedelta(days=12)
    assert is_workday(before, code)
    assert is_workday(after, code)


@given(DAYS.filter(lambda d: d.year < 2100), st.integers(1, 60), CODES)
def test_counting_undoes_adding(day, count, code):
    end = add_workdays(day, count, code)
    assert count_workdays(day, end, code) == count
