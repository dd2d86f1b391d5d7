"""Filing, reviews, reports and pensions."""

import pytest

from lotse.deadlines.rules.engine import evaluate


def answer(rule, **inputs):
    return evaluate(rule, inputs).as_json()


@pytest.mark.parametrize(
    ("kind", "received", "earliest"),
    [
        ("application", "2027-08-31", "2028-03-01"),  # waits until 29 February
        ("application", "2026-08-31", "2027-03-01"),  # waits until Sunday 28 February, unmoved
        ("objection", "2027-11-30", "2028-03-01"),
        ("objection", "2027-02-10", "2027-05-11"),
    ],
)
def test_a_claim_for_inaction_opens_the_day_after_waiting(kind, received, earliest):
    assert answer("INACTION_CLAIM", kind=kind, received_on=received) == {"earliest_day": earliest}


@pytest.mark.parametrize(
    "place", ["competent_provider", "other_social_provider", "municipality", "german_mission_abroad"]
)
def test_four_places_keep_the_day_of_handing_in(place):
    days = {"handed_in_on": "2027-02-26", "reached_competent_on": "2027-03-03"}
    assert answer("FILING_DATE", filed_with=place, **days) == {"filed_on": "2027-02-26"}


@pytest.mark.parametrize("place", ["charity", "landlord", "lawyer"])
def test_any_other_place_does_not(place):
    days = {"handed_in_on": "2027-02-26", "reached_competent_on": "2027-03-03"}
    assert answer("FILING_DATE", filed_with=place, **days) == {"filed_on": "2027-03-03"}


@pytest.mark.parametrize(
    ("remedy", "place", "handed_in", "reached", "form", "in_time"),
    [
        ("SGG_WIDERSPRUCH", "competent", "10", None, None, True),
        ("SGG_WIDERSPRUCH", "competent", "11", None, None, False),
        ("SGG_WIDERSPRUCH", "insurance_provider", "10", None, None, True),
        ("SGG_KLAGE", "other_domestic_authority", "10", "20", "signed_letter", True),
        ("SGG_WIDERSPRUCH", "charity", "09", "10", None, True),
        ("SGG_WIDERSPRUCH", "charity", "09", "11", None, False),
        ("SGG_WIDERSPRUCH", "charity", "09", None, None, False),
        ("VWGO_KLAGE", "other_domestic_authority", "09", "10", None, True),
        ("VWGO_KLAGE", "insurance_provider", "09", "11", None, False),
        ("VWGO_KLAGE", "competent", "10", None, None, True),
        ("KSCHG_KLAGE", "competent", "11", None, None, False),
        ("KSCHG_KLAGE", "other_domestic_authority", "09", None, None, False),
        ("SGG_WIDERSPRUCH", "competent", "01", None, "plain_email", False),
        ("SGG_WIDERSPRUCH", "competent", "01", None, "telephone", False),
        ("SGG_WIDERSPRUCH", "competent", "01", None, "dictated_at_office", True),
    ],
)
def test_a_remedy_is_kept_at_the_right_place_and_in_the_right_form(remedy, place, handed_in, reached, form, in_time):
    inputs = {"remedy": remedy, "last_day": "2027-06-10", "handed_in_at": place, "handed_in_on": f"2027-06-{handed_in}"}
    if reached:
        inputs["reached_competent_on"] = f"2027-06-{reached}"
    if form:
        inputs["form"] = form
    assert answer("PRESERVED", **inputs) == {"in_time": in_time}


@pytest.mark.parametrize(
    ("binding", "law", "land", "last_day"),
    [
        ("2027-01-15", "SGB6", "HE", "2027-08-02"),
        ("2027-04-30", "SGB12", "HE", "2027-11-01"),
        ("2027-04-30", "SGB12", "NW", "2027-11-02"),
        ("2027-08-31", "WOHNGELD", "HE", "2028-02-29"),
    ],
)
def test_another_benefit_can_be_claimed_until_the_sixth_month_ends(binding, law, land, last_day):
    inputs = {"rejection_binding_on": binding, "benefit_law": law, "place_state": land}
    assert answer("SGB10_28", **inputs) == {"last_day": last_day}


@pytest.mark.parametrize("law", ["SGB2", "KIZ"])
def test_two_laws_want_it_at_once_after_the_month(law):
    assert answer("SGB10_28", rejection_binding_on="2028-02-01", benefit_law=law, place_state="HE") == {
        "last_day": None,
        "act": "unverzueglich_after",
        "after": "2028-02-29",
    }


@pytest.mark.parametrize(
    ("law", "reach"),
    [
        ("SGB2", "2026-01-01"),
        ("SGB12", "2026-01-01"),
        ("SGB12_OTHER", "2026-01-01"),
        ("ASYLBLG", "2026-01-01"),
        ("SGB6", "2023-01-01"),
        ("WOHNGELD", "2023-01-01"),
    ],
)
def test_a_review_reaches_back_to_the_first_of_january(law, reach):
    assert answer("SGB10_44", application_date="2027-01-01", benefit_law=law) == {"reaches_back_to": reach}


