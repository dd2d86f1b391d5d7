"""Findings as rows: first seen, acknowledged, bridged, gone."""

from __future__ import annotations

from datetime import date, timedelta

from lotse.accounts.queries import get_user
from lotse.measures.actions import findings as finding_actions
from lotse.measures.actions.measures import change_state
from lotse.measures.actions.waivers import end_waiver, waive
from lotse.measures.queries import findings as finding_queries
from lotse.measures.queries.radar import radar
from lotse.measures.rules.states import State
from tests.factories.accounts import make_user
from tests.factories.cases import AT, DAY
from tests.factories.measures import make_measure

LATER = AT + timedelta(days=1)


def test_a_new_gap_is_seen_once_and_goes_when_it_closes(household):
    case, child, *_ = household
    [row] = finding_queries.open_rows(case.id)
    assert row.first_seen_at == AT
    assert row.sentence.startswith("Mia Testkind nicht betreut: Mo–Fr 07:40–08:30 Uhr")
    finding_actions.refresh_all(today=DAY + timedelta(days=1), now=LATER)
    assert [r.first_seen_at for r in finding_queries.open_rows(case.id)] == [AT]
    make_measure(case, "Mo–Fr 7–9", person=child, kind="childminding", label="Tagesmutter")
    assert finding_queries.open_rows(case.id) == []


def test_a_gap_that_comes_back_is_news_again(household):
    case, child, _, _, _ = household
    minder = make_measure(case, "Mo–Fr 7–9", person=child, kind="childminding")
    change_state(measure=minder, to=State.BROKEN_OFF, today=DAY, now=LATER)
    [row] = finding_queries.open_rows(case.id)
    assert (row.first_seen_at, row.acknowledged_at) == (LATER, None)


def test_an_acknowledged_finding_leaves_today_and_stays_in_the_case(household):
    case = household[0]
    assert [line.text for line in _news(case, DAY)]
    [row] = finding_queries.open_rows(case.id)
    finding_actions.acknowledge(finding=row, by=make_user(), now=LATER)
    assert _news(case, DAY) == []
    assert len(finding_queries.open_rows(case.id)) == 1


def test_a_waiver_bridges_until_its_last_day_and_then_the_gap_is_back(household):
    case, _, _, _, rule = household
    by = make_user()
    end = DAY + timedelta(days=10)
    waiver = waive(gap=rule, reason="Oma", bridging="holt ab", valid_until=end, by=by, today=DAY, now=AT)
    [line] = [li for li in radar(_lead(case), DAY, LATER) if li.kind == "COVER_GAP"]
    assert line.done == "überbrückt"
    assert _news(case, end) == []
    assert _news(case, end + timedelta(days=1))
    end_waiver(waiver=waiver, now=LATER)
    assert _news(case, DAY)


def test_a_gap_noted_while_bridged_is_news_again_when_the_bridge_is_gone(household):
    case, *_, rule = household
    by = make_user()
    end = DAY + timedelta(days=10)
    waive(gap=rule, reason="Oma", bridging="", valid_until=end, by=by, today=DAY, now=AT)
    [row] = finding_queries.open_rows(case.id)
    finding_actions.acknowledge(finding=row, by=by, now=LATER)
    finding_actions.refresh_all(today=end, now=AT + timedelta(days=10))
    assert _news(case, end) == []
    after = end + timedelta(days=1)
    finding_actions.refresh_all(today=after, now=AT + timedelta(days=11))
    assert len(_news(case, after)) == 1


def test_a_closure_entered_in_the_directory_is_seen_at_once(household):
    from lotse.directory.actions.organisations import add_closure, add_organisation, remove_closure

    case, _, _, kita, _ = household
    house = add_organisation(by=None, now=AT, name="Kita Amsel", street="Weg 1", postcode="99901", town="Musterstadt")
    kita.organisation_id = house.id
    finding_actions.refresh(case_id=case.id, today=DAY, now=AT)
    day = date(2026, 12, 9)
    closure = add_closure(organisation=house, label="Teamtag", starts_on=day, ends_on=day, by=None, now=AT)
    assert len(finding_queries.open_rows(case.id)) == 2
    remove_closure(closure=closure, by=make_user(), now=AT)
    assert len(finding_queries.open_rows(case.id)) == 1


def _news(case, day):
    """Findings in the cases of its lead that nobody has noted or bridged."""
    return [line for line in radar(_lead(case), day, LATER, mine=True) if line.kind == "COVER_GAP" and not line.done]


def _lead(case):
    return get_user(case.lead_id)


def test_a_closed_case_has_no_open_findings_after_the_night(household):
    case = household[0]
    case.status, case.closed_on = "closed", DAY
    finding_actions.refresh_all(today=DAY, now=LATER)
    assert finding_queries.open_rows(case.id) == []
