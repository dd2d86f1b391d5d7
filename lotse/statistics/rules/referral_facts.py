"""What one referral adds to the figures: its identity-free fact, and the summary cells the fact counts in."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from lotse.foundation.workdays import is_workday
from lotse.referrals.rules.states import Kind, State
from lotse.statistics.rules.figures import RIPE_AFTER_DAYS
from lotse.statistics.rules.periods import periods_of
from lotse.statistics.rules.spreads import LONGEST

AGREED_DAYS = 5
FIRST_YEAR = 2000
EVERYTHING = "all"
TOTAL = "total"

ARRIVED = {State.IN_PROGRESS, State.PAUSED, State.COMPLETED}
OPEN = {
    State.REQUESTED,
    State.RECEIVED,
    State.QUESTION,
    State.ACCEPTED,
    State.WAITLISTED,
    State.DECLINED_PENDING,
}
NOT_ARRIVED = {State.DECLINED, State.REDIRECTED, State.UNSUCCESSFUL, State.NO_RESPONSE}
FINAL_ANSWER = {State.COMPLETED, State.UNSUCCESSFUL, State.DECLINED, State.REDIRECTED}
NEVER_SENT = {State.DRAFT, State.CONSENT_PENDING, State.ENTERED_IN_ERROR}
OWN_WISH = {"unwilling", "solved", "moved", "deceased", "consent_revoked", "already_served", "duplicate"}
"""Reasons of failure that lie with the person or show the need as met: no unmet need."""

COUNTERS = (
    "sent",
    "asked",
    "answered",
    "late",
    "arrived",
    "open",
    "not_arrived",
    "withdrawn",
    "waiting",
    "completed",
    "declined",
    "confirmed",
    "ripe",
    "ripe_asked",
    "ripe_answered",
    "ripe_accepted",
    "ripe_unanswered",
    "ripe_final",
    "ripe_unmet",
)
MEASURES = ("answer", "accept", "contact")
AXES = (
    TOTAL,
    "site",
    "kind",
    "department",
    "receiver",
    "area",
    "concern",
    "municipality",
    "age",
    "reason",
    "area_place",
)
UNKNOWN = "-"


@dataclass(frozen=True)
class SentReferral:
    """A sent referral as the database knows it; the unit is that of its case, for that unit's lead may open it."""

    referral_id: int
    state: str
    kind: str
    sent_on: date
    answered_on: date | None
    accepted_on: date | None
    first_contact_on: date | None
    answer_due_on: date | None
    effect_confirmed_on: date | None
    reason_code: str
    site_id: int | None
    unit_id: int | None
    receiver_id: int
    department: str
    area: str
    concern: str
    municipality: str
    birth_date: date | None
    restricted: bool


@dataclass(frozen=True)
class ReferralFact:
    """What the statistics remember of a referral: no name, no number, no birth date."""

    sent_on: date
    state: str
    kind: str
    site_id: int
    unit_id: int
    receiver_id: int
    department: str
    area: str
    concern: str
    municipality: str
    age: str
    reason: str
    restricted: bool
    answered: bool
    accepted: bool
    confirmed: bool
    late: bool
    answer_days: int | None
    accept_days: int | None
    contact_days: int | None


def age_group(birth_date: date | None, on: date) -> str:
    """Return the age group of section 7 on a day."""
    if birth_date is None or birth_date > on:
        return UNKNOWN
    age = on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))
    bounds = ((5, "0-5"), (13, "6-13"), (17, "14-17"), (24, "18-24"), (49, "25-49"), (64, "50-64"))
    return next((name for last, name in bounds if age <= last), "65+")


AGE_GROUPS = ("0-5", "6-13", "14-17", "18-24", "25-49", "50-64", "65+", UNKNOWN)


def is_counted(state: str, sent_on: date | None) -> bool:
    """Say whether a referral counts at all."""
    return sent_on is not None and state not in NEVER_SENT


def fact_of(sent: SentReferral, region: str) -> ReferralFact:
    """Take a referral's identity away and reckon its durations in working days."""
    days = [
        None if end is None else min(_workdays(sent.sent_on, end, region), LONGEST)
        for end in (sent.answered_on, sent.accepted_on, sent.first_contact_on)
    ]
    late = sent.answered_on is not None and (
        sent.answered_on > sent.answer_due_on if sent.answer_due_on else (days[0] or 0) > AGREED_DAYS
    )
    return ReferralFact(
        sent_on=sent.sent_on,
        state=sent.state,
        kind=sent.kind,
        site_id=sent.site_id or 0,
        unit_id=sent.unit_id or 0,
        receiver_id=sent.receiver_id,
        department=sent.department or UNKNOWN,
        area=sent.area or UNKNOWN,
        concern=sent.concern or UNKNOWN,
        municipality=sent.municipality or UNKNOWN,
        age=age_group(sent.birth_date, sent.sent_on),
        reason=sent.reason_code,
        restricted=sent.restricted,
        answered=sent.answered_on is not None,
        accepted=sent.accepted_on is not None,
        confirmed=sent.effect_confirmed_on is not None,
        late=late,
        answer_days=days[0],
        accept_days=days[1],
        contact_days=days[2],
    )


