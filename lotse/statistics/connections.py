"""Hooks the statistics into every transaction: whoever changes a referral or a case changes what is kept of it too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.accounts.queries import office_region
from lotse.foundation import clock
from lotse.statistics.actions import case_upkeep, kept_appointments, upkeep
from lotse.statistics.actions import contact_months as contact_month_actions
from lotse.statistics.queries import case_records, contact_months, live
from lotse.statistics.queries.appointments import deleted_appointments, region_within_flush

REFERRALS, CASES, MONTHS = "statistics_touched_referrals", "statistics_touched_cases", "statistics_touched_months"


def install() -> None:
    """Listen to all sessions; calling it again changes nothing."""
    for name, listener in LISTENERS.items():
        if not sa.event.contains(Session, name, listener):
            sa.event.listen(Session, name, listener)


def _keep(session: Session, context: Any, instances: Any) -> None:  # noqa: ARG001  # SQLAlchemy's signature
    """Keep appointments the session deletes; whoever deletes with a statement calls `keep_appointments` before it."""
    ids = deleted_appointments(session.deleted)
    if ids:
        with session.no_autoflush:
            kept_appointments.keep_appointments(session, ids=ids, region=region_within_flush(session))


def _note(session: Session, context: Any) -> None:  # noqa: ARG001  # SQLAlchemy's signature
    changed = [item for item in (*session.new, *session.dirty) if live.may_touch(item)]
    if changed:
        with session.no_autoflush:
            session.info.setdefault(REFERRALS, set()).update(live.touched_referrals(session, changed))
    of_cases = [item for item in (*session.new, *session.dirty, *session.deleted) if case_records.may_touch(item)]
    if of_cases:
        with session.no_autoflush:
            found = case_records.touched_cases(session, of_cases, session.deleted)
        session.info.setdefault(CASES, set()).update(found)
    touched = [item for item in (*session.new, *session.dirty) if contact_months.may_touch(item)]
    if touched:
        with session.no_autoflush:
            session.info.setdefault(MONTHS, []).append(contact_months.touched_months(session, touched, clock.today()))


def _refresh(session: Session) -> None:
    session.flush()
    referrals, cases = session.info.pop(REFERRALS, None), session.info.pop(CASES, None)
    if referrals:
        upkeep.refresh(session, referrals, region=office_region(), today=clock.today(), now=clock.now())
        session.flush()
    months = session.info.pop(MONTHS, None)
    if months is not None:
        contact_month_actions.forget(session, None if None in months else set().union(*months))
    if cases:
        case_upkeep.refresh(session, cases)
    # Last, for all writers change this one row.
    upkeep.stamp(session, referrals=bool(referrals), cases=bool(cases))


def _forget(session: Session) -> None:
    for name in (REFERRALS, CASES, MONTHS):
        session.info.pop(name, None)


LISTENERS: dict[str, Callable[..., None]] = {
    "before_flush": _keep,
    "after_flush": _note,
    "before_commit": _refresh,
    "after_rollback": _forget,
}
