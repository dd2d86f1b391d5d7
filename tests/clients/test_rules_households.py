from datetime import date

from lotse.clients.rules.households import Stay, most_households, problem_with_stay

TODAY = date(2026, 11, 22)
CHILD, ADULT = date(2018, 5, 1), date(1988, 3, 14)


def problem(planned, stays=(), born=ADULT):
    found = problem_with_stay(planned, stays, born, TODAY)
    return found and found[0]


def test_a_child_may_belong_to_two_households_but_not_to_three():
    first, second = Stay(1, "child", CHILD), Stay(2, "child", CHILD)
    assert problem(second, [first], CHILD) is None
    assert problem(Stay(3, "child", CHILD), [first, second], CHILD) == "person"


def test_a_grown_up_belongs_to_one_household_at_a_time():
    first = Stay(1, "head", date(2020, 1, 1), date(2026, 6, 30))
    assert problem(Stay(2, "head", date(2026, 6, 30)), [first]) == "person"
    assert problem(Stay(2, "head", date(2026, 7, 1)), [first]) is None


def test_nobody_belongs_to_one_household_twice_at_once():
    assert problem(Stay(1, "child", CHILD), [Stay(1, "child", CHILD)], CHILD) == "person"


def test_impossible_dates_are_refused_at_their_field():
    assert problem(Stay(1, "head", date(2026, 5, 2), date(2026, 5, 1))) == "until_on"
    assert problem(Stay(1, "child", date(2017, 1, 1)), (), CHILD) == "from_on"
    assert problem(Stay(1, "head", date(2027, 1, 1))) == "from_on"


def test_an_unknown_beginning_reaches_back_without_end():
    assert Stay(1, "head", None).overlaps(Stay(2, "head", None, date(1990, 1, 1)))
    assert most_households(None, TODAY) == 1
