"""Periods: where they begin and end, and what they are compared with."""

from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotse.foundation.workdays import count_workdays
from lotse.statistics.rules.choices import Choice
from lotse.statistics.rules.periods import Comparison, Period, choices, periods_of, quarter_of, read_period
from lotse.statistics.rules.referral_facts import _workdays


@pytest.mark.parametrize(
    ("key", "start", "end", "label"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "Jahr 2026"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "4. Quartal 2026"),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), "Februar 2028"),
    ],
)
def test_a_period_is_read_from_the_address_and_knows_its_days(key, start, end, label):
    period = read_period(key)
    assert (period.key, period.start, period.end, period.label) == (key, start, end, label)


@pytest.mark.parametrize("text", ["", "2026-Q5", "2026-13", "2026-00", "1999", "٢٠٢٦", "2026-03-01", "20260", "2026\n"])
def test_anything_else_is_no_period(text):
    assert read_period(text) is None


def test_a_day_lies_in_one_month_one_quarter_and_one_year():
    assert periods_of(date(2026, 9, 30)) == ("2026-09", "2026-Q3", "2026")
    assert quarter_of(date(2026, 10, 1)).key == "2026-Q4"


def test_the_period_before_and_the_year_before_are_different_things():
    march, first = Period(2026, month=3), Period(2026, quarter=1)
    assert march.compared_with(Comparison.BEFORE).key == "2026-02"
    assert march.compared_with(Comparison.YEAR_BEFORE).key == "2025-03"
    assert first.compared_with(Comparison.BEFORE).key == "2025-Q4"
    assert Period(2026, month=1).compared_with(Comparison.BEFORE).key == "2025-12"


def test_a_running_year_is_compared_with_the_same_months_only():
    year, today = Period(2026), date(2026, 3, 10)
    assert [m.key for m in year.compared_months(Comparison.YEAR_BEFORE, today)] == ["2025-01", "2025-02", "2025-03"]
    assert year.span_label(today) == "Januar bis März 2026"
    assert year.span_label(date(2027, 1, 1)) == "Jahr 2026"


def test_only_periods_that_have_begun_can_be_chosen():
    keys = [p.key for p in choices(date(2026, 5, 2), date(2025, 12, 20))]
    assert keys[:3] == ["2026", "2026-Q2", "2026-Q1"]
    assert "2026-05" in keys
    assert not {"2026-06", "2026-Q3", "2025-11", "2024"} & set(keys)
    assert [p.key for p in choices(date(2026, 5, 2), date(2026, 1, 1), months=False)] == ["2026", "2026-Q2", "2026-Q1"]


@settings(deadline=None)
@given(st.dates(date(2018, 1, 1), date(2030, 12, 31)), st.integers(-5, 400))
def test_working_days_by_look_up_are_those_counted_day_by_day(start, days):
    end = start + timedelta(days=days)
    assert _workdays(start, end, "HE") == count_workdays(start, end, "HE")


def test_a_link_behind_a_number_carries_the_choice_and_what_the_number_asks_for():
    choice = Choice(Period(2026, quarter=2), "unit7", None, {"receiver": "12", "language": "Kurmandschi & Sorani"})
    link = choice.links_to("/statistik/liste")({"gruppe": "grund:goals_reached", "empfaenger": "3"})
    parts = urlsplit(link)
    assert parts.path == "/statistik/liste"
    assert dict(parse_qsl(parts.query)) == {
        **choice.address(),
        "gruppe": "grund:goals_reached",
        "empfaenger": "3",
    }
