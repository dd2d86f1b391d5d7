"""`cover`: sentence by sentence of the format."""

from lotse.measures.rules.check import check
from lotse.measures.rules.document import read_plan
from tests.measures.documents import cover, measure, plan, prerequisite, slot


def gap(measures, *requirements, **horizon):
    found = check(read_plan(plan(measures, requirements or [cover()], **horizon)))
    documents = [finding.document for finding in found if finding.code == "COVER_GAP"]
    return documents[0] if documents else None


def windows(found):
    return [pattern["windows"] for pattern in found["patterns"]]


COURSE = measure("M1", slot("MO WE", "09:00", "12:00"))


def test_touching_times_are_no_gap():
    assert gap([COURSE, measure("M2", slot("MO WE", "08:00", "10:30"), slot("MO WE", "10:30", "12:00"))]) is None


def test_the_minutes_of_the_way_are_uncovered_before_and_after():
    found = gap([COURSE, measure("M2", slot("MO WE", "09:00", "12:00"))], cover(before=20, after=35))
    assert windows(found) == [[["08:40", "09:00"], ["12:00", "12:35"]]]
    assert found["minutes"] == 2 * 55


def test_the_way_is_cut_at_midnight():
    late = measure("M1", slot("MO", "23:30", "24:00"), slot("TU", "00:00", "00:20"))
    assert windows(gap([late], cover(by="", before=60, after=60))) == [[["22:30", "24:00"]], [["00:00", "01:20"]]]


def test_a_place_on_the_waiting_list_does_not_cover_but_is_named():
    found = gap([COURSE, measure("M2", slot("MO", "08:00", "11:00"), confirmed=False)])
    assert (found["minutes"], found["minutes_coverable_by_unconfirmed"]) == (360, 120)


def test_two_unconfirmed_places_close_the_same_minute_once():
    hopes = [measure(i, slot("MO", "09:00", "10:00"), confirmed=False) for i in ("M2", "M3")]
    assert gap([COURSE, *hopes], cover(by="M2 M3"))["minutes_coverable_by_unconfirmed"] == 60


def test_an_unconfirmed_measure_still_demands_cover():
    assert gap([{**COURSE, "confirmed": False}], cover(by=""))["affected_days"] == 2


def test_two_measures_cover_together():
    halves = [measure("M2", slot("MO WE", "08:00", "10:00")), measure("M3", slot("MO WE", "10:00", "13:00"))]
    assert gap([COURSE, *halves], cover(by="M2 M3")) is None


def test_the_demand_of_two_measures_is_counted_once_where_they_overlap():
    found = gap([COURSE, measure("M3", slot("MO", "11:00", "13:00"))], cover(during="M1 M3", by=""))
    assert windows(found) == [[["09:00", "13:00"]], [["09:00", "12:00"]]]


def test_a_closure_includes_its_first_and_last_day():
    care = measure("M2", slot("MO TU WE TH FR", "08:00", "13:00"), closures=[("2027-03-01", "2027-03-03")])
    assert [p["dates"] for p in gap([COURSE, care])["patterns"]] == [["2027-03-01", "2027-03-03"]]


def test_nobody_needs_cover_while_the_course_itself_is_closed():
    course = measure("M1", slot("MO WE"), closures=[("2027-03-03", "2027-03-03")])
    assert gap([course], cover(by=""))["affected_days"] == 1


def test_a_public_holiday_of_the_land_closes_only_who_closes():
    course = measure("M1", slot("TH"), start="2027-05-01", end="2027-05-31", holidays=False)
    care = measure("M2", slot("TH"), start="2027-05-01", end="2027-05-31")
    corpus_christi = {"start": "2027-05-27", "end": "2027-05-27"}
    assert gap([course, care], state="HE", **corpus_christi)["affected_days"] == 1
    assert gap([course, care], state="HH", **corpus_christi) is None


