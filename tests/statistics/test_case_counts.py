"""The kept summary of cases equals a count by hand, whatever happened in between; nothing is ever stale."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotse.accounts.rules import Role
from lotse.cases.models import Case, Goal, Rating
from lotse.clients.models import Person
from lotse.deadlines.models import Deadline
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.measures.models import Finding, Measure
from lotse.statistics.actions import case_upkeep
from lotse.statistics.models import CaseCount, CaseRow
from lotse.statistics.queries import case_counts, case_records, labels, pages
from lotse.statistics.queries.pages import page_of
from lotse.statistics.rules.case_cells import CaseTally, cells_of
from lotse.statistics.rules.case_figures import figures_row
from lotse.statistics.rules.choices import Choice
from lotse.statistics.rules.periods import Comparison, Period, month_of
from lotse.statistics.rules.records import CaseRecord, DeadlineRecord, FindingRecord, in_scope
from tests.factories.accounts import make_unit, make_user
from tests.factories.statistics import NOW, TODAY, make_case, make_client, make_desk_year, make_sent
from tests.statistics.by_hand import count_by_hand, groups_by_hand

PERIODS = [Period(2026), Period(2025), Period(2026, quarter=4), Period(2026, quarter=2), Period(2026, month=11)]
WIDE = date(2024, 1, 1), date(2026, 12, 31)


@pytest.fixture
def users(app, monkeypatch):
    """Two people of two teams with a year and a half of cases."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    people = [make_user(Role.TEAM_LEAD, unit_id=make_unit(name=name).id) for name in ("Nord", "Süd")]
    make_desk_year(people, 100, seed=5, restricted_share=0.2)
    db.session.commit()
    return people


def living() -> list[CaseRecord]:
    return [case for piece in case_records.all_in_pieces(db.session()) for _, case in piece]


def assert_equal_to_a_count_by_hand(users) -> None:
    cases = living()
    for today in (TODAY, TODAY + timedelta(days=9)):
        for scope in ("all", *(f"unit{user.unit_id}" for user in users)):
            mine = [case for case in cases if in_scope(case, scope)]
            kept = case_counts.kept_cases(db.session(), scope, [WIDE_MONTHS], WIDE, today).view(scope)
            for period in PERIODS:
                before = period.compared_months(Comparison.YEAR_BEFORE, today)
                for months in ([period], before):
                    row = figures_row("", "", kept.everything, months, today)
                    assert dict(row.counts) == count_by_hand(mine, months, today), (scope, months, today)
    assert case_counts.faults(db.session()) == []


WIDE_MONTHS = [Period(year, month=month) for year in (2024, 2025, 2026) for month in range(1, 13)]


def change_something(dice: random.Random, users) -> None:
    case = dice.choice(list(db.session.scalars(sa.select(Case).order_by(Case.id))))
    day = TODAY - timedelta(days=dice.randrange(dice.choice([40, 500])))
    at = datetime(day.year, day.month, day.day, 23, 30, tzinfo=UTC)
    match dice.randrange(13):
        case 0:
            make_case(
                dice.choice(users), db.session.get(Person, case.person_id), opened_on=day, weight=dice.choice("ABC")
            )
        case 1 if case.closed_on is None and day >= case.opened_on:
            case.status, case.closed_on, case.closing_reason = (
                "closed",
                day,
                dice.choice(["moved_away", "goals_reached"]),
            )
        case 2 if case.closed_on is not None:
            case.status, case.closed_on, case.closing_reason = "open", None, ""
        case 3:
            case.weight, case.unit_id = dice.choice("ABC"), dice.choice(users).unit_id
        case 4:
            case.restricted = not case.restricted
        case 5:
            person = db.session.get(Person, case.person_id)
            person.restricted = not person.restricted
        case 6:
            db.session.add(Goal(case_id=case.id, topic="T", statement="Ich …", due_on=day, created_at=NOW))
            for goal in db.session.scalars(sa.select(Goal).where(Goal.case_id == case.id)):
                goal.outcome = dice.choice(["reached", "partly", None])
        case 7:
            values = {"dimension": "work", "view": "self", "value": dice.randrange(1, 6), "rated_on": day}
            rated = {"rated_by_id": users[0].id, "created_at": NOW, "person_id": case.person_id}
            db.session.add(Rating(case_id=case.id, **values, **rated))
        case 8:
            for number in range(dice.randrange(1, 3)):
                db.session.add(make_measure(case, f"M{number}"))
        case 9:
            measure = db.session.scalars(sa.select(Measure).limit(1)).first()
            if measure:
                db.session.delete(measure)
        case 10:
            starts = day + timedelta(days=dice.randrange(0, 60))
            spans = {"starts_on": starts, "ends_on": starts + timedelta(days=dice.randrange(40)), "first_seen_at": at}
            code, digest = dice.choice(["COVER_GAP", "PREREQ_UNMET", "OVERLAP"]), f"d{dice.random()}"
            db.session.add(
                Finding(case_id=case.id, code=code, digest=digest, minutes=90, sentence="L", content={}, **spans)
            )
        case 11:
            for found in db.session.scalars(sa.select(Finding).where(Finding.case_id == case.id)):
                found.gone_at = None if found.gone_at else max(at, found.first_seen_at)
        case 12:
            for deadline in db.session.scalars(sa.select(Deadline).where(Deadline.case_id == case.id)):
                deadline.override_day = dice.choice([None, day, TODAY + timedelta(days=3)])
                deadline.override_reason = "Bescheid" if deadline.override_day else ""
                deadline.closed_on, deadline.outcome = dice.choice([(None, None), (day, "done"), (day, "not_pursued")])
    if dice.random() < 0.1:
        db.session.rollback()
    db.session.commit()


