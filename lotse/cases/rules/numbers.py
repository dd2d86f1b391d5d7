"""Case numbers: L-2026-0412, counted afresh each year. Pure."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"L-(\d{4})-(\d{4,})", re.IGNORECASE)


def case_number(year: int, serial: int) -> str:
    """Return the number of the n-th case of a year; past 9999 it grows a digit."""
    return f"L-{year:04d}-{serial:04d}"


def serial_of(number: str) -> int:
    """Return the running number in a case number; 0 when it is none."""
    match = _NUMBER.fullmatch(number.strip())
    return int(match[2]) if match else 0


def next_number(year: int, taken: list[str]) -> str:
    """Return the number after the highest one taken in that year."""
    prefix = f"L-{year:04d}-"
    return case_number(year, max((serial_of(n) for n in taken if n.startswith(prefix)), default=0) + 1)
