"""Wait for what the server knows, never for a span of time: a busy machine is slow, not wrong."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from lotse.accounts.models import User
from lotse.foundation import drafts
from lotse.foundation.db import db

LONGEST = 20.0
PAUSE = 0.1


def until(question: Callable[[], object]) -> None:
    """Ask again and again until the answer is yes; fail after 20 seconds."""
    end = time.monotonic() + LONGEST
    while not question():
        if time.monotonic() > end:
            pytest.fail("it did not come true in time")
        time.sleep(PAUSE)


def drafted(app: Flask, login: str, field: str) -> list[str]:
    """Return what somebody has typed into a field of each of her drafts, as the server keeps it now."""
    with app.app_context():
        user = db.session.scalars(sa.select(User).where(User.login == login)).one()
        typed = [dict(draft.fields).get(field, "") for draft in drafts.list_of(user.id)]
        db.session.rollback()
        return typed
