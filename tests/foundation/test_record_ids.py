"""Numbers from outside are records' numbers, or none at all."""

from __future__ import annotations

import pytest

from lotse.foundation.record_ids import LARGEST, record_id


@pytest.mark.parametrize("given", ["7", " 7 ", 7])
def test_a_number_is_read(given: object) -> None:
    assert record_id(given) == 7


@pytest.mark.parametrize(
    "given", [None, "", " ", "0", "-1", "+1", "1.0", "sieben", "²", "٣", "1e3", "7\0", str(LARGEST + 1), "9" * 5000]
)
def test_what_can_be_no_record_is_none(given: object) -> None:
    assert record_id(given) is None
