"""Weekly times as people type them: „Mo–Fr 8–15:15; Sa 9–12 alle 2 Wochen“, understood and shown back."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from lotse.foundation.dates_in_words import WEEKDAYS_SHORT, short_date
from lotse.measures.rules import german
from lotse.measures.rules.minutes import DAY_MINUTES, clock, of_windows
from lotse.measures.rules.plan import Slot

EXAMPLE = "z. B. Mo–Fr 8–15:15; Sa 9–12 alle 2 Wochen"
GROUPS = {
    "täglich": range(7),
    "jeden tag": range(7),
    "werktags": range(5),
    "wochentags": range(5),
    "wochenende": (5, 6),
}
NUMBERS = {"zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6}
MOST_WEEKS = 52

TOKEN = re.compile(
    r"""(?P<biweekly>14[\s-]*tägig|zweiwöchentlich|zweiwöchig)
    |(?P<every>alle\s+(?P<n>\d{1,2}|zwei|drei|vier|fünf|sechs)\s+wochen?|jede\s+(?P<nth>\d{1,2})\.?\s*woche)
    |(?P<parity>(?P<odd>un)?gerade\s+(?:kw|kalenderwochen?|wochen?))
    |(?P<since>ab\s+(?:dem\s+)?(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})?)
    |(?P<group>täglich|jeden\s+tag|werktags|wochentags|(?:am\s+)?wochenende)
    |(?P<weekday>mo|di|mi|do|fr|sa|so)(?:(?:n?ntag|enstag|ttwoch|nnerstag|eitag|mstag)s?)?\b\.?
    |(?P<sonnabend>sonnabends?)\b
    |(?P<time>\d{1,2}(?:[:.]\d{2})?)(?:\s*(?:uhr|h)\b)?
    |(?P<to>\s*(?:-|–|—|bis)\s*)
    |(?P<and>,|\+|&|/|\bund\b|\bsowie\b)
    |(?P<next>;|\n)
    |(?P<filler>\bvon\b|\bjeweils\b|\bjeden?\b|\bum\b|:|\s+)""",
    re.IGNORECASE | re.VERBOSE,
)


class NotUnderstoodError(ValueError):
    """The text is no weekly time; says why, and what may have been meant."""

    def __init__(self, message: str, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.suggestion = suggestion


def parse_weekly_times(text: str, anchor: date) -> tuple[Slot, ...]:
    """Understand typed weekly times; a rhythm without a date counts from the week of `anchor`."""
    groups = [_Group()]
    for kind, match in _tokens(text):
        if kind == "next":
            groups.append(_Group())
        elif kind in ("weekday", "group", "sonnabend") and groups[-1].times and not groups[-1].between:
            groups.append(_Group())
            groups[-1].take(kind, match, anchor)
        else:
            groups[-1].take(kind, match, anchor)
    slots = [slot for group in groups if group.used for slot in group.slots(anchor)]
    if not slots:
        raise NotUnderstoodError(f"Bitte Wochentage und Zeiten angeben, {EXAMPLE}.")
    return tuple(dict.fromkeys(slots))


def _tokens(text: str) -> Iterable[tuple[str, re.Match[str]]]:
    position = 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if not match or match.end() == position:
            rest = text[position:].split()[0]
            raise NotUnderstoodError(f"„{rest[:40]}“ verstehe ich nicht, {EXAMPLE}.")
        position = match.end()
        kind = next(name for name in GROUP_NAMES if match.group(name) is not None)
        if kind != "filler":
            yield kind, match


GROUP_NAMES = "biweekly every parity since group weekday sonnabend time to and next filler".split()


class _Group:
    """Weekdays with their times and rhythm: what stands between two semicolons."""

    def __init__(self) -> None:
        self.days: list[int] = []
        self.times: list[int] = []
        self.every = 1
        self.monday: date | None = None
        self.odd: bool | None = None
        self.between = False  # a dash was read and its right side is awaited

    @property
    def used(self) -> bool:
        return bool(self.days or self.times)

    def take(self, kind: str, match: re.Match[str], anchor: date) -> None:
        """Add one word of the text."""
        match kind:
            case "weekday" | "sonnabend":
                number = WEEKDAYS_SHORT.index((match["weekday"] or "Sa").capitalize())
                self._add_day(number)
            case "group":
                self.days += GROUPS[" ".join(match["group"].lower().removeprefix("am ").split())]
            case "time":
                self._add_time(match["time"])
            case "to":
                self.between = True
                return
            case "biweekly":
                self.every = 2
            case "every":
                number_text = (match["n"] or match["nth"]).lower()
                self.every = NUMBERS.get(number_text) or int(number_text)
            case "parity":
                self.every, self.odd = 2, bool(match["odd"])
            case "since":
                self.monday = _monday(_date(match, anchor))
        self.between = False

    def _add_day(self, number: int) -> None:
        if self.between and self.days:
            first = self.days[-1]
            self.days += [day % 7 for day in range(first + 1, (number if number > first else number + 7) + 1)]
        else:
            self.days.append(number)

    def _add_time(self, text: str) -> None:
        hours, _, minutes = text.replace(".", ":").partition(":")
        total = int(hours) * 60 + int(minutes or 0)
        if total > DAY_MINUTES or int(minutes or 0) > 59:
            raise NotUnderstoodError(f"{text} ist keine Uhrzeit; der Tag endet um 24:00.")
        if len(self.times) % 2 and not self.between:
            raise NotUnderstoodError(f"Zwischen {clock(self.times[-1])} und {text} fehlt ein Bindestrich.")
        self.times.append(total)

    def slots(self, anchor: date) -> list[Slot]:
        """The weekly times of this group."""
        if not self.days:
            raise NotUnderstoodError(f"Es fehlt der Wochentag, {EXAMPLE}.")
        shown = german.weekdays(self.days)
        if len(self.times) < 2 or len(self.times) % 2:
            missing = "die Uhrzeit" if not self.times else f"das Ende nach {clock(self.times[-1])} Uhr"
            raise NotUnderstoodError(f"Bei {shown} fehlt {missing}, {EXAMPLE}.")
        if not 1 <= self.every <= MOST_WEEKS:
            raise NotUnderstoodError(f"Ein Rhythmus geht von jeder bis zu jeder {MOST_WEEKS}. Woche.")
        pairs = list(zip(self.times[::2], self.times[1::2], strict=True))
        for start, end in pairs:
            self._refuse_backwards(start, end, shown)
        monday = self._anchor(anchor) if self.every > 1 else None
        days = tuple(sorted(set(self.days)))
        return [Slot(days, start, end, self.every, monday) for start, end in pairs]

    def _refuse_backwards(self, start: int, end: int, shown: str) -> None:
        if end == start:
            raise NotUnderstoodError(f"{shown} {german.window((start, end))}: Anfang und Ende sind gleich.")
        if end < start:
            days = sorted(set(self.days))
            after = german.weekdays((number + 1) % 7 for number in days)
            split = f"{german.weekdays(days)} {clock(start)}–24:00"
            if end:
                split += f"; {after} 00:00–{clock(end)}"
            message = f"{shown} {german.window((start, end))} geht über Mitternacht. Bitte als zwei Zeiten eintragen."
            raise NotUnderstoodError(message, suggestion=split)

    def _anchor(self, anchor: date) -> date:
        monday = self.monday or _monday(anchor)
        if self.odd is not None and (monday.isocalendar().week % 2 == 1) != self.odd:
            monday += timedelta(weeks=1)
        return monday


def _date(match: re.Match[str], anchor: date) -> date:
    try:
        return date(int(match["year"] or anchor.year), int(match["month"]), int(match["day"]))
    except ValueError:
        raise NotUnderstoodError(f"„{match['since'].strip()}“ nennt kein Datum des Kalenders.") from None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def format_weekly_times(slots: Iterable[Slot]) -> str:
    """Show weekly times back, in a form that reads as the same times again."""
    return "; ".join(_format(slot) for slot in grouped(slots))


def _format(slot: Slot) -> str:
    text = f"{german.weekdays(slot.days)} {german.window((slot.start, slot.end))}"
    if slot.every_weeks > 1 and slot.anchor_monday:
        text += f" alle {slot.every_weeks} Wochen ab {short_date(slot.anchor_monday)}"
    return text


def weekly_minutes(slots: Iterable[Slot]) -> int:
    """The minutes of a week in which everything takes place; overlapping times count once."""
    days: dict[int, list[tuple[int, int]]] = {}
    for slot in slots:
        for day in slot.days:
            days.setdefault(day, []).append((slot.start, slot.end))
    return sum(of_windows(windows).bit_count() for windows in days.values())


def grouped(slots: Iterable[Slot]) -> list[Slot]:
    """The same times with the weekdays of equal times in one slot."""
    days: dict[tuple[int, int, int, date | None], list[int]] = {}
    for slot in slots:
        key = (slot.start, slot.end, slot.every_weeks, slot.anchor_monday if slot.every_weeks > 1 else None)
        days.setdefault(key, []).extend(slot.days)
    return sorted(
        (Slot(tuple(sorted(set(numbers))), *key) for key, numbers in days.items()), key=lambda s: (s.days, s.start)
    )
