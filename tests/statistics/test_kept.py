"""Figures of cases and contacts outlive their records."""

from __future__ import annotations

import json
from datetime import date

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.cases.models import Case
from lotse.contacts.models import Contact, contact_concern
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.reminders.models import Reminder
from lotse.statistics.actions import case_upkeep, kept
from lotse.statistics.models import CaseRow
from lotse.statistics.queries import labels
from lotse.statistics.queries.pages import page_of
from lotse.statistics.rules.choices import Choice
from lotse.statistics.rules.periods import Period
from tests.factories.accounts import make_unit, make_user
from tests.factories.statistics import NOW, TODAY, make_case, make_client, make_contact, make_desk_year


@pytest.fixture
def lead(app, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    user = make_user(Role.TEAM_LEAD, unit_id=make_unit(name="Lotsenteam").id)
    make_desk_year([user], 120, restricted_share=0)
    db.session.commit()
    return user


def numbers(user, key: str, period: Period) -> dict:
    choice = Choice(period, f"unit{user.unit_id}", None)
    names = labels.axis_labels(db.session())
    page = page_of(db.session(), key, choice, user, today=TODAY, now=NOW, names=names).page
    tables = [page.overview, *(s.table for s in page.sections if s.key != "belastung")]
    return {(t.key, r.key, n): r.count(n) for t in tables for r in t.all_rows for n in t.names}


def test_contacts_count_the_same_after_their_deletion(lead):
    before = numbers(lead, "kontakte", Period(2025))
    ids = db.session.scalars(sa.select(Contact.id)).all()
    kept.keep_contacts(db.session(), contact_ids=ids, today=TODAY)
    kept.keep_contacts(db.session(), contact_ids=ids, today=TODAY)
    db.session.commit()
    assert numbers(lead, "kontakte", Period(2025)) == before
    db.session.execute(sa.delete(contact_concern))
    db.session.execute(sa.delete(Contact))
    db.session.commit()
    assert numbers(lead, "kontakte", Period(2025)) == before
    assert before["ueberblick", "total", "contacts"] > 10


def test_closed_cases_count_the_same_after_their_deletion(lead):
    closed = list(db.session.scalars(sa.select(Case).where(Case.closed_on.is_not(None))))
    assert len(closed) > 3
    db.session.execute(sa.delete(Reminder))
    before = {key: numbers(lead, key, Period(2026)) for key in ("faelle", "verzahnung")}
    for case in closed:
        db.session.delete(case)
    db.session.commit()
    assert {key: numbers(lead, key, Period(2026)) for key in ("faelle", "verzahnung")} == before
    case_upkeep.blur_forgotten(db.session(), today=TODAY)
    db.session.commit()
    assert {key: numbers(lead, key, Period(2026)) for key in ("faelle", "verzahnung")} == before


def test_what_is_kept_of_a_case_says_nothing_of_the_person(lead):
    make_case(lead, make_client(last_name="Seltenername"), opened_on=date(2026, 1, 14), reason="Wegen Seltenername")
    db.session.commit()
    assert "Seltenername" not in json.dumps(db.session.scalars(sa.select(CaseRow.cells)).all())


def test_each_team_has_persons_of_its_own_and_a_repeat_is_one_wherever_the_first_was(lead):
    desk, person = make_user(Role.FRONT_DESK), make_client()
    make_contact(desk, person, day=date(2024, 3, 1))
    make_contact(lead, person, day=date(2024, 3, 20))
    db.session.commit()
    mine = numbers(lead, "kontakte", Period(2024))
    assert mine["ueberblick", "total", "persons"] == 1
    assert mine["ueberblick", "total", "repeated"] == 1
