from datetime import date

import pytest

from lotse.clients.rules.warnings import (
    TYPED_KINDS,
    WarningKind,
    default_expiry,
    default_review,
    expires_soon,
    is_current,
    is_review_due,
    problem_with,
)
from lotse.foundation.months import add_months

TODAY = date(2026, 11, 22)


def test_an_address_block_ends_after_two_years_and_is_looked_at_before():
    assert default_expiry(WarningKind.ADDRESS_BLOCK, TODAY) == date(2028, 11, 22)
    assert default_review(WarningKind.ADDRESS_BLOCK, TODAY) == date(2027, 11, 22)


def test_a_warning_holds_to_the_end_of_its_last_day():
    assert is_current(TODAY, TODAY, None, TODAY)
    assert not is_current(TODAY, TODAY, None, date(2026, 11, 23))
    assert not is_current(TODAY, date(2027, 1, 1), TODAY, TODAY)


@pytest.mark.parametrize(
    ("until", "review", "text", "field"),
    [
        (None, None, "x", "until_on"),
        (date(2026, 11, 21), None, "x", "until_on"),
        (date(2029, 1, 1), None, "x", "until_on"),
        (date(2027, 1, 1), date(2027, 2, 1), "x", "review_on"),
        (date(2027, 1, 1), None, " ", "text"),
    ],
)
def test_a_warning_without_end_reason_or_sense_is_refused(until, review, text, field):
    assert problem_with(WarningKind.ADDRESS_BLOCK, TODAY, until, review, text)[0] == field


def test_a_deadline_is_never_typed_as_a_warning():
    assert WarningKind.DEADLINE_TODAY not in TYPED_KINDS


def test_review_and_expiry_are_announced():
    assert is_review_due(TODAY, TODAY)
    assert not is_review_due(None, TODAY)
    assert expires_soon(date(2026, 12, 20), TODAY)
    assert not expires_soon(date(2026, 12, 21), TODAY)


def test_adding_months_ends_at_the_last_day_of_a_short_month():
    assert add_months(date(2027, 8, 31), 6) == date(2028, 2, 29)
