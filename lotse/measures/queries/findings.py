"""Reading findings as rows: what is open, what is new to the lead, what lies ahead over all visible cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.cases.models import Case
from lotse.cases.queries import visible_case_ids
from lotse.clients.models import Person
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound
from lotse.measures.models import Finding, Measure, Waiver
from lotse.measures.rules.states import LEFT_OUT

SOON_DAYS = 28
PERMISSION_KINDS = ("permission", "benefit")
PERMISSION_NOTICE_DAYS = 90


def all_rows(case_id: int) -> Sequence[Finding]:
    """Return every finding a case ever had; for bringing them up to date."""
    return db.session.scalars(sa.select(Finding).where(Finding.case_id == case_id)).all()


def open_rows(case_id: int) -> Sequence[Finding]:
    """Return the open findings of a case by date."""
    query = sa.select(Finding).where(Finding.case_id == case_id, Finding.gone_at.is_(None))
    return db.session.scalars(query.order_by(Finding.starts_on, Finding.id)).all()


def get_finding(finding_id: int, case_id: int) -> Finding:
    """Return one finding of a case or answer 404."""
    finding = db.session.get(Finding, finding_id)
    if finding is None or finding.case_id != case_id:
        raise NotFound
    return finding


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


def last_days_of_waivers(case_id: int, *, before: date) -> dict[int, date]:
    """Return for each requirement the last day of its latest waiver that has run out or was ended."""
    query = sa.select(Waiver.requirement_id, sa.func.max(Waiver.valid_until)).where(
        Waiver.case_id == case_id, Waiver.valid_until < before
    )
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Waiver.requirement_id))}


@dataclass(frozen=True)
class RadarLine:
    """Something ahead in one case: a finding, a waiver that runs out, a permission that ends."""

    kind: str
    on: date
    case_id: int
    case_number: str
    person_name: str
    lead: str
    text: str
    days_left: int
    done: str = ""
    measure_id: int | None = None

    @property
    def is_soon(self) -> bool:
        return self.days_left <= SOON_DAYS


def radar(user: User, today: date, now: datetime, *, mine: bool = False) -> list[RadarLine]:
    """Return what lies ahead over all cases the account may see, the nearest first."""
    cases = visible_case_ids(user, now)
    lines = [*_finding_lines(cases, today), *_waiver_lines(cases, today), *_permission_lines(cases, today)]
    if mine:
        own = set(db.session.scalars(sa.select(Case.id).where(Case.lead_id == user.id)))
        lines = [line for line in lines if line.case_id in own]
    return sorted(lines, key=lambda line: (line.on, line.case_id, line.text))


def new_for_lead(user_id: int, today: date) -> list[RadarLine]:
    """Return findings nobody has taken note of yet, in the cases this account leads: each stands in "Heute" once."""
    cases = sa.select(Case.id).where(Case.lead_id == user_id, Case.status != "closed")
    return [line for line in _finding_lines(cases, today) if not line.done]


def _finding_lines(cases: sa.Select[int], today: date) -> list[RadarLine]:
    lead = sa.orm.aliased(User)
    waived = sa.exists().where(
        Waiver.requirement_id == Finding.requirement_id,
        Waiver.ended_at.is_(None),
        Waiver.valid_from <= today,
        Waiver.valid_until >= today,
    )
    query = (
        sa.select(Finding, Case.number, Person.last_name, Person.first_name, lead.name, waived.label("waived"))
        .join(Case, Case.id == Finding.case_id)
        .join(Person, Person.id == Case.person_id)
        .join(lead, lead.id == Case.lead_id, isouter=True)
        .where(Finding.case_id.in_(cases), Finding.gone_at.is_(None), Finding.ends_on >= today, Case.status != "closed")
    )
    lines = []
    for finding, number, last, first, lead_name, is_waived in db.session.execute(query):
        on = max(finding.starts_on, today)
        done = "überbrückt" if is_waived else "gesehen" if finding.acknowledged_at else ""
        lines.append(
            RadarLine(
                finding.code, on, finding.case_id, number, _listed(last, first), lead_name or "", finding.sentence,
                (on - today).days, done,
            )
        )  # fmt: skip
    return lines


def _waiver_lines(cases: sa.Select[int], today: date) -> list[RadarLine]:
    query = (
        sa.select(Waiver, Case.number, Person.last_name, Person.first_name)
        .join(Case, Case.id == Waiver.case_id)
        .join(Person, Person.id == Case.person_id)
        .where(
            Waiver.case_id.in_(cases), Waiver.ended_at.is_(None), Waiver.valid_until >= today, Case.status != "closed"
        )
    )
    return [
        RadarLine(
            "WAIVER", waiver.valid_until, waiver.case_id, number, _listed(last, first), "",
            f"Ausnahme läuft ab: {waiver.reason}" + (f" ({waiver.bridging})" if waiver.bridging else ""),
            (waiver.valid_until - today).days,
        )
        for waiver, number, last, first in db.session.execute(query)
    ]  # fmt: skip


def _permission_lines(cases: sa.Select[int], today: date) -> list[RadarLine]:
    query = (
        sa.select(Measure, Case.number, Person.last_name, Person.first_name)
        .join(Case, Case.id == Measure.case_id)
        .join(Person, Person.id == Case.person_id)
        .where(
            Measure.case_id.in_(cases),
            Measure.kind.in_(PERMISSION_KINDS),
            Measure.state.not_in([*LEFT_OUT, "completed"]),
            Measure.ends_on.between(today, today + timedelta(days=PERMISSION_NOTICE_DAYS)),
            Case.status != "closed",
        )
    )
    return [
        RadarLine(
            "PERMISSION", measure.ends_on, measure.case_id, number, _listed(last, first), "",
            f"Läuft aus: {measure.label}", (measure.ends_on - today).days, measure_id=measure.id,
        )
        for measure, number, last, first in db.session.execute(query)
        if measure.ends_on
    ]  # fmt: skip


def _listed(last: str, first: str) -> str:
    return f"{last}, {first}".rstrip(", ")