def make_measure(case: Case, label: str) -> Measure:
    return Measure(
        case_id=case.id, person_id=case.person_id, kind="course", label=label, starts_on=TODAY, created_at=NOW
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_summary_equals_a_count_by_hand_after_random_histories(users, seed):
    dice = random.Random(seed)
    for _ in range(4):
        for _ in range(15):
            change_something(dice, users)
        assert_equal_to_a_count_by_hand(users)


def test_both_pages_show_what_counting_by_hand_gives_and_every_group_of_it(users):
    names, cases = labels.axis_labels(db.session()), living()
    user, compared = users[0], 0
    for period in PERIODS:
        choice = Choice(period, f"unit{user.unit_id}", None)
        mine = [case for case in cases if in_scope(case, choice.scope)]
        groups = groups_by_hand(mine, period, TODAY)
        for key in ("faelle", "verzahnung"):
            page = page_of(db.session(), key, choice, user, today=TODAY, now=NOW, names=names).page
            numbers = count_by_hand(mine, [period], TODAY)
            assert {
                n: page.overview.rows[0].count(n) for n in page.overview.names - {"duration"}
            }.items() <= numbers.items()
            for section in page.sections:
                for row in section.table.rows:
                    axis, _, value = row.key.partition("=")
                    if axis in groups:
                        column = {"code": "found", "dimension": "rated"}.get(axis, section.table.columns[0].part)
                        assert row.count(column) == groups[axis][value], (period.key, row.key)
                        compared += 1
    assert compared > 60


def test_a_restricted_case_counts_in_the_key_figures_of_the_county_and_nowhere_else(users):
    before = county(users[0])
    make_case(users[0], make_client(restricted=True), opened_on=date(2026, 3, 3))
    db.session.commit()
    after = county(users[0])
    assert after["everything"] == before["everything"] + 1
    assert (after["shown"], after["unit"]) == (before["shown"], before["unit"])


def county(user) -> dict[str, int]:
    kept = case_counts.kept_cases(db.session(), "all", [], WIDE, TODAY)
    year, view = (date(2026, 1, 1), date(2026, 12, 31)), kept.view("all")
    return {
        "everything": view.everything.count("opened", *year).total(),
        "shown": view.shown.count("opened", *year).total(),
        "unit": kept.view(f"unit{user.unit_id}").everything.count("opened", *year).total(),
    }


def test_a_finished_page_is_never_shown_again_after_a_change(users):
    make_sent(users[0])
    db.session.commit()
    names = labels.axis_labels(db.session())

    def tables(user, scope: str, key: str) -> list:
        page = page_of(db.session(), key, Choice(Period(2026), scope), user, today=TODAY, now=NOW, names=names).page
        return page.tables

    reader = make_user(Role.STATISTICS)
    asked = [
        (users[0], f"unit{users[0].unit_id}", "verzahnung"),
        (reader, "all", "faelle"),
        (reader, "all", "verzahnung"),
    ]
    before = [tables(*question) for question in asked]
    assert [tables(*question) for question in asked] == before
    assert len(pages._kept) >= 3
    for number in range(12):
        case = make_case(users[0], make_client(), opened_on=date(2026, 3, 3))
        start = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 6, 1), "first_seen_at": NOW - timedelta(days=200)}
        db.session.add(
            Finding(case_id=case.id, code="OVERLAP", digest=f"x{number}", minutes=1, sentence="L", content={}, **start)
        )
    db.session.commit()
    after = [tables(*question) for question in asked]
    pages.forget_finished()
    assert [tables(*question) for question in asked] == after
    assert all(new != old for new, old in zip(after, before, strict=True))


def test_the_caseload_on_a_kept_page_is_that_of_now(users):
    lead = users[0]
    case = make_case(lead, make_client(), opened_on=date(2026, 3, 3), lead_id=lead.id)
    db.session.commit()
    names, choice = labels.axis_labels(db.session()), Choice(Period(2026), f"unit{lead.unit_id}", None)

    def loads() -> dict:
        page = page_of(db.session(), "faelle", choice, lead, today=TODAY, now=NOW, names=names).page
        table = next(section.table for section in page.sections if section.key == "belastung")
        return {row.label: sum(row.count(weight) for weight in "abc") for row in table.rows}

    before = loads()
    case.lead_id = None
    db.session.commit()
    assert loads()[lead.name] == before[lead.name] - 1