def test_assumption_day_is_no_holiday_of_the_whole_of_bavaria_but_of_the_saarland():
    course = measure("M1", slot("SU"), start="2027-08-01", end="2027-08-31")
    day = {"start": "2027-08-15", "end": "2027-08-15"}
    assert gap([course], cover(by=""), state="BY", **day)
    assert gap([course], cover(by=""), state="SL", **day) is None


def test_a_rhythm_runs_backwards_from_its_anchor_too():
    course = measure("M1", slot("MO", every_weeks=3, anchor_monday="2027-05-31"), start="2027-03-01", end=None)
    found = gap([course], cover(by=""), end="2027-05-02")
    assert found["patterns"][0]["dates"] == ["2027-03-08", "2027-04-19"]  # 29 March is Easter Monday


def test_a_prerequisite_takes_away_the_cover_before_its_day():
    care = measure("M2", slot("MO WE", "08:00", "13:00"))
    found = gap([COURSE, care], cover(), prerequisite("M2", "2027-03-03"))
    assert [p["dates"] for p in found["patterns"]] == [["2027-03-01"]]


def test_the_latest_of_several_prerequisites_counts_wherever_it_stands():
    care = measure("M2", slot("MO WE", "08:00", "13:00"))
    found = gap([COURSE, care], prerequisite("M2", "2027-03-04", "R8"), cover(), prerequisite("M2", "2027-03-02", "R9"))
    assert found["affected_days"] == 2


def test_lost_sessions_still_demand_cover():
    assert gap([COURSE], cover(by=""), prerequisite("M1", "2027-03-03"))["affected_days"] == 2


def test_what_a_prerequisite_holds_back_cannot_be_hoped_for():
    hope = measure("M2", slot("MO WE", "09:00", "12:00"), confirmed=False)
    found = gap([COURSE, hope], cover(), prerequisite("M2", "2027-03-03"))
    assert found["minutes_coverable_by_unconfirmed"] == 180


def test_a_range_runs_over_demand_days_and_breaks_at_a_covered_one():
    course = measure("M1", slot("MO TU WE FR"))
    care = measure("M2", slot("WE"))
    found = gap([course, care], end="2027-03-09")
    assert [(r["from"], r["to"], r["days"], r["minutes"]) for r in found["ranges"]] == [
        ("2027-03-01", "2027-03-02", 2, 360),
        ("2027-03-05", "2027-03-09", 3, 540),
    ]


def test_a_range_runs_over_days_without_demand():
    found = gap([measure("M1", slot("FR"))], cover(by=""), end="2027-03-12")
    assert [(r["from"], r["to"]) for r in found["ranges"]] == [("2027-03-05", "2027-03-12")]


def test_days_with_equal_windows_are_one_pattern_in_order_of_first_appearance():
    course = measure("M1", slot("MO WE", "09:00", "12:00"), slot("TU", "10:00", "12:00"))
    found = gap([course], cover(by=""))
    assert [p["dates"] for p in found["patterns"]] == [["2027-03-01", "2027-03-03"], ["2027-03-02"]]


def test_the_first_and_last_day_of_the_horizon_are_inside_and_a_part_week_keeps_its_monday():
    course = measure("M1", slot("MO TU WE TH FR SA SU"), end=None)
    found = gap([course], cover(by=""), start="2027-03-04", end="2027-03-09")
    assert (found["affected_days"], found["ranges"][0]["from"], found["ranges"][0]["to"]) == (
        6,
        "2027-03-04",
        "2027-03-09",
    )
    assert [(w["monday"], w["minutes"]) for w in found["weeks"]] == [("2027-03-01", 720), ("2027-03-08", 360)]


def test_a_measure_without_weekly_times_neither_demands_nor_covers():
    assert gap([measure("M1")], cover(by="")) is None
    assert gap([COURSE, measure("M2")])["affected_days"] == 2


def test_overlapping_slots_are_one_session():
    course = measure("M1", slot("MO", "09:00", "11:00"), slot("MO", "10:00", "12:00"))
    assert windows(gap([course], cover(by=""))) == [[["09:00", "12:00"]]]
