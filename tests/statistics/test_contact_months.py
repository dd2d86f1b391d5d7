"""Kept months of contacts equal a full count, whatever happened in between; the way into help is counted as by hand."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.accounts.rules import Role
from lotse.cases.models import Case
from lotse.clients.models import Person
from lotse.contacts.models import Appointment, Contact
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.foundation.workdays import count_workdays
from lotse.statistics.actions import contact_months as keeping
from lotse.statistics.actions import kept
from lotse.statistics.models import ContactMonth, KeptRow
from lotse.statistics.queries import contact_days, contact_faults, contact_months, contact_records
from lotse.statistics.rules.contact_tally import tally_contacts
from lotse.statistics.rules.periods import Period
from tests.factories.accounts import make_unit, make_user
from tests.factories.statistics import NOW, TODAY, make_case, make_client, make_contact, make_desk_year

MONTHS = [*(Period(2025, month=m) for m in range(6, 13)), *(Period(2026, month=m) for m in range(1, 12))]
ARRIVALS = {"neu", "termin", "wartezeit"}


@pytest.fixture
def desks(app, monkeypatch):
    """Two people of two teams with a year and a half at the counter."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    users = [make_user(Role.NAVIGATOR, unit_id=make_unit(name=name).id) for name in ("Nord", "Süd")]
    make_desk_year(users, 120, seed=5)
    db.session.commit()
    return users


