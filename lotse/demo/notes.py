"""Notes that suit a concern, drawn from a list."""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random

_TEXTS = tomllib.loads(Path(__file__).with_name("notes.toml").read_text(encoding="utf-8"))
NOTES: dict[str, list[str]] = _TEXTS["concern"]
COMMON: list[str] = _TEXTS["common"]


def draw(code: str, random: Random) -> str:
    """Return a note that suits the concern."""
    return random.choice([*NOTES.get(code, []), *COMMON[: 3 if code in NOTES else len(COMMON)]])
