"""Reading everything that closing a case must ask about first, from all slices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar

import sqlalchemy as sa

from lotse.casefile.queries import RUNNING_MEASURES
from lotse.cases.models import Case
from lotse.cases.queries import goals, responsibility
from lotse.cases.rules.closing import OpenItem, OpenKind
from lotse.clients.models import Person
from lotse.contacts.models import Appointment
from lotse.deadlines.models import Deadline
from lotse.directory.models import Organisation
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound
from lotse.measures.models import Measure
from lotse.measures.rules.states import NOT_BEGUN
from lotse.measures.rules.states import State as MeasureState
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import FINAL, LABELS, State
from lotse.reminders.models import Reminder

Row = TypeVar("Row", Measure, Referral, Appointment, Reminder, Deadline)


def open_items(case: Case, now: datetime) -> list[OpenItem]:
    """Return what stands against closing, each with what it is and when it is due."""
    handover = responsibility.find_open_handover(case.id)
    return [
        *(OpenItem(OpenKind.GOAL, g.id, g.statement, g.due_on) for g in goals.list_goals(case.id) if not g.outcome),
        *_referrals(case.id),
        *_measures(case.id, clock.local(now).date()),
        *(OpenItem(OpenKind.DEADLINE, d.id, d.title, d.last_day) for d in _deadlines(case.id)),
        *(OpenItem(OpenKind.REMINDER, r.id, r.text, r.due_on) for r in _reminders(case.id)),
        *([OpenItem(OpenKind.HANDOVER, handover.id, handover.reason)] if handover else []),
        *(
            OpenItem(OpenKind.APPOINTMENT, a.id, a.about or a.place or "Termin", clock.local(a.starts_at).date())
            for a in _appointments(case.id, now)
        ),
    ]


def _referrals(case_id: int) -> list[OpenItem]:
    rows = db.session.execute(
        sa.select(Referral, Organisation.name)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .where(Referral.case_id == case_id, Referral.state.not_in(FINAL))
    )
    return [
        OpenItem(OpenKind.REFERRAL, r.id, f"{name}: {LABELS[State(r.state)]}", r.next_check_on, r.state)
        for r, name in rows
    ]


def _measures(case_id: int, today: date) -> list[OpenItem]:
    rows = db.session.execute(
        sa.select(Measure, Person.first_name)
        .join(Person, Person.id == Measure.person_id)
        .where(Measure.case_id == case_id, Measure.state.in_(RUNNING_MEASURES), Measure.left_running_on.is_(None))
    )
    return [
        OpenItem(OpenKind.MEASURE, m.id, f"{m.label} ({name})", m.ends_on, m.state, has_begun=_has_begun(m, today))
        for m, name in rows
    ]


def left_running(case_id: int) -> Sequence[Measure]:
    """Return the measures of a case that go on without the office."""
    query = sa.select(Measure).where(Measure.case_id == case_id, Measure.left_running_on.is_not(None))
    return db.session.scalars(query.order_by(Measure.label, Measure.id)).all()


def _has_begun(measure: Measure, today: date) -> bool:
    """What was granted may have begun without anybody saying so; what only waits has not."""
    return measure.state not in NOT_BEGUN or (measure.state == MeasureState.GRANTED and measure.starts_on <= today)


def _deadlines(case_id: int) -> sa.ScalarResult[Deadline]:
    return db.session.scalars(sa.select(Deadline).where(Deadline.case_id == case_id, Deadline.closed_on.is_(None)))


def _reminders(case_id: int) -> sa.ScalarResult[Reminder]:
    return db.session.scalars(sa.select(Reminder).where(Reminder.case_id == case_id, Reminder.settled_at.is_(None)))


def _appointments(case_id: int, now: datetime) -> sa.ScalarResult[Appointment]:
    return db.session.scalars(
        sa.select(Appointment).where(
            Appointment.case_id == case_id,
            Appointment.starts_at >= now,
            Appointment.outcome == "",
            Appointment.replaced_by_id.is_(None),
        )
    )


def get_measure(record_id: int, case: Case) -> Measure:
    """Return a measure of this case, or answer 404."""
    return _of_case(db.session.get(Measure, record_id), case)


def get_referral(record_id: int, case: Case) -> Referral:
    """Return a referral of this case, or answer 404."""
    return _of_case(db.session.get(Referral, record_id), case)


def get_appointment(record_id: int, case: Case) -> Appointment:
    """Return an appointment of this case, or answer 404."""
    return _of_case(db.session.get(Appointment, record_id), case)


def get_reminder(record_id: int, case: Case) -> Reminder:
    """Return a reminder of this case, or answer 404."""
    return _of_case(db.session.get(Reminder, record_id), case)


def get_deadline(record_id: int, case: Case) -> Deadline:
    """Return a deadline of this case, or answer 404."""
    return _of_case(db.session.get(Deadline, record_id), case)


def _of_case(row: Row | None, case: Case) -> Row:
    if row is None or row.case_id != case.id:
        raise NotFound
    return row
