"""Case numbers: L-2026-0412, counted afresh each year. Pure."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"L-(\d{4})-(\d{4,})", re.IGNORECASE)


def prefix_of(year: int) -> str:
    """Return what every number of a year begins with."""
    return f"L-{year:04d}-"


def next_number(year: int, highest: str | None) -> str:
    """Return the number after the highest one of that year; past 9999 it grows a digit."""
    match = _NUMBER.fullmatch(highest) if highest else None
    return f"{prefix_of(year)}{int(match[2]) + 1 if match else 1:04d}"
