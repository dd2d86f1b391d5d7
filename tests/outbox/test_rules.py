"""Mail rules: addresses, headers, names, pauses."""

from datetime import timedelta

import pytest

from lotse.outbox import rules


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a@b",
        "a b@c.example",
        "a@b.example\nBcc: x@y.example",
        "a@b.example, c@d.example",
        "<a@b.example>",
        "a@b.example ",
    ],
)
def test_only_one_plain_address_is_an_address(text):
    assert not rules.is_address(text)


def test_a_usual_address_is_one():
    assert rules.is_address("sabine.muster+lotse@sozialbuero.example")


def test_a_subject_cannot_open_a_second_header():
    assert rules.header_text("Hallo\r\nBcc: x@y.example\x00\u2028") == "Hallo Bcc: x@y.example"


def test_a_mail_keeps_its_name_until_a_person_sends_it_again():
    assert rules.message_id("digest:1", "h.example") == rules.message_id("digest:1", "h.example")
    assert rules.message_id("digest:1", "h.example") != rules.message_id("digest:1", "h.example", again=1)


def test_pauses_grow():
    pauses = [rules.pause_after(n) for n in range(1, 10)]
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(minutes=1)
