"""Opening hours as people type them, and shown back as they will be understood."""

import re
from collections import defaultdict
from datetime import time

from lotse.directory.rules.opening_hours import MIDNIGHT_END, Slot, WeeklyHours, format_time, merge_slots
from lotse.foundation.dates_in_words import WEEKDAYS_SHORT

MAX_TEXT = 500
_DAY_WORDS = {
    **{day: number for number, day in enumerate(("mo", "di", "mi", "do", "fr", "sa", "so"))},
    **{
        day: n
        for n, day in enumerate(("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"))
    },
    **{day: n for n, day in enumerate(("mon", "die", "mit", "don", "fre", "sam", "son"))},
    "sonnabend": 5,
}
_EVERY_DAY = {
    "täglich": range(7),
    "taeglich": range(7),
    "werktags": range(5),
    "werktäglich": range(5),
    "wochentags": range(5),
}
_APPOINTMENT = re.compile(
    r"(?:und\s+|oder\s+|sowie\s+|sonst\s+)?(?:nur\s+)?(?:termine?\s+)?"
    r"(?:nach\s+(?:(?:telefonischer|tel\.?)\s+)?(?:vereinbarung|terminvereinbarung|absprache|anmeldung)|n\.\s?v\.)"
)
_TOKEN = re.compile(
    r"(?P<time>\d{1,2}(?:[:.]\d{2})?(?!\d))|(?P<word>[a-zäöü]+)\.?|(?P<dash>[-–—])|(?P<sep>[,;/+&\n|])|(?P<space>\s+)|(?P<colon>:)"
)
_JOINING = {"und", "u", "sowie", "oder"}
_FILLING = {"uhr", "von", "h", "jeweils", "ab"}
_UNTIL = {"bis"}
_CLOSED = {"geschlossen", "zu"}


class HoursNotUnderstood(ValueError):
    """A text that is no opening time; the message says at which word."""


def parse_hours(text: str) -> WeeklyHours:
    """Read `Mo–Fr 8–12, Do 14–18, nach Vereinbarung`; an empty text means that nothing is known."""
    if len(text) > MAX_TEXT:
        raise HoursNotUnderstood(f"Höchstens {MAX_TEXT} Zeichen.")
    lowered = text.strip().lower()
    remaining = _APPOINTMENT.sub(" ; ", lowered)
    slots = _Reader(_tokens(remaining)).slots()
    return WeeklyHours(merge_slots(slots), by_appointment=remaining != lowered)


def format_hours(hours: WeeklyHours) -> str:
    """Write hours in one line; days with the same times stand together."""
    week = ", ".join(f"{days} {times} Uhr" for days, times in hours_table(hours))
    if not hours.by_appointment:
        return week
    return f"{week} und nach Vereinbarung" if week else "nach Vereinbarung"


def hours_table(hours: WeeklyHours) -> list[tuple[str, str]]:
    """Group the week into pairs of days and times, for a table or a line."""
    days_by_times: dict[str, list[int]] = defaultdict(list)
    for weekday in range(7):
        times = " und ".join(f"{format_time(slot.start)}–{format_time(slot.end)}" for slot in hours.on(weekday))
        if times:
            days_by_times[times].append(weekday)
    return [(_days(days), times) for times, days in days_by_times.items()]


def _days(days: list[int]) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    shown = []
    for run in runs:
        if len(run) > 2:
            shown.append(f"{WEEKDAYS_SHORT[run[0]]}–{WEEKDAYS_SHORT[run[-1]]}")
        else:
            shown.extend(WEEKDAYS_SHORT[day] for day in run)
    return ", ".join(shown)


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise HoursNotUnderstood(f"„{text[at : at + 15]}“ verstehe ich nicht. Beispiel: Mo–Fr 8–12, Do 14–18")
        if found.lastgroup not in ("space", "colon"):
            tokens.append((str(found.lastgroup), found.group(str(found.lastgroup))))
        at = found.end()
    return tokens


