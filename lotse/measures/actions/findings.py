"""Keeping findings as rows: first seen, acknowledged, gone."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.measures.models import Finding
from lotse.measures.queries import findings as queries
from lotse.measures.queries.plans import plans_of
from lotse.measures.rules.check import check
from lotse.measures.rules.explain import Words
from lotse.measures.rules.noticed import Noticed, noticed
from lotse.measures.rules.plan import Plan

if TYPE_CHECKING:
    from lotse.accounts.models import User

CASES_AT_ONCE = 500


def refresh(*, case_id: int, today: date, now: datetime) -> None:
    """Judge the plan of a case again and bring its finding rows up to date."""
    db.session.flush()
    plan = plans_of([case_id], today).get(case_id)
    if plan:
        _bring_up_to_date(case_id, plan, today, now)


def refresh_all(*, today: date, now: datetime) -> int:
    """Judge every open case; returns how many. Safe to run twice: an unchanged finding is left alone."""
    ids = list(queries.open_case_ids())
    for start in range(0, len(ids), CASES_AT_ONCE):
        for case_id, plan in plans_of(ids[start : start + CASES_AT_ONCE], today).items():
            _bring_up_to_date(case_id, plan, today, now)
    for case_id in queries.closed_cases_with_findings():
        for row in queries.open_rows(case_id):
            row.gone_at = now
    db.session.flush()
    return len(ids)


def refresh_house(_sender: object, *, organisation_id: int, now: datetime, **_: object) -> None:
    """An institution keeps closed at other times: judge every open case with a measure there."""
    today = clock.local(now).date()
    for case_id in queries.cases_at_house(organisation_id):
        refresh(case_id=case_id, today=today, now=now)


def acknowledge(*, finding: Finding, by: User, now: datetime) -> None:
    """Take note of a finding: it leaves "Heute" and stays in the case until its gap closes."""
    if finding.acknowledged_at is None:
        finding.acknowledged_at, finding.acknowledged_by_id = now, by.id
        db.session.flush()


def _bring_up_to_date(case_id: int, plan: Plan, today: date, now: datetime) -> None:
    notices = noticed(check(plan), Words(plan), today)
    rows = {row.digest: row for row in queries.all_rows(case_id)}
    run_out = queries.last_days_of_waivers(case_id, before=today)
    for notice in notices:
        row = rows.pop(notice.digest, None)
        if row is None:
            row = Finding(case_id=case_id, digest=notice.digest, code=notice.code, first_seen_at=now)
            db.session.add(row)
        elif row.gone_at is not None:  # the gap is back: that is news
            row.first_seen_at, row.gone_at = now, None
            row.acknowledged_at, row.acknowledged_by_id = None, None
        _write(row, notice)
        if row.key in run_out and _was_noted_before(row, run_out[row.key]):
            row.acknowledged_at, row.acknowledged_by_id = None, None
    for row in rows.values():
        if row.gone_at is None:
            row.gone_at = now
    db.session.flush()


def _was_noted_before(row: Finding, last_day: date) -> bool:
    """Somebody took note while the gap was bridged; now that the bridge is gone it is news again."""
    return row.acknowledged_at is not None and clock.local(row.acknowledged_at).date() <= last_day


def _write(row: Finding, notice: Noticed) -> None:
    is_entered, number = notice.requirement.startswith("R"), int(notice.requirement[1:])
    row.requirement_id, row.measure_id = (number, None) if is_entered else (None, number)
    row.starts_on, row.ends_on = notice.starts_on, notice.ends_on
    row.minutes, row.sentence = notice.minutes, notice.sentence
    if row.content != notice.content:
        row.content = notice.content