def test_a_refused_request_leaves_no_trace_in_the_sums(users):
    before = county(users[0])
    make_case(users[0], make_client(), opened_on=date(2026, 3, 3))
    db.session.rollback()
    db.session.commit()
    assert county(users[0]) == before


def test_what_touches_no_figure_costs_no_statement_of_the_summary(users, monkeypatch):
    case = db.session.scalars(sa.select(Case)).first()
    monkeypatch.setattr(case_upkeep, "refresh", lambda *_: pytest.fail("nothing to count"))
    case.last_change_at, case.reason = NOW, "Anders"
    db.session.commit()


def test_sums_that_were_tampered_with_are_found_and_made_anew(users):
    db.session.execute(sa.update(CaseCount).where(CaseCount.axis == "goal").values(n=CaseCount.n + 1))
    first = db.session.scalars(sa.select(CaseRow.id).order_by(CaseRow.id)).first()
    db.session.execute(sa.update(CaseRow).where(CaseRow.id == first).values(scope=999))
    found = case_counts.faults(db.session())
    assert "Fälle, deren Zahlen von ihren Akten abweichen: 1" in found
    assert "Summen der Fälle nach „goal“ weichen vom vollen Zählen ab" in found
    case_upkeep.rebuild(db.session())
    assert case_counts.faults(db.session()) == []


def test_a_case_filled_in_around_the_session_is_counted_with_its_first_change(users):
    case = db.session.scalars(sa.select(Case).order_by(Case.id)).first()
    db.session.execute(sa.delete(CaseRow))
    db.session.execute(sa.delete(CaseCount))
    case.weight = "A" if case.weight != "A" else "B"
    db.session.commit()
    rows = db.session.execute(sa.select(CaseRow.case_id, CaseRow.cells)).all()
    assert [row.case_id for row in rows] == [case.id]
    assert rows[0].cells


def test_closed_cases_count_on_after_their_deletion_without_their_days_and_open_ones_do_not(users):
    closed, still_open = (
        make_case(users[0], make_client(), opened_on=date(2026, 2, 10), **fields)
        for fields in ({"closed_on": date(2026, 5, 20), "status": "closed", "closing_reason": "moved_away"}, {})
    )
    db.session.commit()
    before = county(users[0])
    for case in (closed, still_open):
        db.session.delete(case)
    db.session.commit()
    assert case_upkeep.blur_forgotten(db.session(), today=TODAY) == 2
    assert case_upkeep.blur_forgotten(db.session(), today=TODAY) == 0
    db.session.commit()
    assert county(users[0])["everything"] == before["everything"] - 1
    assert case_counts.faults(db.session()) == []
    stored = db.session.scalars(sa.select(CaseRow.cells).where(CaseRow.case_id.is_(None))).all()
    periods = {period for cells in stored for period, *_ in cells}
    assert 202605 in periods
    assert not {20260210, 20260520} & periods


def test_a_day_later_a_gap_has_begun_and_a_deadline_is_missed_though_nothing_was_written():
    gap = FindingRecord("COVER_GAP", date(2026, 11, 2), TODAY + timedelta(days=1), date(2027, 1, 1), None, 60)
    deadline = DeadlineRecord(TODAY, None, "")
    case = CaseRecord(date(2026, 1, 1), None, "", "B", 0, 1, False, findings=(gap,), deadlines=(deadline,), measures=2)
    tally = CaseTally.of(cells_of(case))
    today, tomorrow = (figures_row("", "", tally, [Period(2026)], TODAY + timedelta(days=n)).counts for n in (0, 1))
    assert (today["ahead"], today["due"], today["with_gap"]) == (1, 0, 1)
    assert (tomorrow["ahead"], tomorrow["bitten"], tomorrow["due"]) == (0, 1, 1)


days = st.dates(date(2024, 11, 1), date(2026, 12, 31))
maybe = st.one_of(st.none(), days)
gaps = st.builds(
    FindingRecord, st.sampled_from(["COVER_GAP", "PREREQ_UNMET", "OVERLAP"]), days, days, days, maybe, st.just(30)
)
deadlines = st.builds(DeadlineRecord, days, maybe, st.sampled_from(["", "done", "not_pursued"]))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    days, maybe, st.lists(gaps, max_size=4), st.lists(deadlines, max_size=3), st.integers(0, 3), days,
    st.sampled_from([*PERIODS, month_of(date(2025, 2, 1))]),
)  # fmt: skip
def test_cells_of_any_case_read_on_any_day_give_what_counting_by_hand_gives(
    opened, closed, found, due, measures, today, period
):
    closed = closed if closed and closed >= opened else None
    case = CaseRecord(
        opened, closed, "", "B", 0, 1, False, findings=tuple(found), deadlines=tuple(due), measures=measures
    )  # fmt: skip
    row = figures_row("", "", CaseTally.of(cells_of(case)), [period], today)
    assert dict(row.counts) == count_by_hand([case], [period], today)
    assert Counter(row.counts) == Counter(count_by_hand([case], [period], today))
