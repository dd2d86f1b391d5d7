"""A mail address that people write down is one, complete, and nothing else; whatever Lotse can write to counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.foundation.mail_addresses import is_likely_address
from lotse.outbox.rules import is_address


@pytest.mark.parametrize("text", ["a@b.example", "jürgen.groß@müller-söhne.example", "x+y@a.b.example"])
def test_one_complete_address_is_taken(text):
    assert is_likely_address(text)


@pytest.mark.parametrize(
    "text",
    ["", "a@", "@b.example", "a@b", "a@b.", "a@b..example", "a b@c.example", "A <a@b.example>", "a@b@c.example",
     "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example"],
)  # fmt: skip
def test_everything_else_is_not(text):
    assert not is_likely_address(text)


@given(st.from_regex(r"[a-z.!#$%&'*+/=?^_`{|}~-]{1,9}@[a-z0-9-]{1,9}(\.[a-z0-9-]{1,9}){1,3}", fullmatch=True))
def test_whatever_lotse_can_write_to_may_be_written_down(text):
    assert is_address(text)
    assert is_likely_address(text)
