"""Protection of small numbers: rounding, and nothing left to work out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lotse.statistics.rules.protection import hidden_cells, is_pinned, possible, propagate, protected

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


def test_a_sum_that_does_not_hold_because_restricted_records_count_in_totals_only_proves_nothing():
    known = {"a": possible(0), "b": possible(0), "all": possible(20)}
    assert propagate(known, [("all", ["a", "b"])])["a"] == (0, 2)
