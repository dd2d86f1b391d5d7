"""Appointments count the same after their deletion, whichever way they go, and their kept rows tell of nobody."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from lotse.accounts.queries import office_region
from lotse.accounts.rules import Role
from lotse.contacts.models import Appointment
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.statistics import jobs
from lotse.statistics.actions import contact_months, kept_appointments
from lotse.statistics.models import KeptAppointment
from lotse.statistics.queries import labels
from lotse.statistics.queries.pages import page_of
from lotse.statistics.rules.choices import Choice
from lotse.statistics.rules.periods import Period
from tests.factories.accounts import make_unit, make_user
from tests.factories.statistics import NOW, TODAY, make_appointment, make_client, make_contact, make_desk_year

YEARS = (Period(2025), Period(2026), Period(2026, quarter=3), Period(2026, month=11))


@pytest.fixture
def lead(app, monkeypatch):
    for name, value in (("today", TODAY), ("now", NOW)):
        monkeypatch.setattr(clock, name, lambda value=value: value)
    user = make_user(Role.TEAM_LEAD, unit_id=make_unit(name="Lotsenteam").id)
    make_desk_year([user, make_user(Role.NAVIGATOR)], 80)
    db.session.commit()
    return user


def numbers(user) -> dict:
    """Appointments and waits of all periods and both views, with medians."""
    names, found = labels.axis_labels(db.session()), {}
    for period in YEARS:
        for scope in ("all", f"unit{user.unit_id}"):
            choice = Choice(period, scope, None)
            page = page_of(db.session(), "kontakte", choice, user, today=TODAY, now=NOW, names=names).page
            for table in (s.table for s in page.sections if s.key in ("termine", "wartezeiten")):
                for row in table.all_rows:
                    found[period.key, scope, row.key] = dict(row.counts), dict(row.spreads)
    return found


def test_appointments_count_the_same_after_a_statement_deleted_them(lead):
    before = numbers(lead)
    ids = list(db.session.scalars(sa.select(Appointment.id)))
    for _ in range(2):
        kept_appointments.keep_appointments(db.session(), ids=ids, region=office_region())
    db.session.commit()
    assert numbers(lead) == before, "a living appointment counts itself, not its kept row"
    db.session.execute(sa.delete(Appointment))
    db.session.commit()
    assert numbers(lead) == before
    assert before["2026", "all", "total-termine"][0]["n"] > 5
    assert before["2026", "all", "wait=first"][0]["n"] > 2


def test_appointments_count_the_same_after_the_session_deleted_them(lead):
    before = numbers(lead)
    for appointment in db.session.scalars(sa.select(Appointment)):
        db.session.delete(appointment)
    db.session.commit()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Appointment)) == 0
    assert numbers(lead) == before


def test_they_count_the_same_in_months_that_were_counted_before_and_in_those_counted_afresh(lead):
    contact_months.rebuild(db.session(), today=TODAY, region=office_region())
    db.session.commit()
    before = numbers(lead)
    for appointment in db.session.scalars(sa.select(Appointment)):
        db.session.delete(appointment)
    db.session.commit()
    assert numbers(lead) == before
    contact_months.rebuild(db.session(), today=TODAY, region=office_region())
    db.session.commit()
    assert numbers(lead) == before


def test_the_nightly_job_keeps_old_appointments_and_leaves_young_and_open_ones(lead):
    db.session.execute(sa.delete(Appointment))
    person = make_client()
    old = make_appointment(lead, person, day=date(2025, 12, 4), outcome="missed")
    make_appointment(lead, person, day=date(2025, 12, 5), outcome="")
    make_appointment(lead, person, day=date(2026, 11, 4))
    db.session.commit()
    jobs.keep(TODAY)
    jobs.keep(TODAY)
    db.session.commit()
    assert db.session.scalars(sa.select(KeptAppointment.appointment_id)).all() == [old.id]


def test_a_kept_row_holds_month_team_outcome_and_wait_and_nothing_else(lead):
    person = make_client(last_name="Seltenername")
    make_contact(lead, person, day=date(2025, 3, 3))
    met = make_appointment(lead, person, day=date(2025, 3, 12), about="Seltenername", place="Zimmer 3")
    db.session.commit()
    kept_appointments.keep_appointments(db.session(), ids=[met.id], region=office_region())
    db.session.commit()
    row = db.session.execute(sa.select(KeptAppointment.__table__)).mappings().one()
    assert dict(row) == {
        "id": row["id"],
        "appointment_id": met.id,
        "month": date(2025, 3, 1),
        "unit_id": lead.unit_id,
        "outcome": "kept",
        "wait": 7,
    }