class _Reader:
    """Walks over the tokens: days, then times; times without days belong to the days before."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0

    def slots(self) -> list[Slot]:
        slots: list[Slot] = []
        days: list[int] = []
        while self.at < len(self.tokens):
            kind, value = self.tokens[self.at]
            if kind in ("sep", "dash") or (kind == "word" and value in _JOINING | _FILLING):
                self.at += 1
            elif kind == "word":
                days = self._days()
                if self._says_closed():
                    slots = [slot for slot in slots if slot.weekday not in days]
                elif not self._has_times_next():
                    raise HoursNotUnderstood(f"Nach „{value.capitalize()}“ fehlt die Uhrzeit. Beispiel: Mo–Fr 8–12")
            else:
                if not days:
                    raise HoursNotUnderstood(f"Vor „{value}“ fehlt der Wochentag. Beispiel: Mo–Fr 8–12")
                start, end = self._span()
                slots.extend(Slot(day, start, end) for day in days)
        return slots

    def _days(self) -> list[int]:
        days: list[int] = []
        while self.at < len(self.tokens):
            kind, value = self.tokens[self.at]
            if kind == "word" and value in _EVERY_DAY:
                days.extend(_EVERY_DAY[value])
                self.at += 1
            elif kind == "word" and value in _DAY_WORDS:
                self.at += 1
                first = _DAY_WORDS[value]
                last = self._range_end()
                days.extend(_between(first, last) if last is not None else [first])
            elif kind == "sep" or (kind == "word" and value in _JOINING | _FILLING):
                self.at += 1
            elif kind == "word" and value in _CLOSED and days:
                break
            elif kind == "word":
                raise HoursNotUnderstood(f"„{value[:20]}“ ist kein Wochentag. Beispiel: Mo–Fr 8–12, Do 14–18")
            else:
                break
        return sorted(set(days))

    def _range_end(self) -> int | None:
        if self.at + 1 >= len(self.tokens):
            return None
        (kind, value), (next_kind, next_value) = self.tokens[self.at], self.tokens[self.at + 1]
        if (kind == "dash" or value in _UNTIL) and next_kind == "word" and next_value in _DAY_WORDS:
            self.at += 2
            return _DAY_WORDS[next_value]
        return None

    def _says_closed(self) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at][1] in _CLOSED:
            self.at += 1
            return True
        return False

    def _has_times_next(self) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at][0] == "time"

    def _span(self) -> tuple[time, time]:
        start_text = self.tokens[self.at][1]
        start = _clock(start_text)
        self.at += 1
        self._skip_filling()
        if self.at >= len(self.tokens) or not (self.tokens[self.at][0] == "dash" or self.tokens[self.at][1] in _UNTIL):
            raise HoursNotUnderstood(f"Nach „{start_text}“ fehlt, bis wann geöffnet ist. Beispiel: 8–12")
        self.at += 1
        self._skip_filling()
        if not self._has_times_next():
            raise HoursNotUnderstood(f"Nach „{start_text}–“ fehlt, bis wann geöffnet ist. Beispiel: 8–12")
        end_text = self.tokens[self.at][1]
        end = _clock(end_text, is_end=True)
        self.at += 1
        self._skip_filling()
        if start >= end:
            raise HoursNotUnderstood(f"„{start_text}–{end_text}“: Das Ende liegt nicht nach dem Anfang.")
        return start, end

    def _skip_filling(self) -> None:
        while self.at < len(self.tokens) and self.tokens[self.at][1] in _FILLING:
            self.at += 1


def _between(first: int, last: int) -> list[int]:
    return list(range(first, last + 1)) if first <= last else [*range(first, 7), *range(last + 1)]


def _clock(text: str, *, is_end: bool = False) -> time:
    hour, _, minute = text.replace(".", ":").partition(":")
    if is_end and int(hour) == 24 and int(minute or 0) == 0:
        return MIDNIGHT_END
    if int(hour) > 23 or int(minute or 0) > 59:
        raise HoursNotUnderstood(f"„{text}“ ist keine Uhrzeit.")
    return time(int(hour), int(minute or 0))
