"""A drawn signature is strokes within the field; everything nobody can have drawn is refused with a sentence."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.foundation.signature import NoSignature, read

DRAWN = [[[10, 10], [200, 100], [300, 20]], [[400, 150], [420, 160]]]


def test_strokes_become_lines_and_can_be_stored() -> None:
    signature = read(json.dumps(DRAWN))
    assert signature.paths == ["M10 10 L200 100 L300 20", "M400 150 L420 160"]
    assert read(signature.stored()) == signature


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "{}", "[]", "null", "[[1,2]]", "[[[0,0]]]", "[[[1,1],[2,2]]]", '[[["a","b"],[1,2]]]',
        "[[[0,0],[9999,0]]]",
        "[[[0,0],[-5,200]]]", "[[[true,false],[200,200]]]", "[" * 5000, "[[[0,0],[1e400,1]]]", "[[[0,NaN],[500,1]]]",
        json.dumps([[[n % 1000, n % 300] for n in range(7000)]]), json.dumps([[[0, 0], [9, 9]]] * 300), "9" * 200_000,
    ],
)  # fmt: skip
def test_what_nobody_can_have_drawn_is_refused(text: str) -> None:
    with pytest.raises(NoSignature, match=r"unterschreiben"):
        read(text)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        read(text)
    except NoSignature:
        return
