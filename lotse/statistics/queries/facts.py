"""The full count: facts grouped by the database. Filtered pages read it, and the kept summary must equal it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.referrals.rules.states import Kind, State
from lotse.statistics.models import ReferralFactRow as Fact
from lotse.statistics.rules.referral_cells import (
    ARRIVED,
    COUNTERS,
    EVERYTHING,
    FINAL_ANSWER,
    NOT_ARRIVED,
    OPEN,
    OWN_WISH,
    TOTAL,
)

Groups = dict[str, dict[str, int]]

AXIS_COLUMNS: Mapping[str, Any] = {
    "site": sa.cast(Fact.site_id, sa.String),
    "kind": Fact.kind,
    "department": Fact.department,
    "receiver": sa.cast(Fact.receiver_id, sa.String),
    "area": Fact.area,
    "concern": Fact.concern,
    "municipality": Fact.municipality,
    "age": Fact.age,
    "reason": Fact.reason,
    "area_place": Fact.area + sa.literal_column("'|'") + Fact.municipality,
    "sex": Fact.sex,
    "household": Fact.household,
    "language": Fact.language,
    "result": Fact.result,
}

DAYS_COLUMNS = {"answer": Fact.answer_days, "accept": Fact.accept_days, "contact": Fact.contact_days}

STANDINGS: Mapping[str, Any] = {
    "offen": Fact.state.in_(OPEN),
    "angekommen": Fact.state.in_(ARRIVED),
    "nicht-angekommen": Fact.state.in_(NOT_ARRIVED),
    "zurueckgezogen": Fact.state == State.WITHDRAWN,
    "warteliste": Fact.state == State.WAITLISTED,
    "abgelehnt": Fact.state.in_([State.DECLINED, State.DECLINED_PENDING]),
    "spaet": Fact.late,
}


def conditions(ripe_until: date) -> dict[str, Any]:
    """Return for every counter the condition under which a fact counts in it."""
    ripe, asked = Fact.sent_on <= ripe_until, Fact.kind != Kind.HINT
    failed = sa.and_(
        Fact.state.in_([State.DECLINED, State.UNSUCCESSFUL, State.NO_RESPONSE]), Fact.reason.not_in(OWN_WISH)
    )
    unanswered = sa.and_(asked, sa.not_(Fact.answered), Fact.state != State.WITHDRAWN)
    return {
        "sent": sa.true(),
        "asked": asked,
        "answered": Fact.answered,
        "late": STANDINGS["spaet"],
        "arrived": STANDINGS["angekommen"],
        "open": STANDINGS["offen"],
        "not_arrived": STANDINGS["nicht-angekommen"],
        "withdrawn": STANDINGS["zurueckgezogen"],
        "waiting": STANDINGS["warteliste"],
        "completed": Fact.state == State.COMPLETED,
        "declined": STANDINGS["abgelehnt"],
        "confirmed": Fact.confirmed,
        "ripe": ripe,
        "ripe_asked": sa.and_(ripe, asked),
        "ripe_answered": sa.and_(ripe, asked, Fact.answered),
        "ripe_accepted": sa.and_(ripe, asked, Fact.answered, Fact.accepted),
        "ripe_unanswered": sa.and_(ripe, unanswered),
        "ripe_final": sa.and_(ripe, Fact.state.in_(FINAL_ANSWER)),
        "ripe_unmet": sa.and_(ripe, sa.or_(failed, unanswered)),
    }


def in_scope(scope: str) -> list[Any]:
    """Return the condition of a view of the office; restricted facts belong to the whole only."""
    if scope == EVERYTHING:
        return []
    return [Fact.unit_id == int(scope[4:]), sa.not_(Fact.restricted)]


def count_by(session: Session, axis: str, where: Sequence[Any], ripe_until: date, *more: Any) -> list[Any]:
    """Group the facts by an axis (and more columns): value, the more columns, then all counters in order."""
    value: Any = sa.literal("") if axis == TOTAL else AXIS_COLUMNS[axis]
    restricted = [] if axis == TOTAL else [sa.not_(Fact.restricted)]
    if axis == "reason":
        restricted.append(Fact.reason != "")
    sums: list[Any] = [sa.func.sum(sa.case((c, 1), else_=0)).label(name) for name, c in conditions(ripe_until).items()]
    groups: list[Any] = [*([] if axis == TOTAL else [value]), *more]
    return list(session.execute(sa.select(value, *more, *sums).where(*where, *restricted).group_by(*groups)))


def groups_by(session: Session, axis: str, where: Sequence[Any], ripe_until: date) -> Groups:
    """Return the counters of every value of an axis."""
    rows = count_by(session, axis, where, ripe_until)
    return {str(row[0]): {n: int(c) for n, c in zip(COUNTERS, row[1:], strict=True)} for row in rows if row[1]}


def days_by(
    session: Session, axis: str, where: Sequence[Any], measures: Sequence[str], *more: Any
) -> Iterable[tuple[str, tuple[int, ...], str, int, int]]:
    """Yield value, more columns, measure, days and how many."""
    value: Any = sa.literal("") if axis == TOTAL else AXIS_COLUMNS[axis]
    restricted = [] if axis == TOTAL else [sa.not_(Fact.restricted)]
    for measure in measures:
        column = DAYS_COLUMNS[measure]
        groups: list[Any] = [*([] if axis == TOTAL else [value]), *more, column]
        query = sa.select(value, *more, column, sa.func.count()).where(column.is_not(None), *where, *restricted)
        row: Any
        for row in session.execute(query.group_by(*groups)):
            yield str(row[0]), tuple[int, ...](row[1:-2]), measure, row[-2], row[-1]


def histograms(
    session: Session, axis: str, where: Sequence[Any], measures: Sequence[str]
) -> dict[tuple[str, str], dict[str, dict[int, int]]]:
    """Return the histograms of every value of an axis."""
    found: dict[tuple[str, str], dict[str, dict[int, int]]] = {}
    for value, _, measure, days, n in days_by(session, axis, where, measures):
        found.setdefault((axis, value), {}).setdefault(measure, {})[days] = n
    return found
