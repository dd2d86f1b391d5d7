"""Periods to and from a day: month ends, weekends, holidays of the right Land, three procedural laws."""

from datetime import date

import pytest

from lotse.deadlines.rules.engine import evaluate


def remedy(posted, *, delivery="post", period=1, unit="months", land="HE", **more):
    inputs = {"event_date": posted, "delivery": delivery, "period": period, "unit": unit, "place_state": land, **more}
    return evaluate("REMEDY", inputs).as_json()


def backward(end, period, unit):
    return evaluate("BACKWARD", {"end": end, "period": period, "unit": unit}).as_json()["last_day"]


@pytest.mark.parametrize(
    ("posted", "notified"),
    [("2024-12-31", "2025-01-03"), ("2025-01-01", "2025-01-05"), ("2024-02-26", "2024-02-29")],
)
def test_the_fourth_day_counts_from_2025_the_third_before(posted, notified):
    assert remedy(posted)["notified_on"] == notified


@pytest.mark.parametrize("delivery", ["post", "electronic", "portal_notification", "registered_handover"])
def test_everything_sent_counts_on_the_fourth_day(delivery):
    assert remedy("2027-06-02", delivery=delivery)["notified_on"] == "2027-06-06"


@pytest.mark.parametrize("delivery", ["handover", "formal_service", "received_abroad"])
def test_what_is_handed_over_counts_at_once_even_on_a_sunday(delivery):
    assert remedy("2027-06-06", delivery=delivery)["notified_on"] == "2027-06-06"


def test_only_tax_law_moves_the_notification_off_a_weekend():
    assert remedy("2027-06-02")["notified_on"] == "2027-06-06"
    assert remedy("2027-06-02", regime="VWVFG")["notified_on"] == "2027-06-06"
    assert remedy("2027-06-02", regime="AO")["notified_on"] == "2027-06-07"


def test_tax_law_moves_the_old_three_days_too():
    assert remedy("2024-12-30", regime="AO")["notified_on"] == "2025-01-02"
    assert remedy("2024-12-27", regime="AO")["notified_on"] == "2024-12-30"


def test_tax_law_moves_off_the_holiday_of_the_land():
    assert remedy("2028-10-28", regime="AO", land="NW")["notified_on"] == "2028-11-02"
    assert remedy("2028-10-28", regime="AO", land="HE")["notified_on"] == "2028-11-01"


def test_a_later_receipt_replaces_the_fiction_an_earlier_one_does_not():
    assert remedy("2027-05-03", actual_receipt="2027-05-12")["notified_on"] == "2027-05-12"
    assert remedy("2027-05-03", actual_receipt="2027-05-04")["notified_on"] == "2027-05-07"
    assert remedy("2027-05-03", actual_receipt="2027-05-03")["notified_on"] == "2027-05-07"


def test_a_receipt_between_fiction_and_moved_fiction_changes_nothing_in_tax_law():
    assert remedy("2027-06-01", regime="AO", actual_receipt="2027-06-06")["notified_on"] == "2027-06-07"


def test_a_real_receipt_on_a_saturday_is_not_moved():
    assert remedy("2027-06-02", regime="AO", actual_receipt="2027-06-12")["notified_on"] == "2027-06-12"


@pytest.mark.parametrize(
    ("start", "period", "unit", "end"),
    [
        ("2027-01-31", 1, "months", "2027-03-01"),  # 28 February is a Sunday
        ("2028-01-30", 1, "months", "2028-02-29"),
        ("2027-03-31", 1, "months", "2027-04-30"),
        ("2027-10-31", 4, "months", "2028-02-29"),
        ("2028-02-29", 1, "years", "2029-02-28"),
        ("2028-02-29", 4, "years", "2032-03-01"),  # 29 February 2032 is a Sunday
        ("2027-12-17", 2, "weeks", "2027-12-31"),  # New Year's Eve is a working day
        ("2027-12-10", 2, "weeks", "2027-12-24"),  # so is Christmas Eve
        ("2027-12-11", 2, "weeks", "2027-12-27"),
        ("2027-01-25", 2, "weeks", "2027-02-08"),  # Rosenmontag
        ("2027-03-12", 14, "days", "2027-03-30"),  # Good Friday to Easter Monday
    ],
)
def test_a_period_ends_as_the_civil_code_says(start, period, unit, end):
    inputs = {"event_date": start, "period": period, "unit": unit, "place_state": "HE"}
    assert evaluate("PERIOD_FROM_EVENT", inputs).as_json() == {"last_day": end}


@pytest.mark.parametrize(
    ("land", "end"),
    [("HE", "2028-11-01"), ("NW", "2028-11-02"), ("BY", "2028-11-02"), ("NI", "2028-11-01"), ("SN", "2028-11-01")],
)
def test_the_land_of_the_authority_decides_about_all_saints(land, end):
    assert remedy("2028-10-01", delivery="handover", land=land)["last_day"] == end


@pytest.mark.parametrize(("land", "end"), [("BY", "2025-08-15"), ("SL", "2025-08-18"), ("BY-MH", "2025-08-18")])
def test_assumption_day_holds_in_saarland_and_in_catholic_municipalities_only(land, end):
    assert remedy("2025-07-15", delivery="handover", land=land)["last_day"] == end


def test_augsburg_has_its_own_holiday():
    assert remedy("2025-07-08", delivery="handover", land="BY-AUGSBURG")["last_day"] == "2025-08-11"
    assert remedy("2025-07-08", delivery="handover", land="BY")["last_day"] == "2025-08-08"


