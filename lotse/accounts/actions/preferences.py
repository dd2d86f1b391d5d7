"""What an account likes: display choices and what it chose last."""

from __future__ import annotations

from typing import Any

from lotse.accounts.models import User
from lotse.foundation.db import db


def set_preferences(*, user: User, theme: str, density: str, shortcuts: bool) -> None:
    """Store display choices; anything unknown falls back to the default."""
    user.preferences = {
        **(user.preferences or {}),
        "theme": theme if theme in {"light", "dark"} else "",
        "density": density if density in {"roomy"} else "",
        "shortcuts": shortcuts,
    }
    db.session.flush()


def set_preference(*, user: User, key: str, value: Any) -> None:
    """Remember one choice of the account."""
    user.preferences = {**(user.preferences or {}), key: value}
    db.session.flush()
