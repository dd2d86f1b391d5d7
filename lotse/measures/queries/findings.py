"""Reading findings as rows: what is open, and of which cases they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from lotse.cases.models import Case
from lotse.foundation.db import db, get_stored
from lotse.measures.models import Finding, Measure, Waiver


def all_rows(case_id: int) -> Sequence[Finding]:
    """Return every finding a case ever had; for bringing them up to date."""
    return db.session.scalars(sa.select(Finding).where(Finding.case_id == case_id)).all()


def open_rows(case_id: int) -> Sequence[Finding]:
    """Return the open findings of a case by date."""
    query = sa.select(Finding).where(Finding.case_id == case_id, Finding.gone_at.is_(None))
    return db.session.scalars(query.order_by(Finding.starts_on, Finding.id)).all()


def get_finding(finding_id: int, case_id: int) -> Finding:
    """Return one finding of a case or answer 404."""
    return get_stored(Finding, finding_id, case_id=case_id)


def open_case_ids() -> Sequence[int]:
    """Return the cases whose findings are kept up to date: open and resting ones with measures."""
    with_measures = sa.select(Measure.case_id).distinct()
    query = sa.select(Case.id).where(Case.status != "closed", Case.id.in_(with_measures))
    return db.session.scalars(query.order_by(Case.id)).all()


def closed_cases_with_findings() -> Sequence[int]:
    """Return closed cases that still have an open finding; closing makes it vanish."""
    query = sa.select(Finding.case_id).join(Case).where(Case.status == "closed", Finding.gone_at.is_(None)).distinct()
    return db.session.scalars(query).all()


def cases_at_house(organisation_id: int) -> Sequence[int]:
    """Return the open cases that have a measure at an institution."""
    there = sa.select(Measure.case_id).where(Measure.organisation_id == organisation_id)
    return db.session.scalars(sa.select(Case.id).where(Case.status != "closed", Case.id.in_(there))).all()


def last_days_of_waivers(case_id: int, *, before: date) -> dict[str, date]:
    """Return for each gap, by its key, the last day of its latest waiver that has run out or was ended."""
    query = sa.select(Waiver).where(Waiver.case_id == case_id, Waiver.valid_until < before)
    return {waiver.key: waiver.valid_until for waiver in db.session.scalars(query.order_by(Waiver.valid_until))}
