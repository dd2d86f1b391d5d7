"""Keeping facts and summaries in step with the referrals, inside the transaction that changes them."""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lotse.statistics.models import ReferralCount, ReferralDays, Upkeep
from lotse.statistics.models import ReferralFactRow as Fact
from lotse.statistics.queries import full_counts, live
from lotse.statistics.rules.referral_cells import (
    AXES,
    COUNTERS,
    CountKey,
    DaysKey,
    count_cells,
    counters_of,
    days_cells,
)
from lotse.statistics.rules.referral_facts import ReferralFact, fact_of, ripe_until

CHUNK = 500
Item = TypeVar("Item")
FACTS: Any = Fact.__table__
COUNTS: Any = ReferralCount.__table__
DAYS: Any = ReferralDays.__table__
_FACT_NAMES = [f.name for f in fields(ReferralFact)]
_COUNT_NAMES = ("scope", "period", "axis", "value", *COUNTERS)
_DAYS_NAMES = ("scope", "period", "axis", "value", "measure", "days", "n")
_FACT_COLUMNS = [FACTS.c[name] for name in _FACT_NAMES]


class Changes:
    """What a set of facts adds to or takes from the summaries."""

    def __init__(self) -> None:
        self.counts: dict[CountKey, Counter[str]] = defaultdict(Counter)
        self.days: Counter[DaysKey] = Counter()

    def add(self, fact: ReferralFact, ripe: bool, sign: int = 1) -> None:
        """Count a fact in (or, with sign -1, out)."""
        counters = counters_of(fact, ripe)
        for key in count_cells(fact):
            cell = self.counts[key]
            for name in counters:
                cell[name] += sign
        for days_key in days_cells(fact):
            self.days[days_key] += sign

    def write(self, session: Session) -> None:
        """Add the changes to the stored summaries; in a fixed order, so that two writers never wait crosswise."""
        counts = [
            dict(zip(_COUNT_NAMES, (*key, *(cell[n] for n in COUNTERS)), strict=True))
            for key, cell in sorted(self.counts.items())
            if any(cell.values())
        ]
        days = [dict(zip(_DAYS_NAMES, (*key, n), strict=True)) for key, n in sorted(self.days.items()) if n]
        add_up(session, COUNTS, counts, COUNTERS)
        add_up(session, DAYS, days, ("n",))


def refresh(session: Session, ids: Collection[int], *, region: str, today: date, now: datetime) -> None:
    """Bring the facts of these referrals and the summaries up to date with the records."""
    ripe = _ripe_day(session, today, now)
    for part in chunks(sorted(ids)):
        _refresh_part(session, part, region, ripe)


def stamp(session: Session, *, referrals: bool = False, cases: bool = False) -> None:
    """Let no page that was finished before be shown again."""
    changed = {name: new_stamp() for name, wanted in (("stamp", referrals), ("case_stamp", cases)) if wanted}
    if changed:
        session.execute(sa.update(Upkeep).values(**changed))


def _refresh_part(session: Session, ids: Sequence[int], region: str, ripe: date) -> None:
    changes, stored = Changes(), _stored(session, ids)
    wanted = {sent.referral_id: fact_of(sent, region) for sent in live.sent_referrals(session, ids)}
    for referral_id, fact in stored.items():
        if wanted.get(referral_id) != fact:
            changes.add(fact, fact.sent_on <= ripe, -1)
    for referral_id, fact in wanted.items():
        if stored.get(referral_id) != fact:
            changes.add(fact, fact.sent_on <= ripe)
    gone = [i for i in stored if i not in wanted]
    if gone:
        session.execute(sa.delete(Fact).where(Fact.referral_id.in_(gone)))
    moved = [i for i in stored if i in wanted and wanted[i] != stored[i]]
    for referral_id in moved:
        session.execute(sa.update(Fact).where(Fact.referral_id == referral_id).values(**vars(wanted[referral_id])))
    new = [{"referral_id": i, **vars(fact)} for i, fact in wanted.items() if i not in stored]
    if new:
        session.execute(sa.insert(FACTS), new)
    changes.write(session)


