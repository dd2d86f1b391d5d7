"""Codes on paper come back right or are refused."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from lotse.foundation.check_code import ALPHABET, in_groups, make_code, read_code

codes = st.builds(make_code)


@given(codes)
def test_a_printed_code_is_read_in_any_usual_spelling(code):
    assert read_code(in_groups(code)) == code
    assert read_code(f" {code.lower()} ") == code
    assert read_code(code.replace("0", "O").replace("1", "l")) == code


@given(codes, st.integers(0, 9), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(code, place, other):
    typed = code[:place] + other + code[place + 1 :]
    assert (read_code(typed) == code) == (typed == code)
    assert typed == code or read_code(typed) is None


@given(codes)
def test_two_swapped_characters_are_always_noticed(code):
    for left, right in combinations(range(10), 2):
        if code[left] != code[right]:
            typed = list(code)
            typed[left], typed[right] = typed[right], typed[left]
            assert read_code("".join(typed)) is None


@given(st.text(max_size=20))
def test_anything_may_be_typed(typed):
    read = read_code(typed)
    assert read is None or read_code(read) == read
