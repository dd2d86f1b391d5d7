"""The week of one person as a picture: hours down, days across, need beside cover, what is open hatched over both."""

from __future__ import annotations

from markupsafe import Markup

from lotse.foundation.dates_in_words import duration, short_date
from lotse.measures.drawing.svg import HATCH, Sheet, shorten, width_of
from lotse.measures.rules import german
from lotse.measures.rules.minutes import Window
from lotse.measures.rules.week import Block, Day, WeekOf

LEFT, TOP, COLUMN, HOUR = 56.0, 56.0, 170.0, 44.0
SMALL = 6.0  # mean width of a character in a block


class _Drawing:
    def __init__(self, week: WeekOf, title: str, name: str) -> None:
        self.week, self.title, self.name, self.sheet = week, title, name, Sheet()
        self.first, self.last = week.hours
        self.width = LEFT + 7 * COLUMN
        self.height = TOP + (self.last - self.first) * HOUR + 8

    def y(self, minute: int) -> float:
        return TOP + (minute / 60 - self.first) * HOUR

    def paint(self) -> Markup:
        for hour in range(self.first, self.last + 1):
            self.sheet.line(LEFT, self.y(hour * 60), self.width, self.y(hour * 60), "plan-grid")
            self.sheet.text(LEFT - 8, self.y(hour * 60) + 4.5, f"{hour}:00", "plan-month", "end")
        for number, day in enumerate(self.week.days):
            self._day(day, LEFT + number * COLUMN)
        return self.sheet.finish(self.width, self.height, "plan plan--week", self.title, HATCH.format(name=self.name))

    def _day(self, day: Day, x: float) -> None:
        self.sheet.line(x, 30, x, self.height - 8, "plan-rule-strong")
        self.sheet.text(x + 8, 16, german.weekday_and_day(day.date), "plan-lane")
        note = day.holiday or ", ".join(day.closed)
        if note:
            self.sheet.open("plan-note", note)
            self.sheet.text(x + 8, 34, shorten(note, COLUMN - 12), "plan-quiet")
            self.sheet.close(link=False)
        if self.week.has_need:
            half = (COLUMN - 16) / 2
            self.sheet.text(x + 8, 51, "Bedarf", "plan-quiet")
            self.sheet.text(x + 12 + half, 51, "Betreuung", "plan-quiet")
            for way in day.ways:
                self._box(way, x + 6, half, "plan-way", f"mit Weg {german.window(way)}")
            self._blocks(day.need, x + 6, half, "need")
            self._blocks(day.cover, x + 10 + half, half, "cover")
            self._blocks(day.own, x + 10 + half, half, "own")
            for gap in day.gaps:
                self._gap(gap, x + 6, COLUMN - 12)
        else:
            self._blocks(day.own, x + 6, COLUMN - 12, "own")

    def _blocks(self, blocks: tuple[Block, ...], x: float, width: float, css: str) -> None:
        for block in blocks:
            tone = css if block.confirmed or css == "need" else "hoped"
            unsure = "" if block.confirmed else ", nicht zugesagt"
            words = f"{german.window(block.window)} {block.label}{unsure}"
            top, height = self.y(block.window[0]), self._height(block.window)
            self.sheet.open("plan-block", words)
            self.sheet.rect(x, top, width, height, f"plan-block__box plan-block__box--{tone}", round_=3)
            if height >= 18:
                text = f"plan-block__text plan-block__text--{tone}"
                self.sheet.text(x + 5, top + 15, shorten(german.window(block.window), width - 6, SMALL), text)
                if height >= 36:
                    self.sheet.text(x + 5, top + 31, shorten(block.label, width - 6, SMALL), text)
            self.sheet.close(link=False)

    def _box(self, window: Window, x: float, width: float, css: str, title: str) -> None:
        self.sheet.open(f"{css}-group", title)
        self.sheet.rect(x, self.y(window[0]), width, self._height(window), css, round_=3)
        self.sheet.close(link=False)

    def _gap(self, window: Window, x: float, width: float) -> None:
        minutes = window[1] - window[0]
        top, height = self.y(window[0]), max(self._height(window), 4)
        words = f"{german.window(window)} offen"
        size = duration(minutes)
        self.sheet.open("plan-gap", f"{words}, {size}")
        self.sheet.rect(x, top, width, height, "plan-gap__box", fill=f"{self.name}-hatch", round_=3)
        words = f"{german.window(window)} offen" if height > 60 else f"{size} offen"
        middle = min(max(top + height / 2, TOP + 10), self.height - 18)
        wide = width_of(words) + 8
        self.sheet.rect(x + (width - wide) / 2, middle - 9, wide, 18, "plan-gap__plate", round_=3)
        self.sheet.text(x + width / 2, middle + 4.5, words, "plan-gap__text", "middle")
        self.sheet.close(link=False)

    def _height(self, window: Window) -> float:
        return (window[1] - window[0]) / 60 * HOUR


def draw_week(week: WeekOf, person: str, *, name: str = "woche") -> Markup:
    """Draw one week of one person."""
    title = f"Woche ab {short_date(week.monday)}: {person}"
    return _Drawing(week, title, name).paint()
