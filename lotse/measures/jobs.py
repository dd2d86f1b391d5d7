"""Unattended work of measures."""

from __future__ import annotations

from datetime import date

from lotse.foundation import clock
from lotse.measures.actions.findings import refresh_all


def run(today: date) -> int:
    """Judge every open case for the new day: findings appear, change and go."""
    return refresh_all(today=today, now=clock.now())
