"""Findings as things to notice once: one for each kind of gap, told apart by a digest that passing days leave."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lotse.measures.rules.explain import Words
from lotse.measures.rules.findings import CoverGap, Finding, HoursLimit, Overlap, PrereqUnmet, SequenceGap
from lotse.measures.rules.minutes import clock

LONGEST_SENTENCE = 500


@dataclass(frozen=True, slots=True)
class Noticed:
    """A gap to tell somebody about: what it is, from when to when, and in words."""

    requirement: str
    code: str
    digest: str
    starts_on: date
    ends_on: date
    minutes: int
    sentence: str
    content: dict[str, Any]


def noticed(findings: Iterable[Finding], words: Words, today: date) -> list[Noticed]:
    """What lies ahead of today; uncovered times are one notice for each kind of window."""
    notices: list[Noticed] = []
    for finding in findings:
        match finding:
            case CoverGap():
                notices += _cover(finding, words, today)
            case PrereqUnmet():
                last = finding.session_dates_lost[-1] if finding.session_dates_lost else finding.needed_by
                notices.append(_one(finding, words, finding.needed_by, max(last, finding.needed_by), finding.needs))
            case SequenceGap():
                notices.append(_one(finding, words, finding.gap_from, finding.gap_to))
            case Overlap():
                days = [day for day, _ in finding.dates if day >= today]
                if days:
                    notices.append(_one(finding, words, days[0], days[-1], minutes=finding.minutes))
            case HoursLimit():
                last_week = finding.weeks[-1].monday
                minutes = sum(week.minutes for week in finding.weeks)
                notices.append(_one(finding, words, finding.weeks[0].monday, last_week, minutes=minutes))
    return notices


def _cover(finding: CoverGap, words: Words, today: date) -> list[Noticed]:
    notices = []
    for pattern in finding.patterns:
        ahead = [day for day in pattern.dates if day >= today]
        if not ahead:
            continue
        when = words.pattern(replace(pattern, dates=tuple(ahead))) + words.so_far(finding)
        shape = ",".join(f"{clock(start)}-{clock(end)}" for start, end in pattern.windows)
        notices.append(
            Noticed(
                requirement=finding.requirement,
                code=finding.code,
                digest=digest(finding.code, finding.requirement, shape),
                starts_on=ahead[0],
                ends_on=ahead[-1],
                minutes=len(ahead) * pattern.minutes_per_day,
                sentence=f"{words.persons[finding.subject]} nicht betreut: {when}"[:LONGEST_SENTENCE],
                content={"windows": [[clock(start), clock(end)] for start, end in pattern.windows], "days": len(ahead)},
            )
        )
    return notices


def _one(finding: Finding, words: Words, start: date, end: date, extra: str = "", minutes: int = 0) -> Noticed:
    return Noticed(
        requirement=finding.requirement,
        code=finding.code,
        digest=digest(finding.code, finding.requirement, extra),
        starts_on=start,
        ends_on=max(start, end),
        minutes=minutes,
        sentence=words.sentence(finding)[:LONGEST_SENTENCE],
        content=finding.document,
    )


def digest(code: str, requirement: str, shape: str = "") -> str:
    return hashlib.sha256(f"{code}|{requirement}|{shape}".encode()).hexdigest()