def _stored(session: Session, ids: Sequence[int]) -> dict[int, ReferralFact]:
    query = sa.select(Fact.referral_id, *_FACT_COLUMNS).where(Fact.referral_id.in_(ids))
    return {row[0]: ReferralFact(*row[1:]) for row in session.execute(query)}


def advance_ripeness(session: Session, *, today: date, now: datetime) -> int:
    """Count what has become ripe since the last time as ripe; may run as often as it likes."""
    old, new = _ripe_day(session, today, now), ripe_until(today)
    if new <= old:
        return 0
    changes, ripened = Changes(), 0
    query = sa.select(*_FACT_COLUMNS).where(Fact.sent_on > old, Fact.sent_on <= new)
    for row in session.execute(query).all():
        fact = ReferralFact(*row)
        changes.add(fact, True)
        changes.add(fact, False, -1)
        ripened += 1
    changes.write(session)
    session.execute(sa.update(Upkeep).values(ripe_until=new, stamp=new_stamp()))
    return ripened


def recount(session: Session, *, today: date, now: datetime) -> None:
    """Make the summaries anew from all facts: after loads around the session, and as a repair."""
    ripe = ripe_until(today)
    for table in (COUNTS, DAYS, Upkeep):
        session.execute(sa.delete(table))
    session.add(Upkeep(id=1, ripe_until=ripe, counted_at=now, stamp=new_stamp(), case_stamp=new_stamp()))
    session.flush()
    for axis in AXES:
        for part in chunks(list(full_counts.counts(session, axis, ripe).items()), 5000):
            rows = [dict(zip(_COUNT_NAMES, (*key, *cell), strict=True)) for key, cell in part]
            session.execute(sa.insert(COUNTS), rows)
        for piece in chunks(list(full_counts.days(session, axis).items()), 5000):
            session.execute(sa.insert(DAYS), [dict(zip(_DAYS_NAMES, (*key, n), strict=True)) for key, n in piece])


def rebuild(session: Session, *, region: str, today: date, now: datetime) -> None:
    """Make the facts of all living referrals anew, then the summaries; facts of deleted referrals stay."""
    session.execute(sa.delete(Fact).where(Fact.referral_id.is_not(None)))
    for part in live.all_in_pieces(session):
        new = [{"referral_id": sent.referral_id, **vars(fact_of(sent, region))} for sent in part]
        if new:
            session.execute(sa.insert(FACTS), new)
    recount(session, today=today, now=now)


def blur_forgotten(session: Session) -> int:
    """Keep only the month of facts whose referral is gone: a day could still lead to somebody."""
    query = sa.select(Fact.id, Fact.sent_on).where(Fact.referral_id.is_(None), sa.extract("day", Fact.sent_on) > 1)
    rows = session.execute(query).all()
    for row in rows:
        session.execute(sa.update(Fact).where(Fact.id == row.id).values(sent_on=row.sent_on.replace(day=1)))
    return len(rows)


def new_stamp() -> str:
    """Return a stamp nobody has had before."""
    return secrets.token_hex(8)


def _ripe_day(session: Session, today: date, now: datetime) -> date:
    found = session.scalar(sa.select(Upkeep.ripe_until))
    if found is not None:
        return found
    ripe = ripe_until(today)
    session.add(Upkeep(id=1, ripe_until=ripe, counted_at=now, stamp=new_stamp(), case_stamp=new_stamp()))
    session.flush()
    return ripe


def add_up(session: Session, table: Any, rows: list[dict[str, Any]], names: Iterable[str]) -> None:
    """Add numbers to the rows of a summary, new or stored."""
    if not rows:
        return
    insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(table)
    added = {name: table.c[name] + statement.excluded[name] for name in names}
    session.execute(statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=added), rows)


def chunks(items: Sequence[Item], size: int = CHUNK) -> Iterator[Sequence[Item]]:
    """Cut a sequence into pieces."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
