"""The summary cells a fact counts in: its counters, axes, views of the office and periods."""

from collections import Counter
from collections.abc import Iterator

from lotse.referrals.rules.states import Kind, State
from lotse.statistics.rules.periods import codes_of
from lotse.statistics.rules.referral_facts import ReferralFact

EVERYTHING = "all"
TOTAL = "total"
WHOLE, NO_UNIT = 0, -1
"""Codes of views: the whole county; and referrals without a case, which are in no team's view."""

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
    "sex",
    "household",
    "language",
    "result",
)
AXIS_CODES = {axis: code for code, axis in enumerate(AXES)}


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
        ("sex", fact.sex),
        ("household", fact.household),
        ("language", fact.language),
        ("result", fact.result),
    ]
    return [*values, ("reason", fact.reason)] if fact.reason else values


def scopes_of(fact: ReferralFact) -> list[int]:
    """Return the views of the office the fact is part of: 0 for the whole, and its unit; a restricted one has none."""
    return [WHOLE] if fact.restricted else [WHOLE, fact.unit_id or NO_UNIT]


def scope_code(scope: str) -> int:
    """Return the number of a view as addresses name it: all, unit7."""
    return WHOLE if scope == EVERYTHING else int(scope[4:])


CountKey = tuple[int, int, int, str]
DaysKey = tuple[int, int, int, str, int, int]


def count_cells(fact: ReferralFact) -> Iterator[CountKey]:
    """Yield every summary cell (scope, period, axis, value) the fact counts in."""
    values = [(AXIS_CODES[axis], value) for axis, value in axis_values(fact)]
    for scope in scopes_of(fact):
        for period in codes_of(fact.sent_on.year, fact.sent_on.month):
            for axis, value in values:
                yield scope, period, axis, value


def days_cells(fact: ReferralFact) -> Iterator[DaysKey]:
    """Yield every histogram cell (scope, period, axis, value, measure, days); for the total and by receiver."""
    all_days = (fact.answer_days, fact.accept_days, fact.contact_days)
    measured = [(code, days) for code, days in enumerate(all_days) if days is not None]
    for scope in scopes_of(fact):
        for period in codes_of(fact.sent_on.year, fact.sent_on.month):
            for axis, value in axis_values(fact):
                if axis in (TOTAL, "receiver"):
                    for code, days in measured:
                        yield scope, period, AXIS_CODES[axis], value, code, days