@pytest.mark.parametrize(
    ("end", "period", "unit", "latest"),
    [
        ("2027-05-31", 2, "months", "2027-03-31"),
        ("2027-09-30", 2, "months", "2027-07-31"),
        ("2027-04-30", 2, "months", "2027-02-28"),
        ("2028-04-30", 2, "months", "2028-02-29"),
        ("2027-02-28", 1, "months", "2027-01-31"),
        ("2028-02-28", 1, "months", "2028-01-28"),
        ("2028-02-29", 1, "months", "2028-01-31"),
        ("2027-03-30", 1, "months", "2027-02-28"),
        ("2027-06-30", 1, "months", "2027-05-31"),
        ("2025-02-28", 1, "years", "2024-02-29"),
        ("2027-06-15", 2, "weeks", "2027-06-01"),
        ("2027-03-08", 1, "weeks", "2027-03-01"),
        ("2027-01-01", 1, "days", "2026-12-31"),
        ("2027-06-06", 7, "weeks", "2027-04-18"),  # a Sunday stays
    ],
)
def test_backward_leaves_the_full_period_and_never_moves(end, period, unit, latest):
    assert backward(end, period, unit) == latest


def test_backward_weeks_are_safe_one_day_earlier():
    result = evaluate("BACKWARD", {"end": "2027-06-15", "period": 2, "unit": "weeks"})
    assert result.safe_day == date(2027, 5, 31)


def test_a_named_day_moves_unless_the_notice_says_it_is_final():
    named = {"set_date": "2027-05-06", "place_state": "HE"}
    assert evaluate("FIXED_DATE", {**named, "section26_3_s2_notice": False}).as_json() == {"last_day": "2027-05-07"}
    assert evaluate("FIXED_DATE", {**named, "section26_3_s2_notice": True}).as_json() == {"last_day": "2027-05-06"}


def test_an_appointment_stays_on_a_holiday():
    assert evaluate("APPOINTMENT", {"set_date": "2027-05-06", "place_state": "HE"}).as_json() == {"day": "2027-05-06"}


def test_christmas_eve_and_new_years_eve_count_as_working_days_and_the_steps_say_so():
    result = evaluate("WORKING_DAYS", {"event_date": "2027-12-23", "period": 5, "place_state": "HE"})
    assert result.as_json() == {"last_day": "2027-12-30"}
    assert "24." in " ".join(step.text for step in result.steps)


def test_working_days_before_an_end_leave_all_of_them_free():
    inputs = {"end": "2027-05-31", "period": 10, "place_state": "HE"}
    assert evaluate("WORKING_DAYS_BEFORE", inputs).as_json() == {"last_day": "2027-05-13"}


def test_a_month_end_may_roll_and_is_safe_without():
    inputs = {"event_date": "2026-10-15", "period": 12, "place_state": "HE", "rolls": True}
    result = evaluate("MONTH_END_AFTER", inputs)
    assert result.as_json() == {"last_day": "2027-11-01"}
    assert result.safe_day == date(2027, 10, 31)
    assert evaluate("MONTH_END_AFTER", {**inputs, "rolls": False}).as_json() == {"last_day": "2027-10-31"}


def test_an_unmoved_period_ends_on_a_sunday():
    inputs = {"event_date": "2027-05-06", "period": 1, "unit": "months"}
    assert evaluate("UNMOVED_PERIOD", inputs).as_json() == {"last_day": "2027-06-06"}


def test_both_receipt_days_are_shown_and_the_earlier_end_is_safe():
    late = evaluate(
        "REMEDY",
        {
            "event_date": "2027-05-03",
            "delivery": "post",
            "period": 1,
            "unit": "months",
            "place_state": "HE",
            "actual_receipt": "2027-05-12",
        },
    )
    assert late.decisive_day == date(2027, 6, 14)
    assert late.safe_day == date(2027, 6, 7)
    assert late.warning_day("HE") == date(2027, 5, 31)


def test_the_warning_moves_back_to_a_working_day():
    result = evaluate("APPOINTMENT", {"set_date": "2027-04-05", "place_state": "HE"})
    assert result.warning_day("HE") == date(2027, 3, 25)  # 29 March is Easter Monday


def test_an_end_beyond_the_tables_is_given_with_a_warning():
    result = evaluate(
        "PERIOD_FROM_EVENT", {"event_date": "2100-12-20", "period": 1, "unit": "months", "place_state": "HE"}
    )
    assert result.as_json() == {"last_day": "2101-01-20"}
    assert "2100" in result.steps[-1].text


def test_whether_christmas_eve_is_a_working_day_is_disputed_and_both_days_are_shown():
    result = evaluate("WORKING_DAYS", {"event_date": "2026-12-22", "period": 5, "place_state": "HE"})
    assert result.outputs["last_day"] == date(2026, 12, 30)
    assert [view.day for view in result.views] == [date(2027, 1, 4)]
    assert result.safe_day == date(2026, 12, 30)
    back = evaluate("WORKING_DAYS_BEFORE", {"end": "2026-12-31", "period": 5, "place_state": "HE"})
    assert [view.day for view in back.views] == [back.safe_day]
    assert back.safe_day < back.outputs["last_day"]
    assert evaluate("WORKING_DAYS", {"event_date": "2026-11-02", "period": 5, "place_state": "HE"}).views == ()
