"""Protection of small numbers: rounding, and nothing left to work out."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotse.statistics.rules.protection import is_pinned, possible, protected
from lotse.statistics.rules.reckoning import Knowledge, hidden_cells
from tests.statistics.patient_reader import hidden_from, propagate

SMALL = st.integers(0, 9)


def test_counts_become_multiples_of_five_each_on_its_own():
    assert [protected(n) for n in (0, 1, 2, 3, 4, 5, 7, 8, 12, 13, 2914)] == [0, 0, 0, 5, 5, 5, 5, 10, 10, 15, 2915]


@given(st.integers(0, 10_000))
def test_the_true_count_is_always_possible(count):
    low, high = possible(protected(count))
    assert low <= count <= high


def test_four_groups_of_three_would_be_worked_out_from_rounding_alone():
    counts = {"a": 3, "b": 3, "c": 3, "d": 3, "all": 12}
    sums = [("all", ["a", "b", "c", "d"])]
    shown = {key: possible(protected(n)) for key, n in counts.items()}
    assert is_pinned(propagate(shown, sums)["a"])
    assert {"a", "b", "c", "d"} <= hidden_cells(counts, sums)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(SMALL, min_size=3, max_size=5), min_size=3, max_size=6).filter(lambda t: len({*map(len, t)}) == 1)
)
def test_no_small_cell_of_any_table_can_be_worked_out_from_what_is_shown(cells):
    counts = {(i, j): n for i, line in enumerate(cells) for j, n in enumerate(line)}
    rows, columns = range(len(cells)), range(len(cells[0]))
    counts |= {(i, "all"): sum(cells[i]) for i in rows} | {("all", j): sum(c[j] for c in cells) for j in columns}
    counts["all", "all"] = sum(map(sum, cells))
    sums = [((i, "all"), [(i, j) for j in columns]) for i in [*rows, "all"]]
    sums += [(("all", j), [(i, j) for i in rows]) for j in [*columns, "all"]]
    hidden = hidden_cells(counts, sums)
    seen = {k: (0, 10**6) if k in hidden else possible(protected(n)) for k, n in counts.items()}
    found = propagate(seen, sums)
    assert not [k for k, interval in found.items() if is_pinned(interval)]
    assert all(found[k][0] <= n <= found[k][1] for k, n in counts.items())


GRID = [(row, column) for row in ("a", "b", "c", "all") for column in ("x", "y", "z", "all")]
"""Three groups by three with their margins, as each half of a year and the whole year have them."""
PARTS, HALVES = [(row, column) for row in "abc" for column in "xyz"], ("h1", "h2")


def with_margins(cells: dict, missing: dict) -> dict:
    """Add the sums; what is missing counts in sums only, as restricted records do."""
    found = dict(cells)
    for row in "abc":
        found[row, "all"] = sum(cells[row, column] for column in "xyz") + missing.get((row, "all"), 0)
    for column in ("x", "y", "z", "all"):
        found["all", column] = sum(found[row, column] for row in "abc") + missing.get(("all", column), 0)
    return found


def make_office(dice: random.Random) -> tuple[dict, list[dict]]:
    """Make the numbers of a county and those of two of its teams, in halves and for the year; some hold no sum."""
    most, gaps, whole, teams = dice.choice([3, 6, 10, 60]), dice.random() < 0.5, {}, [{}, {}]
    for half in HALVES:
        missing = {key: dice.randrange(4) for key in GRID if "all" in key and gaps and dice.random() < 0.3}
        own = [{part: dice.randrange(most) for part in PARTS} for _ in teams]
        cells = {part: dice.choice([0, dice.randrange(most)]) + sum(mine[part] for mine in own) for part in PARTS}
        whole |= {(half, *key): n for key, n in with_margins(cells, missing).items()}
        for team, mine in zip(teams, own, strict=True):
            team.update({(half, *key): n for key, n in with_margins(mine, {}).items()})
    for numbers in (whole, *teams):
        numbers.update({("year", *key): numbers["h1", *key] + numbers["h2", *key] for key in GRID})
    return whole, teams


def sums_of_the_office() -> list:
    sums = [(("year", *key), [(half, *key) for half in HALVES]) for key in GRID]
    for period in (*HALVES, "year"):
        sums += [((period, row, "all"), [(period, row, column) for column in "xyz"]) for row in ("a", "b", "c", "all")]
        sums += [((period, "all", c), [(period, row, c) for row in "abc"]) for c in ("x", "y", "z", "all")]
    return [*sums, (("year", "all", "all"), [("h1", "all", "all"), "nowhere"])]


@pytest.mark.parametrize("seed", range(150))
def test_the_guard_hides_exactly_what_a_reader_who_tries_every_sum_again_would_find(seed):
    dice, sums = random.Random(seed), sums_of_the_office()
    counts, teams = make_office(dice)
    bounds = {key: n + dice.randrange(3) for key, n in counts.items() if dice.random() < 0.3}
    readers = [Knowledge(), *(Knowledge(less=team) for team in teams), Knowledge(at_most=bounds, small_hidden=True)]
    for reader in readers:
        assert hidden_cells(counts, sums, [reader], ["nowhere"]) == hidden_from(counts, sums, reader, ["nowhere"])
    assert hidden_cells(counts, sums, readers[:3]) == {
        cell for reader in readers[:3] for cell in hidden_from(counts, sums, reader)
    }


def test_a_sum_that_does_not_hold_because_restricted_records_count_in_totals_only_proves_nothing():
    known = {"a": possible(0), "b": possible(0), "all": possible(20)}
    assert propagate(known, [("all", ["a", "b"])])["a"] == (0, 2)
