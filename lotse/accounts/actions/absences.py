"""Who is away and who stands in."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from lotse.accounts.models import Absence, User
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError


def plan_absence(*, user: User, deputy: User, starts_on: date, ends_on: date, note: str = "") -> Absence:
    """Write down that somebody is away and who stands in."""
    if deputy.id == user.id:
        raise FieldError("deputy_id", "Niemand vertritt sich selbst.")
    if not deputy.is_active:
        raise FieldError("deputy_id", "Dieses Konto ist stillgelegt.")
    if ends_on < starts_on:
        raise FieldError("ends_on", "Das Ende liegt vor dem Anfang.")
    absence = Absence(user_id=user.id, deputy_id=deputy.id, starts_on=starts_on, ends_on=ends_on, note=note)
    db.session.add(absence)
    db.session.flush()
    return absence


def end_absence(*, absence: Absence, today: date) -> None:
    """End an absence early: the last day was yesterday; one that has not begun is taken out."""
    if absence.starts_on >= today:
        db.session.delete(absence)
    else:
        absence.ends_on = today - timedelta(days=1)
    db.session.flush()


def mark_absence_told(*, absence: Absence, now: datetime) -> None:
    """Note that both people know of an absence."""
    absence.told_at = now
    db.session.flush()