def make_appointment(user: User, person: Person, day, outcome: str = "kept") -> Appointment:
    start = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    made = Appointment(
        person_id=person.id, with_user_id=user.id, starts_at=start, ends_at=start + timedelta(hours=1), outcome=outcome,
        uid=f"{person.id}-{start:%Y%m%d}-{outcome}-{random.random()}", created_at=NOW, created_by_id=user.id,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def plain(tally) -> dict:
    return {
        axis: {v: c for v, c in values.items() if c} for axis, values in tally.as_json().items() if axis not in ARRIVALS
    }


def assert_equal_to_a_full_count(users) -> None:
    counted = contact_months.counted(db.session, MONTHS, TODAY, "HE")
    afresh = {month.code: contact_months.count_month(db.session, month, TODAY, "HE") for month in MONTHS}
    for month in MONTHS:
        for code, scope in [(0, "all"), *((u.unit_id, f"unit{u.unit_id}") for u in users)]:
            records = contact_records.contact_records(db.session, scope, month.start, month.end)
            stored = counted[month.code].get(code)
            expected = plain(tally_contacts(records, month))
            assert (plain(stored) if stored else {}) == {a: v for a, v in expected.items() if v}, (month.key, scope)
            again = afresh[month.code].get(code)
            assert (stored.as_json() if stored else {}) == (again.as_json() if again else {}), (month.key, scope)


def change_something(dice: random.Random, users) -> None:
    contacts = list(db.session.scalars(sa.select(Contact).order_by(Contact.id)))
    people = list(db.session.scalars(sa.select(Person).order_by(Person.id)))
    contact, person, user = dice.choice(contacts), dice.choice(people), dice.choice(users)
    day = TODAY - timedelta(days=dice.randrange(dice.choice([50, 480])))
    match dice.randrange(9):
        case 0:
            make_contact(user, person, day=day)
        case 1:
            contact.person_id = dice.choice([None, person.id])
        case 2:
            contact.day, contact.started_at = day, datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
        case 3:
            contact.channel, contact.result = "phone", "referred"
        case 4:
            person.restricted = not person.restricted
        case 5:
            make_case(user, person, opened_on=day)
        case 6:
            make_appointment(user, person, day, dice.choice(["kept", "missed", "cancelled", ""]))
        case 7:
            user.unit_id = dice.choice([u.unit_id for u in users])
        case 8:
            appointment = db.session.scalars(sa.select(Appointment)).first()
            if appointment:
                appointment.outcome = dice.choice(["kept", "missed"])
    db.session.commit()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_kept_months_equal_a_full_count_after_random_histories(desks, seed):
    dice = random.Random(seed)
    for _ in range(5):
        keeping.keep(db.session, today=TODAY, region="HE")
        db.session.commit()
        for _ in range(5):
            change_something(dice, desks)
        assert_equal_to_a_full_count(desks)


def test_months_are_kept_once_and_forgotten_only_where_something_changed(desks):
    assert keeping.keep(db.session, today=TODAY, region="HE", most=100) > 12
    db.session.commit()
    assert keeping.keep(db.session, today=TODAY, region="HE", most=100) == 0
    make_contact(desks[0], None, day=Period(2026, month=3).start)
    db.session.commit()
    empty = db.session.scalars(sa.select(ContactMonth.period).where(ContactMonth.content.is_(None))).all()
    assert empty == [202603]
    assert keeping.keep(db.session, today=TODAY, region="HE") == 1


def test_a_contact_of_today_touches_no_kept_month(desks):
    keeping.keep(db.session, today=TODAY, region="HE", most=100)
    db.session.commit()
    make_contact(desks[0], db.session.scalars(sa.select(Person)).first(), day=TODAY)
    db.session.commit()
    assert db.session.scalar(sa.select(sa.func.count()).where(ContactMonth.content.is_(None))) == 0


def test_a_running_month_counts_only_today_afresh(desks, monkeypatch):
    make_contact(desks[0], None, day=TODAY)
    keeping.keep(db.session, today=TODAY, region="HE", most=100)
    db.session.commit()
    counted, count = [], contact_days.count_days
    monkeypatch.setattr(contact_days, "count_days", lambda s, *run: counted.append(run) or count(s, *run))
    running = [Period(2026, month=10), Period(2026, month=11)]
    contact_months.counted(db.session, running, TODAY, "HE")
    assert counted == [(TODAY, Period(2026, month=11).end)]


def test_a_correction_of_last_week_takes_that_day_and_later_days_of_the_person_out_of_use(desks):
    person, week_ago = make_client(), TODAY - timedelta(days=7)
    contact = make_contact(desks[0], None, day=week_ago)
    make_contact(desks[0], person, day=TODAY - timedelta(days=3))
    keeping.keep(db.session, today=TODAY, region="HE", most=100)
    db.session.commit()
    contact.person_id = person.id
    db.session.commit()
    empty = db.session.scalars(sa.select(ContactMonth.period).where(ContactMonth.content.is_(None))).all()
    assert sorted(empty) == [20261115, 20261119]


def test_a_case_after_a_first_contact_of_last_week_takes_that_day_out_of_use_and_no_settled_month(desks):
    person, week_ago = make_client(), TODAY - timedelta(days=7)
    make_contact(desks[0], person, day=week_ago)
    keeping.keep(db.session, today=TODAY, region="HE", most=100)
    db.session.commit()
    month = Period(2026, month=11)
    before = contact_months.counted(db.session, [month], TODAY, "HE")[month.code][0].read("neu")["unripe"]
    make_case(desks[0], person, opened_on=TODAY)
    db.session.commit()
    empty = db.session.scalars(sa.select(ContactMonth.period).where(ContactMonth.content.is_(None))).all()
    assert empty == [20261115]
    after = contact_months.counted(db.session, [month], TODAY, "HE")[month.code][0].read("neu")["unripe"]
    assert after == before > 0


def test_days_are_kept_no_more_once_their_month_has_long_settled(desks):
    keeping.keep(db.session, today=TODAY, region="HE", most=100)
    later = TODAY + timedelta(days=200)
    keeping.keep(db.session, today=later, region="HE", most=100)
    days = db.session.scalars(sa.select(ContactMonth.period).where(ContactMonth.period > 10_000_000)).all()
    assert not [code for code in days if code <= 20261122]


def test_an_erased_contact_of_a_running_month_counts_once(desks):
    contact = make_contact(desks[0], None, day=TODAY - timedelta(days=5))
    keeping.keep(db.session, today=TODAY, region="HE", most=100)
    db.session.commit()
    month = Period(2026, month=11)
    before = contact_months.counted(db.session, [month], TODAY, "HE")[month.code][0].cell("total")["contacts"]
    kept.keep_contacts(db.session, contact_ids=[contact.id], today=TODAY)
    db.session.execute(sa.delete(Contact).where(Contact.id == contact.id))
    db.session.execute(sa.update(KeptRow).where(KeptRow.contact_id == contact.id).values(contact_id=None))
    db.session.commit()
    after = contact_months.counted(db.session, [month], TODAY, "HE")[month.code][0].cell("total")["contacts"]
    assert after == before > 0


def test_a_check_names_the_month_and_the_day_that_went_wrong_and_a_rebuild_mends_them(desks):
    keeping.keep(db.session, today=TODAY, region="HE", most=100)
    db.session.commit()
    assert contact_faults.faults(db.session, TODAY, "HE") == []
    wrong = {"0": {"total": {"": {"contacts": 999}}}}
    for code in (202603, 20261116):
        db.session.execute(sa.update(ContactMonth).where(ContactMonth.period == code).values(content=wrong))
    assert contact_faults.faults(db.session, TODAY, "HE") == [
        "Kontakte im März 2026 weichen vom vollen Zählen ab",
        "Kontakte am 16.11.2026 weichen vom vollen Zählen ab",
    ]
    keeping.rebuild(db.session, today=TODAY, region="HE")
    assert contact_faults.faults(db.session, TODAY, "HE") == []


def test_a_month_that_changes_while_it_is_counted_stays_without_counts(desks, monkeypatch):
    keeping.forget(db.session, {202603})
    db.session.commit()
    count = contact_months.count_month

    def and_somebody_writes(session, month, today, region):
        found = count(session, month, today, region)
        if month.code == 202603:
            keeping.forget(session, {202603})
        return found

    monkeypatch.setattr(contact_months, "count_month", and_somebody_writes)
    keeping.keep(db.session, today=TODAY, region="HE", most=100)
    db.session.commit()
    assert db.session.scalar(sa.select(ContactMonth.content).where(ContactMonth.period == 202603)) is None


def test_the_way_into_help_is_counted_as_by_hand(app, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    user = make_user(Role.NAVIGATOR)
    day = Period(2026, month=3).start + timedelta(days=8)
    with_case, without, late, old, restricted = (make_client(restricted=n == 4) for n in range(5))
    for person in (with_case, without, late, restricted):
        make_contact(user, person, day=day)
    make_contact(user, old, day=day - timedelta(days=100))
    make_contact(user, old, day=day)
    make_case(user, with_case, opened_on=day + timedelta(days=30))
    make_case(user, late, opened_on=day + timedelta(days=31))
    make_appointment(user, with_case, day + timedelta(days=7))
    make_appointment(user, with_case, day + timedelta(days=9))
    make_appointment(user, without, day + timedelta(days=2), "missed")
    make_appointment(user, without, day + timedelta(days=3), "cancelled")
    make_contact(user, make_client(), day=TODAY)
    db.session.commit()
    march = contact_months.count_month(db.session, Period(2026, month=3), TODAY, "HE")[0]
    assert march.cell("neu") == {"converted": 1, "alone": 2}
    assert march.cell("termin") == {"kept": 2, "missed": 1, "cancelled": 1}
    assert march.values("wartezeit") == {str(count_workdays(day, day + timedelta(days=7), "HE")): {"n": 1}}
    now = contact_months.count_month(db.session, Period(2026, month=11), TODAY, "HE")[0]
    assert now.cell("neu") == {"unripe": 1}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Case)) == 2
