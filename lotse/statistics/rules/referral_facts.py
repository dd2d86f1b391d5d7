"""What the statistics remember of one referral: its identity-free fact, reckoned from the record."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from lotse.foundation.workdays import is_workday
from lotse.referrals.rules.states import State
from lotse.statistics.rules.figures import RIPE_AFTER_DAYS
from lotse.statistics.rules.spreads import LONGEST

AGREED_DAYS = 5
FIRST_YEAR = 2000
NEVER_SENT = {State.DRAFT, State.CONSENT_PENDING, State.ENTERED_IN_ERROR}
UNKNOWN = "-"
RESULTS = {
    "received": "Hilfe erhalten",
    "partly": "teilweise erhalten",
    "not_received": "nicht erhalten",
    "done": "beendet, Ergebnis noch unbekannt",
    "started": "Hilfe hat begonnen",
    "refused": "abgelehnt oder weiterverwiesen",
    "failed": "ohne Erfolg beendet",
    "withdrawn": "von der Person zurückgezogen",
    "silent": "keine Rückmeldung",
    "open": "noch offen",
}
"""What came of a referral, as section 7 names it."""
HOUSEHOLDS = {
    "alone": "allein lebend",
    "single_parent": "allein erziehend",
    "couple": "Paar ohne Kinder",
    "family": "Paar mit Kindern",
    "other": "andere Haushalte",
    UNKNOWN: "ohne Angabe",
}
SEXES = {"w": "weiblich", "m": "männlich", "d": "divers", UNKNOWN: "ohne Angabe"}


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
    sex: str = ""
    household: str = ""
    language: str = ""
    outcome: str = ""


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
    sex: str
    household: str
    language: str
    result: str
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


def household_type(roles: Iterable[str]) -> str:
    """Return the type of a household from what its members are in it; empty if nobody is known to live there."""
    known = Counter(roles)
    if not known:
        return ""
    if known["parent"] or known["relative"] or known["other"]:
        return "other"
    if known["child"]:
        return "family" if known["partner"] or known["head"] > 1 else "single_parent"
    return "couple" if known.total() > 1 else "alone"


def result_of(state: str, outcome: str) -> str:
    """Return what came of a referral by now."""
    if state == State.COMPLETED:
        return outcome if outcome in ("received", "partly", "not_received") else "done"
    groups = {
        "started": {State.IN_PROGRESS, State.PAUSED},
        "refused": {State.DECLINED, State.DECLINED_PENDING, State.REDIRECTED},
        "failed": {State.UNSUCCESSFUL},
        "withdrawn": {State.WITHDRAWN},
        "silent": {State.NO_RESPONSE},
    }
    return next((name for name, states in groups.items() if state in states), "open")


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
        sex=sent.sex or UNKNOWN,
        household=sent.household or UNKNOWN,
        language=sent.language or UNKNOWN,
        result=result_of(sent.state, sent.outcome),
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
