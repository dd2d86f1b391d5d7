"""The timeline as a picture: months across, a line for each measure, gaps hatched, what awaits what as arrows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from markupsafe import Markup

from lotse.foundation.dates_in_words import MONTHS_SHORT
from lotse.measures.drawing.svg import HATCH, Sheet, shorten, width_of
from lotse.measures.rules import german
from lotse.measures.rules.timeline import Gap, Row, Timeline

LABELS, WIDTH, TOP = 260.0, 1240.0, 58.0
ROW, HEAD, LANE = 40.0, 30.0, 34.0
BAR = 26.0
ONE_DAY = timedelta(days=1)

Address = Callable[[str], str]


class _Drawing:
    """Where everything lies on the sheet."""

    def __init__(self, shown: Timeline, name: str, gap_address: Address, measure_address: Address) -> None:
        self.shown, self.name, self.sheet = shown, name, Sheet()
        self.gap_address, self.measure_address = gap_address, measure_address
        self.days = (shown.end - shown.start).days + 1
        self.tops: dict[str, tuple[float, Row]] = {}
        self.height = TOP

    def x(self, day: date) -> float:
        """Where a day begins, kept inside the picture."""
        return LABELS + (WIDTH - LABELS) * min(max((day - self.shown.start).days, 0), self.days) / self.days

    def paint(self) -> Markup:
        self._place()
        self._bands()
        self._months()
        self._holidays()
        self._arrows()
        y = TOP
        for lane in self.shown.lanes:
            self.sheet.text(0, y + 23, lane.label, "plan-lane")
            self.sheet.line(0, y + LANE, WIDTH, y + LANE, "plan-rule-strong")
            y += LANE
            for area in lane.areas:
                self.sheet.text(8, y + 20, area.label, "plan-area")
                y += HEAD
                for row in area.rows:
                    self._row(row, y)
                    y += ROW
        self._today()
        label = f"Zeitplan der Maßnahmen, {german.period(self.shown.start, self.shown.end)}"
        return self.sheet.finish(WIDTH, self.height, "plan plan--timeline", label, HATCH.format(name=self.name))

    def _place(self) -> None:
        y = TOP
        for lane in self.shown.lanes:
            y += LANE
            for area in lane.areas:
                y += HEAD
                for row in area.rows:
                    self.tops[row.key] = (y, row)
                    y += ROW
        self.height = y + 6

    def _bands(self) -> None:
        """A pale column behind everything where a gap lies."""
        for row in self.shown.rows:
            for gap in row.gaps:
                left, right = self.x(gap.start), self.x(gap.end + ONE_DAY)
                if gap.is_broad and right - left > 14:
                    self.sheet.rect(left, TOP, right - left, self.height - TOP, "plan-band")

    def _months(self) -> None:
        month = self.shown.start
        while month <= self.shown.end:
            x = self.x(month)
            year = f" {month.year}" if month == self.shown.start or month.month == 1 else ""
            self.sheet.line(x, 26, x, self.height, "plan-grid")
            self.sheet.text(x + 6, 16, f"{MONTHS_SHORT[month.month - 1]}{year}", "plan-month")
            month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)

    def _holidays(self) -> None:
        unknown = ", ".join(map(str, self.shown.holidays_unknown))
        words = "Schulferien" + (f" ({unknown}: unbekannt)" if unknown else "")
        self.sheet.text(0, 46, words, "plan-quiet")
        for label, start, end in self.shown.holidays:
            if self._is_visible(start, end):
                left, right = self.x(start), self.x(end + ONE_DAY)
                self.sheet.open("plan-holiday-group", f"{label}, {german.period(start, end)}")
                self.sheet.rect(left, 34, right - left, 16, "plan-holiday", round_=2)
                if right - left > 40:
                    self.sheet.text(left + 4, 46, shorten(label, right - left - 4), "plan-quiet")
                self.sheet.close(link=False)

    def _row(self, row: Row, y: float) -> None:
        self.sheet.text(16, y + 25, shorten(row.label, LABELS - 26), "plan-label")
        self.sheet.line(0, y + ROW, WIDTH, y + ROW, "plan-rule")
        end = row.end or self.shown.end
        free_from = LABELS
        if row.start is not None and self._is_visible(row.start, end):
            free_from = self._bar(row, y)
        for gap in row.gaps:
            if self._is_visible(gap.start, gap.end):
                self._gap(row, gap, y, free_from)

    def _bar(self, row: Row, y: float) -> float:
        assert row.start is not None
        left, right = self.x(row.start), self.x((row.end or self.shown.end) + ONE_DAY)
        right = max(right, left + 4)
        times = f", {row.times}" if row.times else ""
        self.sheet.open("plan-bar", f"{row.label}: {row.words}{times}", self.measure_address(row.key))
        self.sheet.rect(left, y + 7, right - left, BAR, f"plan-bar__box plan-bar__box--{row.tone}", round_=3)
        for start, end in row.closures:
            if self._is_visible(start, end) and start <= (row.end or self.shown.end) and end >= row.start:
                x = self.x(max(start, row.start))
                self.sheet.rect(x, y + 28, max(2, self.x(end + ONE_DAY) - x), 5, f"plan-closed plan-closed--{row.tone}")
        inset = left + 8
        if row.start < self.shown.start:
            self.sheet.path(f"M{left + 12:.1f} {y + 14:.1f} l-7 6 l7 6 z", f"plan-before plan-before--{row.tone}")
            inset += 10
        begun = [g.end for g in row.gaps if g.start <= max(row.start, self.shown.start) <= g.end]
        inset = max([inset, *(self.x(end + ONE_DAY) + 8 for end in begun)])
        after = right
        if width_of(row.words) <= right - inset - 4:
            self.sheet.text(inset, y + 24.5, row.words, f"plan-bar__text plan-bar__text--{row.tone}")
        elif not row.gaps and right + width_of(row.words) < WIDTH:
            self.sheet.text(right + 8, y + 24.5, row.words, "plan-quiet")
            after += width_of(row.words) + 12
        self.sheet.close(link=True)
        return after

    def _gap(self, row: Row, gap: Gap, y: float, free_from: float) -> None:
        left, right = self.x(gap.start), self.x(gap.end + ONE_DAY)
        right = max(right, left + 5)
        title = f"{row.label}: {gap.words}, {german.period(gap.start, gap.end)}. Erklären"
        css = "plan-gap plan-gap--bridged" if gap.bridged else "plan-gap"
        self.sheet.open(css, title, self.gap_address(gap.requirement))
        self.sheet.rect(left, y + 7, right - left, BAR, "plan-gap__box", fill=f"{self.name}-hatch", round_=3)
        room = right - left
        if width_of(gap.words) + 14 <= room:
            middle = (left + right) / 2
            self.sheet.rect(
                middle - width_of(gap.words) / 2 - 5, y + 11, width_of(gap.words) + 10, 18, "plan-gap__plate"
            )
            self.sheet.text(middle, y + 24.5, gap.words, "plan-gap__text", "middle")
        elif gap is row.gaps[0] and len(row.gaps) == 1 and not row.is_measure and right + width_of(gap.words) < WIDTH:
            self.sheet.text(max(right, free_from) + 8, y + 24.5, gap.words, "plan-gap__text")
        self.sheet.close(link=True)

    def _arrows(self) -> None:
        for y, row in self.tops.values():
            if not row.awaits or row.awaits not in self.tops or row.start is None:
                continue
            from_y, awaited = self.tops[row.awaits]
            if awaited.end is None or not self._is_visible(row.start, row.end or self.shown.end):
                continue
            x1, y1 = self.x(awaited.end + ONE_DAY), from_y + 20
            x2, y2 = self.x(row.start), y + 20
            turn = x1 + 10
            middle = from_y + ROW if y > from_y else from_y
            if x2 >= turn + 8:
                path = f"M{x1:.1f} {y1:.1f} H{turn:.1f} V{y2:.1f} H{x2 - 1:.1f}"
            else:
                path = f"M{x1:.1f} {y1:.1f} H{turn:.1f} V{middle:.1f} H{x2 - 12:.1f} V{y2:.1f} H{x2 - 1:.1f}"
            self.sheet.path(path, "plan-arrow", f"{self.name}-arrow")

    def _today(self) -> None:
        if not self._is_visible(self.shown.today, self.shown.today):
            return
        x = self.x(self.shown.today)
        self.sheet.line(x, 24, x, self.height, "plan-today")
        self.sheet.rect(x - 24, 20, 48, 18, "plan-today-flag", round_=3)
        self.sheet.text(x, 33.5, "heute", "plan-today-text", "middle")

    def _is_visible(self, start: date, end: date) -> bool:
        return start <= self.shown.end and end >= self.shown.start


def draw_timeline(shown: Timeline, *, gap_address: Address, measure_address: Address, name: str = "zeitplan") -> Markup:
    """Draw the timeline; the addresses turn a requirement or a measure into a link."""
    return _Drawing(shown, name, gap_address, measure_address).paint()
