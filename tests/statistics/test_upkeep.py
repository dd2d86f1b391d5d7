"""The kept summary equals the full count, whatever happened to the records in between."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.clients.models import Person
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.foundation.workdays import count_workdays
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import Kind, State
from lotse.statistics.actions import upkeep
from lotse.statistics.models import ReferralCount, ReferralDays, ReferralFactRow
from lotse.statistics.queries import full_counts, summary
from lotse.statistics.queries.building import REFERRAL_PAGES
from lotse.statistics.rules.counted import Wanted
from lotse.statistics.rules.periods import Comparison, Period
from lotse.statistics.rules.referral_cells import AXES, AXIS_CODES, COUNTERS, MEASURES, TOTAL, WHOLE
from tests.factories.accounts import make_user
from tests.factories.statistics import NOW, TODAY, make_client, make_many, make_sent

EVERYTHING = Wanted(AXES[1:], MEASURES, MEASURES, [("sent", 1000)], "receiver", True)


@pytest.fixture(autouse=True)
def _fixed_day(app, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: NOW)


def stored() -> tuple[dict, dict]:
    """The summaries as they stand, without empty cells."""
    count, days = ReferralCount, ReferralDays
    rows = db.session.execute(
        sa.select(count.scope, count.period, count.axis, count.value, *[getattr(count, n) for n in COUNTERS])
    )
    histogram = db.session.execute(
        sa.select(days.scope, days.period, days.axis, days.value, days.measure, days.days, days.n).where(days.n != 0)
    )
    return {tuple(r[:4]): tuple(r[4:]) for r in rows if any(r[4:])}, {tuple(r[:6]): r[6] for r in histogram}


def year_total(name: str) -> int:
    return summary.counted(db.session, "all", Period(2026), [], [], Wanted(())).total[name]


def test_a_summary_kept_through_many_changes_equals_the_full_count():
    users = [make_user(Role.NAVIGATOR), make_user(Role.NAVIGATOR)]
    make_many(users, 250)
    db.session.commit()
    dice = random.Random(5)
    for referral in dice.sample(list(db.session.scalars(sa.select(Referral))), 120):
        referral.state = dice.choice(list(State))
        referral.accepted_on = referral.sent_on and referral.sent_on + timedelta(days=dice.randrange(30))
        db.session.flush()
    for person in dice.sample(list(db.session.scalars(sa.select(Person))), 25):
        person.municipality_key, person.restricted = "00999007", dice.random() < 0.5
    for referral in dice.sample(list(db.session.scalars(sa.select(Referral))), 20):
        db.session.delete(referral)
    db.session.commit()
    kept = stored()
    assert full_counts.faults(db.session) == []
    upkeep.recount(db.session, today=TODAY, now=NOW)
    assert stored() == kept
    facts = db.session.scalar(sa.select(sa.func.count()).select_from(ReferralFactRow))
    upkeep.rebuild(db.session, region="HE", today=TODAY, now=NOW)
    assert stored() == kept
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ReferralFactRow)) == facts


@pytest.mark.parametrize("scope_of", [lambda u: "all", lambda u: f"unit{u.unit_id}"])
def test_a_page_reads_the_same_from_the_summary_and_from_the_facts(scope_of):
    users = [make_user(Role.NAVIGATOR), make_user(Role.NAVIGATOR)]
    make_many(users, 200, seed=2)
    db.session.commit()
    scope = scope_of(users[0])
    for period in (Period(2026), Period(2026, quarter=3), Period(2026, month=9), Period(2025)):
        months, before = period.months(TODAY), period.compared_months(Comparison.YEAR_BEFORE, TODAY)
        for wanted in (EVERYTHING, *(kind.wanted for kind in REFERRAL_PAGES.values())):
            short = summary.counted(db.session, scope, period, months, before, wanted)
            full = summary.counted_in_full(db.session, scope, period, months, before, wanted, {}, TODAY)
            assert short == full


def test_the_figures_are_those_that_counting_by_hand_gives():
    user = make_user(Role.NAVIGATOR)
    make_many([user], 150, seed=3)
    db.session.commit()
    found = summary.counted(db.session, "all", Period(2026), [], [], Wanted(["kind"])).total
    by_hand: Counter = Counter()
    for r in db.session.scalars(sa.select(Referral)):
        if r.state == State.ENTERED_IN_ERROR or r.sent_on.year != 2026:
            continue
        ripe, asked = r.sent_on <= date(2026, 10, 11), r.kind != Kind.HINT
        by_hand["sent"] += 1
        by_hand["open"] += r.state in (
            "requested",
            "received",
            "question",
            "accepted",
            "waitlisted",
            "declined_pending",
        )
        by_hand["ripe"] += ripe
        by_hand["ripe_answered"] += ripe and asked and r.answered_on is not None
        by_hand["ripe_final"] += ripe and r.state in ("completed", "unsuccessful", "declined", "redirected")
        by_hand["late"] += r.answered_on is not None and count_workdays(r.sent_on, r.answered_on, "HE") > 5
        by_hand["confirmed"] += r.effect_confirmed_on is not None
    assert {name: found[name] for name in by_hand} == dict(by_hand)


def test_a_summary_that_was_tampered_with_is_found_and_made_anew():
    make_many([make_user(Role.NAVIGATOR)], 20, seed=9)
    db.session.commit()
    assert full_counts.faults(db.session) == []
    db.session.execute(sa.update(ReferralCount).where(ReferralCount.axis == AXIS_CODES["area"]).values(sent=7))
    db.session.execute(sa.delete(ReferralDays))
    first = db.session.scalar(sa.select(sa.func.min(ReferralFactRow.id)))
    db.session.execute(sa.delete(ReferralFactRow).where(ReferralFactRow.id == first))
    found = full_counts.faults(db.session)
    assert any("„area“" in words for words in found)
    assert any("Dauern" in words for words in found)
    assert any("in der Statistik" in words for words in found)
    upkeep.rebuild(db.session, region="HE", today=TODAY, now=NOW)
    assert full_counts.faults(db.session) == []


def test_a_draft_and_an_error_do_not_count_and_a_correction_takes_effect_at_once():
    user = make_user(Role.NAVIGATOR)
    draft = make_sent(user, state=State.DRAFT, sent_on=None)
    sent = make_sent(user)
    db.session.commit()
    assert year_total("sent") == 1
    draft.state, draft.sent_on = State.REQUESTED, TODAY
    db.session.commit()
    assert year_total("sent") == 2
    sent.state = State.ENTERED_IN_ERROR
    db.session.commit()
    assert year_total("sent") == 1


def test_a_refused_request_leaves_no_trace_in_the_figures():
    make_sent(make_user(Role.NAVIGATOR))
    db.session.rollback()
    assert stored() == ({}, {})


def test_restricted_referrals_count_in_the_total_of_the_county_and_nowhere_else():
    user = make_user(Role.NAVIGATOR)
    make_sent(user, make_client(restricted=True))
    make_sent(user)
    db.session.commit()
    counts, _ = stored()
    sent = {(scope, axis): numbers[0] for (scope, period, axis, _), numbers in counts.items() if period == 202600}
    whole = (WHOLE, AXIS_CODES[TOTAL])
    assert sent[whole] == 2
    assert {n for key, n in sent.items() if key != whole} == {1}


def test_an_address_under_a_block_leaves_no_place():
    make_sent(make_user(Role.NAVIGATOR), make_client(address_block_until=date(2027, 1, 1)))
    db.session.commit()
    assert db.session.scalar(sa.select(ReferralFactRow.municipality)) == "-"


def test_a_referral_ripens_after_42_days_and_not_before():
    make_sent(make_user(Role.NAVIGATOR), sent_on=TODAY - timedelta(days=41))
    db.session.commit()
    assert upkeep.advance_ripeness(db.session, today=TODAY, now=NOW) == 0
    assert year_total("ripe") == 0
    assert upkeep.advance_ripeness(db.session, today=TODAY + timedelta(days=1), now=NOW) == 1
    assert upkeep.advance_ripeness(db.session, today=TODAY + timedelta(days=1), now=NOW) == 0
    assert year_total("ripe") == 1


def test_figures_survive_the_deletion_of_the_records_without_a_way_back():
    users = [make_user(Role.NAVIGATOR)]
    make_many(users, 60, seed=4)
    db.session.commit()
    before = stored()
    db.session.execute(sa.delete(Referral))
    db.session.commit()
    assert upkeep.blur_forgotten(db.session) > 0
    upkeep.recount(db.session, today=TODAY, now=NOW)
    assert stored()[1] == before[1]
    names = ("sent", "open", "completed", "declined", "late")
    picked = [COUNTERS.index(n) for n in names]
    assert {k: [v[i] for i in picked] for k, v in stored()[0].items()} == {
        k: [v[i] for i in picked] for k, v in before[0].items()
    }
    row = db.session.execute(sa.select(ReferralFactRow)).scalars().first()
    assert row.referral_id is None
    assert row.sent_on.day == 1


def test_a_finished_page_is_never_shown_again_after_a_change(login_as):
    user = make_user(Role.NAVIGATOR)
    make_many([user], 30, seed=6)
    db.session.commit()
    browser = login_as(Role.STATISTICS)

    def sent() -> str:
        found = re.search(
            r'tile__label">Vermittelt</dt><dd class="tile__value">(\d+)', browser.get("/statistik/vermittlungen").text
        )
        return found.group(1)

    before = sent()
    assert sent() == before
    for _ in range(20):
        make_sent(user)
    db.session.commit()
    assert int(sent()) == int(before) + 20
