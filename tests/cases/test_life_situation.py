"""The sheet of the life situation says word for word what the county agreed on, and its rules hold."""

import hashlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.cases.profile_chart import draw
from lotse.cases.rules.life_situation import OPT_IN, SHEETS, Dimension, RatingState, View, rating_fault, to_rate
from lotse.cases.rules.profile import Mark, changes, check_lists, crises, profile

AGREED_WORDING = "6269d030700710e8cb9f434b3ea892c78c42002a7bc987c842a34d0390339080"
DAY = date(2026, 3, 2)


def mark(value, on=DAY, *, dimension=Dimension.HOUSING, view=View.PROFESSIONAL, target=None, state=RatingState.RATED):
    return Mark(dimension, view, state, value, target, on)


def test_all_thirteen_dimensions_carry_their_five_anchors_word_for_word():
    lines = "\n".join("|".join([d, SHEETS[d].label, *SHEETS[d].anchors]) for d in Dimension)
    assert len(SHEETS) == 13
    assert hashlib.sha256(lines.encode()).hexdigest() == AGREED_WORDING


def test_restricted_dimensions_stand_on_the_sheet_only_after_opting_in():
    assert len(to_rate()) == 10
    assert not OPT_IN & set(to_rate())
    assert Dimension.SAFETY in to_rate(frozenset({Dimension.SAFETY}))


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"state": "rated", "value": None, "target": None, "evidence": "x"}, "Stufe"),
        ({"state": "rated", "value": 6, "target": None, "evidence": "x"}, "Stufe"),
        ({"state": "rated", "value": 3, "target": None, "evidence": "  "}, "Zeile"),
        ({"state": "rated", "value": 3, "target": 7, "evidence": "x"}, "Ziel"),
        ({"state": "not_asked", "value": 3, "target": None, "evidence": ""}, "keine Stufe"),
        ({"state": "not_applicable", "value": None, "target": 4, "evidence": ""}, "Ziel"),
    ],
)
def test_a_rating_is_refused_with_a_sentence(fields, word):
    assert word in (rating_fault(**fields) or "")


def test_not_asked_needs_neither_value_nor_evidence():
    assert rating_fault(state="not_asked", value=None, target=None, evidence="") is None


def test_the_profile_shows_first_last_and_target_of_one_view():
    rows = profile(
        [mark(1), mark(3, DAY + timedelta(days=90), target=4), mark(5, DAY, view=View.SELF)], view=View.PROFESSIONAL
    )
    housing = rows[0]
    assert (housing.first, housing.last, housing.target) == (1, 3, 4)
    assert housing.in_words == "1 → 3, Ziel 4"
    assert housing.direction == "better"


def test_a_single_rating_has_no_first_value_to_compare_with():
    row = profile([mark(2)], view=View.PROFESSIONAL)[0]
    assert (row.first, row.last, row.direction, row.in_words) == (None, 2, "", "2")


def test_the_rows_of_the_profile_say_what_was_not_asked_and_what_does_not_apply():
    rows = profile([mark(None, state=RatingState.NOT_APPLICABLE)], view=View.PROFESSIONAL)
    assert [r.in_words for r in rows[:2]] == ["trifft nicht zu", "nicht erhoben"]


def test_a_restricted_dimension_is_silent_about_its_value_for_those_who_may_not_see_it():
    ratings = [mark(1, dimension=Dimension.ADDICTION)]
    opted = frozenset({Dimension.ADDICTION})
    row = profile(ratings, view=View.PROFESSIONAL, opted_in=opted, may_see_restricted=False)[-3]
    assert row.dimension is Dimension.ADDICTION
    assert (row.last, row.in_words) == (None, "vertraulich")


def test_a_change_needs_sixty_days_between_ratings_of_the_same_view():
    near = [mark(2), mark(4, DAY + timedelta(days=59))]
    far = [mark(2), mark(4, DAY + timedelta(days=60))]
    other_view = [mark(2), mark(4, DAY + timedelta(days=90), view=View.SELF)]
    assert changes(near) == [] == changes(other_view)
    assert [(c.before, c.after) for c in changes(far)] == [(2, 4)]


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 400)), min_size=2, max_size=8))
def test_the_change_is_always_between_the_first_and_the_last_day(pairs):
    found = changes([mark(value, DAY + timedelta(days=days)) for value, days in pairs])
    first, last = min(days for _, days in pairs), max(days for _, days in pairs)
    assert bool(found) == (last - first >= 60)
    assert all((c.before, first) in pairs and (c.after, last) in pairs for c in found)


def test_a_one_opens_the_check_list_and_a_better_rating_closes_it():
    acute = [mark(1)]
    assert list(check_lists(acute)) == [Dimension.HOUSING]
    assert check_lists([*acute, mark(2, DAY + timedelta(days=1))]) == {}
    assert crises([mark(1, dimension=Dimension.DEBT)]) == [Dimension.DEBT]
    assert check_lists([mark(1, dimension=Dimension.DEBT)]) == {}


def test_the_picture_says_in_words_what_it_shows_and_escapes_its_title():
    chart = draw(profile([mark(1), mark(3, DAY + timedelta(days=70))], view=View.PROFESSIONAL), title="<b>Profil")
    assert "1 → 3" in chart.svg
    assert chart.finding == "Wohnen: 1 → 3."
    assert "<b>" not in chart.svg
    assert chart.svg.count("nicht erhoben") == 9
