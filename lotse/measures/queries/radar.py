"""Reading what lies ahead over all cases an account may see: gaps, waivers and permissions that end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from lotse.accounts.models import Unit, User
from lotse.cases.models import Case
from lotse.cases.queries import visible_case_ids
from lotse.clients.models import Person
from lotse.foundation.db import db
from lotse.measures.models import Finding, Measure, Waiver
from lotse.measures.rules.states import LEFT_OUT

SOON_DAYS = 28
PERMISSION_KINDS = ("permission", "benefit")
PERMISSION_NOTICE_DAYS = 90


@dataclass(frozen=True)
class RadarLine:
    """Something ahead in one case: a finding, a waiver that runs out, a permission that ends."""

    kind: str
    on: date
    case_id: int
    case_number: str
    person_id: int
    person_name: str
    lead_id: int | None
    lead: str
    unit_id: int
    unit: str
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
    if mine:
        cases = cases.where(Case.lead_id == user.id)
    lines = [*_finding_lines(cases, today), *_waiver_lines(cases, today), *_permission_lines(cases, today)]
    return sorted(lines, key=lambda line: (line.on, line.case_id, line.text))


def leads_of(lines: Iterable[RadarLine]) -> list[tuple[int, str]]:
    """Return the leads that have something ahead, by name."""
    return sorted({(line.lead_id, line.lead) for line in lines if line.lead_id}, key=lambda found: found[1])


def units_of(lines: Iterable[RadarLine]) -> list[tuple[int, str]]:
    """Return the units that have something ahead, by name."""
    return sorted({(line.unit_id, line.unit) for line in lines}, key=lambda found: found[1])


def _about(model: type[Finding | Waiver | Measure], *more: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Select rows of a kind with the case, the person, the lead and the unit they belong to."""
    return (
        sa.select(
            model,
            Case.number,
            Case.person_id,
            Person.last_name,
            Person.first_name,
            Case.lead_id,
            sa.func.coalesce(User.name, "").label("lead"),
            Case.unit_id,
            Unit.name.label("unit"),
            *more,
        )
        .join(Case, Case.id == model.case_id)
        .join(Person, Person.id == Case.person_id)
        .join(Unit, Unit.id == Case.unit_id)
        .outerjoin(User, User.id == Case.lead_id)
        .where(Case.status != "closed")
    )


def _line(row: Any, kind: str, on: date, text: str, today: date) -> RadarLine:
    return RadarLine(
        kind=kind,
        on=on,
        case_id=row[0].case_id,
        case_number=row.number,
        person_id=row.person_id,
        person_name=f"{row.last_name}, {row.first_name}".rstrip(", "),
        lead_id=row.lead_id,
        lead=row.lead,
        unit_id=row.unit_id,
        unit=row.unit,
        text=text,
        days_left=(on - today).days,
    )


def _finding_lines(cases: sa.Select[int], today: date) -> list[RadarLine]:
    waived = sa.exists().where(
        sa.or_(Waiver.requirement_id == Finding.requirement_id, Waiver.measure_id == Finding.measure_id),
        Waiver.ended_at.is_(None),
        Waiver.valid_from <= today,
        Waiver.valid_until >= today,
    )
    query = _about(Finding, waived.label("waived")).where(
        Finding.case_id.in_(cases), Finding.gone_at.is_(None), Finding.ends_on >= today
    )
    lines = []
    for row in db.session.execute(query):
        finding = row[0]
        line = _line(row, finding.code, max(finding.starts_on, today), finding.sentence, today)
        done = "überbrückt" if row.waived else "gesehen" if finding.acknowledged_at else ""
        lines.append(replace(line, done=done))
    return lines


def _waiver_lines(cases: sa.Select[int], today: date) -> list[RadarLine]:
    query = _about(Waiver).where(Waiver.case_id.in_(cases), Waiver.ended_at.is_(None), Waiver.valid_until >= today)
    return [_line(row, "WAIVER", row[0].valid_until, _ending(row[0]), today) for row in db.session.execute(query)]


def _ending(waiver: Waiver) -> str:
    return f"Ausnahme läuft ab: {waiver.reason}" + (f" ({waiver.bridging})" if waiver.bridging else "")


def _permission_lines(cases: sa.Select[int], today: date) -> list[RadarLine]:
    query = _about(Measure).where(
        Measure.case_id.in_(cases),
        Measure.kind.in_(PERMISSION_KINDS),
        Measure.state.not_in([*LEFT_OUT, "completed"]),
        Measure.ends_on.between(today, today + timedelta(days=PERMISSION_NOTICE_DAYS)),
    )
    return [
        replace(_line(row, "PERMISSION", row[0].ends_on, f"Läuft aus: {row[0].label}", today), measure_id=row[0].id)
        for row in db.session.execute(query)
    ]
