"""What hangs on a measure: referrals, letters, deadlines and reminders of its case that a change of dates concerns."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from flask import url_for

from lotse.deadlines.models import Deadline
from lotse.foundation.db import db
from lotse.letters.models import Letter
from lotse.measures.models import Measure
from lotse.measures.queries.touched import Touched
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import OPEN
from lotse.reminders.models import Reminder

AROUND = timedelta(days=14)


def hanging_on(measure: Measure, *, first: date, last: date | None, **_: Any) -> list[Touched]:
    """Answer what a change of this measure between two days concerns in its case."""
    until = (last or first) + AROUND
    return [
        *_referrals(measure),
        *_letters(measure),
        *_deadlines(measure, first - AROUND, until),
        *_reminders(measure, first - AROUND, until),
    ]


def _referrals(measure: Measure) -> list[Touched]:
    """Open referrals for this measure, or to the house where it takes place."""
    about = Referral.measure_id == measure.id
    if measure.organisation_id is not None:
        about = sa.or_(about, Referral.organisation_id == measure.organisation_id)
    query = sa.select(Referral).where(Referral.case_id == measure.case_id, about, Referral.state.in_(OPEN))
    return [
        Touched("Vermittlung", row.number, row.answer_due_on, url_for("referrals.show", referral_id=row.id))
        for row in db.session.scalars(query)
    ]


def _letters(measure: Measure) -> list[Touched]:
    """Letters of the case to the house where it takes place."""
    if measure.organisation_id is None:
        return []
    query = sa.select(Letter).where(
        Letter.case_id == measure.case_id, Letter.organisation_id == measure.organisation_id
    )
    return [
        Touched("Brief", row.title, row.dispatched_on, url_for("letters.show", letter_id=row.id))
        for row in db.session.scalars(query.order_by(Letter.id.desc()).limit(10))
    ]


def _deadlines(measure: Measure, first: date, until: date) -> list[Touched]:
    """Open deadlines whose last day lies around the dates."""
    query = sa.select(Deadline).where(
        Deadline.case_id == measure.case_id, Deadline.closed_on.is_(None), Deadline.last_day.between(first, until)
    )
    return [Touched("Frist", row.title, row.last_day) for row in db.session.scalars(query)]


def _reminders(measure: Measure, first: date, until: date) -> list[Touched]:
    """Open reminders of the case that fall due around the dates."""
    query = sa.select(Reminder).where(
        Reminder.case_id == measure.case_id, Reminder.settled_at.is_(None), Reminder.due_on.between(first, until)
    )
    return [Touched("Wiedervorlage", row.text, row.due_on) for row in db.session.scalars(query)]
