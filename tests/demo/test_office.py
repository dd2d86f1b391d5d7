"""The demo office loads, is whole, and never mixes with real data."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from lotse.accounts import queries as accounts
from lotse.cases.models import Case, Rating
from lotse.clients.models import Person
from lotse.contacts.models import Contact
from lotse.demo import office
from lotse.directory.models import Closure, Offer, Organisation
from lotse.foundation.db import db
from lotse.foundation.errors import RuleBroken
from lotse.foundation.pdf import missing_libraries
from lotse.letters.models import Letter
from lotse.measures.models import Finding, Measure
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import State
from lotse.reminders.models import Reminder
from lotse.reminders.queries import page
from lotse.reminders.rules.items import Part, part_of
from tests.factories.accounts import make_user

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def count(model, *where) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*where))


def late_by_weeks() -> list[tuple[str, str]]:
    """Return what is overdue by more than three weeks on anybody's list: nobody would believe that office."""
    return [
        (user.login, row.text)
        for user in accounts.list_users()
        for row in page.rows_for(user, today=TODAY, now=NOW)
        if part_of(row.item, TODAY) is Part.OVERDUE and (TODAY - row.item.due_on).days > 21
    ]


def test_the_demo_office_refuses_a_database_that_holds_anything(app):
    make_user()
    with pytest.raises(RuleBroken):
        office.load(today=TODAY, now=NOW)


def test_the_demo_office_is_whole(app):
    office.load(today=TODAY, now=NOW)
    assert count(Organisation) >= 60
    assert count(Offer) == 150
    assert count(Offer, Offer.hours_known) >= 90
    assert count(Closure) > 30
    assert count(Organisation, Organisation.unit_id.is_not(None)) == 9
    assert count(Person) >= 290
    assert count(Contact) >= 2000
    assert count(Case) >= 119
    assert count(Case, Case.lead_id.is_(None)) == 3
    assert count(Rating) > 900
    assert late_by_weeks() == []
    assert count(Measure) > 80
    assert count(Finding, Finding.gone_at.is_(None)) > 10
    assert count(Reminder, Reminder.due_on == TODAY, Reminder.settled_at.is_(None)) >= 8
    kinds = set(db.session.scalars(sa.select(Letter.kind)))
    assert kinds >= {"referral", "referral_client", "notice", "week"} or missing_libraries()
    states = set(db.session.scalars(sa.select(Referral.state)))
    assert states == set(State)