def test_a_year_end_stays_on_a_sunday():
    assert answer("SGB2_40_LAST_APPLICATION", notified_on="2024-12-31") == {"last_day": "2028-12-31"}
    assert answer("SGB1_45", claim_arose_on="2024-01-01") == {"time_barred_after": "2028-12-31"}
    assert answer("YEAR_END_NEXT", event_date="2027-12-31") == {"last_day": "2028-12-31"}


def test_half_year_takes_a_year_as_a_number_only():
    assert answer("HALF_YEAR_NEXT", year=2100) == {"last_day": "2101-06-30"}
    for bad in ("2027", 1999, 2101, True, 2027.0):
        with pytest.raises(Exception, match="year"):
            answer("HALF_YEAR_NEXT", year=bad)


@pytest.mark.parametrize(
    ("until", "last_day"),
    [
        ("2027-06-04", "2027-06-07"),  # Friday: Saturday is no working day
        ("2027-06-03", "2027-06-04"),
        ("2027-05-05", "2027-05-07"),  # Ascension between
        ("2027-12-23", "2027-12-24"),  # Christmas Eve is a working day
        ("2027-12-24", "2027-12-27"),
    ],
)
def test_a_sick_note_is_followed_on_the_next_working_day(until, last_day):
    assert answer("SICK_NOTE_FOLLOW_UP", certified_until=until, place_state="HE") == {"last_day": last_day}


@pytest.mark.parametrize(
    ("ends", "known", "last_day"),
    [
        ("2027-08-31", "2027-05-31", "2027-05-31"),  # known on the last day itself
        ("2027-08-31", "2027-06-01", "2027-06-04"),
        ("2027-05-31", "2027-01-04", "2027-02-28"),  # backward: stays on a Sunday
        ("2027-09-15", "2027-01-04", "2027-06-15"),
        ("2027-11-30", "2027-01-04", "2027-08-31"),
        ("2027-06-30", "2027-06-24", "2027-06-28"),  # three days end on a Sunday
    ],
)
def test_who_loses_work_reports_three_months_before_or_three_days_after(ends, known, last_day):
    inputs = {"employment_ends": ends, "known_on": known, "place_state": "HE"}
    assert answer("JOBSEEKER_REPORT", **inputs) == {"last_day": last_day}


def test_three_days_over_a_weekend_are_safe_without_moving():
    inputs = {"employment_ends": "2027-08-31", "known_on": "2027-07-28", "place_state": "HE"}
    result = evaluate("JOBSEEKER_REPORT", inputs)
    assert result.safe_day.isoformat() == "2027-07-31"


@pytest.mark.parametrize(
    ("first", "reported", "effective"),
    [
        ("2027-05-01", "2027-05-03", "2027-05-01"),
        ("2027-05-01", "2027-05-04", "2027-05-04"),
        ("2027-05-01", "2027-04-20", "2027-05-01"),
        ("2027-05-10", "2027-05-10", "2027-05-10"),
        ("2027-05-10", "2027-05-11", "2027-05-11"),  # the office was open on the first day
    ],
)
def test_a_late_report_of_unemployment_costs_days(first, reported, effective):
    inputs = {"first_day_unemployed": first, "reported_on": reported, "place_state": "HE"}
    assert answer("UNEMPLOYMENT_REPORT", **inputs) == {"effective_from": effective}


@pytest.mark.parametrize(
    ("birth", "reached", "start"),
    [
        ("1946-12-31", "2011-12-30", "2012-01-01"),
        ("1947-01-01", "2012-01-31", "2012-02-01"),  # 65 years and 1 month
        ("1958-06-15", "2024-06-14", "2024-07-01"),  # 66 years
        ("1959-06-15", "2025-08-14", "2025-09-01"),  # 66 years and 2 months
        ("1963-12-31", "2030-10-30", "2030-11-01"),  # 66 years and 10 months
        ("1964-01-01", "2030-12-31", "2031-01-01"),
        ("1964-02-29", "2031-02-28", "2031-03-01"),  # completed at the end of 28 February
        ("1961-08-31", "2028-02-29", "2028-03-01"),
        ("1962-03-01", "2028-10-31", "2028-11-01"),
    ],
)
def test_the_pension_age_is_completed_the_day_before_the_birthday(birth, reached, start):
    result = answer("PENSION_AGE", birth_date=birth, place_state="HE")
    assert (result["age_reached_on"], result["benefit_from"]) == (reached, start)


def test_the_pension_application_rolls_with_the_land():
    assert answer("PENSION_AGE", birth_date="1961-01-15", place_state="NW")["last_day"] == "2027-11-02"
    assert answer("PENSION_AGE", birth_date="1961-01-15", place_state="HE")["last_day"] == "2027-11-01"


@pytest.mark.parametrize(("since", "start"), [("2027-02-01", "2027-09-01"), ("2027-06-30", "2028-01-01")])
def test_a_temporary_pension_starts_in_the_seventh_month(since, start):
    assert answer("TEMPORARY_EM_PENSION", reduced_since=since) == {"benefit_from": start}
