"""Numbers of records that come from outside: an address, a hidden field, a typed code."""

from __future__ import annotations

LARGEST = 2**31 - 1
"""Where PostgreSQL's integer ends; no table of an office comes near it."""


def record_id(given: object) -> int | None:
    """Return the number, or None for whatever cannot be one (empty, words, signs, other scripts' digits, too large)."""
    text = str(given).strip() if given is not None else ""
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        return None
    number = int(text)
    return number if 1 <= number <= LARGEST else None