def _workdays(start: date, end: date, region: str) -> int:
    """Count working days as `count_workdays` does, by looking up how many each day closes since the year 2000."""
    return max(_closed_by(end, region) - _closed_by(start, region), 0)


def _closed_by(day: date, region: str) -> int:
    before, table = _year_table(day.year, region)
    return before + table[day.timetuple().tm_yday - 1]


@lru_cache(maxsize=512)
def _year_table(year: int, region: str) -> tuple[int, tuple[int, ...]]:
    first = date(year, 1, 1)
    before = 0
    if year > FIRST_YEAR:
        earlier, last = _year_table(year - 1, region)
        before = earlier + last[-1]
    days = (date(year + 1, 1, 1) - first).days
    table, closed = [], 0
    for number in range(days):
        closed += is_workday(first + timedelta(days=number), region)
        table.append(closed)
    return before, tuple(table)


def ripe_until(today: date) -> date:
    """Return the last day of sending that is ripe today."""
    return today - timedelta(days=RIPE_AFTER_DAYS)


def counters_of(fact: ReferralFact, ripe: bool) -> Counter[str]:
    """Return what the fact adds to each counter."""
    asked = fact.kind != Kind.HINT
    no_need = fact.reason in OWN_WISH
    unanswered = asked and not fact.answered and fact.state != State.WITHDRAWN
    failed = fact.state in {State.DECLINED, State.UNSUCCESSFUL, State.NO_RESPONSE} and not no_need
    flags = {
        "sent": True,
        "asked": asked,
        "answered": fact.answered,
        "late": fact.late,
        "arrived": fact.state in ARRIVED,
        "open": fact.state in OPEN,
        "not_arrived": fact.state in NOT_ARRIVED,
        "withdrawn": fact.state == State.WITHDRAWN,
        "waiting": fact.state == State.WAITLISTED,
        "completed": fact.state == State.COMPLETED,
        "declined": fact.state in {State.DECLINED, State.DECLINED_PENDING},
        "confirmed": fact.confirmed,
        "ripe": ripe,
        "ripe_asked": ripe and asked,
        "ripe_answered": ripe and asked and fact.answered,
        "ripe_accepted": ripe and asked and fact.answered and fact.accepted,
        "ripe_unanswered": ripe and unanswered,
        "ripe_final": ripe and fact.state in FINAL_ANSWER,
        "ripe_unmet": ripe and (failed or unanswered),
    }
    return Counter({name: 1 for name, counts in flags.items() if counts})


def axis_values(fact: ReferralFact) -> list[tuple[str, str]]:
    """Return the groups the fact belongs to; a restricted one belongs to none and counts in the total only."""
    if fact.restricted:
        return [(TOTAL, "")]
    values = [
        (TOTAL, ""),
        ("site", str(fact.site_id)),
        ("kind", fact.kind),
        ("department", fact.department),
        ("receiver", str(fact.receiver_id)),
        ("area", fact.area),
        ("concern", fact.concern),
        ("municipality", fact.municipality),
        ("age", fact.age),
        ("area_place", f"{fact.area}|{fact.municipality}"),
    ]
    return [*values, ("reason", fact.reason)] if fact.reason else values


def scopes_of(fact: ReferralFact) -> list[str]:
    """Return the views of the office the fact is part of; a restricted one only of the whole."""
    if fact.restricted:
        return [EVERYTHING]
    return [EVERYTHING, f"site{fact.site_id}", f"unit{fact.unit_id}"]


CountKey = tuple[str, str, str, str]
DaysKey = tuple[str, str, str, str, str, int]


def count_cells(fact: ReferralFact) -> Iterator[CountKey]:
    """Yield every summary cell (scope, period, axis, value) the fact counts in."""
    for scope in scopes_of(fact):
        for period in periods_of(fact.sent_on):
            for axis, value in axis_values(fact):
                yield scope, period, axis, value


def days_cells(fact: ReferralFact) -> Iterator[DaysKey]:
    """Yield every histogram cell (scope, period, axis, value, measure, days); for the total and by receiver."""
    measured = [
        (name, days)
        for name, days in zip(MEASURES, (fact.answer_days, fact.accept_days, fact.contact_days), strict=True)
        if days is not None
    ]
    for scope in scopes_of(fact):
        for period in periods_of(fact.sent_on):
            for axis, value in axis_values(fact):
                if axis in (TOTAL, "receiver"):
                    for name, days in measured:
                        yield scope, period, axis, value, name, days
