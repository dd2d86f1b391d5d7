"""Closures as people type them: „Osterpause 29.03.–02.04.2027“, one on a line or behind a semicolon."""

import re
from collections.abc import Iterable
from datetime import date

from lotse.foundation.dates_in_words import short_date
from lotse.measures.rules.plan import Closure
from lotse.measures.rules.weekly_times import NotUnderstoodError

EXAMPLE = "z. B. Osterpause 29.03.2027–02.04.2027"
DAY = r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?"
ENTRY = re.compile(rf"^(?P<before>[^\d]*?)\s*:?\s*{DAY}(?:\s*(?:-|–|—|bis)\s*{DAY})?\s*(?P<after>[^\d]*)$")
MOST_DAYS = 400


def parse_closures(text: str) -> tuple[Closure, ...]:
    """Understand typed closures; a year may be left out at the first of two dates."""
    return tuple(_entry(line.strip()) for line in re.split(r"[;\n]", text) if line.strip())


def _entry(line: str) -> Closure:
    match = ENTRY.match(line)
    if not match:
        raise NotUnderstoodError(f"„{line[:60]}“ verstehe ich nicht, {EXAMPLE}.")
    day1, month1, year1, day2, month2, year2 = match.groups()[1:7]
    year1 = year1 or year2
    if not year1:
        raise NotUnderstoodError(f"Bei „{line[:60]}“ fehlt das Jahr, {EXAMPLE}.")
    start = _date(day1, month1, year1, line)
    end = _date(day2, month2, year2 or year1, line) if day2 else start
    if end < start and not match.group(4):  # „24.12.–02.01.2027“: the first date lies in the year before
        start = _date(day1, month1, str(end.year - 1), line)
    if end < start:
        raise NotUnderstoodError(f"„{line[:60]}“ endet vor dem Beginn.")
    if (end - start).days > MOST_DAYS:
        raise NotUnderstoodError(f"„{line[:60]}“ dauert länger als ein Jahr. Bitte das Ende der Maßnahme ändern.")
    label = (match["before"].strip(" ,:") or match["after"].strip(" ,:()") or "Schließzeit")[:120]
    return Closure(label, start, end)


def _date(day: str, month: str, year: str, line: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise NotUnderstoodError(f"„{line[:60]}“ nennt kein Datum des Kalenders.") from None


def format_closures(closures: Iterable[Closure]) -> str:
    """Show closures back, one a line, in a form that reads as the same closures again."""
    return "\n".join(
        f"{closure.label} {short_date(closure.start)}"
        + (f"–{short_date(closure.end)}" if closure.end != closure.start else "")
        for closure in closures
    )
