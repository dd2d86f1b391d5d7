"""An attacker on protected figures: knows what was published as intervals, and narrows them by every sum."""

from __future__ import annotations

import re
from collections import defaultdict

from lotse.statistics.rules.pages import BEFORE_KEY, Page
from tests.statistics.reading import number

PERIODS = ("2026", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")
WHOLE = (0, 10**6)
SMALL_ENOUGH = re.compile(r"[\d\u202f]+")
NOT_COUNTS = re.compile("Tage|Median|Einwohner|Stunden")
NOT_SUMS = {"Personen", "aktiv", "Aktive Fälle", "Stunden", "je 1\u202f000 Einwohner"}
SKIPPED = {"zeiten", "kohorten", "karte", "wiedervorlagen", "belastung"}
COMPLETE = {"Monat", "Alter", "Ausgang", "Geschlecht", "Haushalt"}
PARTS = {
    "gesamt": [("in Hilfe oder geholfen", "offen", "nicht angekommen", "zurückgezogen"), ("mit Person", "Anonym")],
    "gefunden": [("rechtzeitig geschlossen", "noch offen, noch nicht eingetreten", "eingetreten")],
    "eingeschätzt": [("verbessert", "gleich", "verschlechtert")],
}
GROUPS = {"empfaenger": "vermittlungen", "bedarf": "vermittlungen"}
"""Pages that show parts of the same whole."""

Tables = dict[str, list[list[str]]]


class Attacker:
    """Knows every published count as an interval, and every sum it may rely on."""

    def __init__(self) -> None:
        self.known: dict[tuple, tuple[int, int]] = {}
        self.sums: list[tuple[tuple, list[tuple]]] = []
        self.dashed: set[tuple] = set()
        self.own: set[tuple] = set()

    def learn(self, where: tuple, tables: Tables, exact: bool = False) -> None:
        """Take in all tables of a page or file; `where` is (group of pages, view, period)."""
        for section, rows in tables.items():
            if section in SKIPPED:
                continue
            head = rows[0]
            for row in rows[1:]:
                if "–" in row[1:]:
                    self.dashed.add((*where, head[0], row[0]))
                for title, cell in zip(head[1:], row[1:], strict=True):
                    if SMALL_ENOUGH.fullmatch(cell) and not NOT_COUNTS.search(title):
                        self.see((*where, head[0], row[0], title), int(number(cell)), exact)
                self._sums_along(where, head, row[0])
            self._sums_down(where, section, rows)

    def _sums_along(self, where: tuple, head: list[str], label: str) -> None:
        for title, ways in PARTS.items():
            for way in ways:
                if title in head and set(way) <= set(head):
                    self.add((*where, head[0], label, title), [(*where, head[0], label, p) for p in way])

    def _sums_down(self, where: tuple, section: str, rows: list[list[str]]) -> None:
        if rows[-1][0] != "Alle":
            return
        head = rows[0]
        # Ranked tables leave out what is small or beyond the limit: their parts may fall short of the total.
        rest = [] if head[0] in COMPLETE else [(*where, head[0], "Rest", "")]
        for title in head[1:]:
            if title not in NOT_SUMS and (where[0], section) != ("kontakte", "nach-anliegen"):
                parts = [(*where, head[0], row[0], title) for row in rows[1:-1]]
                self.add((*where, head[0], "Alle", title), [*parts, *rest])

    def see(self, key: tuple, shown: int, exact: bool = False) -> None:
        """Note a published number."""
        low, high = self.known.get(key, WHOLE)
        width = 0 if exact else 2
        self.known[key] = (max(low, shown - width, 0), min(high, shown + width))
        if exact:
            self.own.add(key)

    def add(self, total: tuple, parts: list[tuple]) -> None:
        """Note a sum."""
        self.sums.append((total, parts))

    def join_periods(self, year: str, quarters: list[str]) -> None:
        """The year is the sum of its quarters."""
        for key in list(self.known):
            page, scope, period, *cell = key
            if period == year and cell[-1] not in NOT_SUMS and cell[0] not in ("Lebensbereich", "Zeitraum"):
                self.add(key, [(page, scope, quarter, *cell) for quarter in quarters])

    def join_views(self, whole: str, parts: list[str]) -> None:
        """The county is the sum of its teams and of what belongs to none."""
        for key in list(self.known):
            page, scope, *cell = key
            if scope == whole and cell[-1] not in NOT_SUMS:
                self.add(key, [*((page, part, *cell) for part in parts), (page, "none", *cell)])

    def subtract(self, whole: str, own: str) -> None:
        """Whoever knows one team exactly knows the rest of the county: with sums of its own."""
        theirs: dict[tuple, tuple] = {}
        for key, (low, high) in list(self.known.items()):
            page, scope, *cell = key
            if scope != whole or cell[-1] in NOT_SUMS:
                continue
            mine = self.known.get((page, own, *cell))
            if mine and mine[0] == mine[1]:
                # His own records in a number of the county are no news to him: the rest of it would be.
                self.own.add(key)
                theirs[key] = rest = (page, f"{whole}-{own}", *cell)
                self.known[rest] = (max(low - mine[0], 0), high - mine[0])
        for total, parts in list(self.sums):
            if total in theirs and all(part in theirs for part in parts):
                self.add(theirs[total], [theirs[part] for part in parts])

    def pinned(self) -> dict[tuple, tuple[int, int]]:
        """Return the small numbers it knows for certain and did not know from the start."""
        found = self.work_out()
        return {k: i for k, i in found.items() if i[0] == i[1] and 1 <= i[0] <= 4 and k not in self.own}

    def work_out(self) -> dict[tuple, tuple[int, int]]:
        """Narrow every interval by every sum until nothing moves; a cell that is not shown may be 0 to 2."""
        found = dict(self.known)
        used: dict[tuple, list[int]] = defaultdict(list)
        for index, (total, parts) in enumerate(self.sums):
            for key in (total, *parts):
                used[key].append(index)
        waiting = set(range(len(self.sums)))
        while waiting:
            total, parts = self.sums[waiting.pop()]
            if total in found and parts:
                for key in self._narrow(found, total, parts):
                    waiting.update(used[key])
        return found

    def _narrow(self, found: dict, total: tuple, parts: list[tuple]) -> list[tuple]:
        values = [found.get(part) or self._unseen(part) for part in parts]
        low, high = sum(v[0] for v in values), sum(v[1] for v in values)
        moved = []
        t_low, t_high = found[total]
        new = max(t_low, low), min(t_high, high)
        if new[0] <= new[1] and new != (t_low, t_high):
            found[total] = t_low, t_high = new
            moved.append(total)
        for part, (p_low, p_high) in zip(parts, values, strict=True):
            new = max(p_low, t_low - (high - p_high)), min(p_high, t_high - (low - p_low))
            if part in found and new[0] <= new[1] and new != found[part]:
                found[part] = new
                moved.append(part)
        return moved

    def _unseen(self, key: tuple) -> tuple[int, int]:
        """A row that does not stand in its table at all may be empty or below three; a dash may be anything."""
        return WHOLE if key[1] == "none" or key[4] == "Rest" or key[:5] in self.dashed else (0, 2)


def tables_of(page: Page) -> Tables:
    """Return the tables of a page as texts, the comparison with the period before included."""
    found = {}
    for table in page.tables:
        rows = [[table.row_title, *(c.title for c in table.columns)]]
        for row in table.all_rows:
            label = "davor" if row.key == BEFORE_KEY else "Alle" if table is page.overview else row.label
            rows.append([label, *(table.text(row, column) for column in table.columns)])
        if len(rows) > 1:
            found[table.key] = rows
    return found
