"""What stands around the findings: states, chains, what-if, waivers, help for a gap, school holidays."""

from datetime import date

import pytest

from lotse.foundation.workdays import REGIONS
from lotse.measures.rules.chains import CycleError, Link, moved_along, refuse_cycle
from lotse.measures.rules.check import check
from lotse.measures.rules.document import read_plan
from lotse.measures.rules.gap_help import OfferTimes, levers, rank_offers
from lotse.measures.rules.plan import Closure, Slot
from lotse.measures.rules.public_holidays import public_holidays, school_holidays
from lotse.measures.rules.states import Outlook, State, prospect
from lotse.measures.rules.waivers import WaiverPeriod, is_running
from lotse.measures.rules.what_if import Change, what_if
from tests.measures.documents import cover, example, measure, plan, prerequisite, slot, start_within

TODAY = date(2027, 2, 1)
COURSE = measure("M1", slot("MO TU", "09:00", "12:00"))
KITA = measure("M2", slot("MO TU", "08:00", "11:00"))


def gap_plan(*requirements):
    return read_plan(plan([COURSE, KITA], requirements or [cover()]))


def outlook(a_plan, which="M1", state=State.PLANNED, waived=frozenset()):
    return prospect(which, state, a_plan, check(a_plan), waived, TODAY)


def test_a_measure_with_uncovered_hours_is_at_risk_and_says_how_many():
    assert (found := outlook(gap_plan())).outlook is Outlook.AT_RISK
    assert found.missing == ("Betreuung für 2 Std.",)


def test_a_bridged_gap_leaves_the_measure_ready():
    assert outlook(gap_plan(), waived=frozenset({"R1"})).outlook is Outlook.READY


def test_an_unmet_prerequisite_blocks():
    found = outlook(gap_plan(prerequisite("M1", "2027-03-05")))
    assert (found.outlook, found.missing) == (Outlook.BLOCKED, ("Zusage (da ab 05.03.2027)",))


def test_what_is_over_or_left_out_has_no_outlook():
    assert outlook(gap_plan(), state=State.COMPLETED) is None
    assert outlook(gap_plan(), state=State.DECLINED) is None


def test_a_ring_of_measures_is_refused_with_its_names():
    links = {
        1: Link(1, "Antrag", TODAY, TODAY),
        2: Link(2, "Bescheid", TODAY, TODAY, awaits=1),
        3: Link(3, "Platz", TODAY, TODAY, awaits=2),
    }
    with pytest.raises(CycleError, match="Antrag → Platz → Bescheid → Antrag"):
        refuse_cycle(links, 1, awaits=3)
    refuse_cycle(links, 3, awaits=1)


def test_a_measure_cannot_await_itself():
    with pytest.raises(CycleError, match="Antrag → Antrag"):
        refuse_cycle({1: Link(1, "Antrag", TODAY, None)}, 1, awaits=1)


def test_a_delay_moves_down_the_chain_and_keeps_lengths():
    links = {
        1: Link(1, "Antrag", date(2027, 1, 1), date(2027, 1, 31)),
        2: Link(2, "Kurs", date(2027, 2, 10), date(2027, 3, 10), awaits=1),
        3: Link(3, "Prüfung", date(2027, 3, 11), date(2027, 3, 11), awaits=2),
        4: Link(4, "Fern", date(2027, 9, 1), None, awaits=3),
    }
    moves = moved_along(links, Link(1, "Antrag", date(2027, 1, 1), date(2027, 2, 14)))
    assert [(m.label, m.new_start, m.new_end) for m in moves] == [
        ("Kurs", date(2027, 2, 15), date(2027, 3, 15)),
        ("Prüfung", date(2027, 3, 16), date(2027, 3, 16)),
    ]


def test_what_if_shows_what_appears_and_vanishes_without_changing_the_plan():
    before = read_plan(
        plan(
            [COURSE, KITA, measure("M3", start="2027-05-01", end=None)],
            [cover(), start_within("M1", "M3", 40, identity="R2")],
        )
    )
    later = what_if(before, [Change("M1", date(2027, 4, 1), date(2027, 4, 30))])
    assert [f.code for f in later.vanished] == ["COVER_GAP"]
    sooner = what_if(before, [Change("M1", date(2027, 3, 1), date(2027, 3, 2))])
    assert [f.code for f in sooner.appeared] == ["SEQUENCE_GAP"]
    assert check(before) == check(read_plan(plan([COURSE, KITA], [cover()])))


def test_what_if_without_the_kita_the_gap_grows():
    gone = what_if(gap_plan(), [Change("M2", cancelled=True)])
    [(small, large)] = gone.altered
    assert (small.minutes, large.minutes) == (120, 360)


def test_what_if_without_the_course_nothing_is_left_to_cover():
    assert [f.code for f in what_if(gap_plan(), [Change("M1", cancelled=True)]).vanished] == ["COVER_GAP"]


def test_a_waiver_holds_on_both_its_days_and_no_longer():
    waiver = WaiverPeriod("R1", date(2027, 2, 1), date(2027, 2, 28))
    days = [date(2027, 1, 31), date(2027, 2, 1), date(2027, 2, 28), date(2027, 3, 1)]
    assert [is_running(waiver, day) for day in days] == [False, True, True, False]


def test_an_ended_waiver_no_longer_holds():
    ended = WaiverPeriod("R1", date(2027, 2, 1), date(2027, 2, 28), ended_on=date(2027, 2, 10))
    assert is_running(ended, date(2027, 2, 9))
    assert not is_running(ended, date(2027, 2, 10))


def test_offers_are_ranked_by_the_minutes_they_close():
    offers = [
        OfferTimes(1, (Slot((0, 1), 11 * 60, 12 * 60),), (Closure("zu", date(2027, 3, 2), date(2027, 3, 2)),)),
        OfferTimes(2, (Slot((0, 1), 10 * 60, 12 * 60),)),
        OfferTimes(3, (Slot((4,), 0, 1440),)),
        OfferTimes(4),
    ]
    a_plan = gap_plan()
    ranking = rank_offers(a_plan, a_plan.requirements[0], offers)
    assert ranking.ranked == ((2, 120), (1, 60))
    assert ranking.unknown == (4,)


def test_every_kind_of_finding_has_levers():
    for number in (1, 2):
        for finding in check(read_plan(example(number))):
            assert levers(finding, caring_for_child=True)
            assert levers(finding, caring_for_child=False)


def test_child_minding_is_suggested_for_children_only():
    [gap] = check(gap_plan())
    assert any("SGB VIII" in lever.law for lever in levers(gap, caring_for_child=True))
    assert not any("SGB VIII" in lever.law for lever in levers(gap, caring_for_child=False))


def test_school_holidays_are_whole_where_known_and_unknown_beyond():
    known = school_holidays("HE", 2027)
    assert [h.label for h in known if h.start.year == 2027] == [
        "Osterferien",
        "Sommerferien",
        "Herbstferien",
        "Weihnachtsferien",
    ]
    assert school_holidays("HE", 2030) is None


@pytest.mark.parametrize("state", REGIONS)
def test_every_land_has_the_nine_holidays_of_the_whole_country(state):
    names = set(public_holidays(state, 2027).values())
    assert {"Neujahr", "Karfreitag", "Ostermontag", "Tag der Deutschen Einheit"} <= names
    assert 9 <= len(names) <= 14
