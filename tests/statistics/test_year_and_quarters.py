"""A year is the sum of its quarters, in every count but those whose definition says otherwise."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from lotse.accounts.rules import Role
from lotse.cases.models import Goal
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.statistics.queries import labels
from lotse.statistics.queries.building import PageBuilder
from lotse.statistics.queries.pages import PAGES
from lotse.statistics.rules.choices import Choice
from lotse.statistics.rules.figures import FIGURES
from lotse.statistics.rules.guard import NOT_ADDITIVE
from lotse.statistics.rules.periods import Period
from tests.factories.accounts import make_unit, make_user
from tests.factories.statistics import NOW, TODAY, make_case, make_client, make_desk_year, make_many

WHOLE_HOURS = {"hours"}
OF_TODAY = {"belastung", "wiedervorlagen"}


@pytest.fixture
def lead(app, monkeypatch):
    for name, value in (("today", TODAY), ("now", NOW)):
        monkeypatch.setattr(clock, name, lambda value=value: value)
    user = make_user(Role.TEAM_LEAD, unit_id=make_unit(name="Lotsenteam").id)
    make_many([user, make_user(Role.NAVIGATOR)], 80)
    make_desk_year([user, make_user(Role.NAVIGATOR)], 120)
    db.session.commit()
    return user


def counts(key: str, scope: str, period: Period) -> Counter[tuple[str, str, str]]:
    builder = PageBuilder(db.session(), key, today=TODAY, names=labels.axis_labels(db.session()))
    page = builder.build(Choice(period, scope, None), exact=scope != "all")
    found = Counter[tuple[str, str, str]]()
    for table in page.tables:
        if table.key not in OF_TODAY:
            for row in [*table.rows, *([table.total] if table.total else [])]:
                found |= Counter({(table.key, row.key, name): row.count(name) or 0 for name in table.names})
    return found


def test_a_year_is_the_sum_of_its_quarters_on_every_page_and_in_every_view(lead):
    added = 0
    for key in PAGES:
        for scope in ("all", f"unit{lead.unit_id}"):
            for year in (2025, 2026):
                whole = counts(key, scope, Period(year))
                parts = sum((counts(key, scope, Period(year, quarter=q)) for q in (1, 2, 3, 4)), Counter())
                for cell in {*whole, *parts}:
                    if cell[2] not in NOT_ADDITIVE | WHOLE_HOURS:
                        assert whole[cell] == parts[cell], (key, scope, year, cell)
                        added += whole[cell] > 0
    assert added > 500


def test_a_goal_counts_in_the_quarter_of_its_day_though_its_case_was_closed_before(lead):
    periods = [Period(2026), *(Period(2026, quarter=q) for q in (1, 2, 3, 4))]

    def reached() -> list[int]:
        return [counts("faelle", "all", period)["ziele", "goal=reached", "n"] for period in periods]

    before = reached()
    closed = {"status": "closed", "closing_reason": "moved_away", "closed_on": date(2026, 2, 10)}
    case = make_case(lead, make_client(), opened_on=date(2026, 1, 5), **closed)
    goal = {"topic": "Thema", "statement": "Ich …", "outcome": "reached", "created_at": NOW}
    db.session.add(Goal(case_id=case.id, due_on=date(2026, 8, 1), **goal))
    db.session.commit()
    assert [now - then for now, then in zip(reached(), before, strict=True)] == [1, 0, 0, 1, 0]


def test_the_definition_beside_a_figure_says_whether_it_adds_up():
    for key in ("goals", "gaps", "kept", "life_change"):
        assert "ein Jahr ist die Summe seiner Quartale" in FIGURES[key].sentence
    for key in ("active", "gap_share"):
        assert "die Quartale ergeben zusammen nicht das Jahr" in FIGURES[key].sentence
    assert "seine Quartale zusammen können mehr ergeben" in FIGURES["persons"].sentence
