"""`prerequisite`, `no_overlap`, `start_within`, `weekly_limit`: sentence by sentence of the format."""

from lotse.measures.rules.check import check
from lotse.measures.rules.document import read_plan
from tests.measures.documents import measure, no_overlap, plan, prerequisite, slot, start_within, weekly_limit


def first(measures, *requirements, **horizon):
    found = check(read_plan(plan(measures, requirements, **horizon)))
    return found[0].document if found else None


def overlap(left, right, transfer=0):
    found = first([measure("M1", *left), measure("M2", *right)], no_overlap(transfer=transfer))
    return found["minutes"] if found else 0


def test_a_prerequisite_there_on_the_day_of_the_start_is_met():
    assert first([measure("M1", slot())], prerequisite("M1", "2027-03-01")) is None


def test_a_late_prerequisite_names_the_sessions_lost_inside_the_horizon():
    found = first([measure("M1", slot("MO"))], prerequisite("M1", "2027-03-22"), end="2027-03-14")
    assert found["session_dates_lost"] == ["2027-03-01", "2027-03-08"]
    assert (found["needed_by"], found["days_short"]) == ("2027-03-01", 21)


def test_a_prerequisite_is_judged_outside_the_horizon_too():
    late = measure("M1", slot(), start="2028-01-03", end="2028-02-01")
    found = first([late], prerequisite("M1", "2028-01-05"))
    assert (found["days_short"], found["session_dates_lost"]) == (2, [])


def test_sessions_that_touch_do_not_overlap_without_a_way():
    assert overlap([slot("MO", "09:00", "12:00")], [slot("MO", "12:00", "13:00")]) == 0


def test_the_way_between_two_sessions_counts():
    assert overlap([slot("MO", "09:00", "12:00")], [slot("MO", "12:10", "13:00")], transfer=30) == 20


def test_no_more_than_the_later_session_can_be_lost():
    assert overlap([slot("MO", "09:00", "12:00")], [slot("MO", "12:00", "12:10")], transfer=60) == 10
    assert overlap([slot("MO", "09:00", "16:00")], [slot("MO", "10:00", "11:00")], transfer=60) == 60


def test_of_two_sessions_that_start_together_the_shorter_one_comes_first():
    left, right = [slot("MO", "09:00", "12:00")], [slot("MO", "09:00", "10:00")]
    assert overlap(left, right, transfer=30) == overlap(right, left, transfer=30) == 90


def test_every_pair_of_sessions_on_a_day_is_counted():
    shifts = [slot("MO", "08:00", "10:00"), slot("MO", "11:00", "13:00")]
    assert overlap(shifts, [slot("MO", "09:30", "11:30")]) == 60


def test_sessions_of_different_days_do_not_meet():
    assert overlap([slot("MO", "22:00", "24:00")], [slot("TU", "00:00", "06:00")], transfer=60) == 0


def test_sessions_lost_to_a_prerequisite_still_overlap():
    course = [measure("M1", slot()), measure("M2", slot())]
    assert first(course, no_overlap(), prerequisite("M1", "2027-03-20"))["minutes"] == 180


def test_a_second_measure_may_start_on_the_last_allowed_day():
    ends, starts = measure("M1", end="2027-03-31"), measure("M2", start="2027-04-28", end=None)
    assert first([ends, starts], start_within("M1", "M2", 28)) is None


def test_a_late_start_names_the_gap_between_the_measures():
    ends, starts = measure("M1", end="2027-12-13"), measure("M2", start="2028-01-11", end=None)
    found = first([ends, starts], start_within("M1", "M2", 1))
    assert (found["gap_from"], found["gap_to"]) == ("2027-12-14", "2028-01-10")
    assert (found["delay_days"], found["latest_start"]) == (29, "2027-12-14")


def test_an_open_first_measure_leaves_no_gap():
    assert first([measure("M1", end=None), measure("M2")], start_within("M1", "M2", 0)) is None


def test_a_week_exactly_at_the_limit_is_reported():
    job = measure("M1", slot("MO TU", "08:00", "12:00"))
    assert first([job], weekly_limit("M1", 480))["weeks"] == [{"monday": "2027-03-01", "minutes": 480, "hours": 8.0}]
    assert first([job], weekly_limit("M1", 481)) is None


def test_two_jobs_at_the_same_time_both_count_but_overlapping_slots_of_one_do_not():
    jobs = [measure(i, slot("MO", "08:00", "10:00"), slot("MO", "09:00", "11:00")) for i in ("M1", "M2")]
    assert first(jobs, weekly_limit("M1 M2", 1))["weeks"][0]["minutes"] == 360


def test_a_week_without_any_session_is_never_over_the_limit():
    job = measure("M1", slot("MO", every_weeks=2, anchor_monday="2027-03-01"))
    found = first([job], weekly_limit("M1", 1), end="2027-03-21")
    assert [week["monday"] for week in found["weeks"]] == ["2027-03-01", "2027-03-15"]
