"""The attacker: takes everything all roles, teams and periods hand out, adds it up, and must pin no cell of 1 to 4."""

from __future__ import annotations

import io
import itertools
import re

import openpyxl
import pytest

from lotse.accounts.rules import Role
from lotse.demo.municipalities import MAP_FILE
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.foundation.sheets import sheet_html
from lotse.statistics.actions import keeping
from lotse.statistics.queries import labels
from lotse.statistics.queries.building import REFERRAL_PAGES
from lotse.statistics.queries.pages import PAGES, page_of
from lotse.statistics.rules.choices import Choice
from lotse.statistics.rules.periods import read_period
from tests.factories.accounts import make_unit, make_user
from tests.factories.statistics import NOW, TODAY, make_desk_year, make_many
from tests.statistics.attacker import GROUPS, PERIODS, Attacker, tables_of
from tests.statistics.reading import read_csv, read_page


def make_office(monkeypatch, referrals: int, persons: int):
    """Two teams with their leads, no restricted case and no referral without one: every sum holds, the hardest case."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    leads = [make_user(Role.TEAM_LEAD, unit_id=make_unit(name=name).id) for name in ("Nord", "Süd")]
    keeping.store_map(raw=MAP_FILE.read_bytes(), file_name="musterkreis.geojson", by=None, now=NOW)
    make_many(leads, referrals, seed=21, restricted_share=0)
    make_desk_year(leads, persons, seed=22, restricted_share=0)
    db.session.commit()
    return leads


@pytest.fixture
def office(app, monkeypatch):
    """Two teams with some hundred referrals."""
    return make_office(monkeypatch, 260, 120)


@pytest.fixture
def clerk(office, login_as):
    """A signed-in statistician."""
    return login_as(make_user(Role.STATISTICS))


def take(reader, scope: str, period: str, *, file: bool, names) -> dict[str, dict[str, list[list[str]]]]:
    """Everything one reader gets of one view and period: page by page, with the comparison."""
    choice = Choice(read_period(period), scope)
    given = {}
    for key in PAGES:
        shown = page_of(db.session(), key, choice, reader, today=TODAY, now=NOW, names=names, for_file=file)
        given[key] = tables_of(shown.page), shown.exact
    return given


def publish(attacker: Attacker, scope: str, period: str, given) -> None:
    for key, (tables, exact) in given.items():
        # Whoever may open every contact is told nothing by a number of contacts.
        if not (exact and key == "kontakte"):
            attacker.learn((GROUPS.get(key, key), scope, period), tables, exact)


class Published:
    """Everything handed out: the county to everybody, files of the teams, and what each lead sees of his own."""

    def __init__(self, office) -> None:
        names, reader = labels.axis_labels(db.session()), make_user(Role.STATISTICS)
        self.views = {f"unit{lead.unit_id}": lead for lead in office}
        self.county = {p: take(reader, "all", p, file=False, names=names) for p in (*PERIODS, "2025")}
        pairs = list(itertools.product(self.views, PERIODS))
        self.files = {(v, p): take(self.views[v], v, p, file=True, names=names) for v, p in pairs}
        self.seen = {(v, p): take(self.views[v], v, p, file=False, names=names) for v, p in pairs}

    def attack(self, insider: str | None) -> Attacker:
        """An insider knows his own team exactly and holds the files of all others."""
        attacker = Attacker()
        for period, given in self.county.items():
            publish(attacker, "all", period, given)
        for view, period in self.files:
            publish(attacker, view, period, (self.seen if view == insider else self.files)[view, period])
        tie_the_period_before(attacker)
        attacker.join_periods("2026", list(PERIODS[1:]))
        attacker.join_views("all", list(self.views))
        if insider:
            attacker.subtract("all", insider)
        return attacker


def test_all_pages_and_files_of_all_roles_teams_and_periods_together_pin_no_small_cell(office):
    published = Published(office)
    for insider in (None, *published.views):
        attacker = published.attack(insider)
        assert len(attacker.known) > 3000
        assert len(attacker.sums) > 2000
        assert attacker.pinned() == {}, insider


@pytest.mark.parametrize("referrals", [20, 35, 60])
def test_in_a_very_small_office_nothing_is_pinned_and_no_page_on_referrals_hides_what_another_shows(
    app, monkeypatch, referrals
):
    published = Published(make_office(monkeypatch, referrals, 10))
    for insider in (None, *published.views):
        assert published.attack(insider).pinned() == {}, insider
    told: dict[tuple, set[str]] = {}
    for (scope, period), given in [*((("all", p), g) for p, g in published.county.items()), *published.files.items()]:
        for key, (tables, _) in given.items():
            for rows in tables.values() if key in REFERRAL_PAGES else ():
                for row in rows[1:]:
                    for title, cell in zip(rows[0][1:], row[1:], strict=True):
                        told.setdefault((scope, period, rows[0][0], row[0], title), set()).add(cell)
    assert {where: texts for where, texts in told.items() if len(texts) > 1} == {}
    assert "–" in {text for texts in told.values() for text in texts}


def test_the_same_attack_pins_small_cells_when_the_guard_sleeps(office, monkeypatch):
    monkeypatch.setattr("lotse.statistics.rules.guard.hidden_cells", lambda *_: set())
    assert len(Published(office).attack(f"unit{office[0].unit_id}").pinned()) > 3


def tie_the_period_before(attacker: Attacker) -> None:
    """January to November of the year before are the sum of their months, and December is the rest of that year."""
    for group, scope, period, *_ in {key[:3] for key in attacker.known if key[1:3] == ("all", "2026")}:
        for title, column in (("Vermittelt", "gesamt"), ("Neue Fälle", "Neue Fälle"), ("Kontakte", "gesamt")):
            before = (group, scope, period, "Zeitraum", "davor", title)
            if before not in attacker.known:
                continue
            months = ["Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov"]
            attacker.add(before, [(group, scope, "2025", "Monat", month, column) for month in months])
            december = (group, scope, "2025", "Monat", "Dez", column)
            attacker.add((group, scope, "2025", "Zeitraum", "Alle", title), [before, december])


def test_the_attack_is_no_show_it_pins_where_rounding_has_no_guard():
    attacker = Attacker()
    for label, shown in (("a", 5), ("b", 5), ("c", 5), ("d", 5), ("Alle", 10)):
        attacker.see(("p", "all", "2026", "Gruppe", label, "Zahl"), shown)
    attacker.add(
        ("p", "all", "2026", "Gruppe", "Alle", "Zahl"), [("p", "all", "2026", "Gruppe", x, "Zahl") for x in "abcd"]
    )
    assert attacker.work_out()["p", "all", "2026", "Gruppe", "a", "Zahl"] == (3, 3)


def test_the_attack_is_no_show_it_pins_by_subtracting_a_team_known_exactly():
    attacker = Attacker()
    attacker.see(("p", "all", "2026", "Gruppe", "a", "Zahl"), 10)
    attacker.see(("p", "unit1", "2026", "Gruppe", "a", "Zahl"), 9, exact=True)
    attacker.see(("p", "unit2", "2026", "Gruppe", "a", "Zahl"), 5)
    attacker.join_views("all", ["unit1", "unit2"])
    assert attacker.pinned() == {("p", "unit2", "2026", "Gruppe", "a", "Zahl"): (3, 3)}


def test_views_of_single_sites_and_foreign_teams_are_not_handed_out(office, clerk, login_as):
    first, second = office
    strangers = [(clerk, f"unit{first.unit_id}"), (clerk, f"site{first.site_id}")]
    for browser, scope in [*strangers, (login_as(first), f"unit{second.unit_id}")]:
        for path in ("vermittlungen", "kontakte/tabelle.csv", "faelle/tabelle.xlsx", "bericht.pdf", "liste"):
            assert browser.get(f"/statistik/{path}?zeitraum=2026&sicht={scope}").status_code in (403, 422), path


def test_filters_their_pairs_and_months_change_nothing_in_the_protected_view(clerk):
    plain = read_page(clerk.get("/statistik/bedarf?zeitraum=2026").text)
    filters = ["gemeinde=00999001", "alter=65%2B", "art=hint", "stand=offen", "geschlecht=w", "haushalt=alone"]
    for pair in itertools.combinations(filters, 2):
        assert read_page(clerk.get(f"/statistik/bedarf?zeitraum=2026&{'&'.join(pair)}").text) == plain
    with_month = clerk.get("/statistik/bedarf?zeitraum=2026-03").text
    assert read_page(with_month) == read_page(clerk.get("/statistik/bedarf?zeitraum=2026-Q1").text)


def test_a_saved_view_with_filters_shows_no_more_than_the_protected_page(clerk, submit):
    address = "/statistik/ansichten/neu?key=bedarf&zeitraum=2026&alter=65%2B"
    assert submit(clerk, address, {"name": "Ältere"}).status_code == 303
    text = clerk.get("/statistik/bedarf").text
    link = re.search(r'<a class="chip" href="([^"]+)">Ältere</a>', text).group(1).replace("&amp;", "&")
    assert read_page(clerk.get(link).text) == read_page(clerk.get("/statistik/bedarf?zeitraum=2026").text)


def numbers_in(text: str) -> set[str]:
    return {found.replace("\u202f", "") for found in re.findall(r"\d[\d\u202f]*(?:,\d)?", text)}


def test_nothing_around_the_tables_carries_a_number_the_tables_do_not(clerk):
    for key in PAGES:
        html = clerk.get(f"/statistik/{key}?zeitraum=2026").text
        assert "data-" not in "".join(re.findall(r"<svg.*?</svg>", html, re.S))
        for part in re.findall(r'<section class="card figure-card.*?</section>', html, re.S):
            head, start = part[: part.find("</h2>")], part.find("<table")
            cells = numbers_in(re.sub(r"<[^>]+>", " ", part[start:])) | numbers_in(head) | {"5", "10", "20"}
            words = " ".join(re.findall(r'<p class="figure-card__finding">(.*?)</p>', part))
            spoken = " ".join(re.findall(r'aria-label="([^"]*)"', part[:start]))
            assert numbers_in(words + spoken) - cells == set(), key


def test_workbooks_have_no_hidden_sheet_row_column_comment_or_formula(clerk):
    for key in PAGES:
        book = openpyxl.load_workbook(io.BytesIO(clerk.get(f"/statistik/{key}/tabelle.xlsx?zeitraum=2026").data))
        assert not book.defined_names
        for sheet in book.worksheets:
            assert sheet.sheet_state == "visible"
            assert not any(d.hidden for d in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()))
            cells = [cell for row in sheet.iter_rows() for cell in row]
            assert not any(cell.comment or cell.data_type == "f" for cell in cells)


def test_files_charts_and_report_hand_out_no_number_the_page_does_not(clerk, monkeypatch):
    html = ""

    def print_it(template, *, style="", **context):
        nonlocal html
        html = sheet_html(template, **context)
        return b"%PDF"

    monkeypatch.setattr("lotse.statistics.routes.report.render_sheet", print_it)
    clerk.get("/statistik/bericht.pdf?zeitraum=2026")
    tables = re.findall(r'<table class="numbers.*?</table>', html, re.S)
    printed = {cell for table in tables for cell in re.findall(r'<td class="n">([^<]+)</td>', table)}
    shown: set[str] = set()
    for key in PAGES:
        sections = read_page(clerk.get(f"/statistik/{key}?zeitraum=2026").text)[0]
        here = {c for rows in sections.values() for row in rows for cell in row for c in numbers_in(cell)}
        shown |= here
        sheets = read_csv(clerk.get(f"/statistik/{key}/tabelle.csv?zeitraum=2026").data)[1:]
        in_file = {c for rows in sheets for row in rows[1:] for cell in row[1:] for c in numbers_in(cell)}
        assert in_file - here == set(), key
    assert len(printed) > 50
    assert {c for cell in printed for c in numbers_in(cell)} - shown == set()
