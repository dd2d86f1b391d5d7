"""One figure, one value: page, chart, workbook, CSV and report agree, for every role, over all figures."""

from __future__ import annotations

import re

import pytest

from lotse.accounts.rules import Role
from lotse.demo.municipalities import MAP_FILE
from lotse.foundation import clock
from lotse.foundation.clock import local
from lotse.foundation.db import db
from lotse.statistics.actions import keeping
from lotse.statistics.queries import labels, scopes
from lotse.statistics.queries.pages import PAGES
from lotse.statistics.queries.reports import report_of
from lotse.statistics.rules.choices import Choice
from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.protection import protected
from tests.factories.accounts import make_unit, make_user
from tests.factories.statistics import NOW, TODAY, make_desk_year, make_many
from tests.statistics.reading import number, read_csv, read_page, read_workbook

READERS = (Role.NAVIGATOR, Role.TEAM_LEAD, Role.STATISTICS)


@pytest.fixture
def county(app, monkeypatch):
    """A county with everything in it; returns one account per reading role."""
    for name, value in (("today", TODAY), ("now", NOW)):
        monkeypatch.setattr(clock, name, lambda value=value: value)
    team = make_unit(name="Lotsenteam").id
    users = {role: make_user(role, unit_id=team if role is not Role.STATISTICS else None) for role in READERS}
    keeping.store_map(raw=MAP_FILE.read_bytes(), file_name="musterkreis.geojson", by=None, now=NOW)
    workers = [users[Role.TEAM_LEAD], users[Role.NAVIGATOR], make_user(Role.NAVIGATOR)]
    make_many(workers, 400, seed=11)
    make_desk_year(workers, 200, seed=12)
    db.session.commit()
    return users


def test_page_chart_workbook_csv_and_report_carry_the_same_numbers_for_every_role(county, login_as):
    browsers = {role: login_as(user) for role, user in county.items()}
    names, lead = labels.axis_labels(db.session()), county[Role.TEAM_LEAD]
    choice = Choice(Period(2026, quarter=2))
    report = report_of(db.session(), choice, lead, today=TODAY, now=local(NOW), names=names)
    printed = {page.key: page for page, _ in report.parts}
    compared = 0
    for key in PAGES:
        address = f"/statistik/{key}?zeitraum=2026-Q2&sicht=all"
        books = {b.get(f"/statistik/{key}/tabelle.csv?zeitraum=2026-Q2&sicht=all").data for b in browsers.values()}
        assert len(books) == 1, "every role gets the same file"
        csv = read_csv(books.pop())
        book = read_workbook(
            browsers[Role.NAVIGATOR].get(f"/statistik/{key}/tabelle.xlsx?zeitraum=2026-Q2&sicht=all").data
        )
        html = browsers[Role.STATISTICS].get(address).text
        shown, tiles = read_page(html)
        assert read_page(browsers[Role.NAVIGATOR].get(address).text) == (shown, tiles)
        page = printed[key]
        assert list(shown) == [s.key for s in page.sections if not s.table.is_void]
        assert list(tiles.values()) == [tile.value for tile in page.tiles]
        sheets = dict(
            zip([page.overview.key, *(s.key for s in page.sections)], zip(book, csv, strict=True), strict=True)
        )
        for section in page.sections:
            if section.key not in shown or "zeiten" in section.key:
                continue
            in_book, in_csv = sheets[section.key]
            printed_cells = [[section.table.text(r, c) for c in section.table.columns] for r in section.table.all_rows]
            on_page = [row[1:] for row in shown[section.key][1:]]
            assert on_page == printed_cells
            for line, row in enumerate(on_page):
                numbers = [number(cell) for cell in row]
                assert numbers == [number(cell) for cell in in_book[line + 1][1:]], (key, section.key)
                assert numbers == [number(cell or None) for cell in in_csv[line + 1][1:]], (key, section.key)
                compared += len(numbers)
    assert compared > 500


def test_charts_print_only_numbers_of_their_table(county, login_as):
    browser = login_as(county[Role.STATISTICS])
    checked = 0
    for key in PAGES:
        html = browser.get(f"/statistik/{key}?zeitraum=2026").text
        tables, _ = read_page(html)
        for section, rows in tables.items():
            part = html.partition(f'id="{section}"')[2].partition("</section>")[0]
            values = re.findall(r'class="[^"]*(?:chart-value|chart-on-series)[^"]*"[^>]*>([^<]+)</text>', part)
            cells = {cell for row in rows for cell in row} | {"0"}
            assert {v for v in values if v not in cells} == set(), (key, section)
            checked += len(values)
    assert checked > 50


def test_what_everybody_sees_is_the_lead_s_number_rounded(county, login_as, monkeypatch):
    lead = login_as(county[Role.TEAM_LEAD])
    unit = county[Role.TEAM_LEAD].unit_id
    compared, truly = 0, scopes.sees_exactly
    for key in PAGES:
        address = f"/statistik/{key}?zeitraum=2026&sicht=unit{unit}"
        exact, _ = read_page(lead.get(address).text)
        monkeypatch.setattr("lotse.statistics.queries.pages.scopes.sees_exactly", lambda *_: False)
        safe, _ = read_page(lead.get(address).text)
        monkeypatch.setattr("lotse.statistics.queries.pages.scopes.sees_exactly", truly)
        for section, rows in safe.items():
            known = {row[0]: row for row in exact[section][1:]}
            for row in rows[1:]:
                for title, cell, true in zip(rows[0][1:], row[1:], known[row[0]][1:], strict=True):
                    if (
                        re.fullmatch(r"[\d\u202f]+", cell)
                        and re.fullmatch(r"[\d\u202f]+", true)
                        and "Tage" not in title
                        and "1\u202f000" not in title
                    ):
                        if "Median" in title or title == "Stunden":
                            continue
                        assert number(cell) == protected(int(number(true))), (key, section, row[0], title)
                        compared += 1
    assert compared > 120
