"""The records behind the numbers: every number leads to as many as it says, for whoever may open them; nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from lotse.accounts.rules import Role
from lotse.demo.municipalities import MAP_FILE
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.statistics.actions import keeping
from lotse.statistics.queries import labels, scopes
from lotse.statistics.queries.behind.listing import Listing, Reader
from lotse.statistics.queries.building import REFERRAL_PAGES
from lotse.statistics.queries.pages import PAGES, page_of
from lotse.statistics.routes.records import LISTS
from lotse.statistics.rules.behind import read_behind
from lotse.statistics.rules.choices import Choice, read_choice
from lotse.statistics.rules.pages import BEFORE_KEY, Page
from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.tables import Column, Kind, Row, Table
from tests.factories.accounts import make_unit, make_user
from tests.factories.statistics import NOW, TODAY, make_desk_year, make_many

NOT_LISTED = {"hours", "percent"}


@pytest.fixture
def lead(app, monkeypatch):
    """A lead in a county of two teams with everything in it."""
    for name, value in (("today", TODAY), ("now", NOW)):
        monkeypatch.setattr(clock, name, lambda value=value: value)
    user = make_user(Role.TEAM_LEAD, unit_id=make_unit(name="Lotsenteam").id)
    keeping.store_map(raw=MAP_FILE.read_bytes(), file_name="musterkreis.geojson", by=None, now=NOW)
    workers = [user, make_user(Role.NAVIGATOR, unit_id=user.unit_id), make_user(Role.NAVIGATOR)]
    make_many(workers, 120, seed=3)
    make_desk_year(workers, 100, seed=4)
    db.session.commit()
    return user


def build(user, key: str, choice: Choice) -> Page:
    return page_of(db.session(), key, choice, user, today=TODAY, now=NOW, names=labels.axis_labels(db.session())).page


def cells(page: Page) -> Iterator[tuple[Table, Row, Column]]:
    for table in page.tables:
        for row in [*table.rows, *([table.total] if table.total else [])]:
            if row.key != BEFORE_KEY:
                yield from ((table, row, column) for column in table.columns)


def follow(user, choice: Choice, query) -> Listing:
    """Go where the link of a number leads, the way its address is read."""
    known = scopes.list_scopes(user)
    address = {**choice.address(), **query}
    at = read_choice(
        address, today=TODAY, scopes=known, default_scope=choice.scope, known=labels.axis_labels(db.session())
    )
    behind = read_behind(address)
    return LISTS[behind.records][0](db.session(), at, behind, Reader(user, TODAY, NOW))


CHOICES = (
    Choice(Period(2026), "unit"),
    Choice(Period(2026, quarter=2), "unit"),
    Choice(Period(2026, month=3), "unit"),
    Choice(Period(2025), "unit"),
    Choice(Period(2026), "all"),
    Choice(Period(2026), "unit", filters={"age": "25-49", "standing": "nicht-angekommen"}),
)


@pytest.mark.parametrize("key", PAGES)
def test_every_number_a_lead_sees_exactly_leads_to_as_many_records(lead, key):
    followed = 0
    for wanted in CHOICES:
        scope = f"unit{lead.unit_id}" if wanted.scope == "unit" else "all"
        filters = wanted.filters if key in REFERRAL_PAGES else {}
        choice = Choice(wanted.period, scope, filters=filters)
        if not scopes.sees_exactly(lead, scope, key):
            continue
        for table, row, column in cells(build(lead, key, choice)):
            counted = row.count(column.part)
            if column.kind not in (Kind.COUNT, Kind.SHARE) or not counted or column.part in NOT_LISTED:
                continue
            query = table.records_query(row, column)
            assert query, f"{table.title}: {row.label}, {column.title} leads nowhere"
            listing = follow(lead, choice, query)
            assert listing.total == counted, (choice, table.key, row.key, column.part, query)
            assert sum(r.times for r in listing.rows) + listing.hidden == counted or listing.pages > 1
            followed += 1
    assert followed > 80


def test_every_such_number_is_a_link_on_the_page(lead, login_as):
    browser = login_as(lead)
    for key in PAGES:
        _links_of(browser, lead, key)


def _links_of(browser, lead, key):
    page = build(lead, key, Choice(Period(2026), f"unit{lead.unit_id}"))
    text = browser.get(f"/statistik/{key}?zeitraum=2026").text
    links = len(re.findall(r'<td class="number"><a href="/statistik/liste', text))
    shown = [
        table.records_query(row, column)
        for table in page.tables[1:]
        for row in table.all_rows
        for column in table.columns
        if table.text(row, column) != "–"
    ]
    assert links == len([query for query in shown if query])
    for tile in page.tiles:
        if tile.query and tile.value != "–":
            assert f'">{tile.value}</a></dd>' in text.replace("&nbsp;", "\u00a0"), tile.title


def test_every_record_of_a_list_opens_for_the_lead(lead, login_as):
    browser = login_as(lead)
    opened = set()
    for address in (
        "",
        "spalte=ripe_unmet",
        "liste=kontakte",
        "liste=kontakte&gruppe=wochentag:2&spalte=hour17",
        "liste=kontakte&spalte=everyone_new",
        "liste=termine&spalte=appointments",
        "liste=faelle&gruppe=fall:&spalte=active",
        f"liste=faelle&gruppe=fuehrung:{lead.id}&spalte=b",
        "liste=wiedervorlagen",
    ):
        text = browser.get(f"/statistik/liste?sicht=unit{lead.unit_id}&{address}").text
        links = re.findall(r'<th scope="row"><a href="([^"]+)"', text)
        assert links, address
        for link in links[:4]:
            assert browser.get(link).status_code == 200, link
            opened.add(link.split("/")[1])
    assert opened == {"vermittlungen", "empfang", "faelle", "personen"}


def test_who_may_not_open_the_records_gets_no_link_and_protected_numbers(lead, login_as):
    for role in (Role.NAVIGATOR, Role.STATISTICS, Role.TEAM_LEAD):
        browser = login_as(role)
        for key in PAGES:
            text = browser.get(f"/statistik/{key}?zeitraum=2026-Q1&sicht=all").text
            exact = role is Role.TEAM_LEAD and key == "kontakte"  # a lead may open every contact
            assert ("/statistik/liste" in text) is exact, (role, key)
            assert ("Geschützte Zahlen" in text) is not exact, (role, key)
        if role is not Role.TEAM_LEAD:
            assert browser.get("/statistik/liste?liste=kontakte").status_code == 403
