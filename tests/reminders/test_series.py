"""A series as people say it."""

from datetime import date

import pytest

from lotse.reminders.rules.series import Plan, read_plan

TODAY = date(2026, 11, 23)


def plan(text):
    return read_plan(text, today=TODAY, region="HE", anchors={"versand": date(2026, 11, 20)})


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("alle 4 Wochen bis Oktober", Plan(date(2026, 12, 21), 4, date(2027, 10, 31))),
        ("alle 2 wochen bis ende februar 2028", Plan(date(2026, 12, 7), 2, date(2028, 2, 29))),
        ("jede Woche bis 15.12.", Plan(date(2026, 11, 30), 1, date(2026, 12, 15))),
        ("montag, alle 2 Wochen", Plan(date(2026, 11, 30), 2, None)),
        ("ab 1.12. jede woche bis dezember", Plan(date(2026, 12, 1), 1, date(2026, 12, 31))),
        ("10 Arbeitstage nach Versand, alle 4 Wochen", Plan(date(2026, 12, 4), 4, None)),
        ("2w", Plan(date(2026, 12, 7))),
    ],
)
def test_it_is_read_as_meant(text, meant):
    assert plan(text) == meant


@pytest.mark.parametrize(
    "text",
    ["alle 0 Wochen", "alle 53 Wochen", "alle 4 Wochen bis gestern", "alle 4 Wochen bis Oktober 2099",
     "irgendwann alle 2 Wochen", "alle 4 Wochen bis 1.12.", "alle Wochen", "jede Woche bis 31.02."],
)  # fmt: skip
def test_what_cannot_be_meant_is_a_sentence(text):
    with pytest.raises(ValueError, match=r"[.!]$"):
        plan(text)


def test_a_month_that_has_begun_is_this_years_and_a_past_one_the_next():
    assert plan("jede Woche bis November").until == date(2026, 11, 30)
    assert plan("jede Woche bis Januar").until == date(2027, 1, 31)
