"""The attacker: takes everything the protected view hands out, adds it up, and must pin no cell of 1 to 4."""

from __future__ import annotations

import itertools
import re

import pytest

from lotse.accounts.rules import Role
from lotse.demo.municipalities import MAP_FILE
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.foundation.sheets import sheet_html
from lotse.statistics.actions import keeping
from lotse.statistics.queries.pages import PAGES
from tests.factories.accounts import make_unit, make_user
from tests.factories.statistics import NOW, TODAY, make_desk_year, make_many
from tests.statistics.reading import number, read_csv, read_page

pytestmark = pytest.mark.slow

PERIODS = ("2026", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")
WHOLE = (0, 10**6)
SMALL_ENOUGH = re.compile(r"[\d\u202f]+")
NOT_SUMS = {"Personen", "aktiv", "Aktive Fälle", "Stunden", "je 1\u202f000 Einwohner"}
COMPLETE = {"Monat", "Alter", "Ausgang"}
PARTS = {
    "gesamt": [("in Hilfe oder geholfen", "offen", "nicht angekommen", "zurückgezogen"), ("mit Person", "Anonym")],
    "gefunden": [("rechtzeitig geschlossen", "noch offen, noch nicht eingetreten", "eingetreten")],
    "eingeschätzt": [("verbessert", "gleich", "verschlechtert")],
}


class Attacker:
    """Knows every published count as an interval, and every sum it may rely on."""

    def __init__(self) -> None:
        self.known: dict[tuple, tuple[int, int]] = {}
        self.sums: list[tuple[tuple, list[tuple]]] = []

    def learn(self, where: tuple, tables: dict[str, list[list[str]]], months: int) -> None:
        for section, rows in tables.items():
            if section in ("zeiten", "kohorten", "karte", "wiedervorlagen"):
                continue
            head = rows[0]
            for row in rows[1:]:
                for title, cell in zip(head[1:], row[1:], strict=True):
                    if SMALL_ENOUGH.fullmatch(cell) and not re.search("Tage|Median|Einwohner|Stunden", title):
                        self.see((*where, head[0], row[0], title), int(number(cell)))
                for title, ways in PARTS.items():
                    for way in ways:
                        if title in head and set(way) <= set(head):
                            self.add((*where, head[0], row[0], title), [(*where, head[0], row[0], p) for p in way])
            if rows[-1][0] != "Alle":
                continue
            # Ranked tables leave out what is small or beyond the limit: their parts may fall short of the total.
            rest = [] if head[0] in COMPLETE else [(*where, head[0], "Rest", "")]
            for title in head[1:]:
                if title not in NOT_SUMS and (where[0], section) != ("kontakte", "nach-anliegen"):
                    parts = [(*where, head[0], row[0], title) for row in rows[1:-1]]
                    self.add((*where, head[0], "Alle", title), [*parts, *rest])

    def see(self, key: tuple, shown: int) -> None:
        low, high = self.known.get(key, WHOLE)
        self.known[key] = (max(low, shown - 2, 0), min(high, shown + 2))

    def add(self, total: tuple, parts: list[tuple]) -> None:
        self.sums.append((total, parts))

    def join(self, year: str, quarters: list[str]) -> None:
        """The year is the sum of its quarters."""
        keys = list(self.known)
        for key in keys:
            page, scope, period, *cell = key
            if cell[-1] in NOT_SUMS or cell[0] == "Lebensbereich":
                continue
            if period == year:
                self.add(key, [(page, scope, quarter, *cell) for quarter in quarters])

    def work_out(self) -> dict[tuple, tuple[int, int]]:
        """Narrow every interval by every sum until nothing moves; a cell that is not shown may be 0 to 2."""
        found = dict(self.known)
        for _ in range(60):
            moved = False
            for total, parts in self.sums:
                if total not in found or not parts:
                    continue
                values = [
                    found.get(part, (0, 2) if part[4] != "Rest" and self.is_absent(part) else WHOLE) for part in parts
                ]
                low, high = sum(v[0] for v in values), sum(v[1] for v in values)
                t_low, t_high = found[total]
                new = max(t_low, low), min(t_high, high)
                if new[0] <= new[1] and new != found[total]:
                    found[total], moved = new, True
                    t_low, t_high = new
                for part, (p_low, p_high) in zip(parts, values, strict=True):
                    new = max(p_low, t_low - (high - p_high)), min(p_high, t_high - (low - p_low))
                    if part in found and new[0] <= new[1] and new != found[part]:
                        found[part], moved = new, True
            if not moved:
                break
        return found

    def is_absent(self, key: tuple) -> bool:
        """A row that does not stand in its table at all may be empty or below three; a dash may be anything."""
        return key not in self.known and not any(k[:5] == key[:5] for k in self.dashed)

    dashed: frozenset[tuple] = frozenset()


@pytest.fixture
def clerk(app, monkeypatch, login_as):
    """A signed-in statistician of a county without restricted cases, where every sum holds: the hardest case."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    team = make_unit(name="Lotsenteam").id
    workers = [make_user(Role.NAVIGATOR, unit_id=team), make_user(Role.NAVIGATOR, unit_id=team)]
    keeping.store_map(raw=MAP_FILE.read_bytes(), file_name="musterkreis.geojson", by=None, now=NOW)
    make_many(workers, 330, seed=21, restricted_share=0)
    make_desk_year(workers, 160, seed=22, restricted_share=0)
    db.session.commit()
    return login_as(make_user(Role.STATISTICS)), [f"site{w.site_id}" for w in workers] + [f"unit{team}"]


def test_an_attacker_with_all_pages_margins_periods_and_views_pins_no_small_cell(clerk):
    browser, _ = clerk
    attacker, dashed = Attacker(), set()
    for key, period, scope in itertools.product(PAGES, PERIODS, ["all"]):
        tables, _ = read_page(browser.get(f"/statistik/{key}?zeitraum={period}&sicht={scope}&vergleich=ohne").text)
        group = "vermittlungen" if key in ("empfaenger", "bedarf") else key
        attacker.learn((group, scope, period), tables, 12)
        for rows in tables.values():
            dashed |= {(group, scope, period, rows[0][0], r[0]) for r in rows[1:] if "–" in r[1:]}
    attacker.dashed = frozenset(dashed)
    attacker.join("2026", list(PERIODS[1:]))
    assert len(attacker.known) > 1500
    assert len(attacker.sums) > 800
    found = attacker.work_out()
    pinned = {key: interval for key, interval in found.items() if interval[0] == interval[1] and 1 <= interval[0] <= 4}
    assert pinned == {}


def test_the_attack_is_no_show_it_pins_where_rounding_has_no_guard():
    attacker = Attacker()
    for label, shown in (("a", 5), ("b", 5), ("c", 5), ("d", 5), ("Alle", 10)):
        attacker.see(("p", "all", "2026", "Gruppe", label, "Zahl"), shown)
    attacker.add(
        ("p", "all", "2026", "Gruppe", "Alle", "Zahl"), [("p", "all", "2026", "Gruppe", x, "Zahl") for x in "abcd"]
    )
    assert attacker.work_out()["p", "all", "2026", "Gruppe", "a", "Zahl"] == (3, 3)


def test_views_of_single_sites_and_teams_are_not_handed_out(clerk):
    browser, scopes = clerk
    for scope in scopes:
        assert browser.get(f"/statistik/vermittlungen?zeitraum=2026&sicht={scope}").status_code == 422


def test_filters_and_their_pairs_change_nothing_in_the_protected_view(clerk):
    browser, _ = clerk
    plain = read_page(browser.get("/statistik/bedarf?zeitraum=2026").text)
    filters = ["bereich=wohnen", "gemeinde=00999001", "alter=65%2B", "art=hint", "stand=offen"]
    for pair in itertools.combinations(filters, 2):
        for key in ("bedarf",):
            assert read_page(browser.get(f"/statistik/{key}?zeitraum=2026&{'&'.join(pair)}").text) == plain
    with_month = browser.get("/statistik/bedarf?zeitraum=2026-03").text
    assert read_page(with_month) == read_page(browser.get("/statistik/bedarf?zeitraum=2026-Q1").text)


def test_files_charts_and_report_hand_out_no_number_the_page_does_not(clerk, monkeypatch):
    browser, _ = clerk
    html = ""

    def take(template, *, style="", **context):
        nonlocal html
        html = sheet_html(template, **context)
        return b"%PDF"

    monkeypatch.setattr("lotse.statistics.routes.report.render_sheet", take)
    browser.get("/statistik/bericht.pdf?zeitraum=2026")
    assert html
    for key in PAGES:
        text = browser.get(f"/statistik/{key}?zeitraum=2026").text
        cells = {cell for rows in read_page(text)[0].values() for row in rows for cell in row}
        in_files = {
            c
            for t in read_csv(browser.get(f"/statistik/{key}/tabelle.csv?zeitraum=2026").data)[1:]
            for r in t[1:]
            for c in r[1:]
        }
        whole = {c for c in in_files if re.fullmatch(r"\d+", c)}
        assert {c for c in whole if f"{int(c):,}".replace(",", "\u202f") not in cells and int(c) > 250} == set()
    counts = [int(number(c)) for c in re.findall(r'<td class="n">([\d\u202f]+)</td>', html)]
    assert counts
    labelled = re.findall(r"data:image/svg\+xml;base64,", html)
    assert len(labelled) > 15
